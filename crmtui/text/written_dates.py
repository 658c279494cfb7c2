"""Dates that name their year, in any shape: 2026-11-22, 22/11/26, 1405/9/1, 22 Nov 2026.

Whatever the calendar of the shop, a year from 1200 to 1499 is Jalali: no shop has a date from
those centuries.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.calendar import JALALI, from_jalali
from crmtui.text.clean import excerpt
from crmtui.text.date_words import FILLERS, GREGORIAN_MONTHS, JALALI_MONTHS, WEEKDAY_WORDS
from crmtui.text.fold import fold

JALALI_YEARS = range(1200, 1500)
_LONGEST_TEXT = 64

# Patterns stay text: `re` compiles them when first used, which an import need not pay.
_MARK = r"\s*([-/.])\s*"
_YEAR_FIRST = rf"([0-9]{{4}}){_MARK}([0-9]{{1,2}})\s*\2\s*([0-9]{{1,2}})"
YEAR_LAST = rf"([0-9]{{1,2}}){_MARK}([0-9]{{1,2}})\s*\2\s*([0-9]{{4}}|[0-9]{{1,2}})"
_COMPACT = r"([0-9]{4})([0-9]{2})([0-9]{2})"
_NAMED = r"(?:(?:[0-9]+(?:st|nd|rd|th)?|[^\W\d_]+)(?:[\s,./-]+|$))+"
_NAMED_PART = r"([0-9]+)(?:st|nd|rd|th)?|([^\W\d_]+)"


class Named(NamedTuple):
    """The parts of a date that spells out its month."""

    month: int
    jalali: bool
    numbers: list[str]


def date_key(text: str) -> str:
    """Fold a text that may be a date; nothing longer than a line of words can be one."""
    return fold(text) if len(text) <= _LONGEST_TEXT else ""


def written_day(key: str, calendar: str, day_first: bool | None) -> date | None:
    """Read a folded date that names its year; raise ValueError for a day that does not exist."""
    if found := re.fullmatch(_YEAR_FIRST, key):
        return day_of(int(found[1]), int(found[3]), int(found[4]))
    if found := re.fullmatch(YEAR_LAST, key):
        return _year_last_day(found, calendar, day_first)
    if found := re.fullmatch(_COMPACT, key):
        return day_of(*map(int, found.groups()))
    named = named_parts(key)
    if named and len(named.numbers) == 2:
        return _named_day(named)
    return None


def named_parts(key: str) -> Named | None:
    """Take apart a folded date that spells out its month; None if it is anything else."""
    if not re.fullmatch(_NAMED, key):
        return None
    numbers: list[str] = []
    months: list[tuple[int, bool]] = []
    for number, word in re.findall(_NAMED_PART, key):
        if number:
            numbers.append(number)
        elif word in JALALI_MONTHS:
            months.append((JALALI_MONTHS[word], True))
        elif word in GREGORIAN_MONTHS:
            months.append((GREGORIAN_MONTHS[word], False))
        elif word not in WEEKDAY_WORDS and word not in FILLERS:
            return None
    if len(months) != 1 or not all(len(number) in (1, 2, 4) for number in numbers):
        return None
    return Named(*months[0], numbers)


def day_of(year: int, month: int, day: int) -> date:
    """Return the day in the calendar its year belongs to; raise ValueError if there is none."""
    if year in JALALI_YEARS:
        return from_jalali(year, month, day)
    if year < JALALI_YEARS.stop:
        raise ValueError(year)
    return date(year, month, day)


def not_a_date(text: str) -> InvalidValue:
    """Build the error for a text that is no date."""
    return InvalidValue(_('"{text}" is not a date').format(text=excerpt(text)), _understood())


def no_such_day(text: str) -> InvalidValue:
    """Build the error for a date that does not exist."""
    return InvalidValue(
        _('"{text}": there is no such day').format(text=excerpt(text)), _understood()
    )


def _year_last_day(found: re.Match[str], calendar: str, day_first: bool | None) -> date:
    """Read d/m/y, m/d/y or, in a Jalali shop, a short y/m/d; raise ValueError if impossible."""
    first, second, last = int(found[1]), int(found[3]), int(found[4])
    short = len(found[4]) < 4
    if calendar == JALALI and short and len(found[1]) == 2 and last <= 31:
        return day_of(_full_jalali_year(first), second, last)
    if len(found[4]) == 1:
        raise ValueError(last)
    year = last
    if short:
        year = _full_jalali_year(last) if calendar == JALALI else full_year(last)
    if day_first is None:
        day_first = second <= 12
    day, month = (first, second) if day_first else (second, first)
    return day_of(year, month, day)


def _named_day(named: Named) -> date:
    """Return the day of a month in words, a day and a year; raise ValueError if impossible."""
    first, second = named.numbers
    day, year_text = (second, first) if len(first) == 4 else (first, second)
    year = int(year_text)
    if len(year_text) < 4:
        year = _full_jalali_year(year) if named.jalali else full_year(year)
    if named.jalali != (year in JALALI_YEARS):
        raise ValueError(year)
    return day_of(year, named.month, int(day))


def full_year(short: int) -> int:
    """Complete a year of two digits: 69 to 99 are of the last century."""
    return short + (2000 if short < 69 else 1900)


def _full_jalali_year(short: int) -> int:
    """Complete a Jalali year of two digits: 70 to 99 are of the last century."""
    return short + (1400 if short < 70 else 1300)


def _understood() -> str:
    """Say which dates can be read."""
    return _("Write it like 2026-11-22, 1405/9/1, 22 Nov 2026, today, fri, +3d or 2 weeks ago")
