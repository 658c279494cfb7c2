from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.errors import InvalidValue
from crmtui.text.money import (
    LARGEST,
    Amount,
    currency,
    format_amount,
    parse_amount,
    short_amount,
    to_minor,
    unit_name,
)
from tests.text import data_file

RIAL, POUND, DOLLAR, DINAR, YEN = map(currency, ("IRR", "GBP", "USD", "KWD", "JPY"))
CURRENCIES = st.sampled_from([RIAL, POUND, DOLLAR, DINAR, YEN])
UNITS = st.sampled_from(["", "rial", "toman"])


def test_currencies() -> None:
    assert currency(" gbp ") == POUND == ("GBP", 2, "£")
    assert (RIAL.digits, YEN.digits, DINAR.digits, currency("CLF").digits) == (0, 0, 3, 4)
    assert currency("XOF").symbol == "XOF"
    for unknown in ("IRT", "", "EURO", "\x1b[2J"):
        with pytest.raises(InvalidValue, match="Unknown currency"):
            currency(unknown)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1250", 125_000),
        ("1,250,000", 125_000_000),
        ("1,250", 125_000),
        ("1250.5", 125_050),
        ("1.250,50", 125_050),
        ("1.250.000,5", 125_000_050),
        ("1.250.000", 125_000_000),
        ("1 250,5", 125_050),
        ("1\u202f250.50", 125_050),
        ("1'250.50", 125_050),
        ("1250,500", 125_050),
        ("12,50,000.25", 125_000_025),
        ("45,5", 4_550),
        ("0,250", 25),
        (".5", 50),
        ("45.", 4_500),
        ("£45.00", 4_500),
        ("45.00 £", 4_500),
        ("GBP 45", 4_500),
        ("45 gbp", 4_500),
        ("-45", -4_500),
        ("−45", -4_500),
        ("45-", -4_500),
        ("(45.00)", -4_500),
        ("(£45.00)", -4_500),
        ("-£45.00", -4_500),
        ("£-45.00", -4_500),
        ("+45", 4_500),
        ("۱۲۳٫۵", 12_350),
        ("١٬٢٥٠", 125_000),
        ("۱،۲۵۰،۰۰۰", 125_000_000),
        ("  45  ", 4_500),
        ("1.25E3", 125_000),
        ("-0", 0),
    ],
)
def test_notations(typed: str, minor: int) -> None:
    assert parse_amount(typed, POUND) == Amount(minor, False)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "about 5k", "12k", "five", "nan", "inf", "1e999", "1,2,3", "1.2.3", "12,50,00"),
        *("1,250 000", "--5", "(-5)", "(5", "5)", "5-5", "5£00", "£5£ 5", "12/5", "1_000"),
        *("1,250,", "1.250.00", "0x10", "5 GBP extra", "1" * 65, "\x1b[2J5"),
    ],
)
def test_what_is_no_amount(typed: str) -> None:
    with pytest.raises(InvalidValue, match="is not an amount") as caught:
        parse_amount(typed, POUND)
    assert caught.value.hint
    assert "\x1b" not in caught.value.message


@pytest.mark.parametrize(
    ("typed", "unit", "minor"),
    [
        ("1,250,000", "", 1_250_000),
        ("1,250,000", "rial", 1_250_000),
        ("1,250,000", "toman", 12_500_000),
        ("۱٬۲۵۰٬۰۰۰ ریال", "toman", 1_250_000),
        ("۱٬۲۵۰٬۰۰۰ ريال", "toman", 1_250_000),
        ("۱۲۵۰۰۰۰﷼", "toman", 1_250_000),
        ("1250000 Rials", "toman", 1_250_000),
        ("IRR 1250000", "toman", 1_250_000),
        ("۱۲۵٬۰۰۰ تومان", "", 1_250_000),
        ("125000تومن", "rial", 1_250_000),
        ("125,000.5 toman", "", 1_250_005),
    ],
)
def test_rial_and_toman(typed: str, unit: str, minor: int) -> None:
    assert parse_amount(typed, RIAL, unit) == Amount(minor, False)


def test_toman_is_a_unit_of_the_rial_only() -> None:
    assert parse_amount("5", POUND, "toman") == Amount(500, False)
    assert unit_name(RIAL, "toman") == "toman"
    assert unit_name(RIAL, "") == "rial"
    assert unit_name(POUND, "toman") == "GBP"
    with pytest.raises(InvalidValue, match="is not an amount"):
        parse_amount("5 toman rial", RIAL)


@pytest.mark.parametrize("typed", ["$45", "45 تومان", "EUR 45", "45 ریال", "Rs. 45"])
def test_another_currency_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue, match="is not in GBP"):
        parse_amount(typed, POUND)


def test_dollars_of_several_countries() -> None:
    canadian = currency("CAD")
    assert parse_amount("-$45.00", DOLLAR) == parse_amount("US$ -45", DOLLAR) == (-4_500, False)
    assert parse_amount("$45", canadian) == parse_amount("CA$45", canadian) == (4_500, False)
    with pytest.raises(InvalidValue):
        parse_amount("US$45", canadian)


