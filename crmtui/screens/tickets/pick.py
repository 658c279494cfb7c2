"""Finds another ticket: to merge with, or to link to."""

from __future__ import annotations

from collections.abc import Sequence

from crmtui.locale import _, pgettext
from crmtui.reads.ticket_words import ticket_status_label
from crmtui.reads.tickets import TicketFilter, TicketLine, queue_numbers, ticket_lines
from crmtui.screens.bridge import Bridge
from crmtui.screens.finder import Finder
from crmtui.widgets.columns import Column
from crmtui.widgets.source import Source

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


class TicketPick(Finder[TicketLine]):
    """Returns the number of the ticket that was chosen."""

    def __init__(self, title: str, ticket: TicketLine) -> None:
        super().__init__(title)
        self._ticket = ticket

    def columns(self) -> Sequence[Column[TicketLine]]:
        """Return the columns of a ticket."""
        return [
            Column(lambda: "#", 5, self._shown_number, right=True, role="muted"),
            Column(lambda: pgettext("ticket", "Subject"), 16, lambda row: row.subject, grows=True),
            Column(lambda: _("Customer"), 16, lambda row: row.name, rank=1),
            Column(lambda: _("Status"), 8, lambda row: ticket_status_label(row.status), rank=2),
        ]

    def _shown_number(self, row: TicketLine) -> str:
        return self.crm.formats.code(str(row.id))

    def number(self, row: TicketLine) -> int:
        """Return the number of a ticket."""
        return row.id

    def placeholder(self) -> str:
        """Return what can be typed."""
        return _("number, words of the subject, a name …")

    def found(self, text: str) -> Source[TicketLine]:
        """Return the other tickets that a text fits."""
        return _Others(self.crm.bridge, self._ticket, text)

    def empty_text(self, text: str) -> str:
        """Return what is said where none fits."""
        return _("There is no other ticket that fits.")
