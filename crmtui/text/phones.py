"""Phone numbers: one key for every notation, and the grouping people read."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from crmtui.locale import _
from crmtui.text.digits import to_ascii

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Region(NamedTuple):
    """Where the shop stands: numbers typed without a country or area code are read from there."""

    country: str = "IR"
    """ISO 3166 code of two letters."""
    area_code: str = ""
    """With or without the leading 0; used for short local numbers."""


# Patterns stay text: `re` compiles them when first used, which an import need not pay.

# phonenumbers costs 25 ms to import and 50 µs a number. These are the Iranian numbers it calls
# valid, but for rare operators, and a test holds the two together.
_IR_MOBILE = r"9(?:0[0-5]|[13][0-9]|2[0-3]|9[0-46])[0-9]{7}"
_IR_LANDLINE = r"(?:1[137]|2[13-68]|3[1458]|4[145]|5[1468]|6[16]|7[1467]|8[13467])[0-9]{8}"
_IR_AT_HOME = rf"(?:(?:\+|00)?98)?0?({_IR_MOBILE}|{_IR_LANDLINE})"
_IR_FROM_ABROAD = rf"(?:\+|00)980?({_IR_MOBILE}|{_IR_LANDLINE})"

_PUNCTUATION = r"[\s().\-/\u2010-\u2015\u2212]+"
_INVISIBLE = r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
_PREFIX = r"(?i)^(?:(?:tel|phone|mobile|callto|sms)\s*:\s*|')"
_EXTENSION = r"(?i)[\s,;(]*(?:ext(?:ension|n)?|x|داخلی|داخلي|#)[.:=\s]*([0-9]{1,7})[)\s]*$"
_MORE_LINES = r"\s*[-/]\s*[0-9]{1,2}$"
_WHOLE_FLOAT = r"(\+?[0-9]{7,15})\.0+"
_SCIENTIFIC = r"([0-9])\.([0-9]{6,14})[eE]\+?([0-9]{1,2})"

_UNSIGNED = dict.fromkeys(map(ord, " -()"))
"""What stands between the digits of most numbers."""
_SHORTEST_LOCAL = 5
_LONGEST_LOCAL = 8
_SHORTEST_WITH_COUNTRY = 11


def phone_key(raw: str, region: Region) -> str | None:
    """Return the E.164 key of a valid number in any notation, else None."""
    text = to_ascii(raw)
    iranian = _iranian(region.country == "IR")
    found = iranian(text)
    if found:
        return "+98" + found[1]
    bare = text.replace(" ", "").replace("-", "")
    found = iranian(bare) or iranian(re.sub(_PUNCTUATION, "", bare))
    if found and not ("." in text and re.fullmatch(_WHOLE_FLOAT, text)):
        return "+98" + found[1]
    return _key_by_plan(bare, region) or _slow_key(text, region)


def phone_keys(raws: Sequence[str], region: Region) -> list[str | None]:
    """Return the keys of numbers in their usual notation; None where `phone_key` has to look."""
    iranian = _iranian(region.country == "IR")
    joined = to_ascii("\n".join(raws)).translate(_UNSIGNED)
    return [
        f"+98{found[1]}" if (found := iranian(one)) else one and _key_by_plan(one, region)
        for one in joined.split("\n")
    ]


def phone_digits(raw: str) -> str:
    """Return only the digits, in ASCII."""
    return re.sub("[^0-9]+", "", to_ascii(raw))


def search_digits(key_or_raw: str, region: Region) -> str:
    """Return the digits in which a fragment may be found: with 00, country code, and as at home.

    The two strings are joined by a blank; a number without a key gives its raw digits.
    """
    if key_or_raw[:3] == "+98" and len(key_or_raw) == 13:
        return digits_of_key(key_or_raw)
    key = phone_key(key_or_raw, region)
    return phone_digits(key_or_raw) if key is None else digits_of_key(key)


def digits_of_key(key: str) -> str:
    """Return `search_digits` of a key."""
    if key[:3] == "+98":
        return f"00{key[1:]} 0{key[3:]}"
    from crmtui.text.phone_plans import digits_at_home

    international = "00" + key[1:]
    national = digits_at_home(key)
    if national is None:
        national = phone_digits(_format(key, False))
    return international if national in international else f"{international} {national}"


@lru_cache(maxsize=1024)
def is_landline(key: str) -> bool:
    """Tell whether a key is of a line that a household or an office shares, as far as one can."""
    if key[:3] == "+98" and len(key) == 13:
        return key[3] != "9"
    import phonenumbers

    try:
        number = phonenumbers.parse(key)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE


def format_phone(raw: str, key: str | None, region: Region) -> str:
    """Group a number as people do: own country nationally, others with +; no key, as typed."""
    if not key:
        return raw
    if key.startswith("+98") and len(key) == 13:
        number = _format_iranian(key[3:], abroad=region.country != "IR")
    else:
        number = _format(key, not key.startswith(_calling_code(region.country)))
    extension = re.search(_EXTENSION, to_ascii(raw))
    if extension:
        return _("{number} ext. {extension}").format(number=number, extension=extension[1])
    return number


@cache
def _iranian(at_home: bool) -> Callable[[str], re.Match[str] | None]:
    """Return the matcher of Iranian numbers as written in Iran, or with the country's code."""
    return re.compile(_IR_AT_HOME if at_home else _IR_FROM_ABROAD).fullmatch


