"""Finds another ticket: to merge with, or to link to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input

from crmtui.locale import _, pgettext
from crmtui.reads.ticket_words import ticket_status_label
from crmtui.reads.tickets import TicketFilter, TicketLine, queue_numbers, ticket_lines
from crmtui.screens.bridge import Bridge
from crmtui.screens.find import COMMANDS
from crmtui.widgets.columns import Column
from crmtui.widgets.command import bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.line_input import LineInput
from crmtui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from crmtui.app import CrmApp

_DELAY = 0.03
_MOST = 200


class _Others:
    """The other tickets that a text fits: those of the same customer first, then the newest."""

    def __init__(self, bridge: Bridge, ticket: TicketLine, text: str) -> None:
        self._bridge = bridge
        self._ticket = ticket
        self._text = text
        self._rows: list[TicketLine] = []

    async def count(self) -> int:
        """Search and return how many fit."""
        wanted = TicketFilter(text=self._text, all_=True)
        numbers: list[int] = []
        if self._ticket.contact_id:
            same = wanted._replace(contact=self._ticket.contact_id)
            numbers = await self._bridge.read(queue_numbers, same)
        known = {*numbers, self._ticket.id}
        others = await self._bridge.read(queue_numbers, wanted)
        numbers += [number for number in others if number not in known]
        numbers = [number for number in numbers if number != self._ticket.id][:_MOST]
        found = await self._bridge.read(ticket_lines, numbers)
        self._rows = [row for row in found if row.merged_into is None]
        return len(self._rows)

    async def page(self, skip: int, limit: int) -> list[TicketLine]:
        """Return up to `limit` rows after the first `skip`."""
        return self._rows[skip : skip + limit]

    async def position(self, number: int) -> int | None:
        """Return nothing: a new search starts at its best match."""
        return None


class TicketPick(ModalScreen[int | None]):
    """Returns the number of the ticket that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    _timer: Timer | None = None
    _is_searched = False
    _goes = False
    """Enter was pressed before what is typed was looked for."""

    def __init__(self, title: str, ticket: TicketLine) -> None:
        super().__init__()
        self._title = title
        self._ticket = ticket

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    def compose(self) -> ComposeResult:
        """Put the matches under what is typed."""
        self._list: VirtualList[TicketLine] = VirtualList(
            [
                Column(lambda: "#", 5, lambda row: str(row.id), right=True, role="muted"),
                Column(
                    lambda: pgettext("ticket", "Subject"), 16, lambda row: row.subject, grows=True
                ),
                Column(lambda: _("Customer"), 16, lambda row: row.name, rank=1),
                Column(lambda: _("Status"), 8, lambda row: ticket_status_label(row.status), rank=2),
            ],
            lambda row: row.id,
            id="found",
            has_header=False,
        )
        self._list.can_focus = False
        self._list.empty_text = _("There is no other ticket that fits.")
        with Vertical(id="find") as panel:
            panel.border_title = Content(self._title)
            yield LineInput(placeholder=_("number, words of the subject, a name …"), compact=True)
            yield self._list
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the tickets of the same customer."""
        self._search()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search once the typing pauses for a moment."""
        if self._timer is not None:
            self._timer.stop()
        self._is_searched = False
        self._timer = self.set_timer(_DELAY, self._search)

    def on_virtual_list_loaded(self, message: VirtualList.Loaded) -> None:
        """Take the best match if that was asked for already."""
        self._is_searched = self._timer is None
        if self._goes and self._is_searched:
            self._goes = False
            self.action_go()

    def _search(self) -> None:
        self._timer = None
        text = self.query_one(Input).value.strip()
        self._list.show(_Others(self.crm.bridge, self._ticket, text))

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
        """Take none."""
        self.dismiss(None)
