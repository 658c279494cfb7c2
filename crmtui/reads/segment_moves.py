"""Who changed segment between two days, and what it cost."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from crmtui.errors import UsageError
from crmtui.locale import _
from crmtui.reads.names import names_of
from crmtui.reads.segments import segmentation
from crmtui.rules.moves import Move, Summary, changes, moves
from crmtui.settings import Settings

MONTH = 30
"""Days between the two, where nothing else is said."""


class Moves(NamedTuple):
    """Everybody who moved, the most valuable first, and what it comes to."""

    summary: Summary
    method: str
    moved: list[Move]
    buyers: int
    """On the later day."""
    fixed_cuts: bool
    """Too few buyers on one of the days to rank: fixed cut points were used."""


class MoveLine(NamedTuple):
    """Somebody who moved, as a line of a list; amounts in minor units."""

    id: int
    name: str
    before: str
    after: str
    paid: int
    """Until the first day."""
    spent: int
    """Between the two days."""


def lines(connection: sqlite3.Connection, moved: Sequence[Move]) -> list[MoveLine]:
    """Return those who moved with their names, in the same order."""
    names = names_of(connection, (move.id for move in moved))
    return [MoveLine(move.id, names.get(move.id, ""), *move[1:]) for move in moved]


def segment_moves(
    connection: sqlite3.Connection,
    settings: Settings,
    *,
    today: date,
    since: date | None = None,
    as_of: date | None = None,
    method: str = "fair",
) -> Moves:
    """Compare the segments at the beginning of two days; the later one is now if not given.

    Raises UsageError if the first is not before the second.
    """
    until = as_of or today
    first = since or until - timedelta(days=MONTH)
    if first >= until:
        raise UsageError(
            _("Moves are those from a day to a later one."),
            _("--since must lie before --as-of, or before today."),
        )
    before = segmentation(connection, settings, today=today, as_of=first, method=method)
    after = segmentation(connection, settings, today=today, as_of=as_of, method=method)
    moved = moves(before.buyers, after.buyers)
    falls = sum(move.is_fall for move in moved)
    paid = sum(buyer.monetary for buyer in before.buyers)
    changed = changes(before.buyers, after.buyers)
    return Moves(
        Summary(first, until, len(moved) - falls, falls, paid, changed),
        method,
        moved,
        len(after.buyers),
        before.fixed_cuts or after.fixed_cuts,
    )
