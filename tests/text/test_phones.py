from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.text import phones as module
from crmtui.text.phones import (
    Region,
    format_phone,
    is_landline,
    phone_digits,
    phone_key,
    search_digits,
)
from tests.text import data_file, modules_after

IRAN = Region()
TEHRAN = Region("IR", "021")


def examples() -> Iterator[dict[str, str]]:
    with data_file("phone", "example_numbers_all_regions.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


@pytest.mark.parametrize(
    "typed",
    [
        "09121112233",
        "۰۹۱۲۱۱۱۲۲۳۳",
        "٠٩١٢ ١١١ ٢٢٣٣",
        "0912-111-2233",
        "(0912) 111.2233",
        "9121112233",
        "9121112233.0",
        "+989121112233.0",
        "9.121112233E9",
        "9.121112233e+09",
        "989121112233",
        "00989121112233",
        "+98 912 111 2233",
        "+98 (0)912 111 2233",
        "tel:+98-912-111-2233",
        "'+989121112233",
        "\u202a+98 912 111 2233\u202c",
        "0912 111 2233 داخلی ۱۲",
        "0912 111 2233 ext. 12",
    ],
)
def test_one_key_for_every_notation(typed: str) -> None:
    assert phone_key(typed, IRAN) == "+989121112233"


@pytest.mark.parametrize(
    "typed",
    [
        *("", "+", "+0", "110", "ali", "12 Main Street", "0912 111", "09802002580", "1e5"),
        *("9.12346E+11", "0912 111 2233 / 0935 111 2233", "99999999999999", "88445566"),
    ],
)
def test_what_is_no_number_has_no_key(typed: str) -> None:
    assert phone_key(typed, IRAN) is None


def test_local_landlines_need_the_area_code() -> None:
    assert phone_key("8844 5566", TEHRAN) == "+982188445566"
    assert phone_key("8844 5566", Region("IR", "21")) == "+982188445566"
    assert phone_key("021 8844 5566", IRAN) == "+982188445566"
    assert phone_key("2188445566", IRAN) == "+982188445566"
    assert phone_key("02188445566-7", IRAN) == "+982188445566"
    assert phone_key("7946 0018", Region("GB", "020")) == "+442079460018"


def test_other_countries() -> None:
    assert phone_key("(650) 253-0000", Region("US")) == "+16502530000"
    assert phone_key("0098 912 111 2233", Region("US")) == "+989121112233"
    assert phone_key("49 631 234 341", IRAN) == "+49631234341"
    assert phone_key("0912 111 2233", Region("US")) is None


def test_example_numbers_of_every_region() -> None:
    for row in examples():
        home = Region(row["region"])
        for notation in (row["national"], row["international"], row["e164"]):
            assert phone_key(notation, home) == row["e164"], row
        assert phone_key(row["international"], IRAN) == row["e164"], row
        assert format_phone(row["national"], row["e164"], home) == row["national"]
        if home.country != "IR":
            assert format_phone(row["e164"], row["e164"], IRAN) == row["international"]


def test_numbers_as_persian_shops_write_them() -> None:
    typed_file = data_file("fa_derived", "fa_contacts_utf8bom.csv")
    truth_file = data_file("fa_derived", "fa_contacts_truth.csv")
    with typed_file.open(encoding="utf-8-sig") as typed, truth_file.open(encoding="utf-8") as truth:
        for row, expected in zip(csv.DictReader(typed), csv.DictReader(truth), strict=True):
            assert phone_key(row["تلفن"], IRAN) == expected["phone_e164"]


def test_numbers_of_another_library() -> None:
    tests = data_file("ir_ids", "py-persian-tools", "test_phone_number.py").read_text("utf-8")
    valid = re.findall(r"assert phone_number.validate\('(.*?)'\)\n", tests)
    assert len(valid) > 5
    for number in valid:
        assert phone_key(number, IRAN) == "+98" + number[-10:]


@given(st.from_regex(f"(?:{module._IR_MOBILE}|{module._IR_LANDLINE})", fullmatch=True))
@settings(max_examples=150, deadline=None)
def test_the_short_cut_agrees_with_phonenumbers(number: str) -> None:
    parsed = phonenumbers.parse("0" + number, "IR")
    key = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    assert phonenumbers.is_valid_number(parsed)
    for text in (number, "0" + number, "98" + number, "+98" + number, "0098" + number):
        assert phone_key(text, IRAN) == module._slow_key(text, IRAN) == key
    assert format_phone("", key, IRAN) == module._format(key, False)
    assert format_phone("", key, Region("GB")) == module._format(key, True)


@given(st.text(alphabet="0123456789۰۹ +-()./eExt'\u200e", max_size=20))
@settings(max_examples=150, deadline=None)
def test_any_text_is_taken(text: str) -> None:
    key = phone_key(text, TEHRAN)
    assert key is None or phone_key(key, Region("GB")) == key
    assert format_phone(text, key, TEHRAN)[:1] or not text
    assert set(search_digits(text, TEHRAN)) <= set("0123456789 ")


@given(st.integers(0, 9), st.integers(3, 9))
def test_every_fragment_is_found(start: int, length: int) -> None:
    digits = search_digits("+989121112233", IRAN)
    assert digits == "00989121112233 09121112233"
    for notation in ("09121112233", "9121112233", "989121112233", "00989121112233"):
        assert notation[start : start + length] in digits
    assert search_digits("+442079460018", IRAN) == "00442079460018 02079460018"
    assert search_digits("+16502530000", IRAN) == "0016502530000"
    assert search_digits("0912 111 2233", IRAN) == digits
    assert search_digits("8844-5566", IRAN) == "88445566"


def test_format() -> None:
    assert format_phone("9121112233", "+989121112233", IRAN) == "0912 111 2233"
    assert format_phone("x", "+982188445566", IRAN) == "021 8844 5566"
    assert format_phone("x", "+442079460018", IRAN) == "+44 20 7946 0018"
    assert format_phone("x", "+989121112233", Region("DE")) == "+98 912 111 2233"
    assert format_phone("ask Ali", None, IRAN) == "ask Ali"
    assert format_phone("021 88445566 داخلی ۱۲", "+982188445566", IRAN) == "021 8844 5566 ext. 12"


def test_digits() -> None:
    assert phone_digits("+۹۸ (912) 111") == "98912111"


def test_an_iranian_number_loads_no_metadata() -> None:
    code = (
        "from crmtui.text.phones import *\n"
        "key = phone_key('0912 111 2233', Region())\n"
        "search_digits(key, Region()), format_phone('', key, Region())"
    )
    assert "phonenumbers" not in modules_after(code)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("+989121112233", False),
        ("+982188445566", True),
        ("+4930901820", True),
        ("+4915112345678", False),
        ("+12025550100", False),  # there nobody can tell
        ("1234567", False),
        ("+98", False),
    ],
)
def test_a_line_that_a_household_shares(key: str, expected: bool) -> None:
    assert is_landline(key) is expected
