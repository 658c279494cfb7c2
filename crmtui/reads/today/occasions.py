"""Birthdays and anniversaries of the next days, in the shop's own calendar."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date, timedelta

from crmtui.reads.today.day import Day
from crmtui.rules.attention import ANNIVERSARY, BIRTHDAY, Occasion
from crmtui.text.calendar import JALALI, to_jalali

# The + keeps SQLite from the index by name, through which it would jump to and fro in the table.
_DAYS = """SELECT id, birthday, anniversary FROM contact WHERE +deleted_at IS NULL
 AND (substr(birthday, 6) IN ({marks}) OR substr(anniversary, 6) IN ({marks}))"""
_SLIP = 2
"""Days by which a day of the Jalali year moves against the Gregorian one."""
_LEAP_DAY = (2, 29)
_JALALI_LEAP_DAY = (12, 30)


def coming(connection: sqlite3.Connection, day: Day) -> dict[int, tuple[Occasion, ...]]:
    """Return whose day it is, or will be within the days of the settings."""
    ahead = day.weights.birthday_days
    slip = _SLIP if day.calendar == JALALI else 0
    around = [day.today + timedelta(days=n) for n in range(-slip, ahead + slip + 2)]
    keys = sorted({f"{near:%m-%d}" for near in around} | {"02-29"})
    marks = ",".join("?" * len(keys))
    whens = _whens(day, ahead)
    found: defaultdict[int, list[Occasion]] = defaultdict(list)
    for contact, *dates in connection.execute(_DAYS.format(marks=marks), [*keys, *keys]):
        for kind, iso in zip((BIRTHDAY, ANNIVERSARY), dates, strict=True):
            if iso and (days := whens.get(_day_of_year(iso, day.calendar))) is not None:
                found[contact].append(Occasion(kind, days))
    return {contact: tuple(days) for contact, days in found.items()}


def _whens(day: Day, ahead: int) -> dict[tuple[int, int], int]:
    """Return in how many days each month and day comes; a leap day comes a day early, if need be.

    The end of February is celebrated by those born on its 29th, as that of Esfand by its 30th.
    """
    leap_day = _JALALI_LEAP_DAY if day.calendar == JALALI else _LEAP_DAY
    found: dict[tuple[int, int], int] = {}
    last = (0, 0)
    for days in range(ahead + 2):
        this = _month_and_day(day.today + timedelta(days=days), day.calendar)
        if this[1] == 1 and last == (leap_day[0], leap_day[1] - 1):
            found[leap_day] = days - 1
        if days <= ahead:
            found.setdefault(this, days)
        last = this
    return found


def _day_of_year(iso: str, calendar: str) -> tuple[int, int]:
    return _month_and_day(date.fromisoformat(iso), calendar)


def _month_and_day(day: date, calendar: str) -> tuple[int, int]:
    if calendar == JALALI:
        _year, month, day_of_month = to_jalali(day)
        return month, day_of_month
    return day.month, day.day
