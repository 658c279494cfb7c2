"""A line to type into, over what fits it: whatever is to be found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input

from crmtui.locale import mark
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.line_input import LineInput
from crmtui.widgets.source import Source
from crmtui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from crmtui.app import CrmApp

Row = TypeVar("Row")

COMMANDS = (
    Command(
        "find.go", "enter", mark("go there"), "go", in_footer=True, in_palette=False, is_urgent=True
    ),
    Command("find.down", "down", mark("next"), "move(1)", in_palette=False, is_urgent=True),
    Command("find.up", "up", mark("previous"), "move(-1)", in_palette=False, is_urgent=True),
    Command("find.leave", "escape", mark("back"), "leave", in_footer=True, in_palette=False),
)

_DELAY = 0.03


class Finder(ModalScreen[int | None], Generic[Row]):
    """Returns the id of what was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    _timer: Timer | None = None
    _is_searched = True
    """The list shows what fits the text."""
    _goes = False
    """Enter was pressed before that was so: the best match is meant."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    # What is looked for

    def columns(self) -> Sequence[Column[Row]]:
        """Return the columns of what is found."""
        raise NotImplementedError

    def number(self, row: Row) -> int:
        """Return the id of a row."""
        raise NotImplementedError

    def placeholder(self) -> str:
        """Return what can be typed."""
        raise NotImplementedError

    def found(self, text: str) -> Source[Row]:
        """Return what fits a text."""
        raise NotImplementedError

    def empty_text(self, text: str) -> str:
        """Return what is said where nothing fits."""
        raise NotImplementedError

    # How

    def compose(self) -> ComposeResult:
        """Put the matches under what is typed."""
        self._list: VirtualList[Row] = VirtualList(
            self.columns(), self.number, id="found", has_header=False
        )
        self._list.can_focus = False
        with Vertical(id="find") as panel:
            panel.border_title = Content(self._title)
            yield LineInput(placeholder=self.placeholder(), compact=True)
            yield self._list
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what there is before anything is typed."""
        self._search()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search once the typing pauses for a moment."""
        if self._timer is not None:
            self._timer.stop()
        self._is_searched = False
        self._timer = self.set_timer(_DELAY, self._search)

    def _search(self) -> None:
        self._timer = None
        text = self.query_one(Input).value.strip()
        self._list.empty_text = self.empty_text(text)
        self._list.show(self.found(text))

    def on_virtual_list_loaded(self, message: VirtualList.Loaded) -> None:
        """Take the best match if that was asked for already."""
        self._is_searched = self._timer is None
        if self._goes and self._is_searched:
            self._goes = False
            self.action_go()

    def action_move(self, step: int) -> None:
        """Go to the next match or the one before."""
        self._list.cursor += step

    def action_go(self) -> None:
        """Take the match under the cursor."""
        if not self._is_searched:
            self._goes = True
        elif self._list.current_id:
            self.dismiss(self._list.current_id)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Take the match that was clicked."""
        self.action_go()

    def action_leave(self) -> None:
        """Take nothing."""
        self.dismiss(None)
