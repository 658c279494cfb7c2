"""How a calendar is told that something comes back: RFC 5545, sections 3.3.10 and 3.8.5."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crmtui.rules.recurrence import Every, next_day, parse_every
from crmtui.text.calendar import JALALI

_ROUNDS = 24
"""Phones know no Jalali months: so many rounds are written out."""
_WORKING = {True: "SA,SU,MO,TU,WE,TH", False: "MO,TU,WE,TH,FR"}
_FREQUENCY = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_LAST_SAFE = 28


def repeat_lines(repeat: str, start: str, calendar: str) -> Iterator[str]:
    """Yield the lines of a pace from `start` on, an ISO day or local moment; none for no pace."""
    if not repeat:
        return
    every = parse_every(repeat)
    day, _t, clock = start.partition("T")
    first = date.fromisoformat(day)
    if every.unit == "weekday":
        yield f"RRULE:FREQ=WEEKLY;BYDAY={_WORKING[calendar == JALALI]}"
    elif calendar == JALALI and every.unit in ("month", "year"):
        yield from _rounds(every, first, clock)
    else:
        interval = f";INTERVAL={every.n}" if every.n > 1 else ""
        yield f"RRULE:FREQ={_FREQUENCY[every.unit]}{interval}{_short_month(every, first)}"


def _short_month(every: Every, first: date) -> str:
    """Return what makes a day that a month lacks its last one; a calendar would leave it out."""
    if every.unit == "year":
        return ";BYMONTH=2;BYMONTHDAY=-1" if (first.month, every.on) == (2, 29) else ""
    if every.on == 31:
        return ";BYMONTHDAY=-1"
    if every.on > _LAST_SAFE:
        days = ",".join(map(str, range(_LAST_SAFE, every.on + 1)))
        return f";BYMONTHDAY={days};BYSETPOS=-1"
    return ""


def _rounds(every: Every, first: date, clock: str) -> Iterator[str]:
    days: list[date] = []
    day: date | None = first
    while day is not None and len(days) < _ROUNDS:
        day = next_day(every, first, day, JALALI)
        if day is not None:
            days.append(day)
    kind = "" if clock else ";VALUE=DATE"
    suffix = f"T{clock.replace(':', '')}" if clock else ""
    if days:
        yield f"RDATE{kind}:" + ",".join(f"{day:%Y%m%d}{suffix}" for day in days)
