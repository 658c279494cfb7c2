"""The price index of the shop, and amounts at the prices of one month.

An amount of a day is multiplied by the index of the base month and divided by that of the month of
the day. A month without an index takes the one before it; days before the first have none.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from datetime import date
from typing import NamedTuple

from crmtui.errors import InvalidValue, NotFound
from crmtui.locale import _
from crmtui.text.formats import Formats
from crmtui.text.periods import period_of, written_span


class Price(NamedTuple):
    """The index of the month that begins with a day, in millionths."""

    starts: date
    value: int

    @property
    def calendar(self) -> str:
        """Whose month it is: a Jalali one never begins with the first of a Gregorian."""
        return "gregorian" if self.starts.day == 1 else "jalali"


class Prices(NamedTuple):
    """The index from month to month, and the month at whose prices amounts are told."""

    months: list[Price]
    base: Price

    def factor(self, day: date) -> float:
        """Return by what an amount of a day is multiplied. The first month must have begun."""
        return self.base.value / self._at(day).value

    def _at(self, day: date) -> Price:
        return self.months[bisect_right(self.months, day, key=lambda price: price.starts) - 1]

    def check_begun(self, first: date, calendar: str) -> None:
        """Raise InvalidValue if there are amounts of a day before the index begins."""
        begins, formats = self.months[0], Formats(calendar=calendar)
        if first < begins.starts:
            raise InvalidValue(
                _("The price index begins with {month}, the sales with {day}.").format(
                    month=month_name(begins, formats), day=formats.date(first)
                ),
                _("Add the earlier months to it, or look from {day} on with --since.").format(
                    day=formats.date(begins.starts)
                ),
            )

    def words(self, until: date, formats: Formats) -> str:
        """Say at whose prices amounts are, and where the index ends before the last day."""
        said = _("at prices of {month}").format(month=month_name(self.base, formats))
        last = self.months[-1]
        if period_of(until, 1, last.calendar) > period_of(last.starts, 1, last.calendar):
            said += ", " + _("index up to {month}").format(month=month_name(last, formats))
        return said


def price_months(connection: sqlite3.Connection) -> list[Price]:
    """Return the index, the earliest month first."""
    rows = connection.execute("SELECT starts, value FROM price_index ORDER BY starts")
    return [Price(date.fromisoformat(starts), value) for starts, value in rows]


def prices(connection: sqlite3.Connection, base: str = "") -> Prices:
    """Return the index with a base month, the latest if none is named.

    Raises NotFound where there is no index, InvalidValue for a base that has none.
    """
    months = price_months(connection)
    if not months:
        raise NotFound(
            _("There is no price index yet."),
            _("`crm report prices import FILE` takes one in: a month and its index a line."),
        )
    if not base:
        return Prices(months, months[-1])
    asked = written_span(base)
    found = next((price for price in months if asked and price.starts == asked[0]), None)
    if found is None:
        raise InvalidValue(
            _("There is no price index of {month}.").format(month=base),
            _("`crm report prices` shows the months."),
        )
    return Prices(months, found)


def shown_index(price: Price) -> str:
    """Return an index as decimal text: "118.4"."""
    whole, millionths = divmod(price.value, 1_000_000)
    return f"{whole}.{millionths:06}".rstrip("0").rstrip(".")


def month_name(price: Price, formats: Formats) -> str:
    """Name the month of an index in its own calendar."""
    number = period_of(price.starts, 1, price.calendar)
    return formats._replace(calendar=price.calendar).period(number, 1)


def month_key(price: Price) -> str:
    """Return what scripts call the month of an index: 2026-11, or 1405-08."""
    from crmtui.text.periods import period_key

    return period_key(period_of(price.starts, 1, price.calendar), 1)
