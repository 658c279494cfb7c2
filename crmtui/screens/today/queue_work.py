"""Working a list like a dial queue: a key for each outcome, and the next card comes up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from crmtui.errors import CrmError
from crmtui.locale import _, mark
from crmtui.reads.timeline import Event
from crmtui.screens.card_pane import CARD_KINDS
from crmtui.screens.customer_actions import CustomerActions
from crmtui.screens.today.book import KINDS
from crmtui.screens.today.queue_card import QueueCard
from crmtui.screens.today.queue_rows import columns, entry_number
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.reads.today.queue import Entry

COMMANDS = (
    Command("queue.ticket", "h", mark("ticket"), "ticket", in_footer=True),
    Command("queue.reached", "r", mark("reached"), "outcome('reached')", in_footer=True),
    Command("queue.no-answer", "n", mark("no answer"), "outcome('no-answer')", in_footer=True),
    Command("queue.call-back", "c", mark("call back"), "call_back", in_footer=True),
    Command("queue.done", "x", mark("done"), "outcome('done')", in_footer=True),
    Command("queue.snooze", "s", mark("tomorrow"), "outcome('snooze')", in_footer=True),
    Command(
        "queue.not-interested",
        "i",
        mark("not interested"),
        "outcome('not-interested')",
        in_footer=True,
    ),
    Command("queue.not-now", "w", mark("not now"), "outcome('not-now')"),
    Command("queue.snooze-until", "z", mark("put off until …"), "snooze_until"),
    Command("queue.log", "l", mark("log"), "log"),
    Command("queue.task", "t", mark("task"), "task"),
    Command("queue.tickets", "h", mark("tickets"), "tickets"),
    Command("queue.deal", "v", mark("deal"), "deal"),
    Command("queue.sale", "$", mark("sale"), "sale"),
    Command("queue.edit", "e", mark("edit"), "edit"),
    Command("queue.copy", "y", mark("copy"), "copy"),
    # Urgent: in the card, the list of what happened would take the key for itself.
    Command(
        "queue.open",
        "enter",
        mark("open"),
        "open",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
    Command("queue.back", "escape", mark("back"), "back", True, in_palette=False),
)

_CARD_DELAY = 0.08
"""Seconds the cursor must rest before the card is read."""
_DOINGS = frozenset(
    {"outcome", "call_back", "snooze_until", "log", "task", "sale", "edit", "copy", "tickets"}
)


class QueuePlace(CustomerActions):
    """A queue on the left, the card of its line on the right; one at a time where it is narrow."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#queue"
    shows = KINDS | CARD_KINDS
    with_state: ClassVar[bool] = False

    _card_timer: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """Return the queue and the card."""
        crm = self.crm
        self._list: VirtualList[Entry] = VirtualList(
            columns(lambda: crm.formats, lambda: crm.now, with_state=self.with_state),
            entry_number,
            id="queue",
        )
        self._card = QueueCard(id="card-pane")
        yield Horizontal(
            Vertical(self._list, id="list-pane", classes="pane"), self._card, id="body"
        )

    def queue_title(self) -> str:
        """Return what stands in the border of the queue."""
        raise NotImplementedError

    def handled(self, entry: Entry) -> None:
        """Bring up the next card: the outcome of this one is being written."""
        raise NotImplementedError

    def failed(self, entry: Entry) -> None:
        """Go back to a line: nothing was written about it."""
        raise NotImplementedError

    def show_title(self) -> None:
        """Show what queue it is, and where in it one is."""
        self.query_one("#list-pane").border_title = Content(f" {self.queue_title()} ")

    def reload(self) -> None:
        """Read the card again; the app reads the queue anew by itself."""
        self._card.reload()

    def segments_known(self) -> None:
        """Show the segment on the card."""
        self._card.show_title()

    # The list and the card

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show the card of the line under the cursor once it rests there."""
        if message.list is not self._list:
            return
        self.show_title()
        self.refresh_bindings()
        if self._card_timer is not None:
            self._card_timer.stop()
        self._card_timer = self.set_timer(_CARD_DELAY, self._show_card)

    def _show_card(self) -> None:
        if self.is_wide or self.has_class("card-open"):
            self._card.show_entry(self._list.current)

    @property
    def _contact(self) -> int:
        entry = self._list.current
        return (entry.contact_id or 0) if entry else 0

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Do on a double click what Enter does."""
        self.action_open()

    def action_open(self) -> None:
        """Show the card where it is narrow, and from there the customer in Customers."""
        entry = self._list.current
        if entry is not None and entry.is_digest:
            self.crm.switch_mode("segments")
        elif self.is_wide or self.has_class("card-open"):
            if contact := self._contact:
                self.leave_for(contact)
            else:
                self.action_ticket()
                self.action_deal()
        elif entry is not None:
            self.add_class("card-open")
            self._card.show_entry(entry)
            self._card.timeline.focus()

    def leave_for(self, contact: int) -> None:
        """Show a contact in the Customers view."""
        start(self.crm, partial(self.crm.open_contact, contact), "open")

    def open_contact(self, contact: int) -> None:
        """Show a contact in the Customers view."""
        self.leave_for(contact)

    def action_deal(self) -> None:
        """Show the deal that the line is about."""
        entry = self._list.current
        if entry is not None and entry.deal_id:
            from crmtui.screens.pipeline.deal import DealScreen

            self.app.push_screen(DealScreen(entry.deal_id))

    def action_ticket(self) -> None:
        """Go to the ticket that the line is about."""
        if (entry := self._list.current) is not None:
            self.crm.go_to_ticket(entry.ticket_id)

    def action_back(self) -> None:
        """Go back from the card to the queue."""
        self.remove_class("card-open")
        self._list.focus()

    @property
    def can_go_back(self) -> bool:
        """Tell whether one is in the card."""
        return self.has_class("card-open") or self._card.timeline.has_focus

    # What came of it

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing where there is nobody; a task for nobody can be done or put off."""
        if action == "open":
            return self.is_mounted and bool(self._list.count)
        if action == "back":
            return self.is_mounted and self.can_go_back
        entry = self._list.current if self.is_mounted else None
        if action == "ticket":
            return entry is not None and entry.ticket_id is not None
        if action == "deal":
            return entry is not None and entry.deal_id is not None
        if action not in _DOINGS:
            return True
        if action == "tickets" and entry is not None and entry.ticket_id:
            return False  # its key goes to the very one
        if entry is None or entry.contact_id:
            return entry is not None
        if entry.is_digest:
            return parameters == ("done",)
        if action == "snooze_until" or parameters == ("snooze",):
            return bool(entry.task_id or entry.deal_id)
        return entry.task_id is not None and parameters == ("done",)

    def action_outcome(self, outcome: str) -> None:
        """Log what came of turning to them, and go on to the next."""
        if (entry := self._list.current) is not None:
            self.handled(entry)
            start(self, partial(self._handle, entry, outcome), "write")

    async def _handle(self, entry: Entry, outcome: str) -> None:
        def act(store: Store) -> Done:
            if entry.is_digest:
                from crmtui.writes.settings import digest_read

                return digest_read(store, self.crm.now)
            from crmtui.writes.queue import handle

            task, deal = entry.task_id, entry.deal_id
            return handle(store, entry.contact_id, outcome, task=task, deal=deal)

        try:
            self.crm.say_done(await self.crm.bridge.write(act))
        except CrmError as error:
            self.failed(entry)
            self.crm.show_error(error)

    def action_call_back(self) -> None:
        """Ask when they want to be called back."""
        from crmtui.screens.outcome_form import call_back_form

        if (entry := self._list.current) is not None:
            self.app.push_screen(call_back_form(self.crm, entry), partial(self._saved, entry))

    def action_snooze_until(self) -> None:
        """Ask until when to put it off."""
        from crmtui.screens.outcome_form import snooze_form

        if (entry := self._list.current) is not None:
            self.app.push_screen(snooze_form(self.crm, entry), partial(self._saved, entry))

    def action_log(self) -> None:
        """Log with a text what came of it."""
        from crmtui.screens.outcome_form import outcome_form

        if (entry := self._list.current) is not None:
            self.app.push_screen(outcome_form(self.crm, entry), partial(self._saved, entry))

    def _saved(self, entry: Entry, row: int | None) -> None:
        if row is not None:
            self.handled(entry)

    # Whom the actions are about

    @property
    def chosen_contact(self) -> int:
        """The contact of the line under the cursor."""
        return self._contact

    @property
    def chosen_event(self) -> Event | None:
        """The entry of the timeline, when the focus is in it."""
        return self._card.timeline.current if self._card.timeline.has_focus else None

    @property
    def chosen_name(self) -> str:
        """The name of whom the actions are about."""
        entry = self._list.current
        return entry.name if entry else ""

    def where(self) -> str:
        """Return which line of how many it is: "3 of 40"."""
        number = self.crm.formats.number
        return _("{n} of {all}").format(
            n=number(self._list.cursor + 1), all=number(self._list.count)
        )
