"""The clock of the service desk: it runs while the shop is open and it is the shop's turn.

What is promised "within 8 hours" is promised within 8 opening hours. The day on which the clocks
change is as long as it is: an opening from 0:00 to 24:00 then lasts 23 or 25 hours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.calendar import JALALI, local_day, named_zone, to_jalali

DAY = 24 * 60
"""Minutes."""
_MOST_DAYS = 5000
"""The longest that is looked ahead: more than ten years."""


class Span(NamedTuple):
    """An opening, in minutes of its day; its end may lie in the night after it."""

    start: int
    end: int


class Hours(NamedTuple):
    """When a shop is open."""

    zone: str
    week: tuple[tuple[Span, ...], ...]
    """The openings of each weekday in their order, Monday first."""
    holidays: frozenset[date] = frozenset()
    yearly: frozenset[tuple[int, int]] = frozenset()
    """Months and days of the calendar that are holidays in every year."""
    calendar: str = "gregorian"


class Pause(NamedTuple):
    """A time in which the clock stands still, like the wait for an answer."""

    start: datetime
    end: datetime


def deadline(
    opened: datetime, minutes: int, hours: Hours, pauses: Sequence[Pause] = ()
) -> datetime:
    """Return when so many minutes of service time have passed since `opened`, in UTC.

    Pauses are given in their order. Raises InvalidValue for hours that never open.
    """
    left = timedelta(minutes=minutes)
    for starts, stops in _running(opened, hours, pauses):
        if left <= stops - starts:
            return starts + left
        left -= stops - starts
    raise InvalidValue(
        _("The shop is never open, so nothing can be due."),
        _("`crm config set hours 9:00-18:00` opens it; look at weekend and holidays too."),
    )


def worked(start: datetime, end: datetime, hours: Hours, pauses: Sequence[Pause] = ()) -> timedelta:
    """Return how much service time lies between two moments."""
    total = timedelta()
    for starts, stops in _running(start, hours, pauses):
        if starts >= end:
            break
        total += min(stops, end) - starts
    return total


def _running(
    start: datetime, hours: Hours, pauses: Sequence[Pause]
) -> Iterator[tuple[datetime, datetime]]:
    """Yield when the clock runs, from `start` on."""
    for opens, closes in openings(start, hours):
        for pause in pauses:
            if pause.start >= closes or opens >= closes:
                break
            if pause.start > opens:
                yield opens, pause.start
            opens = max(opens, pause.end)
        if opens < closes:
            yield opens, closes


def openings(start: datetime, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """Yield when the shop is open, from `start` on; where openings overlap they count once."""
    reached = start.astimezone(UTC)
    day = local_day(start, hours.zone) - timedelta(days=1)  # its night may reach into this one
    for _n in range(_MOST_DAYS):
        for span in () if _is_holiday(day, hours) else hours.week[day.weekday()]:
            opens = max(_moment(day, span.start, hours.zone), reached)
            closes = _moment(day, span.end, hours.zone)
            if opens < closes:
                yield opens, closes
                reached = closes
        day += timedelta(days=1)


def _is_holiday(day: date, hours: Hours) -> bool:
    if day in hours.holidays:
        return True
    if not hours.yearly:
        return False
    month, number = to_jalali(day)[1:] if hours.calendar == JALALI else (day.month, day.day)
    return (month, number) in hours.yearly


def _moment(day: date, minutes: int, zone: str) -> datetime:
    days, minutes = divmod(minutes, DAY)
    clock = time(*divmod(minutes, 60), tzinfo=named_zone(zone))
    return datetime.combine(day + timedelta(days=days), clock).astimezone(UTC)
