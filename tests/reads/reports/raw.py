"""The figures of the reports counted one by one over raw rows, as one would with a pencil."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import mean, median
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

TODAY = date(2026, 3, 25)
"""In the first days of 1405."""
PEOPLE = 4
MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Sale(NamedTuple):
    """A raw purchase: a walk-in has no contact."""

    contact: int | None
    at: datetime
    amount: int


moments = st.integers(0, 900 * 24).map(
    lambda hours: datetime(2026, 3, 26, tzinfo=UTC) - timedelta(hours=hours, minutes=7)
)
sales = st.builds(
    Sale,
    st.sampled_from([None, *range(1, PEOPLE + 1)]),
    moments,
    st.sampled_from([0, 1, 250, 250, 99_999, -100, -250]),
)
"""Any purchase or refund of the last years, in any hour."""


class Raw:
    """Every purchase up to the last day, and the days that are asked about."""

    def __init__(
        self,
        rows: list[Sale],
        *,
        zone: str,
        calendar: str,
        months: int,
        since: date | None,
        until: date,
    ):
        self.zone, self.calendar, self.months = ZoneInfo(zone), calendar, months
        self.rows = [row for row in rows if self.day(row) <= until]
        first = min((self.day(row) for row in self.rows), default=until)
        self.since, self.until = max(since or first, first), until
        self.bought: dict[tuple[int, int], set[int]] = {}
        self.days: dict[int, set[date]] = {}
        for row in self.rows:
            if row.contact and row.amount > 0:
                day = self.day(row)
                self.bought.setdefault(self.period(day), set()).add(row.contact)
                self.days.setdefault(row.contact, set()).add(day)

    def day(self, row: Sale) -> date:
        return row.at.astimezone(self.zone).date()

    def period(self, day: date) -> tuple[int, int]:
        """The year, and which of its periods a day is in."""
        shown: Any = JalaliDate(day) if self.calendar == "jalali" else day  # type: ignore[no-untyped-call]
        return shown.year, (shown.month - 1) // self.months

    def periods(self) -> list[tuple[int, int]]:
        """Every period from the first day to the last."""
        count = (self.until - self.since).days + 1
        days = (self.since + timedelta(days=n) for n in range(count))
        return list(dict.fromkeys(map(self.period, days)))

    def within(self) -> list[Sale]:
        return [row for row in self.rows if self.day(row) >= self.since]

    def whole(self) -> list[Sale]:
        """What happened from the beginning of the first period on."""
        first = self.period(self.since)
        return [row for row in self.rows if self.period(self.day(row)) >= first]

    def buyers_in(self, period: tuple[int, int]) -> set[int]:
        """Who bought in a period."""
        return self.bought.get(period, set())

    def buyers_before(self, period: tuple[int, int]) -> set[int]:
        """Who bought in any earlier one."""
        return set().union(*(who for other, who in self.bought.items() if other < period))

    def table(self) -> list[dict[str, int]]:
        """The customers of every period."""
        found = []
        before: set[int] | None = None
        for period in self.periods():
            here = self.buyers_in(period)
            earlier = self.buyers_before(period)
            if before is None:
                starts = min(
                    (self.day(r) for r in self.rows if self.period(self.day(r)) == period),
                    default=self.since,
                )
                starts = min(starts, self.since)
                while self.period(starts) == period:
                    starts -= timedelta(days=1)
                last = self.period(starts)
                before = self.buyers_in(last)
            found.append(
                {
                    "customers": len(here),
                    "new": len(here - earlier),
                    "returning": len(here & earlier),
                    "retained": len(here & before),
                    "before": len(before),
                }
            )
            before = here
        return found

    def cohort(self, period: tuple[int, int]) -> set[int]:
        """Who bought first in a period."""
        here = self.buyers_in(period)
        return here - self.buyers_before(period)

    def cohorts(self) -> list[list[int]]:
        """Of every period with new customers, how many of those bought then and later."""
        periods, found = self.periods(), []
        for n, period in enumerate(periods):
            if people := self.cohort(period):
                found.append([len(people & self.buyers_in(later)) for later in periods[n:]])
        return found

    def gaps(self) -> list[int]:
        """Days between two purchase days of a customer, by the later one."""
        first, found = self.period(self.since), []
        for days in self.days.values():
            pairs = pairwise(sorted(days))
            found += [(b - a).days for a, b in pairs if self.period(b) >= first]
        return found

    def figures(self) -> dict[str, Any]:
        """The figures over the tables."""
        rows = [row for row in self.whole() if row.contact]
        sales = [row for row in rows if row.amount > 0]
        paid = {row.contact: 0 for row in sales}
        for row in rows:
            if row.contact in paid:
                paid[row.contact] += row.amount
        counts = Counter(row.contact for row in sales).values()
        best = sorted(paid.values(), reverse=True)
        twenty = next((n for n in range(len(best) + 1) if n * 5 >= len(best)), 0)
        every = [row for row in self.whole() if row.amount > 0]
        revenue = sum(row.amount for row in rows)
        gaps = self.gaps()
        return {
            "customers": len(paid),
            "repeat_customers": sum(count > 1 for count in counts),
            "sales": len(sales),
            "sold": sum(row.amount for row in sales),
            "days_between_mean": mean(gaps) if gaps else None,
            "days_between_median": median(gaps) if gaps else None,
            "days_between_pairs": len(gaps),
            "all_sales": len(every),
            "known_sales": len(sales),
            "revenue": revenue,
            "top20": sum(best[:twenty]),
        }
