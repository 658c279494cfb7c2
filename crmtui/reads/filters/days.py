"""Filters by when: `last>30d` is longer ago than 30 days, `last>2026-01-01` after that day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.reads.filters.condition import Condition, Ground, wrong
from crmtui.text.calendar import day_start, to_utc_text
from crmtui.text.clean import excerpt
from crmtui.text.date_words import UNITS
from crmtui.text.fold import fold
from crmtui.text.query import Term

MOMENTS = {
    "last": "(SELECT last_at FROM customer_stats WHERE contact_id = c.id)",
    "contacted": "(SELECT max(at) FROM interaction WHERE contact_id = c.id)",
    "created": "c.created_at",
}
"""The moments that can be asked for, as UTC text."""
_LENGTH = r"([0-9]{1,4})\s*([^\W\d_]+)?"
_AGO = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
"""How long ago it is turns a comparison round: more days ago is an earlier day."""


class Length(NamedTuple):
    """So many days, weeks, months or years."""

    number: int
    unit: str


def moment(ground: Ground, term: Term) -> Condition:
    """Compare a moment; who has none does not fit."""
    low, high, is_outside = span(ground, term)
    expression = MOMENTS[term.field]
    zone = ground.formats.zone
    try:
        since = to_utc_text(day_start(low, zone)) if low else None
        until = to_utc_text(day_start(high, zone)) if high else None
    except (OverflowError, ValueError):
        raise no_day(term, term.value) from None
    return between(expression, since, until, is_outside=is_outside)


def between(
    expression: str, since: str | None, until: str | None, *, is_outside: bool = False
) -> Condition:
    """Return what holds from `since` on and before `until`, or only outside of that."""
    tests = [(">=", since), ("<", until)]
    parts = [f"{expression} {sign} ?" for sign, value in tests if value is not None]
    sql = " AND ".join(parts)
    if is_outside:
        sql = f"NOT ({sql})"  # NULL where there is no value
    return Condition(sql, tuple(value for _sign, value in tests if value is not None))


def span(ground: Ground, term: Term) -> tuple[date | None, date | None, bool]:
    """Return the days that fit: the first, the one after the last, and whether the others do.

    Raises InvalidValue.
    """
    try:
        length = read_length(term.value)
        if length is not None:
            day = back(ground, length)
            if term.sign == ":":
                return day, ground.today + timedelta(1), False
            sign = _AGO[term.sign]
        else:
            day = ground.formats.parse_date(term.value, ground.today, past=True)
            sign = "=" if term.sign == ":" else term.sign
        after = day + timedelta(1)
    except (InvalidValue, OverflowError, ValueError):
        raise no_day(term, term.value) from None
    spans = {
        "=": (day, after),
        "!=": (day, after),
        "<": (None, day),
        "<=": (None, after),
        ">": (after, None),
        ">=": (day, None),
    }
    return *spans[sign], sign == "!="


def read_length(text: str) -> Length | None:
    """Read "30d", "2 weeks" or a bare count of days; None if it is none."""
    found = re.fullmatch(_LENGTH, fold(text))
    if not found:
        return None
    unit = UNITS.get(found[2], "") if found[2] else "day"
    if unit not in ("day", "week", "month", "year") or (not found[2] and len(found[1]) > 3):
        return None
    return Length(int(found[1]), unit)


def back(ground: Ground, length: Length) -> date:
    """Return the day so long ago. Raises InvalidValue for one before all calendars."""
    return ground.formats.parse_date(f"{length.number} {length.unit} ago", ground.today)


def no_day(term: Term, text: str) -> InvalidValue:
    """Build the error for what is no length of time and no date."""
    return wrong(
        term,
        _("{value} is not a number of days or a date.").format(value=excerpt(text) or '""'),
        _("Write {field}>30d or {field}>2026-01-01.").format(field=excerpt(term.field)),
    )