def test_more_digits_are_rounded_half_even() -> None:
    assert parse_amount("1.005", POUND) == (100, True)
    assert parse_amount("1.015", POUND) == (102, True)
    assert parse_amount("-957.5775", POUND) == (-95_758, True)
    assert parse_amount("2.50000", POUND) == (250, False)
    assert parse_amount("22.368", RIAL) == (22, True)
    assert parse_amount("1.23 toman", RIAL) == (12, True)
    assert parse_amount("0.0050000001", POUND) == (1, True)


def test_a_single_point_is_decimal_and_a_single_comma_is_not() -> None:
    assert parse_amount("1.250", DINAR) == (1_250, False)
    assert parse_amount("1,250", DINAR) == (1_250_000, False)


@pytest.mark.parametrize("typed", [str(LARGEST + 1), "-9,007,199,254,740,993", "9" * 40, "9e20"])
def test_too_large(typed: str) -> None:
    with pytest.raises(InvalidValue, match="too large"):
        parse_amount(typed, RIAL)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
@settings(max_examples=200, deadline=None)
def test_rounding_agrees_with_fractions(value: Decimal) -> None:
    exact = Fraction(value) * 100
    minor = round(exact)
    assert to_minor(value, POUND) == (minor, minor != exact)
    plain = f"{value:f}"
    if len(plain) < 30:
        assert parse_amount(plain, POUND) == (minor, minor != exact)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e30", "1e400000"])
def test_decimals_that_are_no_amount(text: str) -> None:
    with pytest.raises(InvalidValue):
        to_minor(Decimal(text), POUND)
    assert to_minor(Decimal("1e-400000"), POUND) == (0, True)


@given(st.integers(-LARGEST, LARGEST), CURRENCIES, UNITS)
@settings(max_examples=200, deadline=None)
def test_shown_amounts_read_back(minor: int, cur: object, unit: str) -> None:
    assert isinstance(cur, type(POUND))
    shown = format_amount(minor, cur, unit=unit)
    assert parse_amount(shown, cur) == (minor, False)
    bare = format_amount(minor, cur, unit=unit, with_unit=False)
    assert parse_amount(bare, cur, unit) == (minor, False)
    assert shown == f"{bare} {unit_name(cur, unit)}"


def test_format() -> None:
    assert format_amount(12_500_000, RIAL, unit="toman") == "1,250,000 toman"
    assert format_amount(12_345, RIAL, unit="toman") == "1,234.5 toman"
    assert format_amount(1_250_000, RIAL) == "1,250,000 rial"
    assert format_amount(125_050, POUND) == "1,250.50 GBP"
    assert format_amount(-4_500, POUND) == "-45.00 GBP"
    assert format_amount(-5, POUND, with_unit=False) == "-0.05"
    assert format_amount(1_250, DINAR) == "1.250 KWD"


@pytest.mark.parametrize(
    ("rial", "short"),
    [
        (0, "0"),
        (999, "999"),
        (9_999, "9,999"),
        (10_000, "10k"),
        (12_345, "12.3k"),
        (950_000, "950k"),
        (999_949, "1M"),
        (1_200_000, "1.2M"),
        (12_400_000, "12.4M"),
        (182_000_000, "182M"),
        (1_200_000_000, "1.2B"),
        (-12_400_000, "-12.4M"),
        (10**15, "1,000T"),
    ],
)
def test_short(rial: int, short: str) -> None:
    assert short_amount(rial, RIAL) == short
    assert short_amount(rial * 10, RIAL, unit="toman") == short


def test_short_amounts_of_a_currency_with_pennies() -> None:
    assert short_amount(600, POUND) == "6.00"
    assert short_amount(999, POUND) == "9.99"
    assert short_amount(1_000, POUND) == "10"
    assert short_amount(4_550, POUND) == "46"
    assert short_amount(-4_550, POUND) == "-46"
    assert short_amount(82_000, POUND) == "820"
    assert short_amount(125_050, POUND) == "1,250"
    assert short_amount(95_000_000, POUND) == "950k"


def test_short_amounts_in_toman() -> None:
    assert short_amount(95, RIAL, unit="toman") == "9.5"
    assert short_amount(455, RIAL, unit="toman") == "46"
    assert short_amount(12_504, RIAL, unit="toman") == "1,250"


@given(st.integers(0, 10**14))
def test_short_amounts_are_short(minor: int) -> None:
    assert len(short_amount(minor, RIAL)) <= 5


def test_amounts_as_persian_shops_write_them() -> None:
    typed_file = data_file("fa_derived", "fa_contacts_utf8bom.csv")
    truth_file = data_file("fa_derived", "fa_contacts_truth.csv")
    with typed_file.open(encoding="utf-8-sig") as typed, truth_file.open(encoding="utf-8") as truth:
        for row, expected in zip(csv.DictReader(typed), csv.DictReader(truth), strict=True):
            amount = parse_amount(row["مبلغ (ریال)"], RIAL)
            assert amount == (int(expected["amount_rial"]), False)
