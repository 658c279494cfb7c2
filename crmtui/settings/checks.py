"""What a setting may be: each check returns the value as it is kept, or raises InvalidValue."""

from __future__ import annotations

from collections.abc import Callable

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.clean import clean, excerpt
from crmtui.text.digits import to_ascii

Check = Callable[[str], str]


def one_of(*choices: str) -> Check:
    def check(value: str) -> str:
        folded = value.strip().lower()
        if folded in choices:
            return folded
        raise InvalidValue(
            _("{value} is not possible here.").format(value=value or "''"),
            _("Choose one of: {choices}.").format(choices=", ".join(c or "''" for c in choices)),
        )

    return check


def currency(value: str) -> str:
    from crmtui.text.money import currency

    return currency(value.strip().upper()).code


def country(value: str) -> str:
    code = value.strip().upper()
    if len(code) == 2 and code.isascii() and code.isalpha():
        return code
    raise InvalidValue(_("A country is two letters, like IR or GB."))


def zone(value: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value.strip())
    except (ValueError, OSError, KeyError) as error:
        raise InvalidValue(
            _("There is no time zone {value}.").format(value=value),
            _("A zone is a name like Asia/Tehran or Europe/London."),
        ) from error
    return value.strip()


def area_code(value: str) -> str:
    from crmtui.text.phones import phone_digits

    digits = phone_digits(value)
    if 0 < len(digits) <= 10 or not value.strip():
        return digits
    raise InvalidValue(
        _("{value} is not an area code.").format(value=excerpt(value)),
        _("Write it in digits, like 021."),
    )


def language(value: str) -> str:
    import re

    if re.fullmatch(r"([A-Za-z]{2,3}([_.@-][A-Za-z0-9-]+)*)?", value.strip()):
        return value.strip()
    raise InvalidValue(
        _("{value} is not a language.").format(value=excerpt(value)),
        _("A language is two letters, like en or fa."),
    )


def cuts(value: str) -> str:
    parts = value.replace(",", " ").split()
    if not parts:
        return ""
    if len(parts) == 4 and all(p.isdecimal() and len(p) < 20 for p in parts):
        numbers = [int(part) for part in parts]
        if numbers == sorted(set(numbers)) and numbers[-1] <= 2**53:
            return " ".join(map(str, numbers))
    raise InvalidValue(_("Cut points are four growing whole numbers, like: 14 30 90 180"))


def count(value: str) -> str:
    if value.strip().isdecimal():
        return str(int(value.strip()[:20]))
    raise InvalidValue(_("{value} is not a whole number.").format(value=value))


def some_days(value: str) -> str:
    """Read a number of days, at most ten years; "" is none."""
    found = count(to_ascii(value)) if value.strip() else ""
    if found and int(found) > 3650:
        raise InvalidValue(_("{value} is too many days.").format(value=value))
    return found


def up_to(most: int, least: int = 0) -> Check:
    def check(value: str) -> str:
        number = int(count(value[:9]))
        if least <= number <= most and len(value) < 10:
            return str(number)
        words = _("{value} is too little.") if number < least else _("{value} is too much.")
        raise InvalidValue(
            words.format(value=clean(value)[:20]),
            _("From {least} to {most}.").format(least=least, most=most),
        )

    return check


def hours(value: str) -> str:
    from crmtui.rules.service_hours import kept_hours, week_of

    week_of(kept_hours(value), "")
    return kept_hours(value)


def weekend(value: str) -> str:
    from crmtui.rules.service_hours import kept_weekend

    return kept_weekend(value)


def holidays(value: str) -> str:
    from crmtui.rules.service_hours import kept_holidays

    return kept_holidays(value)


def target(value: str) -> str:
    from crmtui.rules.service_hours import kept_target

    return kept_target(value)


def span(value: str) -> str:
    from crmtui.rules.service_hours import kept_span

    return kept_span(value)


def month(value: str) -> str:
    year, dash, month = to_ascii(value).strip().partition("-")
    if not value.strip() or (len(year + month) == 6 and (year + month).isdecimal() and dash):
        return f"{year}{dash}{month}"
    raise InvalidValue(_("A month is a year and a number, like 2026-11."))
