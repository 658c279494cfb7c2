"""Opening hours, holidays and targets as people write them.

9:00-18:00                                  every day but the weekend
sat-wed 9:00-13:00 16:00-20:00; thu 9-13    a day that is not named is closed
24/7
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.rules.service_clock import DAY, Hours, Span
from crmtui.text.clean import excerpt
from crmtui.text.date_words import WEEKDAY_WORDS
from crmtui.text.digits import to_ascii
from crmtui.text.fold import fold

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ALWAYS = "00:00-24:00"
_TIMES = re.compile(r"(\d{1,2})(?::(\d\d))?-(\d{1,2})(?::(\d\d))?")
_TARGET = re.compile(r"(?:(\d{1,4})h)?(?:(\d{1,5})m)?")
_MOST_HOLIDAYS = 400


def kept_hours(text: str) -> str:
    """Return opening hours in the one form in which they are kept. Raises InvalidValue."""
    parts = []
    for days, spans in _parts(text):
        times = " ".join(f"{_clock(span.start)}-{_clock(span.end)}" for span in spans)
        parts.append(f"{' '.join(_DAYS[day] for day in days)} {times}".strip())
    return "; ".join(parts)


def week_of(hours: str, weekend: str) -> tuple[tuple[Span, ...], ...]:
    """Return the openings of each weekday. Raises InvalidValue for a week that never opens."""
    week: list[tuple[Span, ...]] = [()] * 7
    free = set(_weekdays(weekend))
    for days, spans in _parts(hours):
        for day in days or range(7):
            if day not in free:
                week[day] = tuple(sorted({*week[day], *spans}))
    if not any(week):
        raise InvalidValue(
            _("With these hours and this weekend the shop never opens."),
            _("Hours are written like 9:00-18:00 or sat-wed 9:00-17:00; thu 9:00-13:00"),
        )
    return tuple(week)


def kept_weekend(text: str) -> str:
    """Return the closed weekdays as they are kept. Raises InvalidValue."""
    return " ".join(_DAYS[day] for day in _weekdays(text))


def kept_holidays(text: str) -> str:
    """Return holidays as they are kept: ISO days, and "--03-21" for every year's in its calendar.

    Raises InvalidValue.
    """
    found: list[str] = []
    for word in re.split(r"[\s,;،؛]+", to_ascii(text).strip()):
        if word:
            found += _days_of(word)
    if len(found) > _MOST_HOLIDAYS:
        raise InvalidValue(_("These are too many holidays."))
    return " ".join(sorted(set(found)))


def hours_of(hours: str, weekend: str, holidays: str, zone: str, calendar: str) -> Hours:
    """Return the hours of a shop from its settings. Raises InvalidValue."""
    words = kept_holidays(holidays).split()
    yearly = {(int(word[2:4]), int(word[5:7])) for word in words if word.startswith("--")}
    days = {date.fromisoformat(word) for word in words if not word.startswith("--")}
    return Hours(zone, week_of(hours, weekend), frozenset(days), frozenset(yearly), calendar)


def kept_target(text: str) -> str:
    """Return the times to a first reply and to the solution as kept: "1h 8h". Raises InvalidValue.

    "" is no target, "-" in one of the places none there.
    """
    reply, solve = target_of(text)
    if reply is None and solve is None:
        return ""
    return " ".join("-" if minutes is None else _span(minutes) for minutes in (reply, solve))


def target_of(text: str) -> tuple[int | None, int | None]:
    """Return the minutes to a first reply and to the solution; None is no target."""
    words = to_ascii(text).lower().split()
    if not words:
        return None, None
    if len(words) != 2:
        raise _wrong_target(text)
    reply, solve = (None if word == "-" else span_of(word) for word in words)
    return reply, solve


def span_of(text: str) -> int:
    """Return the minutes of a span like 30m, 8h or 1h30m. Raises InvalidValue."""
    found = _TARGET.fullmatch(to_ascii(text).strip().lower())
    minutes = int(found[1] or 0) * 60 + int(found[2] or 0) if found else 0
    if not minutes:
        raise _wrong_target(text)
    return minutes


def kept_span(text: str) -> str:
    """Return a span as it is kept: "1h30m". Raises InvalidValue."""
    return _span(span_of(text))


def _wrong_target(text: str) -> InvalidValue:
    return InvalidValue(
        _("{value} is no span of opening hours.").format(value=excerpt(text) or "''"),
        _("Write hours and minutes: 30m, 8h, 1h30m; a target is two of them, like: 1h 8h"),
    )


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return (f"{hours}h" if hours else "") + (f"{rest}m" if rest else "")


# Weekdays and times


def _parts(text: str) -> Iterator[tuple[list[int], list[Span]]]:
    """Yield weekdays, none for all of them, with their openings."""
    plain = to_ascii(text).replace("–", "-").replace("—", "-")
    plain = re.sub(r"\s*-\s*", "-", plain.strip())
    if plain.lower() in ("24/7", "always"):
        plain = _ALWAYS
    for part in re.split(r"[;؛\n]+", plain):
        words = [word for word in re.split(r"[\s,،]+", part) if word]
        times = [word for word in words if word[0].isdecimal()]
        days = " ".join(word for word in words if not word[0].isdecimal())
        if words:
            if not times:
                raise _wrong_hours(part)
            yield _weekdays(days), [_opening(word) for word in times]


def _weekdays(text: str) -> list[int]:
    """Read weekdays and ranges of them, in any order, each once. Raises InvalidValue."""
    found: set[int] = set()
    for word in re.split(r"[\s,;،؛]+", text.strip()):
        if word:
            first, _sep, last = word.partition("-")
            begin, end = _weekday(first), _weekday(last or first)
            found.update((begin + n) % 7 for n in range((end - begin) % 7 + 1))
    return sorted(found)


def _weekday(word: str) -> int:
    number = WEEKDAY_WORDS.get(fold(word))
    if number is None:
        raise InvalidValue(
            _("{value} is not a weekday.").format(value=excerpt(word) or "''"),
            _("Write them like mon, tue, fri, or sat-wed."),
        )
    return number - 1


def _opening(word: str) -> Span:
    found = _TIMES.fullmatch(word)
    if not found:
        raise _wrong_hours(word)
    start = int(found[1]) * 60 + int(found[2] or 0)
    end = int(found[3]) * 60 + int(found[4] or 0)
    if (
        start >= DAY
        or end > DAY
        or start == end
        or max(*map(int, (found[2] or 0, found[4] or 0))) > 59
    ):
        raise _wrong_hours(word)
    return Span(start, end if end > start else end + DAY)


def _wrong_hours(text: str) -> InvalidValue:
    return InvalidValue(
        _("{value} are no opening hours.").format(value=excerpt(text) or "''"),
        _("Write them like 9:00-18:00 or sat-wed 9:00-17:00; thu 9:00-13:00"),
    )


def _clock(minutes: int) -> str:
    if minutes > DAY:
        minutes -= DAY
    return f"{minutes // 60:02}:{minutes % 60:02}"


# Holidays


def _days_of(word: str) -> list[str]:
    """Return the days that a word of the list stands for."""
    first, _sep, last = word.partition("..")
    if not last:
        return [_holiday(first)]
    begin, end = _date(first), _date(last)
    if not 0 <= (end - begin).days < _MOST_HOLIDAYS:
        raise _wrong_holiday(word)
    return [(begin + timedelta(days=n)).isoformat() for n in range((end - begin).days + 1)]


def _holiday(word: str) -> str:
    numbers = word.removeprefix("--").replace("/", "-").split("-")
    if len(numbers) != 2:
        return _date(word).isoformat()
    if not all(number.isdecimal() and len(number) <= 2 for number in numbers):
        raise _wrong_holiday(word)
    month, day = map(int, numbers)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise _wrong_holiday(word)
    return f"--{month:02}-{day:02}"


def _date(word: str) -> date:
    """Read a day in full, of either calendar: its year tells them apart."""
    from crmtui.text.read_dates import parse_date

    if not re.match(r"\d{4}\D", word):
        raise _wrong_holiday(word)
    try:
        return parse_date(word, today=date.min, calendar="")
    except InvalidValue:
        raise _wrong_holiday(word) from None


def _wrong_holiday(word: str) -> InvalidValue:
    return InvalidValue(
        _("{value} is no holiday.").format(value=excerpt(word)),
        _("Write days like 2026-12-25, 2026-12-24..2026-12-26, or 12-25 for each year."),
    )
