"""The lines of a queue: its columns, and where its rows come from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from crmtui.labels import outcome_label
from crmtui.locale import _, pgettext
from crmtui.rules.attention import NO_ANSWER
from crmtui.text.formats import Formats
from crmtui.widgets.columns import Column
from crmtui.widgets.source import Rows

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.reads.today.queue import Entry

# What reads the queue is imported by the thread that does it: the first paint needs none of it.


_TICKETS = 2**40
_DEALS = 2**41
"""Added to the number of a ticket or a deal, to tell it from a task."""


def entry_number(entry: Entry) -> int:
    """Return one number for people, and for tasks, tickets and deals that are nobody's."""
    if entry.deal_id and not (entry.contact_id or entry.task_id or entry.ticket_id):
        return -(_DEALS + entry.deal_id)
    return entry.contact_id or -(entry.task_id or 0) or -(_TICKETS + (entry.ticket_id or 0))


class QueueRows(Rows["Entry"]):
    """The queue as it was read last; a line that is being handled leaves at once."""

    def __init__(self, entries: list[Entry]) -> None:
        super().__init__(entries, entry_number)

    def drop(self, entry: Entry) -> None:
        """Take a line out, until the queue is read anew."""
        number = entry_number(entry)
        self.rows = [row for row in self.rows if entry_number(row) != number]


class PeopleToWork:
    """Contacts by their ids, each with the reasons to turn to them, if there are any."""

    def __init__(self, app: CrmApp, ids: list[int]) -> None:
        self._app = app
        self._ids = ids

    async def count(self) -> int:
        """Return how many there are."""
        return len(self._ids)

    async def page(self, skip: int, limit: int) -> list[Entry]:
        """Return up to `limit` rows after the first `skip`; who is in the trash keeps a line."""
        from crmtui.reads.today.queue import Entry, about

        app = self._app
        wanted = self._ids[skip : skip + limit]
        found = await app.bridge.read(about, app.settings, app.now, wanted)
        by_id = {entry.contact_id: entry for entry in found}
        return [by_id.get(number, Entry(number, _GONE, "", (), 0.0)) for number in wanted]

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before the one with this id; None if it is not here."""
        return self._ids.index(number) if number in self._ids else None


_GONE = "×"


def columns(
    formats: Callable[[], Formats], now: Callable[[], datetime], *, with_state: bool = False
) -> list[Column[Entry]]:
    """Return the columns; in a list that stays as it is, one says what was done today."""

    def why(entry: Entry) -> str:
        from crmtui.reads.today.words import reasons_text

        return reasons_text(entry.reasons, formats(), now())

    state = Column(lambda: pgettext("queue", "Today"), 12, _state, rank=1, role="won")
    return [
        Column(lambda: _("Name"), 14, lambda entry: entry.name or "—", most=20),
        *([state] if with_state else []),
        Column(lambda: _("Why"), 20, why, grows=True, rank=2),
    ]


def _state(entry: Entry) -> str:
    if entry.today is None:
        return ""
    sign = "○" if entry.today == NO_ANSWER else "✓"
    return f"{sign} {outcome_label(entry.today)}" if entry.today else sign
