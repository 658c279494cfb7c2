"""Do the segments tell anything? How many of each really bought in the days that followed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from crmtui.errors import UsageError
from crmtui.labels import segment_label
from crmtui.locale import _, ngettext
from crmtui.reads.move_words import percent
from crmtui.reads.segments import segmentation
from crmtui.rules.rfm import SEGMENTS
from crmtui.settings import Settings
from crmtui.text.calendar import day_start, to_utc_text
from crmtui.text.formats import Formats

DAYS = 90
_CLEARLY = 1.25
"""So many times as often as the others is more than a little."""
_FEW = 10
"""Under so many who bought, chance says more than the segments."""
_BOUGHT = """SELECT contact_id, sum(amount) FROM purchase WHERE at >= ? AND at < ?
 AND contact_id IS NOT NULL GROUP BY contact_id HAVING sum(amount > 0) > 0"""


class Tested(NamedTuple):
    """A segment of that day: how many it had, how many of them bought, and for how much."""

    segment: str
    customers: int
    bought: int
    revenue: int

    @property
    def rate(self) -> float:
        """The part that bought, from 0 to 1."""
        return self.bought / self.customers if self.customers else 0.0


class SegmentTest(NamedTuple):
    """Every segment of buyers, best first, and all of them together."""

    as_of: date
    until: date
    """The first day that does not count."""
    days: int
    is_over: bool
    """All of the days have passed."""
    lines: list[Tested]
    all: Tested
    fixed_cuts: bool

    def lift(self, line: Tested) -> float | None:
        """Return how many times as often a segment bought as all; None where nobody could."""
        return line.rate / self.all.rate if line.customers and self.all.bought else None

    @property
    def halves(self) -> tuple[float, float]:
        """The part that bought among those in the better segments, and among the others."""
        better, others = self.lines[:_BETTER], self.lines[_BETTER:]
        return _rate(better), _rate(others)


_BETTER = SEGMENTS.index("need-attention")
"""From here on, the segments are those of customers who have not been here for a while."""


def segment_test(
    connection: sqlite3.Connection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None = None,
    days: int = DAYS,
    method: str = "fair",
) -> SegmentTest:
    """Look back: who of the segments of a day bought from then on. Raises UsageError.

    Without a day it is the latest one of which all the days have passed.
    """
    first = as_of or today - timedelta(days=days)
    if first >= today:
        raise UsageError(
            _("A test looks back: nothing has followed that day yet."),
            _("Give an --as-of before today."),
        )
    until = first + timedelta(days=days)
    found = segmentation(connection, settings, today=today, as_of=first, method=method)
    zone = settings["zone"]
    binds = [to_utc_text(day_start(day, zone)) for day in (first, until)]
    spent = dict(connection.execute(_BOUGHT, binds).fetchall())
    customers, bought, revenue = Counter[str](), Counter[str](), Counter[str]()
    for buyer in found.buyers:
        customers[buyer.segment] += 1
        bought[buyer.segment] += buyer.id in spent
        revenue[buyer.segment] += spent.get(buyer.id, 0)
    lines = [Tested(n, customers[n], bought[n], revenue[n]) for n in SEGMENTS[:-1]]
    everybody = Tested(
        "", *(sum(column) for column in zip(*(line[1:] for line in lines), strict=True))
    )
    is_over = until <= today
    return SegmentTest(first, until, days, is_over, lines, everybody, found.fixed_cuts)


def _rate(lines: list[Tested]) -> float:
    customers = sum(line.customers for line in lines)
    return sum(line.bought for line in lines) / customers if customers else 0.0


def verdict(found: SegmentTest, formats: Formats) -> list[str]:
    """Say in plain words what came of it, and whether to believe the segments."""
    number = formats.number
    if not found.all.customers:
        return [_("Nobody had bought anything before {day}.").format(day=formats.date(found.as_of))]
    days = ngettext("{n} day", "{n} days", found.days).format(n=number(found.days))
    form = (
        _("Of {all} buyers, {bought} bought in the {days} from {day} on: {rate}%.")
        if found.is_over
        else _(
            "Of {all} buyers, {bought} bought since {day}; the {days} are not over yet: {rate}%."
        )
    )
    told = form.format(
        all=number(found.all.customers),
        bought=number(found.all.bought),
        days=days,
        day=formats.date(found.as_of),
        rate=percent(found.all.rate, formats),
    )
    return [told, _belief(found, formats)]


def _belief(found: SegmentTest, formats: Formats) -> str:
    better, others = found.halves
    if found.all.bought < _FEW:
        return _("Too few bought to tell whether the segments are right.")
    halves = _(
        "Of those from {best} to {middle}, {better}% came back, of the others {others}%."
    ).format(
        best=segment_label(SEGMENTS[0]),
        middle=segment_label(SEGMENTS[_BETTER - 1]),
        better=percent(better, formats),
        others=percent(others, formats),
    )
    if better > _CLEARLY * others:
        belief = _("The segments told who would.")
    elif better > others:
        belief = _("The segments told a little of who would.")
    else:
        belief = _("The segments did not tell who would: do not rely on them here.")
    return f"{halves} {belief}"
