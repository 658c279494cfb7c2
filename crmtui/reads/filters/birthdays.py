"""Filters by birthday: its month, the days until it, its day, or the whole date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.reads.filters.condition import Condition, Ground, need_equals, one_of, wrong
from crmtui.reads.filters.days import between, read_length, span
from crmtui.text.birthdays import NO_YEAR
from crmtui.text.calendar import JALALI, to_jalali
from crmtui.text.clean import excerpt
from crmtui.text.date_words import GREGORIAN_MONTHS, JALALI_MONTHS
from crmtui.text.fold import fold
from crmtui.text.query import Term

_YEAR = 366
_KNOWN = "c.{column} >= '1605'"
"""The year is known: NO_YEAR stands before it."""


def birthday(ground: Ground, term: Term) -> Condition:
    """Compare a day that comes back every year."""
    length = read_length(term.value)
    month = _month(ground, term.value)
    if month is not None and term.sign in (":", "=", "!="):
        found = _in_month(ground, term.field, *month)
        return found.negated() if need_equals(term) else found
    if length is not None and not fold(term.value).isdecimal():  # a bare number is a month
        return _ahead(ground, term, length.number, length.unit)
    return _on_day(ground, term)


def _month(ground: Ground, text: str) -> tuple[int, bool] | None:
    """Return a month and whether it is a Jalali one; a number is one of the shop's calendar."""
    key = fold(text)
    if key in JALALI_MONTHS:
        return JALALI_MONTHS[key], True
    if key in GREGORIAN_MONTHS:
        return GREGORIAN_MONTHS[key], False
    if key.isdecimal() and len(key) < 3 and 1 <= int(key) <= 12:
        return int(key), ground.formats.calendar == JALALI
    return None


def _in_month(ground: Ground, column: str, month: int, is_jalali: bool) -> Condition:
    if not is_jalali:
        return Condition(f"substr(c.{column}, 6, 2) = ?", (f"{month:02}",))
    days = ground.connection.execute(
        f"SELECT DISTINCT {column} FROM contact WHERE {column} IS NOT NULL"
    )
    fitting = [day for (day,) in days if to_jalali(date.fromisoformat(day))[1] == month]
    return one_of(f"c.{column}", fitting)


def _ahead(ground: Ground, term: Term, count: int, unit: str) -> Condition:
    """Compare how many days it is until the next one; today's is none."""
    try:
        end = ground.formats.parse_date(f"in {count} {unit}", ground.today)
    except InvalidValue as error:
        raise wrong(term, error.message + ".", error.hint) from error
    days = (end - ground.today).days
    wanted: dict[str, Callable[[int], bool]] = {
        ":": lambda n: n <= days,
        "<": lambda n: n < days,
        "<=": lambda n: n <= days,
        ">": lambda n: n > days,
        ">=": lambda n: n >= days,
        "=": lambda n: n == days,
        "!=": lambda n: n != days,
    }
    next_days = _days_until(ground.today)
    fitting = [day for day, until in next_days.items() if wanted[term.sign](until)]
    return one_of(f"substr(c.{term.field}, 6)", fitting)


def _days_until(today: date) -> dict[str, int]:
    """Return every day of a year with the days until it; 29 February waits for no leap year."""
    found: dict[str, int] = {}
    for ahead in range(_YEAR):
        found.setdefault((today + timedelta(ahead)).isoformat()[5:], ahead)
    if "02-29" not in found:
        found["02-29"] = found["02-28"]
    return found


def _on_day(ground: Ground, term: Term) -> Condition:
    """Compare with a day: one without a year comes back, one with a year came once."""
    column = f"c.{term.field}"
    try:
        day = ground.formats.parse_birthday(term.value, ground.today)
    except InvalidValue:
        try:
            day = ground.formats.parse_date(term.value, ground.today).replace(year=NO_YEAR)
        except (InvalidValue, ValueError):
            raise wrong(
                term,
                _("{value} is not a month, a day or a number of days.").format(
                    value=excerpt(term.value) or '""'
                ),
                _("Write {field}:11, {field}<14d or {field}:1990-03-21.").format(field=term.field),
            ) from None
    if day.year == NO_YEAR:
        found = Condition(f"substr({column}, 6) = ?", (day.isoformat()[5:],))
        return found.negated() if need_equals(term) else found
    low, high, is_outside = span(ground, term._replace(value=day.isoformat()))
    texts = [bound.isoformat() if bound else None for bound in (low, high)]
    found = between(column, *texts, is_outside=is_outside)
    return Condition(f"{_KNOWN.format(column=term.field)} AND {found.sql}", found.binds)
