"""Months, quarters and years of a calendar, as numbers that one can count through.

A period of `size` months (1, 3 or 12) has the number (12 · year + month − 1) // size, so that the
next one is one more, and quarters and years begin with the calendar's own year.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.calendar import JALALI, from_jalali, month_word, to_jalali
from crmtui.text.clean import excerpt
from crmtui.text.digits import to_ascii
from crmtui.text.written_dates import JALALI_YEARS

SIZES = {"month": 1, "quarter": 3, "year": 12}

_MONTH = r"\s*([0-9]{4})\s*(?:[-/.]\s*([0-9]{1,2}|[qQ][1-4]))?\s*"


def period_of(day: date, size: int, calendar: str) -> int:
    """Return the number of the period that a day is in."""
    year, month = to_jalali(day)[:2] if calendar == JALALI else (day.year, day.month)
    return (12 * year + month - 1) // size


def period_start(number: int, size: int, calendar: str) -> date:
    """Return the first day of a period."""
    year, month = divmod(number * size, 12)
    if calendar == JALALI:
        return from_jalali(year, month + 1, 1)
    return date(year, month + 1, 1)


def period_key(number: int, size: int) -> str:
    """Return what scripts call a period, in its own calendar: 2026-11, 2026-Q4, 2026."""
    year, month = divmod(number * size, 12)
    if size == 12:
        return f"{year}"
    return f"{year}-Q{month // 3 + 1}" if size == 3 else f"{year}-{month + 1:02}"


def period_name(number: int, size: int, calendar: str) -> str:
    """Return what people call a period: "Nov 2026", "2026 Q4", "2026"."""
    year, month = divmod(number * size, 12)
    if size == 12:
        return f"{year}"
    if size == 3:
        return _("{year} Q{quarter}").format(year=year, quarter=month // 3 + 1)
    return _("{month} {year}").format(month=month_word(month + 1, calendar), year=year)


def written_span(text: str) -> tuple[date, date] | None:
    """Read a year, quarter or month ("1405", "2026-Q4", "2026-11") as its first and last day.

    None for a text that is none of these. A year from 1200 to 1499 is Jalali.
    Raises InvalidValue for a month that does not exist.
    """
    found = re.fullmatch(_MONTH, to_ascii(text)) if len(text) < 20 else None
    if found is None:
        return None
    year, part = int(found[1]), found[2] or ""
    is_quarter = part[:1] in ("q", "Q")
    month = 3 * int(part[1]) - 2 if is_quarter else int(part or 1)
    calendar = JALALI if year in JALALI_YEARS else "gregorian"
    if not 1 <= month <= 12 or (year < JALALI_YEARS.stop and calendar != JALALI) or year > 9990:
        raise InvalidValue(
            _('"{text}": there is no such month').format(text=excerpt(text)),
            _("A month is written like 2026-11 or 1405-08."),
        )
    size = 3 if is_quarter else 1 if part else 12
    number = (12 * year + month - 1) // size
    first = period_start(number, size, calendar)
    return first, period_start(number + 1, size, calendar) - timedelta(days=1)
