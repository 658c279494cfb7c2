from __future__ import annotations

import csv
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.errors import InvalidValue
from crmtui.text.calendar import to_utc_text
from crmtui.text.file_dates import date_order, date_parser, with_full_year, years_first
from crmtui.text.read_dates import parse_when
from tests.text import IMPOSSIBLE_DAYS, NO_DATES, NOW, ZONES, data_file


def test_order_is_settled_by_the_samples() -> None:
    assert date_order(["1/2/2024", "1/13/2024"]) is False
    assert date_order(["1/2/2024", "13/1/2024 10:00"]) is True
    assert date_order(["1/2/2024", "2024-01-13", "x", ""]) is None
    assert date_order(["13/1/2024", "1/13/2024"]) is None
    month_first = date_parser(day_first=date_order(["1/13/2024"]), zone="UTC", calendar="gregorian")
    assert month_first("1/2/2024 8:26") == "2024-01-02T08:26:00Z"
    with pytest.raises(InvalidValue):
        month_first("13/1/2024")
    open_order = date_parser(day_first=date_order(["1/2/2024"]), zone="UTC", calendar="gregorian")
    assert open_order("1/2/2024") == "2024-02-01T00:00:00Z"
    assert open_order("1/13/2024") == "2024-01-13T00:00:00Z"


def test_years_of_two_digits_may_come_first() -> None:
    assert years_first(["23/10/05", "23/11/28", "24-01-15", "24/02/29"])
    assert not years_first(["05/10/23", "28/11/23", "15.01.24", "29.02.24"])
    assert not years_first(["23/10/05", "24/11/28"])  # too few to tell
    assert not years_first(["23/10/05", "23/11/28", "24/01/15", "1/2/2024"])
    assert with_full_year("24/01/15 10:00") == "2024/01/15 10:00"
    assert with_full_year("99.12.31") == "1999.12.31"
    assert with_full_year("2024/01/15") == "2024/01/15"


def test_the_number_of_a_spreadsheets_day() -> None:
    read = date_parser(zone="Asia/Tehran", calendar="gregorian")
    assert read("45306") == "2024-01-14T20:30:00Z"
    assert read("45306.5") == "2024-01-15T08:30:00Z"
    for text in ("4530", "453060", "99999", "45306,5"):
        with pytest.raises(InvalidValue):
            read(text)


def test_american_dates_of_a_real_file() -> None:
    path = data_file("superstore", "superstore_us_mdy_bom.csv")
    with path.open(encoding="utf-8-sig") as file:
        dates = [row["Order Date"] for row in csv.DictReader(file)]
    assert date_order(dates[:1000]) is False
    reader = date_parser(day_first=date_order(dates[:1000]), zone="UTC", calendar="gregorian")
    for text in dates:
        month, day, year = map(int, text.split("/"))
        assert reader(text) == f"{year}-{month:02}-{day:02}T00:00:00Z"


@pytest.mark.parametrize("typed", ["today", "fri", "+3d", "10:00", "12 March", "now"])
def test_a_file_has_no_today(typed: str) -> None:
    with pytest.raises(InvalidValue, match="is not a date"):
        date_parser(zone="UTC", calendar="gregorian")(typed)


def test_real_shapes_in_files() -> None:
    reader = date_parser(zone="Asia/Tehran", calendar="gregorian")
    assert reader("2010-12-01 08:26:00") == "2010-12-01T04:56:00Z"
    assert reader("2010-12-01 00:10:05") == "2010-11-30T20:40:05Z"
    assert reader("2010-12-01T08:26") == "2010-12-01T04:56:00Z"
    assert reader("2010-12-01T08:26:00Z") == "2010-12-01T08:26:00Z"
    assert reader("2010-12-01 08:26:00Z") == "2010-12-01T08:26:00Z"
    assert reader("1389/9/10 8:26") == "2010-12-01T04:56:00Z"
    assert reader("۱۳۸۹/۰۹/۱۰") == "2010-11-30T20:30:00Z"
    assert reader("12/1/2010 2:26 PM") == "2010-01-12T10:56:00Z"
    assert reader("19970101") == "1996-12-31T20:30:00Z"
    assert reader("30 Apr 2026") == reader("2026-04-30")
    assert reader("2026-03-01 10:15:00 -0500") == "2026-03-01T15:15:00Z"
    for wrong in ("2010-12-01 08:26:61", "2010-12-01 8:260", "2010-02-30 08:26:00", "2010-12-01 x"):
        for _again in range(2):
            with pytest.raises(InvalidValue, match=re.escape(wrong)):
                reader(wrong)


@given(
    st.datetimes(datetime(1920, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from(ZONES),
    st.sampled_from(
        ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%Y/%m/%d", "%d %b %Y"]
    ),
)
@settings(max_examples=200, deadline=None)
def test_file_dates_equal_typed_ones(at: datetime, zone: str, shape: str) -> None:
    text = at.strftime(shape)
    reader = date_parser(day_first=date_order(["31/1/2020"]), zone=zone, calendar="gregorian")
    typed = to_utc_text(parse_when(text, now=NOW, zone=zone, day_first=True))
    assert reader(text) == reader(text) == typed


@pytest.mark.parametrize("zone", ZONES)
def test_file_dates_around_clock_changes(zone: str) -> None:
    reader = date_parser(zone=zone, calendar="gregorian")
    for start in (datetime(2022, 3, 21), datetime(2024, 3, 10), datetime(2024, 4, 7)):
        for minutes in range(0, 2 * 24 * 60, 7):
            local = start + timedelta(minutes=minutes)
            expected = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
            assert reader(f"{local:%Y-%m-%d %H:%M:%S}") == to_utc_text(expected)


@pytest.mark.parametrize("typed", IMPOSSIBLE_DAYS)
def test_days_that_do_not_exist(typed: str) -> None:
    with pytest.raises(InvalidValue, match="there is no such day"):
        date_parser(zone="UTC", calendar="gregorian")(f"{typed} 10:00:00")


@pytest.mark.parametrize("typed", NO_DATES)
def test_what_is_no_date(typed: str) -> None:
    with pytest.raises(InvalidValue):
        date_parser(zone="UTC", calendar="gregorian")(typed)


@given(st.text(alphabet=" 0123456789/-:.+tzampd۱فرداامروزجمعهساعت", max_size=25))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    reader = date_parser(zone="Asia/Tehran", calendar="jalali")
    try:
        reader(text)
    except InvalidValue as problem:
        assert problem.hint


@given(st.datetimes(datetime(1500, 1, 2), datetime(9999, 12, 30)))
def test_utc_text_stays_as_it_is(at: datetime) -> None:
    text = to_utc_text(at.replace(tzinfo=UTC))
    assert date_parser(zone="Asia/Tehran", calendar="jalali")(text) == text
