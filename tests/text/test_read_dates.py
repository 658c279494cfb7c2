from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.errors import InvalidValue
from crmtui.text import date_words
from crmtui.text.calendar import to_utc_text
from crmtui.text.fold import fold
from crmtui.text.read_dates import parse_date, parse_when
from tests.text import IMPOSSIBLE_DAYS, NO_DATES, NOW, TODAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2024-03-01", date(2024, 3, 1)),
        ("2024/3/1", date(2024, 3, 1)),
        ("2024.03.01", date(2024, 3, 1)),
        ("1405/9/1", TODAY),
        ("1405-09-01", TODAY),
        ("1405 / 9 / 1", TODAY),
        ("۱۴۰۵/۹/۱", TODAY),
        ("1/9/1405", TODAY),
        ("14050901", TODAY),
        ("1403/12/30", date(2025, 3, 20)),
        ("19970101", date(1997, 1, 1)),
        ("12 Mar 2025", date(2025, 3, 12)),
        ("12-Mar-2025", date(2025, 3, 12)),
        ("March 12, 2025", date(2025, 3, 12)),
        ("Wed 12th of March 2025", date(2025, 3, 12)),
        ("2025 Mar 12", date(2025, 3, 12)),
        ("12 Mar 25", date(2025, 3, 12)),
        ("۱ آذر ۱۴۰۵", TODAY),
        ("1 Azar 1405", TODAY),
        ("۱۵ مارس ۲۰۲۴", date(2024, 3, 15)),
        ("13/2/2024", date(2024, 2, 13)),
        ("2/13/2024", date(2024, 2, 13)),
        ("1/2/2024", date(2024, 2, 1)),
        ("1.2.24", date(2024, 2, 1)),
        ("3/12/99", date(1999, 12, 3)),
    ],
)
def test_dates_in_full(typed: str, day: date) -> None:
    assert parse_date(typed, today=TODAY) == day
    assert parse_date(f" {typed.upper()} ", today=TODAY, past=True) == day


@pytest.mark.parametrize(
    ("typed", "ahead", "back"),
    [
        ("today", 0, 0),
        ("امروز", 0, 0),
        ("tomorrow", 1, 1),
        ("فردا", 1, 1),
        ("پس‌فردا", 2, 2),
        ("پس فردا", 2, 2),
        ("yesterday", -1, -1),
        ("دیروز", -1, -1),
        ("پریروز", -2, -2),
        ("+3d", 3, 3),
        ("-2w", -14, -14),
        ("3d", 3, -3),
        ("in 3 days", 3, 3),
        ("3 days from now", 3, 3),
        ("3 d ago", -3, -3),
        ("2 weeks ago", -14, -14),
        ("next week", 7, 7),
        ("last week", -7, -7),
        ("۳ روز پیش", -3, -3),
        ("۲ هفته دیگر", 14, 14),
        ("هفته بعد", 7, 7),
        ("fri", 5, -2),
        ("Friday", 5, -2),
        ("on friday", 5, -2),
        ("جمعه", 5, -2),
        ("شنبه", 6, -1),
        ("یکشنبه", 7, 0),
        ("یک‌شنبه", 7, 0),
        ("sun", 7, 0),
        ("دوشنبه", 1, -6),
        ("سه‌شنبه", 2, -5),
        ("چهار شنبه", 3, -4),
        ("پنج شنبه", 4, -3),
        ("next fri", 5, 5),
        ("last fri", -2, -2),
        ("last sunday", -7, -7),
        ("جمعه گذشته", -2, -2),
    ],
)
def test_days_near_today(typed: str, ahead: int, back: int) -> None:
    assert parse_date(typed, today=TODAY) == TODAY + timedelta(days=ahead)
    assert parse_date(typed, today=TODAY, past=True) == TODAY + timedelta(days=back)


def test_months_belong_to_the_calendar() -> None:
    assert parse_date("+1m", today=TODAY) == date(2026, 12, 22)
    assert parse_date("+1m", today=TODAY, calendar="jalali") == date(2026, 12, 22)
    assert parse_date("last month", today=TODAY, calendar="jalali") == date(2026, 10, 23)
    assert parse_date("+1m", today=date(2026, 1, 31)) == date(2026, 2, 28)
    assert parse_date("+1y", today=date(2025, 3, 20), calendar="jalali") == date(2026, 3, 20)
    assert parse_date("-1y", today=date(2024, 2, 29)) == date(2023, 2, 28)


