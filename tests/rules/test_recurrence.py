"""How often something comes back: what people type, and the days that follow from it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmtui.errors import InvalidValue
from crmtui.rules.recurrence import (
    MOST,
    Every,
    anchored,
    next_day,
    next_due,
    parse_days,
    parse_every,
)
from crmtui.text.calendar import from_jalali, local_day, to_jalali

CALENDARS = st.sampled_from(["gregorian", "jalali"])
PACES = st.sampled_from(sorted(MOST)).flatmap(
    lambda unit: st.integers(1, MOST[unit]).map(lambda n: Every(n, unit))
)
DAYS = st.dates(date(1990, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("day", "day"),
        ("every day", "day"),
        ("daily", "day"),
        ("1 day", "day"),
        ("2 weeks", "2 weeks"),
        ("2w", "2 weeks"),
        ("Every 3 Months", "3 months"),
        ("month", "month"),
        ("year", "year"),
        ("weekday", "weekday"),
        ("month on 31", "month on 31"),
        ("2 months on day 30", "2 months on 30"),
        ("هفته", "week"),
        ("هر هفته", "week"),
        ("هرهفته", "week"),
        ("۲ هفته", "2 weeks"),
        ("ماه", "month"),
        ("ماهانه", "month"),
        ("۳ ماه", "3 months"),
        ("سال", "year"),
        ("روز کاری", "weekday"),
        ("10 years", "10 years"),
        ("3650 days", "3650 days"),
    ],
)
def test_what_people_type(typed: str, kept: str) -> None:
    assert str(parse_every(typed)) == kept
    assert parse_every(kept) == parse_every(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("every 0 days", "every 400 years", "every blue moon", "", " ", "every", "2", "3651 days"),
        *("-2 days", "2 weekdays", "week on 3", "month on 32", "hour", "5 minutes", "1.5 weeks"),
        *("9" * 400 + " days", "fri", "\x1b[31mday", "day\nday"),
    ],
)
def test_what_says_no_pace(typed: str) -> None:
    with pytest.raises(InvalidValue):
        parse_every(typed)


@given(st.text())
def test_any_text_is_a_pace_or_a_clear_error(text: str) -> None:
    try:
        every = parse_every(text)
    except InvalidValue:
        return
    assert parse_every(str(every)) == every


@pytest.mark.parametrize(
    ("typed", "days"),
    [("30", 30), ("۳۰", 30), ("0", 0), ("2 weeks", 14), ("month", 30), ("هر ۲ هفته", 14)],
)
def test_a_pace_in_days(typed: str, days: int) -> None:
    assert parse_days(typed) == days


def rounds(every: str, first: date, calendar: str, number: int) -> list[date]:
    """Return the rounds after the first, each reckoned from the one before, as tasks are."""
    days = []
    day: date | None = first
    pace = anchored(parse_every(every), first, calendar)
    for _ in range(number):
        assert day is not None
        day = next_day(pace, day, day, calendar)
        assert day is not None
        days.append(day)
    return days


def test_day_31_does_not_drift() -> None:
    days = rounds("month", date(2026, 1, 31), "gregorian", 5)
    assert [f"{day:%m-%d}" for day in days] == ["02-28", "03-31", "04-30", "05-31", "06-30"]


def test_29_february_comes_back() -> None:
    days = rounds("year", date(2024, 2, 29), "gregorian", 4)
    assert [str(day) for day in days] == ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]


def test_jalali_months_in_a_jalali_shop() -> None:
    days = rounds("month", from_jalali(1405, 6, 31), "jalali", 7)
    assert [to_jalali(day)[1:] for day in days] == [
        *((7, 30), (8, 30), (9, 30), (10, 30), (11, 30), (12, 29), (1, 31)),
    ]


def test_working_days_of_the_country() -> None:
    friday = date(2026, 11, 27)
    assert rounds("weekday", friday, "gregorian", 2) == [date(2026, 11, 30), date(2026, 12, 1)]
    thursday = date(2026, 11, 26)
    assert rounds("weekday", thursday, "jalali", 2) == [date(2026, 11, 28), date(2026, 11, 29)]


@given(PACES, DAYS, DAYS, CALENDARS)
def test_a_round_is_after_the_day_and_the_one_before_it_is_not(
    every: Every, first: date, after: date, calendar: str
) -> None:
    every = anchored(every, first, calendar)
    day = next_day(every, first, after, calendar)
    assert day is not None
    assert day > after
    if day > first + timedelta(days=1):
        assert next_day(every, first, day - timedelta(days=1), calendar) == day
    earlier = next_day(every, first, min(after, day - timedelta(days=1)), calendar)
    assert earlier == day
    if every.unit == "week":
        assert (day - first).days % 7 == 0
    if every.unit in ("month", "year"):
        months = _months(day, calendar) - _months(first, calendar)
        assert months % (every.n * (12 if every.unit == "year" else 1)) == 0
        wanted = to_jalali(first)[2] if calendar == "jalali" else first.day
        got = to_jalali(day)[2] if calendar == "jalali" else day.day
        assert got == wanted or (got < wanted and _is_last(day, calendar))


def _months(day: date, calendar: str) -> int:
    year, month = to_jalali(day)[:2] if calendar == "jalali" else (day.year, day.month)
    return year * 12 + month


def _is_last(day: date, calendar: str) -> bool:
    return _months(day + timedelta(days=1), calendar) > _months(day, calendar)


MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(
    PACES,
    MOMENTS,
    MOMENTS,
    st.booleans(),
    st.sampled_from(["UTC", "Asia/Tehran", "Europe/Berlin", "America/New_York"]),
    CALENDARS,
)
@example(
    Every(1, "day"),
    datetime(2026, 10, 24, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    False,
    "Europe/Berlin",
    "gregorian",
)
def test_the_next_due_is_still_to_come(
    every: Every, first: datetime, now: datetime, all_day: bool, zone: str, calendar: str
) -> None:
    due = next_due(every, first, all_day, now, zone, calendar)
    assert due is not None
    assert due > now
    assert due > first
    if all_day:
        assert local_day(due, zone) > local_day(now, zone)


@given(PACES, st.dates(date(9000, 1, 1), date.max), CALENDARS, st.booleans())
@example(Every(10, "year"), date.max, "gregorian", False)
@example(Every(1, "weekday"), date.max, "jalali", True)
def test_beyond_the_calendar_it_ends(every: Every, day: date, calendar: str, all_day: bool) -> None:
    following = next_day(every, day, day, calendar)
    assert following is None or following > day
    first = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    due = next_due(every, first, all_day, datetime(2026, 1, 1, tzinfo=UTC), "UTC", calendar)
    assert due is None or due > first
