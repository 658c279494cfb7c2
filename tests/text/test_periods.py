"""Months, quarters and years in both calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.errors import InvalidValue
from crmtui.text.periods import (
    SIZES,
    period_key,
    period_name,
    period_of,
    period_start,
    written_span,
)


@given(
    st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    st.sampled_from(list(SIZES.values())),
    st.sampled_from(["gregorian", "jalali"]),
)
def test_a_day_lies_in_its_period_and_periods_follow_each_other(
    day: date, size: int, calendar: str
) -> None:
    number = period_of(day, size, calendar)
    first, after = (period_start(n, size, calendar) for n in (number, number + 1))
    assert first <= day < after
    assert period_of(after - timedelta(days=1), size, calendar) == number
    assert period_of(after, size, calendar) == number + 1
    if calendar == "gregorian" or number * size // 12 < 1500:  # later ones read as Gregorian
        assert written_span(period_key(number, size)) == (first, after - timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "calendar", "key", "name"),
    [
        (date(2026, 11, 26), "gregorian", "2026-11", "Nov 2026"),
        (date(2026, 11, 26), "jalali", "1405-09", "Azar 1405"),
        (date(2026, 3, 20), "jalali", "1404-12", "Esfand 1404"),
    ],
)
def test_names(day: date, calendar: str, key: str, name: str) -> None:
    number = period_of(day, 1, calendar)
    assert (period_key(number, 1), period_name(number, 1, calendar)) == (key, name)


def test_quarters_and_years_are_the_calendar_s_own() -> None:
    assert period_key(period_of(date(2026, 3, 21), 3, "jalali"), 3) == "1405-Q1"
    assert period_key(period_of(date(2026, 3, 21), 3, "gregorian"), 3) == "2026-Q1"
    assert period_name(period_of(date(2026, 12, 31), 3, ""), 3, "") == "2026 Q4"
    assert period_name(period_of(date(2026, 3, 20), 12, "jalali"), 12, "jalali") == "1404"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("۱۴۰۵/۹", date(2026, 11, 22), date(2026, 12, 21)),
        ("1403", date(2024, 3, 20), date(2025, 3, 20)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("1405-q1", date(2026, 3, 21), date(2026, 6, 21)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_written_months_and_years(text: str, first: date, last: date) -> None:
    assert written_span(text) == (first, last)


def test_what_is_no_month() -> None:
    assert written_span("yesterday") is None
    assert written_span("2026-02-03") is None
    for text in ("2026-13", "1405-0", "0900-01"):
        with pytest.raises(InvalidValue):
            written_span(text)
