from __future__ import annotations

import csv
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.errors import InvalidValue
from crmtui.text.calendar import (
    ago,
    day_start,
    format_date,
    format_when,
    from_utc_text,
    local_day,
    short_date,
    to_utc_text,
    weekday_name,
)
from crmtui.text.read_dates import parse_date
from tests.text import NOW, TODAY, ZONES, data_file

# Jalali


def test_12_000_days_in_a_row() -> None:
    first = date(1995, 3, 21)
    before = format_date(first - timedelta(days=1), "jalali")
    for days in range(12_000):
        day = first + timedelta(days=days)
        shown = format_date(day, "jalali")
        assert parse_date(shown, today=TODAY) == day
        year, month, day_of_month = map(int, shown.split("/"))
        last_year, last_month, last_day = map(int, before.split("/"))
        if day_of_month > 1:
            assert (year, month, day_of_month) == (last_year, last_month, last_day + 1)
        else:
            assert last_day >= 29
            assert (year, month) in ((last_year, last_month + 1), (last_year + 1, 1))
        before = shown


def test_leap_years() -> None:
    lines = data_file("jalali", "leap_years_1206_1500.csv").read_text("utf-8").split()
    leap_years = set(map(int, lines[1:]))
    for year in range(1210, 1500):
        if year in leap_years:
            assert format_date(parse_date(f"{year}/12/30", today=TODAY), "jalali")
        else:
            with pytest.raises(InvalidValue):
                parse_date(f"{year}/12/30", today=TODAY)


def test_pairs_of_another_library() -> None:
    source = data_file("jalali", "jalaali-js", "index.test.ts").read_text("utf-8")
    pairs = re.findall(r"{ g: \[(\d+), (\d+), (\d+)\], j: \[(\d+), (\d+), (\d+)\] }", source)
    assert len(pairs) > 10
    for pair in pairs:
        gregorian, (year, month, day) = date(*map(int, pair[:3])), map(int, pair[3:])
        assert format_date(gregorian, "jalali") == f"{year}/{month:02}/{day:02}"
        assert parse_date(f"{year}/{month}/{day}", today=TODAY) == gregorian


def test_dates_as_persian_shops_write_them() -> None:
    typed_file = data_file("fa_derived", "fa_contacts_utf8bom.csv")
    truth_file = data_file("fa_derived", "fa_contacts_truth.csv")
    with typed_file.open(encoding="utf-8-sig") as typed, truth_file.open(encoding="utf-8") as truth:
        for row, expected in zip(csv.DictReader(typed), csv.DictReader(truth), strict=True):
            day = parse_date(row["تاریخ خرید (شمسی)"], today=TODAY)
            assert format_date(day, "jalali") == expected["jalali_iso"].replace("-", "/")


# Zones


def test_days_without_a_midnight() -> None:
    # In Tehran the hour after midnight of 22 March 2022 never was.
    assert day_start(date(2022, 3, 22), "Asia/Tehran") == datetime(2022, 3, 21, 20, 30, tzinfo=UTC)
    assert local_day(day_start(date(2022, 3, 22), "Asia/Tehran"), "Asia/Tehran").day == 22


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(ZONES))
@settings(max_examples=200, deadline=None)
def test_a_day_starts_on_that_day(day: date, zone: str) -> None:
    start = day_start(day, zone)
    assert local_day(start, zone) == day
    assert local_day(start - timedelta(seconds=1), zone) == day - timedelta(days=1)


@pytest.mark.parametrize("zone", ["", "Nowhere", "America", "../etc/passwd", "\x1b[2J"])
def test_unknown_zones(zone: str) -> None:
    with pytest.raises(InvalidValue, match="Unknown time zone"):
        day_start(TODAY, zone)


# Showing


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (0, "today"),
        (-1, "1 d ago"),
        (-3, "3 d ago"),
        (2, "in 2 d"),
        (-60, "60 d ago"),
        (-61, "2 mo ago"),
        (200, "in 7 mo"),
        (-730, "24 mo ago"),
        (-731, "2 y ago"),
        (4000, "in 10 y"),
    ],
)
def test_ago(days: int, shown: str) -> None:
    day = TODAY + timedelta(days=days)
    assert ago(day, TODAY) == shown
    if abs(days) < 61:
        assert parse_date(shown, today=TODAY) == day


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2026-11-22T09:12:00Z", "today 12:42"),
        ("2026-11-21T20:30:00Z", "today 00:00"),
        ("2026-11-21T20:29:59Z", "yesterday 23:59"),
        ("2026-11-23T00:00:00Z", "tomorrow 03:30"),
        ("2026-11-17T00:00:00Z", "Tue 03:30"),
        ("2026-11-28T00:00:00Z", "Sat 03:30"),
        ("2026-11-29T00:00:00Z", "1405/09/08"),
        ("2026-11-14T00:00:00Z", "1405/08/23"),
    ],
)
def test_format_when(at: str, shown: str) -> None:
    near = format_when(from_utc_text(at), now=NOW, zone="Asia/Tehran", calendar="jalali")
    assert near == shown


def test_names() -> None:
    assert weekday_name(TODAY) == "Sun"
    assert weekday_name(TODAY, full=True) == "Sunday"
    assert short_date(TODAY, "gregorian") == "22 Nov"
    assert short_date(TODAY, "jalali") == "1 Azar"
    assert format_date(TODAY, "gregorian") == "2026-11-22"


@given(st.datetimes(datetime(1500, 1, 2), datetime(9999, 12, 30)))
def test_utc_text_there_and_back(at: datetime) -> None:
    moment = at.replace(microsecond=0, tzinfo=UTC)
    text = to_utc_text(moment)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text)
    assert from_utc_text(text) == moment
    with pytest.raises(ValueError, match="without a zone"):
        to_utc_text(at)


def test_the_last_days_there_are_can_be_shown() -> None:
    assert format_date(date(9999, 3, 20), "jalali") == "9377/12/30"
    assert format_date(date(9999, 12, 31), "jalali") == "9999-12-31"
    assert short_date(date(9999, 12, 31), "jalali") == "31 Dec"
