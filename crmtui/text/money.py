"""Amounts: from what people type to integer minor units and back; no float in between."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.clean import excerpt
from crmtui.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

LARGEST = 2**53
"""Beyond this many minor units other programs that read our JSON would lose digits."""


class Currency(NamedTuple):
    """A currency of ISO 4217."""

    code: str
    digits: int
    """Decimal digits of an amount."""
    symbol: str
    """The code itself where no symbol is usual."""


class Amount(NamedTuple):
    """What an amount text says."""

    minor: int
    """Minor units, negative for a refund."""
    rounded: bool
    """True if the text had more digits than the currency."""


# The rial has two digits in ISO 4217 and none in any shop. IRN stands for the new rial of the law
# of 2025 (10,000 old ones, 100 qirans) until it has a code.
_CODES_BY_DIGITS = {
    0: "BIF CLP DJF GNF IRR ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN "
        "BWP BYN BZD CAD CDF CHE CHF CHW CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR "
        "FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRN JMD KES KGS KHR KPW "
        "KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR "
        "MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG "
        "SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD "
        "USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_DIGITS = {code: digits for digits, codes in _CODES_BY_DIGITS.items() for code in codes.split()}

_SYMBOLS = {
    **dict.fromkeys(
        ("ARS", "AUD", "CAD", "CLP", "COP", "HKD", "MXN", "NZD", "SGD", "TWD", "USD"), "$"
    ),
    **dict.fromkeys(("DKK", "NOK", "SEK"), "kr"),
    "AFN": "؋",
    "AMD": "֏",
    "AZN": "₼",
    "BRL": "R$",
    "CNY": "¥",
    "CZK": "Kč",
    "EUR": "€",
    "GBP": "£",
    "GEL": "₾",
    "ILS": "₪",
    "INR": "₹",
    "IRR": "﷼",
    "JPY": "¥",
    "KRW": "₩",
    "KZT": "₸",
    "NGN": "₦",
    "PHP": "₱",
    "PLN": "zł",
    "RUB": "₽",
    "THB": "฿",
    "TRY": "₺",
    "UAH": "₴",
    "VND": "₫",
}

# Other names people write; those of the rial are below.
_NAMES = {
    **dict.fromkeys(("INR", "LKR", "NPR", "PKR"), "rs"),
    "AED": "درهم",
    "AFN": "افغانی",
    "IQD": "دینار",
    "TRY": "tl",
}

# As `fold` leaves them; it turns ﷼ into ریال.
_RIAL_WORDS = frozenset({"rial", "rials", "riyal", "irr", "ریال", "ریالی"})
_TOMAN_WORDS = frozenset({"toman", "tomans", "tuman", "irt", "تومان", "تومن", "تومانی"})
_RIAL_CODES = frozenset({"IRR", "OMR", "QAR", "SAR", "YER"})

# Patterns stay text: `re` compiles them when first used, which an import need not pay.
_PLAIN = r"(-?)([0-9]{1,18}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5})(?:\.([0-9]{1,30}))?"
_SCIENTIFIC = r"([-+]?)([0-9])(?:\.([0-9]{1,17}))?e\+?([0-9]{1,2})"
_UNIT = r"[^\s0-9.,'()+\-]+(?:\.(?![0-9]))?"
_AMOUNT = (
    rf"(?P<open>\()?\s*(?P<sign1>[-+])?\s*(?P<before>{_UNIT})?\s*(?P<sign2>[-+])?\s*"
    r"(?P<body>[0-9](?:[0-9., ']*[0-9])?\.?|\.[0-9]+)"
    rf"\s*(?P<sign3>-)?\s*(?P<after>{_UNIT})?\s*(?P<sign4>-)?\s*(?P<close>\))?"
)
_GROUPED = (
    r"[0-9]+|[0-9]{1,3}(?:(?P<mark>[,.' ])[0-9]{3})(?:(?P=mark)[0-9]{3})*"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}"
)
_GROUP_MARKS = str.maketrans("", "", ",.' ")
_LONGEST_TEXT = 64


def currency(code: str) -> Currency:
    """Return the currency with an ISO 4217 code; raise InvalidValue for an unknown one."""
    known = code.strip().upper()
    if known not in _DIGITS:
        raise InvalidValue(
            _("Unknown currency: {code}").format(code=excerpt(code)),
            _("Use a code of three letters, like IRR, EUR or USD"),
        )
    return Currency(known, _DIGITS[known], _SYMBOLS.get(known, known))


@lru_cache(maxsize=4096)  # the prices of a shop repeat: 0.2 µs instead of 1 to 6
def parse_amount(text: str, cur: Currency, unit: str = "") -> Amount:
    """Read an amount; raise InvalidValue if it is none, or is in another currency.

    `unit` "toman" means that amounts without a written unit are toman, if `cur` is the rial.
    """
    plain = re.fullmatch(_PLAIN, text)
    if plain:
        shift = cur.digits + (cur.code == "IRR" and unit == "toman")
        return _checked(text, plain[1] == "-", plain[2].replace(",", ""), plain[3] or "", shift)
    return _parse_written(text, cur, unit)


def to_minor(value: Decimal, cur: Currency) -> Amount:
    """Turn a decimal of major units into minor ones; raise InvalidValue if it is not finite."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or value.adjusted() > len(str(LARGEST)):
        raise _not_an_amount(str(value))
    number = int("".join(map(str, digits)))
    shift = exponent + cur.digits
    if -shift > len(digits):
        return Amount(0, number != 0)
    if shift >= 0:
        minor, rest = number * 10**shift, False
    else:
        minor, rest = _divide_half_even(number, 10**-shift)
    return _within(str(value), bool(sign), minor, rest)


