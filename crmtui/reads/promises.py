"""How many promises were kept: what we promised, and what they promised."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from crmtui.models.words import Promise
from crmtui.text.formats import Formats


class PromiseLine(NamedTuple):
    """What became of a promise, as UTC texts."""

    promise: str
    due: str | None
    all_day: int
    first_due: str | None
    done_at: str | None
    dropped: int


class Tally(NamedTuple):
    """Promises counted by what became of them."""

    promise: str
    open: int = 0
    kept: int = 0
    """Done by the end of the day they were first due."""
    late: int = 0
    broken: int = 0
    """Given up, or overdue."""

    @property
    def settled(self) -> int:
        """How many turned out one way or the other."""
        return self.kept + self.late + self.broken


_LINES = """SELECT t.promise, t.due, t.all_day, t.first_due, t.done_at, t.dropped FROM task t"""


def promises(connection: sqlite3.Connection, contact: int | None = None) -> list[PromiseLine]:
    """Return every promise of a contact, or of all who are not in the trash."""
    rows = connection.execute(
        f"{_LINES} WHERE t.contact_id = ? AND t.promise IS NOT NULL"
        if contact
        else f"{_LINES} LEFT JOIN contact c ON c.id = t.contact_id "
        "WHERE t.promise IS NOT NULL AND c.deleted_at IS NULL",
        (contact,) if contact else (),
    )
    return [PromiseLine(*row) for row in rows]


def tallies(lines: Iterable[PromiseLine], formats: Formats, now: datetime) -> list[Tally]:
    """Count promises, ours and then theirs."""
    counts = {side.value: dict.fromkeys(("open", "kept", "late", "broken"), 0) for side in Promise}
    for line in lines:
        counts[line.promise][fate(line, formats, now)] += 1
    return [Tally(side, **found) for side, found in counts.items()]


def fate(line: PromiseLine, formats: Formats, now: datetime) -> str:
    """Return what became of a promise: "open", "kept", "late" or "broken"."""
    if line.dropped:
        return "broken"
    if line.done_at:
        first = line.first_due or line.due
        return "kept" if not first or formats.day(line.done_at) <= formats.day(first) else "late"
    if line.due and formats.is_past(line.due, line.all_day, now):
        return "broken"
    return "open"
