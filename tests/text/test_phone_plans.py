"""The plans decide as phonenumbers does, number by number, or leave it to it."""

from __future__ import annotations

import random

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from crmtui.text import phone_plans
from crmtui.text.phones import Region, phone_digits, phone_key, phone_keys, search_digits

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
KINDS = (
    *(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE),
    *(PhoneNumberType.PREMIUM_RATE, PhoneNumberType.VOIP, PhoneNumberType.UAN),
)


def by_library(text: str, country: str) -> str | None:
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def variants(region: str) -> list[str]:
    """Numbers of a country as it writes them, and such with a digit more, less or changed."""
    chance = random.Random(region)
    found = []
    for kind in KINDS:
        number = phonenumbers.example_number_for_type(region, kind)
        if number is None:
            continue
        for form in (PhoneNumberFormat.E164, PhoneNumberFormat.NATIONAL):
            digits = phonenumbers.format_number(number, form)
            found.append(digits)
            digits = ("+" if digits[0] == "+" else "") + phone_digits(digits)
            for _time in range(6):
                at = chance.randrange(1, len(digits))
                other = str(chance.randrange(10))
                found += [digits[:at] + other + digits[at + 1 :], digits[:at] + digits[at + 1 :]]
                found.append(digits[:at] + other + digits[at:])
    return found


@pytest.mark.parametrize("region", REGIONS)
def test_every_country_s_numbers(region: str) -> None:
    for text in variants(region):
        digits = phone_digits(text)
        if text[0] == "+":
            found = phone_plans.key_from_abroad(digits)
        else:
            found = phone_plans.key_at_home(digits, region)
        assert found in (None, by_library(text, region)), text
        key = by_library(text, region)
        if key:
            number = phonenumbers.parse(key)
            home = phone_digits(phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL))
            assert phone_plans.digits_at_home(key) in (None, home), key


def test_hardly_anything_usual_is_left_to_the_library() -> None:
    """Mobile numbers of most countries, written with + or as at home."""
    abroad = home = 0
    for region in REGIONS:
        number = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
        if number is None:
            continue
        key = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        text = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        abroad += phone_plans.key_from_abroad(key[1:]) == key
        home += phone_plans.key_at_home(phone_digits(text), region) == key
    assert abroad > 0.9 * len(REGIONS)
    assert home > 0.7 * len(REGIONS)


@given(
    st.text("0123456789+-() ", max_size=18),
    st.sampled_from(["IR", "US", "GB", "DE", "FR", "TR", "AE", "IT", "MX", "AR", "RU", "IN"]),
)
def test_any_digits(text: str, country: str) -> None:
    """One by one and all at once: the same."""
    region = Region(country)
    (found,) = phone_keys([text], region)
    assert found in (None, "", phone_key(text, region))


@pytest.mark.parametrize(
    ("typed", "country", "key", "digits"),
    [
        ("+44 20 7946 0958", "IR", "+442079460958", "00442079460958 02079460958"),
        ("(020) 7946 0958", "GB", "+442079460958", "00442079460958 02079460958"),
        ("(212) 555-2368", "US", "+12125552368", "0012125552368"),
        ("+49 171 1234567", "IR", "+491711234567", "00491711234567 01711234567"),
        ("+7 912 345 67 89", "IR", "+79123456789", "0079123456789 89123456789"),
        ("02 1234 5678", "IT", "+390212345678", "00390212345678"),
    ],
)
def test_as_people_write_them(typed: str, country: str, key: str, digits: str) -> None:
    region = Region(country)
    assert phone_key(typed, region) == key
    assert phone_keys([typed], region) == [key]
    assert search_digits(key, region) == digits
