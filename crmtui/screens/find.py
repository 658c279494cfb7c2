"""Finds anybody from anywhere, by any fragment."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input

from crmtui.locale import _, mark
from crmtui.reads.search import Found, find
from crmtui.screens.bridge import Bridge
from crmtui.screens.customer_rows import phone
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.line_input import LineInput
from crmtui.widgets.source import Rows
from crmtui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from crmtui.app import CrmApp

COMMANDS = (
    Command(
        "find.go", "enter", mark("go there"), "go", in_footer=True, in_palette=False, is_urgent=True
    ),
    Command("find.down", "down", mark("next"), "move(1)", in_palette=False, is_urgent=True),
    Command("find.up", "up", mark("previous"), "move(-1)", in_palette=False, is_urgent=True),
    Command("find.leave", "escape", mark("back"), "leave", in_footer=True, in_palette=False),
)

_DELAY = 0.03


class _Hits:
    """What a text fits, read when the list asks how many there are."""

    def __init__(self, bridge: Bridge, text: str) -> None:
        self._bridge = bridge
        self._text = text
        self._rows: list[Found] = []

    async def count(self) -> int:
        """Search and return how many fit."""
        self._rows = await self._bridge.read(find, self._text)
        return len(self._rows)

    async def page(self, skip: int, limit: int) -> list[Found]:
        """Return up to `limit` rows after the first `skip`."""
        return self._rows[skip : skip + limit]

    async def position(self, number: int) -> int | None:
        """Return nothing: a new search starts at its best match."""
        return None


class FindScreen(ModalScreen[int | None]):
    """Returns the id of the contact that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    _timer: Timer | None = None

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Put the matches under what is typed."""
        crm = cast("CrmApp", self.app)
        self._list: VirtualList[Found] = VirtualList(
            [
                Column(lambda: "", 16, lambda row: row.name, grows=True),
                Column(lambda: "", 16, lambda row: phone(crm.formats, row.phone), rank=1),
                Column(lambda: "", 14, lambda row: row.company or row.city, rank=2, role="muted"),
            ],
            lambda row: row.id,
            id="found",
            has_header=False,
        )
        self._list.can_focus = False
        with Vertical(id="find") as panel:
            panel.border_title = Content(self._title or _("Find anything"))
            yield LineInput(placeholder=_("name, phone, e-mail, tag, city …"), compact=True)
            yield self._list
        yield KeyBar()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search once the typing pauses for a moment."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_DELAY, self._search)

    def _search(self) -> None:
        text = self.query_one(Input).value.strip()
        self._list.empty_text = _("Nobody fits “{text}”.").format(text=text) if text else ""
        bridge = cast("CrmApp", self.app).bridge
        self._list.show(_Hits(bridge, text) if text else Rows([], lambda row: row.id))

    def action_move(self, step: int) -> None:
        """Go to the next match or the one before."""
        self._list.cursor += step

    def action_go(self) -> None:
        """Take the match under the cursor."""
        if self._list.current_id:
            self.dismiss(self._list.current_id)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Take the match that was clicked."""
        self.action_go()

    def action_leave(self) -> None:
        """Take nobody."""
        self.dismiss(None)
