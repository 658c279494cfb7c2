"""Dates and times as people type them, also relative to today: fri, +3d, 2 weeks ago, 12 March."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from crmtui.text.calendar import JALALI, add_months, local_day, named_zone, to_jalali
from crmtui.text.clock import moment_of, split_clock
from crmtui.text.date_words import (
    BEFORE_WORDS,
    DAY_WORDS,
    FILLERS,
    MONTH_START_WORDS,
    NOW_WORDS,
    UNITS,
    WAY_WORDS,
    WEEKDAY_WORDS,
)
from crmtui.text.near import check_over
from crmtui.text.written_dates import (
    date_key,
    day_of,
    named_parts,
    no_such_day,
    not_a_date,
    written_day,
)

# The pattern stays text: `re` compiles it when first used, which an import need not pay.
_OFFSET = r"(?P<lead>[-+]|[^\W\d_]+\s)?\s*(?P<count>[0-9]{1,4})?\s*(?P<rest>[^\W\d_].*)"


def parse_date(
    text: str,
    *,
    today: date,
    calendar: str = "gregorian",
    day_first: bool | None = None,
    past: bool = False,
) -> date:
    """Read a date, also one relative to `today`; raise InvalidValue if it is none.

    `day_first` tells 1/2/2024 apart (None: whichever is possible, else the day); `past` looks
    backwards for weekdays, for dates without a year and for counts without a sign.
    """
    return _read_day(text, date_key(text), today, calendar, day_first, past)


def parse_when(
    text: str,
    *,
    now: datetime,
    zone: str,
    calendar: str = "gregorian",
    day_first: bool | None = None,
    past: bool = False,
) -> datetime:
    """Read a date with or without a time as aware UTC; raise InvalidValue if it is none.

    A date alone means its first moment in `zone`, but today means `now` if `past` is set, and no
    later day is possible then.
    """
    at = _read_moment(text, now, zone, calendar, day_first, past)
    if past:
        check_over(local_day(at, zone), local_day(now, zone), text)
    return at


def _read_moment(
    text: str, now: datetime, zone: str, calendar: str, day_first: bool | None, past: bool
) -> datetime:
    key = date_key(text)
    if key in NOW_WORDS:
        return now.astimezone(UTC)
    shifted = _shifted_by_clock(text, key, now)
    if shifted:
        return shifted
    today = local_day(now, zone)
    rest, clock = split_clock(text, key)
    day = _read_day(text, rest, today, calendar, day_first, past) if rest or not clock else today
    if past and day == today and not clock:
        return now.astimezone(UTC)
    return moment_of(text, day, clock, named_zone(zone))


def _read_day(
    text: str, key: str, today: date, calendar: str, day_first: bool | None, past: bool
) -> date:
    """Read a folded date; `text` is what the error shows."""
    try:
        day = written_day(key, calendar, day_first)
        if day is None:
            day = _relative_day(key, today, calendar, past)
        if day is None:
            day = _day_without_year(key, today, past)
    except (ValueError, OverflowError):
        raise no_such_day(text) from None
    if day is None:
        raise not_a_date(text)
    return day


def _day_without_year(key: str, today: date, past: bool) -> date | None:
    """Return the nearest "12 March" from today on, or up to today; None if it is no such text."""
    named = named_parts(key)
    if not named or len(named.numbers) != 1 or len(named.numbers[0]) > 2:
        return None
    this_year = to_jalali(today)[0] if named.jalali else today.year
    step = -1 if past else 1
    for year in range(this_year - step, this_year + 9 * step, step):
        try:
            day = day_of(year, named.month, int(named.numbers[0]))
        except ValueError:  # 29 February of a common year
            continue
        if day <= today if past else day >= today:
            return day
    raise ValueError(key)


def _relative_day(key: str, today: date, calendar: str, past: bool) -> date | None:
    """Read a folded word or count of days, weeks, months or years; None if it is none."""
    word = key.replace(" ", "")
    if word in DAY_WORDS:
        return today + timedelta(days=DAY_WORDS[word])
    if word in MONTH_START_WORDS:
        return _month_start(today, calendar, past)
    weekday = _weekday_in(key)
    if weekday is not None:
        return _nearest_weekday(today, *weekday, past=past)
    offset = _offset_in(key)
    if offset is None:
        return None
    count, unit, signed = offset
    if past and not signed:
        count = -count
    if unit in ("day", "week"):
        return today + timedelta(days=count * (7 if unit == "week" else 1))
    if unit in ("month", "year"):
        return add_months(today, count * (12 if unit == "year" else 1), calendar)
    return None


def _weekday_in(key: str) -> tuple[int, int] | None:
    """Find a weekday (Monday is 0), and -1 or 1 if it is said to lie before or after today."""
    way = 0
    words = [word for word in key.split(" ") if word not in FILLERS]
    for at in (0, -1):
        if len(words) > 1 and words[at] in WAY_WORDS:
            way = -1 if words.pop(at) in BEFORE_WORDS else 1
    weekday = WEEKDAY_WORDS.get("".join(words))
    return None if weekday is None else (weekday - 1, way)


def _nearest_weekday(today: date, weekday: int, way: int, *, past: bool) -> date:
    """Return the next such weekday after today, or the last one (today too, if not said)."""
    ahead = (weekday - today.weekday()) % 7
    if way < 0 or (past and way == 0):
        back = -ahead % 7
        return today - timedelta(days=back or (7 if way else 0))
    return today + timedelta(days=ahead or 7)


def _offset_in(key: str) -> tuple[int, str, bool] | None:
    """Find a signed count and its unit, and whether a direction was said: "+3d", "2 weeks ago"."""
    found = re.fullmatch(_OFFSET, key)
    if not found:
        return None
    lead = (found["lead"] or "").strip()
    unit, _blank, tail = found["rest"].partition(" ")
    if not found["count"] and lead and lead not in WAY_WORDS:
        lead, unit, tail = "", lead, found["rest"]
    said = [word for word in (lead, tail.removeprefix("from ")) if word]
    if unit not in UNITS or not (found["count"] or said):
        return None
    if any(word not in WAY_WORDS for word in said):
        return None
    count = int(found["count"] or 1)
    before = any(word in BEFORE_WORDS for word in said)
    return (-count if before else count), UNITS[unit], bool(said)


def _month_start(today: date, calendar: str, past: bool) -> date:
    """Return the first day of the next month, or of this one."""
    day_of_month = to_jalali(today)[2] if calendar == JALALI else today.day
    first = today - timedelta(days=day_of_month - 1)
    return first if past else add_months(first, 1, calendar)


def _shifted_by_clock(text: str, key: str, now: datetime) -> datetime | None:
    """Read "+2h", "in 30 min", "2 hours ago"; None if it is no such text."""
    offset = _offset_in(key)
    if offset is None or offset[1] not in ("hour", "minute") or not offset[2]:
        return None
    minutes = offset[0] * (60 if offset[1] == "hour" else 1)
    try:
        return now.astimezone(UTC) + timedelta(minutes=minutes)
    except OverflowError:
        raise no_such_day(text) from None
