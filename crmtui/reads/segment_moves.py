"""Who changed segment between two days, and what it cost."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from crmtui.errors import UsageError
from crmtui.labels import segment_label
from crmtui.locale import _, ngettext
from crmtui.reads.names import names_of
from crmtui.reads.segments import segmentation
from crmtui.rules.moves import Change, Move, changes, moves
from crmtui.settings import Settings
from crmtui.text.formats import Formats

MONTH = 30
"""Days between the two, where nothing else is said."""
_TOLD = 2
"""So many segments are in a headline."""


class Moves(NamedTuple):
    """Everybody who moved, the most valuable first, and every segment on both days."""

    since: date
    as_of: date
    method: str
    moved: list[Move]
    changes: list[Change]
    buyers: int
    """On the later day."""
    revenue: int
    """All that was paid until the first day, in minor units."""
    fixed_cuts: bool
    """Too few buyers on one of the days to rank: fixed cut points were used."""

    @property
    def falls(self) -> int:
        """How many went to a worse segment."""
        return sum(move.is_fall for move in self.moved)

    def share(self, paid: int) -> float:
        """Return an amount as a part of that revenue, from 0 to 1."""
        return paid / self.revenue if self.revenue > 0 else 0.0


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
    return Moves(
        first,
        until,
        method,
        moves(before.buyers, after.buyers),
        changes(before.buyers, after.buyers),
        len(after.buyers),
        sum(buyer.monetary for buyer in before.buyers),
        before.fixed_cuts or after.fixed_cuts,
    )


def headline(found: Moves, formats: Formats) -> str:
    """Say what counts most: "3 left Champions, −12 % of revenue · 20 moved up, 14 down"."""
    dearest = sorted(found.changes, key=lambda change: -change.fell_paid)[:_TOLD]
    told = [lost_text(found, change, formats) for change in dearest if change.fell_paid > 0]
    up = len(found.moved) - found.falls
    ways = _("{up} moved up, {down} down").format(
        up=formats.number(up), down=formats.number(found.falls)
    )
    return " · ".join([*told, ways]) if found.moved else _("Nobody changed segment.")


def lost_text(found: Moves, change: Change, formats: Formats) -> str:
    """Say who left a segment for a worse one: "3 left Champions, −12 % of revenue"."""
    left = ngettext("{n} left {segment}", "{n} left {segment}", change.fell)
    return _("{left}, −{share}% of revenue").format(
        left=left.format(n=formats.number(change.fell), segment=segment_label(change.segment)),
        share=percent(found.share(change.fell_paid), formats),
    )


def percent(part: float, formats: Formats) -> str:
    """Return a part as a whole number of hundredths; what is little but not nothing says so."""
    whole = round(100 * part)
    return formats.number(whole) if whole or part <= 0 else f"<{formats.number(1)}"
