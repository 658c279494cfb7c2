"""Fields of the shop's own: what is typed into one, what is kept of it, and how it is shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text import ir_ids
from crmtui.text.clean import clean, excerpt
from crmtui.text.digits import to_ascii
from crmtui.text.fold import fold
from crmtui.text.formats import Formats
from crmtui.text.ir_ids import in_fours
from crmtui.text.yes_no import parse_yes_no

YES, NO = "yes", "no"
CHOICE = "choice"
_CODES: dict[str, Callable[[str], str]] = {
    "national-id": ir_ids.national_id,
    "company-id": ir_ids.company_id,
    "card": ir_ids.card,
    "sheba": ir_ids.sheba,
}
KINDS = ("text", "number", "money", "date", CHOICE, "yes-no", *_CODES)
LONGEST_NAME = 1_000
"""Letters."""

_NUMBER = re.compile(r"([-+]?)([0-9]*)(?:\.([0-9]+))?")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MOST_DIGITS = 30


class OwnField(NamedTuple):
    """A field that the shop added; `id` is 0 for one that only a file knows."""

    name: str
    kind: str
    """One of KINDS."""
    choices: tuple[str, ...] = ()
    id: int = 0


def read(
    field: OwnField, text: str, formats: Formats, today: dt.date, *, day_first: bool | None = None
) -> str:
    """Return the plain form of what was typed, "" for nothing. Raises InvalidValue.

    Plain is a number as decimal text, an amount in minor units, an ISO date, "yes" or "no".
    """
    text = clean(text)
    if not text:
        return ""
    try:
        match field.kind:
            case "number":
                return _number(text)
            case "money":
                return str(formats.parse_amount(text).minor)
            case "date":
                return formats.parse_date(text, today, day_first=day_first).isoformat()
            case "choice":
                return _choice(text, field.choices)
            case "yes-no":
                return yes_or_no(text)
            case kind if kind in _CODES:
                return _CODES[kind](text)
            case _:
                return text
    except InvalidValue as error:
        raise InvalidValue(f"{field.name}: {error.message}", error.hint) from error


def is_plain(field: OwnField, value: str) -> bool:
    """Tell whether a value is in the form that is kept."""
    match field.kind:
        case "number":
            return _is_same(_number, value)
        case "money":
            return bool(re.fullmatch(r"-?[0-9]{1,18}", value))
        case "date":
            return _is_same(lambda text: dt.date.fromisoformat(text).isoformat(), value)
        case "choice":
            return value in field.choices
        case "yes-no":
            return value in (YES, NO)
        case kind if kind in _CODES:
            return _is_same(_CODES[kind], value)
        case _:
            return bool(value) and clean(value) == value


def show(field: OwnField, value: str, formats: Formats) -> str:
    """Return a kept value as people read it."""
    return formats.money(int(value)) if field.kind == "money" else typed(field, value, formats)


def typed(field: OwnField, value: str, formats: Formats) -> str:
    """Return a kept value as one would type it; `read` takes it back."""
    match field.kind if value else "":
        case "number":
            return formats.decimal(value)
        case "money":
            return formats.money(int(value), with_unit=False)
        case "date":
            return formats.date(dt.date.fromisoformat(value))
        case "yes-no":
            return _("yes") if value == YES else _("no")
        case "card" | "sheba":
            return formats.code(in_fours(value))
        case "national-id" | "company-id":
            return formats.code(value)
        case _:
            return value


def bare(field: OwnField, value: str) -> str | int | float | bool:
    """Return a kept value for a program: numbers and truths as such, amounts in minor units."""
    match field.kind:
        case "money":
            return int(value)
        case "number":
            return as_number(value)
        case "yes-no":
            return value == YES
        case _:
            return value


def as_number(value: str) -> str | int | float:
    """Return decimal text as a number, or as it is where a float would lose digits."""
    if "." not in value:
        return int(value) if len(value) < 16 else value
    number = float(value)
    return number if repr(number) == value else value


def read_choices(texts: Sequence[str]) -> tuple[str, ...]:
    """Return what can be chosen, each once. Raises InvalidValue."""
    found: dict[str, str] = {}
    for text in map(clean, texts):
        # Files write them between brackets, with commas.
        if odd := next((sign for sign in ",،[]" if sign in text), ""):
            raise InvalidValue(
                _("{choice} cannot be a choice: there is {sign} in it.").format(
                    choice=excerpt(text), sign=odd
                )
            )
        if key := fold(text):
            found.setdefault(key, text)
    return tuple(found.values())


def yes_or_no(text: str) -> str:
    """Read a word for yes or for no. Raises InvalidValue."""
    return YES if parse_yes_no(text) else NO


def _choice(text: str, choices: Sequence[str]) -> str:
    key = fold(text)
    for choice in choices:
        if fold(choice) == key:
            return choice
    raise InvalidValue(
        _("{text} is none of the choices.").format(text=excerpt(text)),
        _("Choose one of: {choices}.").format(choices=", ".join(choices)),
    )


def _number(text: str) -> str:
    """Read a decimal number: 1,250 and 1250 are one, and 3,5 is three and a half."""
    bare_text = to_ascii(text).replace("−", "-").replace(" ", "")
    if _GROUPED.fullmatch(bare_text):
        bare_text = bare_text.replace(",", "")
    elif bare_text.count(",") == 1 and "." not in bare_text:
        bare_text = bare_text.replace(",", ".")
    found = _NUMBER.fullmatch(bare_text)
    digits = f"{found[2]}{found[3] or ''}" if found else ""
    if not found or not digits or len(digits) > _MOST_DIGITS:
        raise InvalidValue(_("{text} is not a number.").format(text=excerpt(text)))
    whole, part = found[2].lstrip("0") or "0", (found[3] or "").rstrip("0")
    sign = "-" if found[1] == "-" and (whole != "0" or part) else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def _is_same(reader: Callable[[str], str], value: str) -> bool:
    try:
        return reader(value) == value
    except (InvalidValue, ValueError):
        return False
