"""Tickets: the queue by what breaches next, and the conversation on one of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from crmtui.errors import CrmError
from crmtui.locale import _, mark
from crmtui.reads.tickets import TicketLine, ticket
from crmtui.screens.tickets.filter import EXAMPLES
from crmtui.screens.tickets.list import TicketList
from crmtui.screens.tickets.pane import TicketPane
from crmtui.screens.tickets.rows import DeskClock, QueueList, columns
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.filter_box import FilterBox
from crmtui.widgets.talk import Talk
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

COMMANDS = (
    Command("tickets.reply", "r", mark("answer"), "reply", in_footer=True),
    Command("tickets.note", "n", mark("note"), "note", in_footer=True),
    Command("tickets.canned", "c", mark("canned reply"), "canned", in_footer=True),
    Command("tickets.reopen", "o", mark("open again"), "reopen", in_footer=True),
    Command("tickets.wait", "w", mark("waits"), "status('waiting')", in_footer=True),
    Command("tickets.solve", "s", mark("solved"), "solve", in_footer=True),
    Command("tickets.close", "x", mark("close"), "close", in_footer=True),
    Command("tickets.add", "a", mark("open a ticket"), "add", in_footer=True),
    Command("tickets.incoming", "l", mark("log what they said"), "incoming"),
    Command("tickets.hold", "h", mark("on hold"), "status('on-hold')"),
    Command("tickets.assign", "b", mark("assign"), "assign"),
    Command("tickets.priority", "p", mark("priority, category"), "priority"),
    Command("tickets.edit", "e", mark("edit"), "edit"),
    Command("tickets.rate", "*", mark("rate"), "rate"),
    Command("tickets.visit", "v", mark("visit, call back"), "visits"),
    Command("tickets.send", "y", mark("copy or send"), "send"),
    Command("tickets.merge", "m", mark("merge into another"), "merge"),
    Command("tickets.split", "z", mark("split off"), "split"),
    Command("tickets.link", "+", mark("link, unlink"), "link"),
    Command("tickets.customer", ".", mark("the customer"), "customer"),
    Command("tickets.task", "t", mark("task"), "task"),
    Command("tickets.delete", "d", mark("delete"), "delete"),
    Command("tickets.filter", "/", mark("filter"), "filter"),
    Command("tickets.which", "f", mark("which tickets"), "which"),
    Command("tickets.hours", "f3", mark("hours and targets"), "hours"),
    Command("tickets.more", "]", mark("more of the facts"), "facts(1)", in_palette=False),
    Command("tickets.less", "[", mark("back up the facts"), "facts(-1)", in_palette=False),
    Command("tickets.back", "escape", mark("back"), "back", True, in_palette=False),
)

_PANE_DELAY = 0.08
"""Seconds the cursor must rest before the conversation is read."""
_EVERY = 60.0
"""Seconds after which less time is left."""
_ON_NOTHING = frozenset({"add", "filter", "which", "hours", "back"})
_DOINGS = frozenset(command.action.partition("(")[0] for command in COMMANDS)
_ON_TICKET = _DOINGS - _ON_NOTHING


class TicketsScreen(TicketList):
    """The queue on the left, the conversation on the right; one at a time where it is narrow."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#tickets"
    view = "tickets"
    shows = frozenset({"ticket", "ticket_event", "ticket_link", "interaction", "appointment"}) | {
        *("contact", "contact_point", "purchase", "setting")
    }

    _pane_timer: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """Return the queue with its filter, and the conversation."""
        self._clock = DeskClock(self.crm)
        self._list = QueueList(columns(self.crm, self._clock), lambda row: row.id, id="tickets")
        self._filter = FilterBox(_(EXAMPLES), id="filter")
        self._filter_line = Horizontal(Static("/"), self._filter, id="filter-line")
        self._pane = TicketPane(self._clock, id="ticket-pane")
        yield Horizontal(
            Vertical(self._filter_line, self._list, id="list-pane", classes="pane"),
            self._pane,
            id="body",
        )

    def on_mount(self) -> None:
        """Show what was shown when the app was closed."""
        state = self.crm.state
        if state.tickets:
            with self.prevent(Input.Changed):
                self._filter.value = state.tickets
        self.show_list(at=state.ticket)
        self.set_interval(_EVERY, self._tick)

    def _tick(self) -> None:
        """Count the time that is left anew."""
        self._clock.tick()
        if self.is_current:
            self._list.refresh()
            self._pane.draw_facts()

    def reload(self) -> None:
        """Read again what is shown; the cursor stays where it is."""
        self._clock.tick()
        self._list.reload()
        self._pane.reload()

    # The queue and the conversation

    def on_virtual_list_loaded(self, message: VirtualList.Loaded) -> None:
        """Say how many there are."""
        self._list.empty_text = self.empty_text()
        self.show_title()
        self.refresh_bindings()

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show the conversation of the row under the cursor once it rests there."""
        current = self._list.current_id
        if current:
            self.crm.state.ticket = current
        self.refresh_bindings()
        if self._pane_timer is not None:
            self._pane_timer.stop()
        if current != self._pane.ticket:
            self._pane_timer = self.set_timer(_PANE_DELAY, self._show_pane)

    def _show_pane(self) -> None:
        if self._pane.talk.has_focus and self._list.current_id != self._pane.ticket:
            self.action_back()  # a reload moved the cursor: it is gone from the queue
        if self.is_wide or self.has_class("card-open"):
            self._pane.show(self._list.current_id)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Go into the conversation."""
        self.add_class("card-open")
        self._pane.show(self._list.current_id)
        self._pane.talk.focus()

    def on_talk_moved(self, message: Talk.Moved) -> None:
        """Offer what can be done to the message under the cursor."""
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """Show the conversation where there is room for it now."""
        self._show_pane()

    def action_facts(self, step: int) -> None:
        """Scroll the facts."""
        self._pane.scroll_facts(step)

    def action_back(self) -> None:
        """Go back one level: from the conversation to the queue, from a filtered one to all."""
        if self._pane.talk.has_focus:
            self.remove_class("card-open")
            self._list.focus()
        elif self._filter.value:
            self._filter.value = ""
        else:
            self.remove_class("card-open")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that the filter's own letters would only look like."""
        if not self.is_mounted:
            return True
        if self._filter.has_focus and action in _DOINGS:
            return False
        if action == "back":
            is_inside = self._pane.talk.has_focus or self.has_class("card-open")
            return is_inside or bool(self._filter.value)
        if action in _ON_TICKET:
            row = self._list.current
            return row is not None and self._fits(action, row)
        return True

    def _fits(self, action: str, row: TicketLine) -> bool:
        if action == "reopen":
            return row.status not in ("new", "open")
        return row.is_open or action not in ("status", "solve")

    # What the actions are about

    @property
    def chosen_ticket(self) -> int:
        """The ticket of the conversation when the focus is in it, else that of the queue."""
        return self._pane.ticket if self._pane.talk.has_focus else self._list.current_id

    @property
    def chosen_message(self) -> int:
        """The message under the cursor, when the focus is in the conversation; else 0."""
        talk = self._pane.talk
        return talk.current.number if talk.has_focus and talk.current else 0

    @property
    def chosen_messages(self) -> list[int]:
        """What is marked in the conversation, else what the cursor there is on."""
        talk = self._pane.talk
        if not talk.has_focus:
            return []
        if talk.marked:
            return sorted(talk.marked)
        return [self.chosen_message] if self.chosen_message else []

    def open_ticket(self, number: int) -> None:
        """Put the cursor on a ticket, whatever is filtered now."""
        start(self, partial(self._open, number), "open", exclusive=True)

    async def _open(self, number: int) -> None:
        try:
            line = await self.crm.bridge.read(ticket, number)
        except CrmError as error:
            self.crm.show_error(error)
            return
        self.remove_class("card-open")
        with self.prevent(Input.Changed):
            self._filter.value = "" if line.is_open else "all"
        self._list.focus()
        self.show_list(at=number)
