"""The fields that the shop added to its contacts, and what they hold."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import NotFound
from crmtui.locale import _
from crmtui.rules.custom import OwnField
from crmtui.text.clean import excerpt
from crmtui.text.fold import fold

_FIELDS = "SELECT name, kind, choices, id FROM custom_field"
_ORDER = "ORDER BY position, id"


class Held(NamedTuple):
    """What a contact has in a field of the shop's own, in its plain form."""

    field: OwnField
    value: str


class FieldLine(NamedTuple):
    """A field, and how many contacts hold a value in it; those in the trash count too."""

    field: OwnField
    contacts: int


def own_fields(connection: sqlite3.Connection) -> list[OwnField]:
    """Return every field, in the shop's order."""
    return [_field(*row) for row in connection.execute(f"{_FIELDS} {_ORDER}")]


def own_field(connection: sqlite3.Connection, name: str) -> OwnField:
    """Return the field of a name, in any spelling. Raises NotFound."""
    row = connection.execute(f"{_FIELDS} WHERE key = ?", (fold(name),)).fetchone()
    if row is None:
        raise NotFound(
            _("There is no field {name}.").format(name=excerpt(name) or "''"),
            _("`crm config field list` shows them; `crm config field add` makes one."),
        )
    return _field(*row)


def field_lines(connection: sqlite3.Connection) -> list[FieldLine]:
    """Return every field with the number of contacts that use it."""
    held = dict(connection.execute("SELECT field_id, count(*) FROM custom_value GROUP BY field_id"))
    return [FieldLine(field, held.get(field.id, 0)) for field in own_fields(connection)]


def held_values(connection: sqlite3.Connection, contact: int) -> list[Held]:
    """Return what a contact has in the shop's own fields, in their order."""
    rows = connection.execute(
        "SELECT f.name, f.kind, f.choices, f.id, v.value FROM custom_value v "
        "JOIN custom_field f ON f.id = v.field_id WHERE v.contact_id = ? "
        "ORDER BY f.position, f.id",
        (contact,),
    )
    return [Held(_field(*row[:4]), row[4]) for row in rows]


def _field(name: str, kind: str, choices: str, number: int) -> OwnField:
    return OwnField(name, kind, tuple(choices.split("\n")) if choices else (), number)
