"""When something is due: at a moment, or on a day and at no time of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.calendar import (
    day_start,
    format_date,
    format_when,
    local_day,
    named_zone,
    weekday_name,
)
from crmtui.text.near import check_near
from crmtui.text.read_dates import parse_date, parse_when


class Due(NamedTuple):
    """When something is due: a moment, or a day from its first moment on."""

    at: datetime
    all_day: bool


def parse_due(text: str, *, now: datetime, zone: str, calendar: str) -> Due:
    """Read when something is due: "fri" is a day, "fri 10:00" a moment. Raises InvalidValue."""
    at = parse_when(text, now=now, zone=zone, calendar=calendar)
    check_near(at.date(), now.date(), text)
    try:
        day = parse_date(text, today=local_day(now, zone), calendar=calendar)
    except InvalidValue:  # there is a time of day in it
        return Due(at, all_day=False)
    return Due(at, all_day=at == day_start(day, zone))


def format_due(due: Due, *, now: datetime, zone: str, calendar: str) -> str:
    """Show when something is due as people say it near `now`: "tomorrow", "Fri 10:00"."""
    if not due.all_day:
        return format_when(due.at, now=now, zone=zone, calendar=calendar)
    day = local_day(due.at, zone)
    days = (day - local_day(now, zone)).days
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if days in near:
        return near[days]
    return weekday_name(day) if -7 < days < 7 else format_date(day, calendar)


def typed_due(due: Due, *, zone: str, calendar: str) -> str:
    """Return what `parse_due` reads as the same day or minute: "2026-11-22 10:00"."""
    local = due.at.astimezone(named_zone(zone))
    day = format_date(local.date(), calendar)
    return day if due.all_day else f"{day} {local:%H:%M}"


def is_past(due: Due, *, now: datetime, zone: str) -> bool:
    """Tell whether it should have been done: a due day is past once it is over."""
    if due.all_day:
        return local_day(due.at, zone) < local_day(now, zone)
    return due.at < now


def at_same_time(due: Due, before: Due, zone: str) -> Due:
    """Return the day of `due` at the time of day that `before` had, if both allow it."""
    if not due.all_day or before.all_day:
        return due
    return Due(_on(local_day(due.at, zone), before.at, zone), all_day=False)


def _on(day: date, at: datetime, zone: str) -> datetime:
    clock = at.astimezone(named_zone(zone)).time()
    return datetime.combine(day, clock, named_zone(zone)).astimezone(UTC)
