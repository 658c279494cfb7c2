"""Calendars and zones: moments are kept in UTC, and shown in the shop's calendar and zone.

A calendar is "gregorian" or "jalali", a zone an IANA name like "Asia/Tehran".
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.locale import _, mark
from crmtui.text.clean import excerpt

if TYPE_CHECKING:
    from datetime import tzinfo

JALALI = "jalali"

_WEEKDAYS = (
    (mark("Mon"), mark("Monday")),
    (mark("Tue"), mark("Tuesday")),
    (mark("Wed"), mark("Wednesday")),
    (mark("Thu"), mark("Thursday")),
    (mark("Fri"), mark("Friday")),
    (mark("Sat"), mark("Saturday")),
    (mark("Sun"), mark("Sunday")),
)
_GREGORIAN_NAMES = (
    *(mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun")),
    *(mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec")),
)
_JALALI_NAMES = (
    *(mark("Farvardin"), mark("Ordibehesht"), mark("Khordad"), mark("Tir"), mark("Mordad")),
    *(mark("Shahrivar"), mark("Mehr"), mark("Aban"), mark("Azar"), mark("Dey"), mark("Bahman")),
    mark("Esfand"),
)
_LAST_JALALI = date(9999, 3, 20)
"""Later days have no Jalali name here; the year 9999 is what people type for never."""
_MONTHS_FROM = 61
_YEARS_FROM = 731


def format_date(day: date, calendar: str) -> str:
    """Show a date in full: 2026-11-22, or 1405/09/01 in the Jalali calendar."""
    if calendar != JALALI or day > _LAST_JALALI:
        return day.isoformat()
    year, month, day_of_month = to_jalali(day)
    return f"{year}/{month:02}/{day_of_month:02}"


def short_date(day: date, calendar: str) -> str:
    """Show a date without its year: "22 Nov", "1 Azar"."""
    if calendar == JALALI and day <= _LAST_JALALI:
        _year, month, day_of_month = to_jalali(day)
        name = month_word(month, JALALI)
    else:
        day_of_month, name = day.day, month_word(day.month)
    return _("{day} {month}").format(day=day_of_month, month=name)


def month_word(month: int, calendar: str = "") -> str:
    """Return "Nov" for 11, "Bahman" in the Jalali calendar."""
    return _((_JALALI_NAMES if calendar == JALALI else _GREGORIAN_NAMES)[month - 1])


def format_when(at: datetime, *, now: datetime, zone: str, calendar: str) -> str:
    """Show a moment as people say it near `now` ("today 09:12", "Tue 14:05"), else its date."""
    local = at.astimezone(named_zone(zone))
    day = local.date()
    days = (day - local_day(now, zone)).days
    clock = f"{local:%H:%M}"
    if days == 0:
        return _("today {time}").format(time=clock)
    if days == -1:
        return _("yesterday {time}").format(time=clock)
    if days == 1:
        return _("tomorrow {time}").format(time=clock)
    if -7 < days < 7:
        return _("{weekday} {time}").format(weekday=weekday_name(day), time=clock)
    return format_date(day, calendar)


def ago(day: date, today: date) -> str:
    """Show how far a day is from today, in days, then months, then years: "3 d ago"."""
    days = (today - day).days
    size = abs(days)
    if size == 0:
        return _("today")
    if size < _MONTHS_FROM:
        return (_("{n} d ago") if days > 0 else _("in {n} d")).format(n=size)
    if size < _YEARS_FROM:
        months = round(size * 12 / 365.2425)
        return (_("{n} mo ago") if days > 0 else _("in {n} mo")).format(n=months)
    years = int(size / 365.2425)
    return (_("{n} y ago") if days > 0 else _("in {n} y")).format(n=years)


def weekday_name(day: date, *, full: bool = False) -> str:
    """Return "Tue", or "Tuesday" in full."""
    return weekday_word(day.weekday(), full=full)


def weekday_word(weekday: int, *, full: bool = False) -> str:
    """Return the name of a weekday, 0 for Monday."""
    return _(_WEEKDAYS[weekday][full])


def to_utc_text(at: datetime) -> str:
    """Write an aware moment as YYYY-MM-DDTHH:MM:SSZ."""
    if at.tzinfo is None:
        raise ValueError("a moment without a zone")
    return at.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def from_utc_text(text: str) -> datetime:
    """Read what `to_utc_text` wrote."""
    return datetime.fromisoformat(text)


def day_start(day: date, zone: str) -> datetime:
    """Return the first moment of a day in a zone, as UTC."""
    return datetime.combine(day, time(), named_zone(zone)).astimezone(UTC)


def add_months(day: date, months: int, calendar: str, *, on: int = 0) -> date:
    """Move by months of a calendar to the day `on` (0: the same); a short month has its last.

    Raises ValueError or OverflowError beyond the calendar.
    """
    is_jalali = calendar == JALALI
    year, month, day_of_month = to_jalali(day) if is_jalali else (day.year, day.month, day.day)
    years, month0 = divmod(month - 1 + months, 12)
    wanted = on or day_of_month
    for last in range(wanted, wanted - 4, -1):
        try:
            if is_jalali:
                return from_jalali(year + years, month0 + 1, last)
            return date(year + years, month0 + 1, last)
        except ValueError:
            continue
    raise ValueError(months)


def local_day(at: datetime, zone: str) -> date:
    """Return the day an aware moment falls on in a zone."""
    return at.astimezone(named_zone(zone)).date()


@lru_cache(maxsize=16)
def named_zone(name: str) -> tzinfo:
    """Return the zone with an IANA name; raise InvalidValue for an unknown one."""
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InvalidValue(
            _("Unknown time zone: {zone}").format(zone=excerpt(name)),
            _("Use a name like Asia/Tehran, Europe/Berlin or UTC"),
        ) from None


@lru_cache(maxsize=4096)
def from_jalali(year: int, month: int, day: int) -> date:
    """Return the date of a Jalali day; raise ValueError if there is no such day."""
    from persiantools.jdatetime import JalaliDate

    converted: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return converted


@lru_cache(maxsize=4096)
def to_jalali(day: date) -> tuple[int, int, int]:
    """Return the Jalali year, month and day of a date."""
    from persiantools.jdatetime import JalaliDate

    converted = JalaliDate(day)  # type: ignore[no-untyped-call]
    return converted.year, converted.month, converted.day