def format_amount(minor: int, cur: Currency, *, unit: str = "", with_unit: bool = True) -> str:
    """Show an amount with grouped digits, then the unit: "1,250,000 toman", "-45.00 GBP"."""
    in_toman = _shows_toman(cur, unit)
    digits = 1 if in_toman else cur.digits
    whole, part = divmod(abs(minor), 10**digits)
    number = f"{'-' if minor < 0 else ''}{whole:,}"
    if part or (digits and not in_toman):
        number = f"{number}.{part:0{digits}}"
    return f"{number} {unit_name(cur, unit)}" if with_unit else number


def short_amount(minor: int, cur: Currency, *, unit: str = "") -> str:
    """Show an amount for a list, without its unit: "12.4M", "950k", "1,250", "46", "6.00"."""
    major = 10 ** (1 if _shows_toman(cur, unit) else cur.digits)
    size = abs(minor)
    sign = "-" if minor < 0 else ""
    if size < 10 * major:
        return format_amount(minor, cur, unit=unit, with_unit=False)
    if size < 10_000 * major:
        return f"{sign}{_divide_half_even(size, major)[0]:,}"
    return sign + _shortened(size, major)


def unit_name(cur: Currency, unit: str = "") -> str:
    """Return the word that stands after amounts: "toman", "rial", or the currency code."""
    if cur.code == "IRN":
        return _("new rial")
    if cur.code != "IRR":
        return cur.code
    return _("toman") if _shows_toman(cur, unit) else _("rial")


def _shows_toman(cur: Currency, unit: str) -> bool:
    """Tell whether amounts are shown in toman, which only the rial knows."""
    return cur.code == "IRR" and unit == "toman"


def _shortened(size: int, major: int) -> str:
    """Write at least 10,000 major units with k, M, B or T."""
    forms = (_("{n}k"), _("{n}M"), _("{n}B"), _("{n}T"))
    for power, form in enumerate(forms, start=1):
        scale = major * 1000**power
        tenths = _divide_half_even(size * 10, scale)[0]
        whole = _divide_half_even(size, scale)[0]
        if tenths < 1000:
            short, tenth = divmod(tenths, 10)
            return form.format(n=f"{short}.{tenth}" if tenth else f"{short}")
        if whole < 1000:
            return form.format(n=whole)
    return form.format(n=f"{whole:,}")


def _parse_written(text: str, cur: Currency, unit: str) -> Amount:
    """Read an amount with signs, units, group marks or foreign digits."""
    key = fold(text) if len(text) <= _LONGEST_TEXT else ""
    power = re.fullmatch(_SCIENTIFIC, key)
    if power:
        part = power[3] or ""
        places = int(power[4])
        whole, rest = power[2] + part[:places].ljust(places, "0"), part[places:]
        return _checked(text, power[1] == "-", whole, rest, _shift(text, cur, unit, ()))
    found = re.fullmatch(_AMOUNT, key)
    number = _split_number(found["body"]) if found else None
    if not found or not number:
        raise _not_an_amount(text)
    units = [mark for mark in (found["before"], found["after"]) if mark]
    shift = _shift(text, cur, unit, units)
    return _checked(text, _is_negative(found, text), *number, shift)


