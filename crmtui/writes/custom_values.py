"""What a contact holds in the fields of the shop's own."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session, select

from crmtui.errors import InvalidValue, NotFound
from crmtui.locale import _
from crmtui.models.custom import CustomField, CustomValue
from crmtui.rules.custom import OwnField, is_plain
from crmtui.text.clean import excerpt
from crmtui.writes.valid import change, validated


def set_values(session: Session, contact: int, values: Mapping[int, str]) -> None:
    """Make these the values of a contact, by the id of the field; "" takes one away.

    Raises InvalidValue, or NotFound for a field that is gone.
    """
    held = {
        value.field_id: value
        for value in session.exec(select(CustomValue).where(CustomValue.contact_id == contact))
    }
    for number, value in values.items():
        before = held.get(number)
        if not value:
            if before:
                session.delete(before)
            continue
        _check(session, number, value)
        if before:
            change(before, {"value": value})
        else:
            fresh = {"contact_id": contact, "field_id": number, "value": value}
            session.add(validated(CustomValue, fresh))
    session.flush()


def _check(session: Session, number: int, value: str) -> None:
    field = session.get(CustomField, number)
    if field is None:
        raise NotFound(_("There is no field #{id}.").format(id=number))
    own = OwnField(field.name, field.kind, tuple(field.choices.split("\n")))
    if not is_plain(own, value):
        raise InvalidValue(
            _("{value} does not fit into {field}.").format(
                value=excerpt(value), field=excerpt(field.name)
            )
        )
