"""Filters by the fields of the shop's own, each compared as its kind asks for."""

from __future__ import annotations

from typing import NamedTuple

from crmtui.locale import _
from crmtui.models.words import FieldKind
from crmtui.reads.filters.condition import SQL_SIGNS, Condition, Ground, need_equals, wrong
from crmtui.reads.filters.days import between, span
from crmtui.reads.filters.numbers import amount
from crmtui.reads.filters.texts import own_text
from crmtui.text.clean import excerpt
from crmtui.text.query import Term
from crmtui.text.query_words import key, word_named

_VALUE = "(SELECT {value} FROM custom_value v WHERE v.contact_id = c.id AND v.field_id = ?)"


class OwnField(NamedTuple):
    """A field of the shop's own."""

    id: int
    name: str
    kind: str


def own_fields(ground: Ground) -> list[OwnField]:
    """Return the fields that this shop has added."""
    rows = ground.connection.execute("SELECT id, name, kind FROM custom_field ORDER BY position")
    return [OwnField(*row) for row in rows]


def own_field(ground: Ground, name: str) -> OwnField | None:
    """Return the field of that name; None if there is none."""
    return next((field for field in own_fields(ground) if key(field.name) == key(name)), None)


def own(ground: Ground, term: Term, field: OwnField) -> Condition:
    """Compare a field of the shop's own."""
    if not term.value and term.quoted:
        held = Condition(
            "c.id IN (SELECT contact_id FROM custom_value WHERE field_id = ?)", (field.id,)
        )
        return held if need_equals(term) else held.negated()
    if field.kind == FieldKind.NUMBER:
        return _compared(field, "CAST(v.value AS REAL)", term, _number(term))
    if field.kind == FieldKind.MONEY:
        return _compared(field, "CAST(v.value AS INTEGER)", term, amount(ground, term))
    if field.kind == FieldKind.DATE:
        return _dated(ground, field, term)
    if field.kind == FieldKind.YES_NO:
        return _yes_no(field, term)
    return own_text(ground, term, field.id)


def _compared(field: OwnField, value: str, term: Term, wanted: float) -> Condition:
    expression = _VALUE.format(value=value)
    return Condition(f"{expression} {SQL_SIGNS[term.sign]} ?", (field.id, wanted))


def _dated(ground: Ground, field: OwnField, term: Term) -> Condition:
    low, high, is_outside = span(ground, term)
    days = [day.isoformat() if day else None for day in (low, high)]
    inner = between("v.value", *days, is_outside=is_outside)
    return Condition(
        f"c.id IN (SELECT v.contact_id FROM custom_value v WHERE v.field_id = ? AND {inner.sql})",
        (field.id, *inner.binds),
    )


def _yes_no(field: OwnField, term: Term) -> Condition:
    word = word_named("dnc", term.value)
    if word is None:
        raise wrong(
            term,
            _("{value} is not possible.").format(value=excerpt(term.value) or '""'),
            _("Choose one of: {choices}.").format(choices="yes, no"),
        )
    found = Condition(f"{_VALUE.format(value='v.value')} = ?", (field.id, word))
    return found.negated() if need_equals(term) else found


def _number(term: Term) -> float:
    try:
        number = float(term.value.replace(",", ""))
    except ValueError:
        number = float("nan")
    if abs(number) < 1e300:  # neither endless nor no number at all
        return number
    raise wrong(
        term,
        _("{value} is not a number.").format(value=excerpt(term.value) or '""'),
        _("Write {field}>3 or {field}:3.").format(field=excerpt(term.field)),
    )
