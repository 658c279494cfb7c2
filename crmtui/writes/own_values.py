"""What is typed into a field of the shop's own, in the plain form in which it is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.models.custom import CustomField
from crmtui.models.words import FieldKind
from crmtui.text.clean import clean, excerpt
from crmtui.text.digits import to_ascii
from crmtui.text.fold import fold
from crmtui.text.formats import Formats
from crmtui.text.query_words import word_named


def plain_value(field: CustomField, text: str, formats: Formats, today: date) -> str:
    """Return what is kept of a typed value; "" is none. Raises InvalidValue."""
    text = clean(text)
    if not text:
        return ""
    if field.kind == FieldKind.NUMBER:
        return _number(text)
    if field.kind == FieldKind.MONEY:
        return str(formats.parse_amount(text).minor)
    if field.kind == FieldKind.DATE:
        return formats.parse_date(text, today).isoformat()
    if field.kind == FieldKind.YES_NO:
        return _one_of(text, {word: word for word in ("yes", "no")} | _yes_no(text))
    if field.kind == FieldKind.CHOICE:
        return _one_of(text, {fold(choice): choice for choice in field.choices.splitlines()})
    return text


def _number(text: str) -> str:
    try:
        number = Decimal(to_ascii(text).replace(",", ""))
        if number.is_finite() and abs(number.adjusted()) < 300:
            return f"{number:f}"
    except InvalidOperation:
        pass
    raise InvalidValue(_("{value} is not a number.").format(value=excerpt(text)))


def _yes_no(text: str) -> dict[str, str]:
    word = word_named("dnc", text)
    return {fold(text): word} if word else {}


def _one_of(text: str, choices: dict[str, str]) -> str:
    if fold(text) in choices:
        return choices[fold(text)]
    raise InvalidValue(
        _("{value} is not possible here.").format(value=excerpt(text)),
        _("Choose one of: {choices}.").format(choices=", ".join(choices.values())),
    )