def _format_iranian(number: str, *, abroad: bool) -> str:
    """Group the ten digits of an Iranian number."""
    lead = "+98 " if abroad else "0"
    if number[0] == "9":
        return f"{lead}{number[:3]} {number[3:6]} {number[6:]}"
    return f"{lead}{number[:2]} {number[2:6]} {number[6:]}"


def _key_by_plan(text: str, region: Region) -> str | None:
    """Return the key of digits in the plainest notation; None for all that is less plain."""
    from crmtui.text.phone_plans import key_at_home, key_from_abroad

    if "(" in text:
        text = text.replace("(", "").replace(")", "")
    if not text.isascii():
        return None
    if text.isdecimal():
        return key_at_home(text, region.country)
    if text[:1] == "+" and text[1:].isdecimal():
        return key_from_abroad(text[1:])
    return None


@lru_cache(maxsize=16_384)
def _slow_key(text: str, region: Region) -> str | None:
    """Return the E.164 key as phonenumbers finds it, trying each way people shorten a number."""
    number = _undamaged(re.sub(_INVISIBLE, "", text).strip())
    if number is None or any(char.isalpha() for char in number):
        return None
    digits = phone_digits(number)
    if not digits:
        return None
    for candidate in _readings(number, digits, region):
        key = _valid_key(candidate, region.country)
        if key:
            return key
    return None


def _undamaged(text: str) -> str | None:
    """Undo what spreadsheets and links did to a number; None if digits were lost."""
    text = re.sub(_EXTENSION, "", re.sub(_PREFIX, "", text))
    whole = re.fullmatch(_WHOLE_FLOAT, text)
    if whole:
        return whole[1]
    power = re.fullmatch(_SCIENTIFIC, text)
    if power:
        missing = int(power[3]) - len(power[2])
        return power[1] + power[2] + "0" * missing if 0 <= missing <= 4 else None
    return text


def _readings(number: str, digits: str, region: Region) -> list[str]:
    """List the ways to read a number, the likeliest first."""
    if number.startswith("+"):
        return [number]
    readings = [number]
    if digits.startswith("00"):
        readings.append("+" + digits[2:])
    if region.area_code and _SHORTEST_LOCAL <= len(digits) <= _LONGEST_LOCAL:
        area = phone_digits(region.area_code)
        readings += [area + digits, "0" + area.lstrip("0") + digits]
    if re.search(_MORE_LINES, number):  # 02188445566-7: the next line too
        readings.append(re.sub(_MORE_LINES, "", number))
    if len(digits) >= _SHORTEST_WITH_COUNTRY and not digits.startswith("0"):
        readings.append("+" + digits)
    return readings


def _valid_key(text: str, country: str) -> str | None:
    """Return the E.164 form of what phonenumbers calls valid, else None."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=16_384)
def _format(key: str, international: bool) -> str:
    """Group an E.164 key as phonenumbers does."""
    import phonenumbers

    kind = phonenumbers.PhoneNumberFormat
    try:
        number = phonenumbers.parse(key)
    except phonenumbers.NumberParseException:
        return key
    return phonenumbers.format_number(
        number, kind.INTERNATIONAL if international else kind.NATIONAL
    )


@cache
def _calling_code(country: str) -> str:
    """Return the + and digits that lead to a country."""
    import phonenumbers

    return f"+{phonenumbers.country_code_for_region(country)}"
