"""How often something comes back: read in many words, kept in one form, and its next day.

A month that lacks the day has its last one instead. The day itself is kept ("month on 31"): each
round is reckoned from the one before, and would else stay at the shortest month's last day.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.calendar import JALALI, add_months, day_start, local_day, named_zone, to_jalali
from crmtui.text.clean import excerpt
from crmtui.text.date_words import UNITS
from crmtui.text.fold import fold

MOST = {"day": 3650, "weekday": 1, "week": 520, "month": 120, "year": 10}
"""The units, and the longest pace in each: ten years."""

_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "روزانه": "day",
    "هفتگی": "week",
    "ماهانه": "month",
    "ماهیانه": "month",
    "سالانه": "year",
    "سالیانه": "year",
    "weekday": "weekday",
    "weekdays": "weekday",
    "workday": "weekday",
    "workdays": "weekday",
    "روز کاری": "weekday",
    "روزهای کاری": "weekday",
}
_EVERY = r"(?:every |هر ?)?(?:(?P<count>[0-9]{1,6}) ?)?(?P<unit>[^\W\d_][^\d]*?)"
_ON = r"(?: on (?:day )?(?P<on>[0-9]{1,2}))?"
_DAYS = {"week": 7, "month": 30, "year": 365}
_SAFE_DAY = 28
"""Every month of both calendars has it."""
_FRIDAY, _SATURDAY = 4, 5


class Every(NamedTuple):
    """A pace: every `n` units, for months and years on a day of the month (0: the first's)."""

    n: int
    unit: str
    on: int = 0

    def __str__(self) -> str:
        """Return the form that is kept: "day", "2 weeks", "month on 31"."""
        pace = self.unit if self.n == 1 else f"{self.n} {self.unit}s"
        return f"{pace} on {self.on}" if self.on else pace


def parse_every(text: str) -> Every:
    """Read how often: "2 weeks", "every month", "weekday", "۲ هفته". Raises InvalidValue."""
    found = re.fullmatch(_EVERY + _ON, fold(text))
    if not found:
        raise _unknown(text)
    word, on = found["unit"], int(found["on"] or 0)
    unit = _ADVERBS.get(word) or UNITS.get(word, "")
    if unit not in MOST:
        raise _unknown(text)
    count = int(found["count"] or 1)
    if not 1 <= count <= MOST[unit]:
        raise InvalidValue(
            _('"{text}": nothing comes back that seldom or that often').format(text=excerpt(text)),
            _("From every day or weekday to every ten years"),
        )
    if on and (unit not in ("month", "year") or on > 31):
        raise _unknown(text)
    return Every(count, unit, on)


def parse_days(text: str) -> int:
    """Read a pace as days: "30", "2 weeks", a month as 30; 0 is never. Raises InvalidValue."""
    key = fold(text)
    if key.isascii() and key.isdigit() and len(key) < 6:
        return int(key)
    every = parse_every(text)
    return every.n * _DAYS.get(every.unit, 1)


def anchored(every: Every, first: date, calendar: str) -> Every:
    """Return the pace with the day of the month kept, where some month lacks it."""
    if every.unit not in ("month", "year"):
        return every
    day = to_jalali(first)[2] if calendar == JALALI else first.day
    return every._replace(on=day if day > _SAFE_DAY else 0)


def next_day(every: Every, first: date, after: date, calendar: str) -> date | None:
    """Return the first round after a day, reckoned from the `first`; None beyond the calendar."""
    try:
        if every.unit == "weekday":
            return _next_working_day(max(after, first - timedelta(days=1)), calendar)
        if every.unit in ("day", "week"):
            step = every.n * (7 if every.unit == "week" else 1)
            rounds = max(0, (after - first).days // step + 1)
            return first + timedelta(days=rounds * step)
        return _next_month(every, first, after, calendar)
    except (ValueError, OverflowError):
        return None


def next_due(
    every: Every, first: datetime, all_day: bool, now: datetime, zone: str, calendar: str
) -> datetime | None:
    """Return the first round after `first` that is still to come; None beyond the calendar.

    It has the time of day of the first; a round that was missed is left out.
    """
    latest = max(first, now)
    try:
        day, local = local_day(first, zone), first.astimezone(named_zone(zone))
        after = local_day(latest, zone) - timedelta(days=0 if all_day else 1)
        while (following := next_day(every, day, after, calendar)) is not None:
            at = _moment(following, local, all_day, zone)
            if at > latest:
                return at
            after = following
    except OverflowError:
        pass
    return None


def _moment(day: date, local: datetime, all_day: bool, zone: str) -> datetime:
    if all_day:
        return day_start(day, zone)
    return datetime.combine(day, local.time(), named_zone(zone)).astimezone(UTC)


def _next_month(every: Every, first: date, after: date, calendar: str) -> date:
    step = every.n * (12 if every.unit == "year" else 1)
    rounds = max(0, (_months(after, calendar) - _months(first, calendar)) // step)
    while True:
        day = add_months(first, rounds * step, calendar, on=every.on)
        if day > after and day >= first:
            return day
        rounds += 1


def _months(day: date, calendar: str) -> int:
    year, month = to_jalali(day)[:2] if calendar == JALALI else (day.year, day.month)
    return year * 12 + month


def _next_working_day(after: date, calendar: str) -> date:
    """Return the next day that is no Friday, or in a Gregorian shop no Saturday or Sunday."""
    day = after + timedelta(days=1)
    while day.weekday() == _FRIDAY if calendar == JALALI else day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def _unknown(text: str) -> InvalidValue:
    return InvalidValue(
        _('"{text}" does not say how often').format(text=excerpt(text)),
        _("Write it like day, 2 weeks, month, 3 months, year or weekday"),
    )
