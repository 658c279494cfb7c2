"""One ticket: the facts above, the conversation below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from crmtui.errors import CrmError, NotFound
from crmtui.locale import _
from crmtui.reads.ticket_desk import Desk, desk
from crmtui.reads.ticket_facts import said_head, ticket_facts
from crmtui.reads.ticket_talk import Said
from crmtui.screens.tickets.rows import DeskClock
from crmtui.widgets.card import fact_lines
from crmtui.widgets.cells import cut, one_line
from crmtui.widgets.messages import Trouble
from crmtui.widgets.talk import Entry, Talk
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp

_ROLES = {"in": "accent", "out": "won", "note": "strong"}


class TicketPane(Vertical):
    """Shows one ticket at a time; 0 is none."""

    def __init__(self, clock: DeskClock, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="pane")
        self._service = clock
        self.ticket = 0
        self.shown: Desk | None = None

    def compose(self) -> ComposeResult:
        """Put the facts above the conversation."""
        self._facts = Static("", markup=False)
        self._scroll = VerticalScroll(self._facts, id="ticket-facts", can_focus=False)
        self.talk = Talk(id="talk")
        yield self._scroll
        yield self.talk

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    def show(self, ticket: int) -> None:
        """Show a ticket, if it is not shown already."""
        if ticket != self.ticket:
            self.ticket = ticket
            self._load(is_new=True)

    def reload(self) -> None:
        """Read the same ticket again."""
        self._load(is_new=False)

    def scroll_facts(self, step: int) -> None:
        """Show more of the facts, where there is no room for all."""
        self._scroll.scroll_relative(y=step * max(1, self._scroll.size.height - 1), animate=False)

    def _load(self, *, is_new: bool) -> None:
        start(self, partial(self._read, self.ticket, is_new), "ticket", exclusive=True)

    async def _read(self, number: int, is_new: bool) -> None:
        try:
            self.shown = await self.crm.bridge.read(desk, number) if number else None
        except NotFound:
            self.shown = None
        except CrmError as error:
            self.post_message(Trouble(error))
            return
        self.draw_facts()
        if is_new:
            self._scroll.scroll_home(animate=False)
        self._show_talk(is_new)

    def _show_talk(self, is_new: bool) -> None:
        found = self.shown
        self.talk.empty_text = _("Nothing was said yet: r answers, l logs what they said.")
        if found is None:
            self.talk.empty_text = ""
        self.talk.show([self._entry(said) for said in found.talk] if found else [], is_new=is_new)

    def _entry(self, said: Said) -> Entry:
        head = said_head(said, self.crm.formats, self.crm.now)
        text = said.text if said.is_message else ""
        key = (said.at, said.id, said.kind + ("" if said.id else said.text))
        return Entry(key, said.id, head, text, _ROLES.get(said.kind, "muted"))

    def draw_facts(self) -> None:
        """Show the facts; what is left of the time changes by itself."""
        crm, found = self.crm, self.shown
        if found is None:
            self.border_title = ""
            self._facts.update("")
            return
        title = f"#{found.ticket.id} {one_line(found.ticket.subject)}"
        self.border_title = Content(f" {cut(title, max(10, self.size.width - 6))} ")
        facts = ticket_facts(found, self._service.now(), crm.formats, crm.now)
        width = max(20, self._facts.size.width or self.size.width - 2)
        self._facts.update(Content("\n").join(fact_lines(facts, width)))

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines anew."""
        self.draw_facts()