def test_first_of_the_month() -> None:
    assert parse_date("سر برج", today=TODAY, calendar="jalali") == date(2026, 12, 22)
    assert parse_date("سر برج", today=TODAY) == date(2026, 12, 1)
    assert parse_date("سر برج", today=TODAY, calendar="jalali", past=True) == TODAY


def test_dates_without_a_year() -> None:
    assert parse_date("12 March", today=TODAY) == date(2027, 3, 12)
    assert parse_date("12 March", today=TODAY, past=True) == date(2026, 3, 12)
    assert parse_date("22 Nov", today=TODAY) == TODAY
    assert parse_date("۱ فروردین", today=TODAY) == date(2027, 3, 21)
    assert parse_date("29 Feb", today=TODAY) == date(2028, 2, 29)
    with pytest.raises(InvalidValue):
        parse_date("31 April", today=TODAY)


def test_day_or_month_first() -> None:
    assert parse_date("1/2/2024", today=TODAY, day_first=False) == date(2024, 1, 2)
    assert parse_date("1/2/2024", today=TODAY, day_first=True) == date(2024, 2, 1)
    with pytest.raises(InvalidValue):
        parse_date("1/13/2024", today=TODAY, day_first=True)


def test_short_jalali_years_put_the_year_first() -> None:
    assert parse_date("99/12/30", today=TODAY, calendar="jalali") == date(2021, 3, 20)
    assert parse_date("05/9/1", today=TODAY, calendar="jalali") == TODAY
    assert parse_date("1/9/99", today=TODAY, calendar="jalali") == date(2020, 11, 21)
    with pytest.raises(InvalidValue):
        parse_date("99/12/3", today=TODAY)


@pytest.mark.parametrize("typed", IMPOSSIBLE_DAYS)
def test_days_that_do_not_exist(typed: str) -> None:
    with pytest.raises(InvalidValue, match="there is no such day") as caught:
        parse_date(typed, today=TODAY)
    assert "1405/9/1" in caught.value.hint


@pytest.mark.parametrize("typed", NO_DATES)
def test_what_is_no_date(typed: str) -> None:
    with pytest.raises(InvalidValue, match="is not a date") as caught:
        parse_date(typed, today=TODAY)
    assert "today" in caught.value.hint


@pytest.mark.parametrize("typed", ["+9999y", "9999999d", "in 9999 years"])
def test_the_ends_of_time(typed: str) -> None:
    with pytest.raises(InvalidValue):
        parse_date(typed, today=TODAY)
    with pytest.raises(InvalidValue):
        parse_when("9999-12-31 23:00", now=NOW, zone="America/New_York")


@given(st.text(alphabet=" 0123456789/-:.+tzampd۱فرداامروزجمعهساعت", max_size=25))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    readers: list[Callable[[], object]] = [
        lambda: parse_date(text, today=TODAY, calendar="jalali"),
        lambda: parse_when(text, now=NOW, zone="Asia/Tehran", past=True),
    ]
    for read in readers:
        try:
            read()
        except InvalidValue as problem:
            assert problem.hint


def test_words_are_written_as_fold_leaves_them() -> None:
    for words in (
        *(date_words.DAY_WORDS, date_words.WEEKDAY_WORDS, date_words.UNITS, date_words.WAY_WORDS),
        *(
            date_words.GREGORIAN_MONTHS,
            date_words.JALALI_MONTHS,
            date_words.HALVES,
            date_words.FILLERS,
        ),
    ):
        assert [fold(word) for word in words] == list(words)


# Times


