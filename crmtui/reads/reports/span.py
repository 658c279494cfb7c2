"""The days that a report is about, and the periods they are counted in."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from crmtui.reads.prices import Prices
from crmtui.text.calendar import day_start, from_utc_text, local_day, to_utc_text
from crmtui.text.periods import SIZES, period_key, period_of, period_start

FACTOR = "(SELECT factor FROM report_day WHERE starts <= p.at ORDER BY starts DESC LIMIT 1)"
"""What an amount of that day is multiplied by, likewise."""
DAY = "(SELECT n FROM report_day WHERE starts <= p.at ORDER BY starts DESC LIMIT 1)"
"""The number of the local day of a purchase `p`, as an expression: one look into a small index."""


class Span(NamedTuple):
    """From `since` (None: from the first sale on) to `until`, both in it, by periods of `by`."""

    since: date | None
    until: date
    today: date
    zone: str
    calendar: str
    by: str = "month"
    weekdays: tuple[int, ...] = tuple(range(7))
    """In the order of the shop's week, 0 for Monday."""
    first: date | None = None
    """The day of the first sale of all, once it is known."""
    prices: Prices | None = None
    """Amounts are at the prices of one month."""

    def total(self, amount: str) -> str:
        """Return an expression for the sum of amounts of purchases `p`, in whole minor units."""
        if self.prices is None:
            return f"sum({amount})"
        return f"CAST(round(sum(({amount}) * {FACTOR})) AS INTEGER)"

    @property
    def size(self) -> int:
        """How many months a period has."""
        return SIZES[self.by]

    @property
    def begun(self) -> date:
        """The first day that anything can be told of."""
        return self.since or self.first or self.until

    @property
    def begins(self) -> str:
        """The UTC text at which it begins; "" if it has no beginning."""
        return to_utc_text(day_start(self.since, self.zone)) if self.since else ""

    @property
    def ends(self) -> str:
        """The UTC text at which it is over."""
        return to_utc_text(day_start(self.until + timedelta(days=1), self.zone))

    @property
    def binds(self) -> dict[str, str]:
        """Both, as a query takes them."""
        return {"begins": self.begins, "ends": self.ends}

    @property
    def is_now(self) -> bool:
        """Tell whether it ends with today, whose sums are kept."""
        return self.until >= self.today

    def period(self, day: date) -> int:
        """Return the number of the period that a day is in."""
        return period_of(day, self.size, self.calendar)

    def starts(self, period: int) -> date:
        """Return the first day of a period."""
        return period_start(period, self.size, self.calendar)

    def key(self, period: int) -> str:
        """Return what scripts call a period."""
        return period_key(period, self.size)

    def from_whole_period(self) -> Span:
        """Return the span from the beginning of its first period on."""
        return self._replace(since=self.since and self.starts(self.period(self.since)))

    def is_whole(self, period: int) -> bool:
        """Tell whether all of a period lies in it."""
        is_begun = self.since is None or self.since <= self.starts(period)
        return is_begun and self.starts(period + 1) <= self.until + timedelta(days=1)


class Days(NamedTuple):
    """The days from the first sale of all to the last day of a span, numbered from 0."""

    first: date
    periods: list[int]
    """Of each day."""
    since: int
    """The number of the first day of the span."""

    def shown(self) -> range:
        """Return the periods that the span touches."""
        return range(self.periods[self.since], self.periods[-1] + 1)


def days(connection: sqlite3.Connection, span: Span) -> Days | None:
    """Number the days of all sales up to the end of a span, for DAY; None if there are none.

    They are kept in a table of this connection alone: only here zones and calendars are known.
    Raises InvalidValue if prices of the first ones are asked for and not known.
    """
    (first_at,) = connection.execute("SELECT min(at) FROM purchase").fetchone()
    if first_at is None or first_at >= span.ends:
        return None
    first = local_day(from_utc_text(first_at), span.zone)
    since = max(0, (span.since - first).days) if span.since else 0
    periods = _periods(first, span)
    if since >= len(periods):
        return None
    if span.prices:
        span.prices.check_begun(first + timedelta(days=since), span.calendar)
    connection.execute("DROP TABLE IF EXISTS temp.report_day")
    connection.execute(
        "CREATE TEMP TABLE report_day(starts TEXT PRIMARY KEY, n INTEGER NOT NULL, "
        "factor REAL NOT NULL) WITHOUT ROWID"
    )
    connection.executemany(
        "INSERT INTO report_day VALUES(?, ?, ?)",
        (
            (to_utc_text(day_start(day, span.zone)), number, _factor(span, day))
            for number, day in ((n, first + timedelta(days=n)) for n in range(len(periods)))
        ),
    )
    return Days(first, periods, since)


def _factor(span: Span, day: date) -> float:
    """Return what amounts of a day are multiplied by; days before the span may have no index."""
    if span.prices is None or day < span.prices.months[0].starts:
        return 1
    return span.prices.factor(day)


def _periods(first: date, span: Span) -> list[int]:
    """Return the period of each day; a calendar is asked once for each of them, not for a day."""
    found: list[int] = []
    period, day = span.period(first), first
    while day <= span.until:
        following = min(span.starts(period + 1), span.until + timedelta(days=1))
        found += [period] * (following - day).days
        period, day = period + 1, following
    return found
