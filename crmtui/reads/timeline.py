"""One timeline of a contact: all that happened, was planned or changed, newest first."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.reads.timeline_kinds import EVENTS, Kinds
from crmtui.reads.timeline_sources import SOURCES, Source

_NUMBERS = {source.kind: number for number, source in enumerate(SOURCES)}


class Event(NamedTuple):
    """An entry of the timeline.

    `what` is the channel of an interaction, "sale", "refund", "task" and so on; `direction` is
    also who gave a promise, `outcome` also what became of a task; `amount` is in minor units.
    """

    kind: str
    id: int
    at: str
    what: str
    direction: str | None
    outcome: str | None
    text: str
    amount: int | None
    all_day: int | None = None
    """For what is due at `at`: 1 on that day, 0 at that moment."""

    @property
    def number(self) -> int:
        """One number among the entries of all kinds."""
        return self.id * len(SOURCES) + _NUMBERS[self.kind]

    @property
    def is_open(self) -> bool:
        """It is a task still to be done."""
        return self.kind == "task" and self.outcome == "open"


def timeline(
    connection: sqlite3.Connection,
    contact: int,
    *,
    kinds: Kinds = EVENTS,
    limit: int = 50,
    skip: int = 0,
) -> list[Event]:
    """Return up to `limit` entries of these kinds, after the first `skip`.

    What stands on the page is found by indexes alone, its texts are read for these few.
    """
    keys = " UNION ALL ".join(
        f"SELECT * FROM (SELECT {_NUMBERS[source.kind]} AS source, id, at {_of(source, kinds)} "
        f"ORDER BY at DESC, id DESC LIMIT {limit + skip})"
        for source in _wanted(kinds)
    )
    if not keys:
        return []
    page = connection.execute(
        f"{keys} ORDER BY at DESC, source, id DESC LIMIT {limit} OFFSET {skip}",
        {"contact": contact},
    ).fetchall()
    found = {
        (number, event.id): event
        for number in {number for number, _id, _at in page}
        for event in _events(connection, contact, SOURCES[number], page)
    }
    return [found[number, id_] for number, id_, _at in page]


def timeline_length(connection: sqlite3.Connection, contact: int, kinds: Kinds = EVENTS) -> int:
    """Return how many entries of these kinds there are."""
    counts = " + ".join(f"(SELECT count(*) {_of(source, kinds)})" for source in _wanted(kinds))
    (number,) = connection.execute(f"SELECT {counts or 0}", {"contact": contact}).fetchone()
    return int(number)


def _wanted(kinds: Kinds) -> list[Source]:
    return [source for source in SOURCES if source.kind in kinds]


def _of(source: Source, kinds: Kinds) -> str:
    whats = ", ".join(f"'{what}'" for what in sorted(kinds[source.kind]))
    return f"FROM ({source.sql})" + (f" WHERE what IN ({whats})" if whats else "")


def _events(
    connection: sqlite3.Connection,
    contact: int,
    source: Source,
    page: list[tuple[int, int, str]],
) -> list[Event]:
    ids = ",".join(str(id_) for number, id_, _at in page if SOURCES[number] == source)
    rows = connection.execute(
        f"SELECT * FROM ({source.sql}) WHERE id IN ({ids})", {"contact": contact}
    )
    return [Event(source.kind, *row) for row in rows]
