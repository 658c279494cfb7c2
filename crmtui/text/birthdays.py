"""Birthdays, of which often only the day is known and not the year."""

from __future__ import annotations

import re
from datetime import date

from crmtui.text.calendar import from_jalali, to_jalali
from crmtui.text.written_dates import date_key, named_parts, no_such_day, not_a_date, written_day

NO_YEAR = 1604
"""Stands for a year that was not said: a leap year long ago, as Apple's address books have it."""

_TIME = r"[t\s]+[0-9]{1,2}:[0-9:.]+\s*(?:z|[-+][0-9:]+)?$"
_MONTH_AND_DAY = r"-?-?([0-9]{2})-?([0-9]{2})"
_DAY_AND_MONTH = r"([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})"


def parse_birthday(
    text: str, *, today: date, calendar: str = "gregorian", day_first: bool | None = None
) -> date:
    """Read a birthday with or without its year; raise InvalidValue if it is none.

    Understood beside written dates: --0321 (vCard), 21/3, 21 March, and a time behind it.
    """
    key = re.sub(_TIME, "", date_key(text))
    try:
        day = _yearless(key, day_first) or written_day(key, calendar, day_first)
    except (ValueError, OverflowError):
        raise no_such_day(text) from None
    if day is None:
        raise not_a_date(text)
    # "5/6/45" is of the last century: nobody is born in the future.
    if day > today and not re.search("[0-9]{4}", key):
        return _century_before(day)
    return day


def _century_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 100)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 100, day=28)


def _yearless(key: str, day_first: bool | None) -> date | None:
    """Read a day of the year; None if a year or anything else is said."""
    if key[:1] == "-" and (found := re.fullmatch(_MONTH_AND_DAY, key)):
        return date(NO_YEAR, int(found[1]), int(found[2]))
    if found := re.fullmatch(_DAY_AND_MONTH, key):
        first, second = int(found[1]), int(found[2])
        if day_first is None:
            day_first = first > 12 or second <= 12
        day, month = (first, second) if day_first else (second, first)
        return date(NO_YEAR, month, day)
    named = named_parts(key)
    if not named or len(named.numbers) != 1 or len(named.numbers[0]) > 2:
        return None
    if not named.jalali:
        return date(NO_YEAR, named.month, int(named.numbers[0]))
    # In the Jalali year that most of that year falls into.
    born = from_jalali(to_jalali(date(NO_YEAR, 6, 1))[0], named.month, int(named.numbers[0]))
    return born.replace(year=NO_YEAR)