@pytest.mark.parametrize(
    ("typed", "in_utc", "in_tehran"),
    [
        ("tomorrow 10:00", "2026-11-23T10:00:00Z", "2026-11-23T06:30:00Z"),
        ("tomorrow at 10", "2026-11-23T10:00:00Z", "2026-11-23T06:30:00Z"),
        ("10:00 tomorrow", "2026-11-23T10:00:00Z", "2026-11-23T06:30:00Z"),
        ("فردا ساعت ۱۰", "2026-11-23T10:00:00Z", "2026-11-23T06:30:00Z"),
        ("ساعت ۱۰ صبح فردا", "2026-11-23T10:00:00Z", "2026-11-23T06:30:00Z"),
        ("فردا ساعت ۵ بعد از ظهر", "2026-11-23T17:00:00Z", "2026-11-23T13:30:00Z"),
        ("فردا ۸ شب", "2026-11-23T20:00:00Z", "2026-11-23T16:30:00Z"),
        ("فردا ۱۲ ظهر", "2026-11-23T12:00:00Z", "2026-11-23T08:30:00Z"),
        ("2:30pm", "2026-11-22T14:30:00Z", "2026-11-22T11:00:00Z"),
        ("12 am", "2026-11-22T00:00:00Z", "2026-11-21T20:30:00Z"),
        ("12 pm", "2026-11-22T12:00:00Z", "2026-11-22T08:30:00Z"),
        ("2011-12-09 12:50:00", "2011-12-09T12:50:00Z", "2011-12-09T09:20:00Z"),
        ("2026-03-01T10:15", "2026-03-01T10:15:00Z", "2026-03-01T06:45:00Z"),
        ("3/15/2024 2:30 PM", "2024-03-15T14:30:00Z", "2024-03-15T11:00:00Z"),
        ("Mar 12, 2025, 9:14 AM", "2025-03-12T09:14:00Z", "2025-03-12T05:44:00Z"),
        ("1405/9/1 10:00", "2026-11-22T10:00:00Z", "2026-11-22T06:30:00Z"),
        ("2026-03-01 10:15:00 -0500", "2026-03-01T15:15:00Z", "2026-03-01T15:15:00Z"),
        ("2026-03-01T10:15:30.123+03:30", "2026-03-01T06:45:30Z", "2026-03-01T06:45:30Z"),
        ("2026-03-01T10:15:00Z", "2026-03-01T10:15:00Z", "2026-03-01T10:15:00Z"),
        ("2026-03-01 10:15 UTC", "2026-03-01T10:15:00Z", "2026-03-01T10:15:00Z"),
        ("now", "2026-11-22T06:00:30Z", "2026-11-22T06:00:30Z"),
        ("+2h", "2026-11-22T08:00:30Z", "2026-11-22T08:00:30Z"),
        ("in 30 min", "2026-11-22T06:30:30Z", "2026-11-22T06:30:30Z"),
        ("۲ ساعت پیش", "2026-11-22T04:00:30Z", "2026-11-22T04:00:30Z"),
        ("today", "2026-11-22T00:00:00Z", "2026-11-21T20:30:00Z"),
    ],
)
def test_when(typed: str, in_utc: str, in_tehran: str) -> None:
    assert to_utc_text(parse_when(typed, now=NOW, zone="UTC")) == in_utc
    assert to_utc_text(parse_when(typed, now=NOW, zone="Asia/Tehran")) == in_tehran


def test_today_means_now_in_a_log() -> None:
    assert parse_when("today", now=NOW, zone="UTC", past=True) == NOW
    assert parse_when("امروز", now=NOW, zone="Asia/Tehran", past=True) == NOW
    assert parse_when("yesterday", now=NOW, zone="UTC", past=True) == NOW.replace(
        day=21, hour=0, second=0
    )
    late = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)  # already Monday in Tehran
    assert parse_when("2026-11-23", now=late, zone="Asia/Tehran", past=True) == late


@pytest.mark.parametrize("typed", ["25:00", "today 10:61", "today 10:00 +2460", "at 24"])
def test_times_that_do_not_exist(typed: str) -> None:
    with pytest.raises(InvalidValue, match="no such time"):
        parse_when(typed, now=NOW, zone="UTC")


def test_summer_time() -> None:
    new_york = "America/New_York"
    skipped = parse_when("2024-03-10 02:30", now=NOW, zone=new_york)
    assert skipped == datetime(2024, 3, 10, 7, 30, tzinfo=UTC)
    assert skipped.astimezone(ZoneInfo(new_york)).hour == 3
    twice = parse_when("2024-11-03 01:30", now=NOW, zone=new_york)
    assert twice == datetime(2024, 11, 3, 5, 30, tzinfo=UTC)
