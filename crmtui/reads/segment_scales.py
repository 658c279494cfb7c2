"""Where each score of RFM begins today, read from the kept sums without scoring everybody.

A score is how many of its bounds a value has reached, which SQL can add up as well: the segments
of a hundred thousand customers are then one statement. `segmentation` gives the same, one by one.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Container
from datetime import date, timedelta
from typing import Any, NamedTuple

from crmtui.reads.segments import cuts
from crmtui.rules.rfm import FEW, GRID, money_cuts, needed_worse, segment_of
from crmtui.settings import Settings
from crmtui.text.calendar import day_start, from_utc_text, local_day, to_utc_text

PROSPECT = "prospect"

BUYERS = """FROM customer_stats WHERE last_at IS NOT NULL
 AND contact_id NOT IN (SELECT id FROM contact WHERE deleted_at IS NOT NULL)"""
"""Everybody who bought: the last purchase is known, and refunds alone are none."""
_BY_DAY = "SELECT last_at " + BUYERS + " ORDER BY last_at LIMIT 1 OFFSET ?"


class Scale(NamedTuple):
    """The score of the least value, and the values from which on it is one more, ascending."""

    lowest: int
    bounds: tuple[Any, ...] = ()

    def of(self, value: str | int) -> int:
        """Return the score of a value."""
        return self.lowest + bisect_right(self.bounds, value)

    def sql(self, value: str, name: str) -> str:
        """Return the same as an expression, whose binds begin with `name`."""
        reached = (f" + ({value} >= :{name}{place})" for place in range(len(self.bounds)))
        return f"({self.lowest}{''.join(reached)})"

    def binds(self, name: str) -> dict[str, Any]:
        """Return the binds of that expression."""
        return {f"{name}{place}": bound for place, bound in enumerate(self.bounds)}


class Scales(NamedTuple):
    """The scales of today, and what every buyer paid in minor units, the least first."""

    recency: Scale
    """Of the UTC text of the last purchase."""
    frequency: Scale
    monetary: Scale
    paid: list[int]

    def segment(self, last_at: str, frequency: int, monetary: int) -> str:
        """Return the segment of a buyer with these sums."""
        return segment_of(
            self.recency.of(last_at), self.frequency.of(frequency), self.monetary.of(monetary)
        )

    def worth(self, monetary: int) -> float:
        """Return the share of all buyers who paid less than this, from 0 to 1."""
        return bisect_left(self.paid, monetary) / max(1, len(self.paid) - 1)

    def members(self, connection: sqlite3.Connection, segments: Container[str]) -> list[int]:
        """Return the buyers of some segments, in no order."""
        cells = [(r, fm) for r in GRID for fm in range(1, 6) if GRID[r][fm - 1] in segments]
        if not cells:
            return []
        places = ", ".join(str(10 * r + fm) for r, fm in cells)
        rows = connection.execute(
            f"SELECT contact_id FROM ({self.scored()}) WHERE 10 * r + fm IN ({places})",
            self.binds(),
        )
        return [contact for (contact,) in rows]

    def scored(self) -> str:
        """Return a query for contact_id, r, fm (the mean of F and M) and what each buyer paid."""
        frequency = self.frequency.sql("purchases", "f")
        monetary = self.monetary.sql("gross + refunds", "m")
        return (
            f"SELECT contact_id, {self.recency.sql('last_at', 'r')} AS r, "
            f"({frequency} + {monetary} + 1) / 2 AS fm, gross + refunds AS paid {BUYERS}"
        )

    def binds(self) -> dict[str, Any]:
        """Return the binds of that query."""
        scales = (("r", self.recency), ("f", self.frequency), ("m", self.monetary))
        return {name: bound for key, scale in scales for name, bound in scale.binds(key).items()}


def scales(connection: sqlite3.Connection, settings: Settings, today: date) -> Scales:
    """Return the scales of everybody who bought up to now."""
    rows = connection.execute(f"SELECT purchases, gross + refunds {BUYERS}").fetchall()
    purchases, money = zip(*rows, strict=True) if rows else ((), ())
    frequency, paid = Counter(purchases), sorted(money)
    if len(rows) < FEW:
        return _fixed(settings, today, paid)
    return Scales(
        _recency(connection, len(rows), settings["zone"], today),
        _frequency(frequency),
        _ranked(1, 5, len(paid), len(paid) - paid.count(paid[-1]), lambda n: paid[n - 1] + 1),
        paid,
    )


def _fixed(settings: Settings, today: date, paid: list[int]) -> Scales:
    """Return the scales of a shop with few buyers, whose ranks mean nothing."""
    fixed, zone = cuts(settings), settings["zone"]
    days = [_day_before(today, n, zone) for n in fixed.recency]
    money = fixed.monetary or (money_cuts(paid) if paid else ())
    return Scales(Scale(1, tuple(days[::-1])), Scale(1, fixed.frequency), Scale(1, money), paid)


def _day_before(today: date, days: int, zone: str) -> str:
    try:
        return to_utc_text(day_start(today - timedelta(days=days), zone))
    except OverflowError:  # before all calendars
        return ""


def _recency(connection: sqlite3.Connection, buyers: int, zone: str, today: date) -> Scale:
    def nth(number: int) -> str:
        return str(connection.execute(_BY_DAY, (number - 1,)).fetchone()[0])

    def day_of(at: str) -> date:
        # A purchase of tomorrow is no more recent than one of today.
        return min(local_day(from_utc_text(at), zone), today)

    def after(number: int) -> str:
        return to_utc_text(day_start(day_of(nth(number)) + timedelta(days=1), zone))

    best_day = to_utc_text(day_start(day_of(nth(buyers)), zone))
    (worse,) = connection.execute(
        f"SELECT count(*) {BUYERS} AND last_at < ?", (best_day,)
    ).fetchone()
    return _ranked(1, 5, buyers, worse, after)


def _frequency(buyers: Counter[int]) -> Scale:
    """Return the scale of those who came back; one purchase is F 1."""
    counts = sorted(Counter({n: count for n, count in buyers.items() if n > 1}).elements())
    if not counts:
        return Scale(1)
    worse = len(counts) - buyers[counts[-1]]
    scale = _ranked(2, 4, len(counts), worse, lambda n: counts[n - 1] + 1)
    return Scale(1, (2,) * (scale.lowest - 1) + scale.bounds)


def _ranked(
    lowest: int, levels: int, buyers: int, most: int, after: Callable[[int], str | int]
) -> Scale:
    """Return a scale by rank: `after(n)` is the least value beyond that of the n-th worst."""
    if most == 0:
        return Scale(lowest + (levels - 1) // 2)
    needs = (needed_worse(level, most, levels) for level in range(1, levels))
    return Scale(lowest, tuple(after(need) for need in needs if need <= most))
