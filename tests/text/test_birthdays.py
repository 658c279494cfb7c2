"""Birthdays with and without a year."""

from __future__ import annotations

from datetime import date

import pytest

from crmtui.errors import InvalidValue
from crmtui.text.birthdays import NO_YEAR, parse_birthday
from crmtui.text.formats import Formats

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990-05-01", date(1990, 5, 1)),
        ("1990-05-01T00:00:00Z", date(1990, 5, 1)),
        ("--03-21", date(NO_YEAR, 3, 21)),
        ("--0229", date(NO_YEAR, 2, 29)),
        ("1604-03-21", date(NO_YEAR, 3, 21)),
        ("05/21", date(NO_YEAR, 5, 21)),
        ("21/05", date(NO_YEAR, 5, 21)),
        ("5 May", date(NO_YEAR, 5, 5)),
        ("۵ خرداد", date(NO_YEAR, 5, 25)),
        ("۱۳۷۰/۱/۵", date(1991, 3, 25)),
        ("12/5/45", date(1945, 5, 12)),
    ],
)
def test_what_is_understood(text: str, expected: date) -> None:
    assert parse_birthday(text, today=TODAY) == expected


@pytest.mark.parametrize("text", ["circa 1800", "1990", "--02-30", "", "yesterday", "---12"])
def test_what_is_none(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse_birthday(text, today=TODAY)


def test_the_order_that_a_file_has() -> None:
    assert parse_birthday("5/6", today=TODAY, day_first=False) == date(NO_YEAR, 5, 6)
    assert parse_birthday("5/6", today=TODAY) == date(NO_YEAR, 6, 5)


def test_an_unknown_year_is_not_shown() -> None:
    formats = Formats(calendar="gregorian", lang="en")
    assert formats.birthday(date(NO_YEAR, 5, 6)) == "6 May"
    assert "1990" in formats.birthday(date(1990, 5, 6))
