"""The dates of one file: their order settled once, read fast, and nothing relative."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from crmtui.errors import InvalidValue
from crmtui.text.calendar import named_zone, to_utc_text
from crmtui.text.clock import moment_of, split_clock
from crmtui.text.digits import to_ascii
from crmtui.text.written_dates import (
    YEAR_LAST,
    date_key,
    full_year,
    no_such_day,
    not_a_date,
    written_day,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Value = TypeVar("Value")

_SERIAL = r"[2-5][0-9]{4}(?:\.[0-9]{1,12})?"
"""A day as spreadsheets count them, from 1954 to 2064; the fraction is its time."""
_FIRST_SERIAL = datetime(1899, 12, 30)
_SECONDS = frozenset(f":{n:02}" for n in range(60))
_CACHED = 20_000
_TELLING = 3
"""So many dates at least tell which of their parts is the year."""
_SOME_YEARS = 5


def date_order(samples: Iterable[str]) -> bool | None:
    """Tell whether dates like 1/2/2024 put the day first; None if the samples leave it open."""
    day_first = month_first = False
    for sample in samples:
        found = re.match(YEAR_LAST, date_key(sample))
        if found:
            day_first |= int(found[1]) > 12
            month_first |= int(found[3]) > 12
    return day_first if day_first != month_first else None


def years_first(samples: Iterable[str]) -> bool:
    """Tell whether dates like 24/01/15 put the year first.

    The part that is the year stays within a few, while days go from 1 to 31.
    """
    found = [re.fullmatch(YEAR_LAST, date_key(sample)) for sample in samples]
    parts = {(int(date[1]), int(date[4])) for date in found if date and len(date[4]) == 2}
    if len(parts) < _TELLING or any(date and len(date[4]) == 4 for date in found):
        return False
    firsts, lasts = ([part[at] for part in parts] for at in (0, 1))
    return max(lasts) <= 31 and _span(firsts) + _SOME_YEARS < _span(lasts)


def with_full_year(text: str) -> str:
    """Write a date like 24/01/15 with all four digits of the year that it begins with."""
    found = re.match(r"\s*([0-9]{2})(?=[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9]))", to_ascii(text))
    return f"{full_year(int(found[1]))}{text[found.end() :]}" if found else text


def _span(years: list[int]) -> int:
    full = [full_year(year) for year in years]
    return max(full) - min(full)


def ambiguous_date(sample: str) -> bool:
    """Tell whether a date like 1/2/2024 may be of two days."""
    found = re.match(YEAR_LAST, date_key(sample))
    return (
        found is not None
        and int(found[1]) <= 12
        and int(found[3]) <= 12
        and int(found[1]) != int(found[3])
    )


def date_parser(*, zone: str, calendar: str, day_first: bool | None = None) -> Callable[[str], str]:
    """Return a reader of one file's dates to UTC text; it raises InvalidValue.

    Words like "today" mean nothing in a file and are refused.
    """
    return _FileDates(zone, calendar, day_first).read


class _PlainDay(NamedTuple):
    """A day whose clock is not changed."""

    utc_days: tuple[str, str, str]
    """The day itself, the next and (at -1) the one before."""
    utc_clock: dict[str, tuple[int, str]]
    """Local "HH:MM" → the step to its UTC day, and "HH:MM" in UTC."""


class _FileDates:
    """Reads the dates of one file; remembers what repeats."""

    def __init__(self, zone: str, calendar: str, day_first: bool | None) -> None:
        self._zone = named_zone(zone)
        self._calendar = calendar
        self._day_first = day_first
        self._texts: dict[str, str] = {}
        self._plain_days: dict[str, _PlainDay] = {}
        self._days: dict[str, date] = {}

    def read(self, text: str) -> str:
        """Return a date, with or without a time, as UTC text; raise InvalidValue."""
        known = self._texts.get(text)
        if known is None:
            known = self._read_by_tables(text) or self._read_any(text)
            _remember(self._texts, text, known)
        return known

    def _read_by_tables(self, text: str) -> str | None:
        """Read a date and a clock like "2010-12-01 08:26:00"; None if it looks otherwise."""
        date_text, blank, clock = text.partition(" ")
        if not blank and text[10:11] == "T":
            date_text, clock = text[:10], text[11:]
        in_utc = clock[8:] == "Z"
        minute, second = clock[:5], clock[5:8]
        if len(clock) in (4, 7):
            minute, second = "0" + clock[:4], clock[4:]
        if (second and second not in _SECONDS) or len(clock) > 8 + in_utc or len(date_text) < 6:
            return None
        day = self._plain_days.get(date_text) or self._find_plain_day(date_text)
        found = day and (_utc_clock(0) if in_utc else day.utc_clock).get(minute)
        return f"{day.utc_days[found[0]]}T{found[1]}{second or ':00'}Z" if day and found else None

    def _read_any(self, text: str) -> str:
        """Read a date in any shape that names its year, or the number of a spreadsheet's day."""
        if re.fullmatch(_SERIAL, text.strip()):
            at = _FIRST_SERIAL + timedelta(seconds=round(float(text) * 86_400))
            return to_utc_text(at.replace(tzinfo=self._zone))
        key, clock = split_clock(text, date_key(text))
        return to_utc_text(moment_of(text, self._find_day(text, key), clock, self._zone))

    def _find_day(self, text: str, key: str) -> date:
        """Read a folded date that names its year; raise InvalidValue."""
        day = self._days.get(key)
        if day is None:
            try:
                day = written_day(key, self._calendar, self._day_first)
            except (ValueError, OverflowError):
                raise no_such_day(text) from None
            if day is None:
                raise not_a_date(text)
            _remember(self._days, key, day)
        return day

    def _find_plain_day(self, text: str) -> _PlainDay | None:
        """Work out a day for the tables; None if it is no date, or its clock is changed."""
        try:
            day = self._find_day(text, date_key(text))
            shift = datetime.combine(day, time(), self._zone).utcoffset()
            evening = datetime.combine(day, time(23, 59, 59), self._zone).utcoffset()
            one = timedelta(days=1)
            utc_days = (day.isoformat(), (day + one).isoformat(), (day - one).isoformat())
        except (InvalidValue, OverflowError):  # raised again for the whole text
            return None
        if shift is None or shift != evening or shift % timedelta(minutes=1):
            return None
        plain = _PlainDay(utc_days, _utc_clock(shift // timedelta(minutes=1)))
        return _remember(self._plain_days, text, plain)


@lru_cache(maxsize=60)
def _utc_clock(shift: int) -> dict[str, tuple[int, str]]:
    """Map each local "HH:MM" to its UTC day step and clock, `shift` minutes earlier."""
    clock = {}
    for local in range(24 * 60):
        step, minutes = divmod(local - shift, 24 * 60)
        clock[f"{local // 60:02}:{local % 60:02}"] = step, f"{minutes // 60:02}:{minutes % 60:02}"
    return clock


def _remember(cache: dict[str, Value], key: str, value: Value) -> Value:
    """Keep a value in a cache of limited size."""
    if len(cache) >= _CACHED:
        cache.clear()
    cache[key] = value
    return value
