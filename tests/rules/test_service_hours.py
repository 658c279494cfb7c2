"""Opening hours, holidays and targets as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.errors import InvalidValue
from crmtui.rules.service_clock import DAY, Span
from crmtui.rules.service_hours import (
    hours_of,
    kept_holidays,
    kept_hours,
    kept_target,
    kept_weekend,
    target_of,
    week_of,
)

NINE_TO_FIVE = (Span(540, 1020),)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9-17", "09:00-17:00"),
        ("9:00 - 17:30", "09:00-17:30"),
        ("mon-fri 9-13 16–20", "mon tue wed thu fri 09:00-13:00 16:00-20:00"),
        ("sat-wed 9-17; thu 9-13", "mon tue wed sat sun 09:00-17:00; thu 09:00-13:00"),
        ("شنبه-چهارشنبه ۹-۱۷؛ پنج‌شنبه ۹-۱۳", "mon tue wed sat sun 09:00-17:00; thu 09:00-13:00"),
        ("24/7", "00:00-24:00"),
        ("fri 20:00-02:00", "fri 20:00-02:00"),
    ],
)
def test_hours_are_read_and_kept_in_one_form(typed: str, kept: str) -> None:
    assert kept_hours(typed) == kept
    assert kept_hours(kept) == kept


@pytest.mark.parametrize(
    "typed", ["9", "25-26", "9:70-10", "9-9", "mon", "mon-xyz 9-17", "9-17-18", "a", "9:00-24:30"]
)
def test_what_are_no_hours_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue):
        kept_hours(typed)


@given(st.text(max_size=40))
def test_anything_is_kept_in_one_form_or_refused(typed: str) -> None:
    for keep in (kept_hours, kept_weekend, kept_holidays, kept_target):
        try:
            kept = keep(typed)
        except InvalidValue:
            continue
        assert keep(kept) == kept


def test_the_weekend_is_closed_whatever_the_hours_say() -> None:
    week = week_of("9-17", "fri")
    assert week[4] == ()
    assert week[:4] + week[5:] == (NINE_TO_FIVE,) * 6
    assert week_of("mon-fri 9-17; fri 20-2", "") == (NINE_TO_FIVE,) * 4 + (
        (Span(540, 1020), Span(1200, 120 + DAY)),
        (),
        (),
    )


@pytest.mark.parametrize(("hours", "weekend"), [("9-17", "mon-sun"), ("fri 9-17", "fri"), ("", "")])
def test_a_week_that_never_opens_is_refused(hours: str, weekend: str) -> None:
    with pytest.raises(InvalidValue, match="never opens"):
        week_of(hours, weekend)


def test_holidays_are_days_ranges_and_days_of_every_year() -> None:
    assert kept_holidays("2026-12-24..2026-12-26, 1405/10/01 ۱/۱") == (
        "--01-01 2026-12-22 2026-12-24 2026-12-25 2026-12-26"
    )
    hours = hours_of("9-17", "fri", "1-1 2026-12-25", "UTC", "jalali")
    assert hours.yearly == {(1, 1)}
    assert hours.holidays == {date(2026, 12, 25)}


@pytest.mark.parametrize("typed", ["13-01", "fri", "2026-12-26..2026-12-24", "2026-02-30", "x"])
def test_what_is_no_holiday_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue):
        kept_holidays(typed)


def test_targets_are_two_spans_of_opening_hours() -> None:
    assert target_of("1h 8h") == (60, 480)
    assert target_of("- 1h30m") == (None, 90)
    assert target_of("") == (None, None)
    assert kept_target("90m ۸h") == "1h30m 8h"
    for wrong in ("1h", "0h 1h", "1x 2x", "1h 2h 3h"):
        with pytest.raises(InvalidValue):
            target_of(wrong)