def _is_negative(found: re.Match[str], text: str) -> bool:
    """Tell whether an amount has a minus before or after it, or brackets around it."""
    if bool(found["open"]) != bool(found["close"]):
        raise _not_an_amount(text)
    signs = [sign for name in ("sign1", "sign2", "sign3", "sign4") if (sign := found[name])]
    if found["open"]:
        signs.append("-")
    if len(signs) > 1:
        raise _not_an_amount(text)
    return signs == ["-"]


def _split_number(body: str) -> tuple[str, str] | None:
    """Split digits with separators into whole and fraction; None if the groups make no sense."""
    whole, mark, part = _cut_at_decimal_mark(body)
    if not re.fullmatch(_GROUPED, whole) and whole:
        return None
    if (mark and mark in whole) or (part and not part.isdecimal()):
        return None
    return whole.translate(_GROUP_MARKS) or "0", part


def _cut_at_decimal_mark(body: str) -> tuple[str, str, str]:
    """Cut at the decimal mark: the last of two kinds, else a single point or an unlikely comma.

    A single point is always decimal: files full of 22.368 must not become thousands.
    """
    point, comma = body.rfind("."), body.rfind(",")
    if point >= 0 and comma >= 0:
        at = max(point, comma)
    elif body.count(".") == 1:
        at = point
    elif (body.count(",") == 1 and not re.fullmatch(_GROUPED, body)) or body.startswith("0,"):
        at = comma
    else:
        return body, "", ""
    return body[:at], body[at], body[at + 1 :]


def _shift(text: str, cur: Currency, unit: str, units: Sequence[str]) -> int:
    """Return how many decimal places a written amount is away from minor units."""
    in_toman = {_is_toman(text, cur, mark.rstrip(".")) for mark in units} or {
        _shows_toman(cur, unit)
    }
    if len(in_toman) > 1:
        raise _not_an_amount(text)
    return cur.digits + in_toman.pop()


def _is_toman(text: str, cur: Currency, mark: str) -> bool:
    """Tell toman from the currency's own names; raise InvalidValue for any other unit."""
    if cur.code == "IRR" and mark in _TOMAN_WORDS:
        return True
    dollar = f"{cur.code[:2].lower()}$" if cur.symbol == "$" else ""
    if mark in (cur.code.lower(), fold(cur.symbol), fold(_NAMES.get(cur.code, "")), dollar):
        return False
    if cur.code in _RIAL_CODES and mark in _RIAL_WORDS:
        return False
    if _is_foreign_unit(mark):
        raise InvalidValue(
            _('"{text}" is not in {currency}').format(text=excerpt(text), currency=cur.code),
            _("Amounts are kept in the currency of the shop: convert it first"),
        )
    raise _not_an_amount(text)


def _is_foreign_unit(mark: str) -> bool:
    """Tell whether a word or sign names some currency."""
    return (
        mark.upper() in _DIGITS
        or mark in _TOMAN_WORDS
        or mark in _RIAL_WORDS
        or any(mark == fold(name) for name in (*_SYMBOLS.values(), *_NAMES.values()))
    )


def _checked(text: str, negative: bool, whole: str, part: str, shift: int) -> Amount:
    """Put whole and fraction digits together as minor units, `shift` places to the left."""
    minor = int(whole + part[:shift].ljust(shift, "0"))
    rest = part[shift:]
    if rest.strip("0"):
        minor = _divide_half_even(int(f"{minor}{rest}"), 10 ** len(rest))[0]
        return _within(text, negative, minor, True)
    return _within(text, negative, minor, False)


def _within(text: str, negative: bool, minor: int, rounded: bool) -> Amount:
    """Return the amount; raise InvalidValue if it is too large to keep."""
    if minor > LARGEST:
        raise InvalidValue(_('"{text}" is too large an amount').format(text=excerpt(text)))
    return Amount(-minor if negative else minor, rounded)


def _divide_half_even(number: int, divisor: int) -> tuple[int, bool]:
    """Divide a positive number, rounding half to even; also tell whether anything was left."""
    quotient, rest = divmod(number, divisor)
    if rest * 2 > divisor or (rest * 2 == divisor and quotient & 1):
        quotient += 1
    return quotient, rest != 0


def _not_an_amount(text: str) -> InvalidValue:
    """Build the error for a text that is no amount."""
    return InvalidValue(
        _('"{text}" is not an amount').format(text=excerpt(text)),
        _("Write it like 1,250,000 or 45.50"),
    )
