"""The forms of what is done to many customers at once: their tags, and their fields."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.labels import channel_label, relation_label, status_label
from crmtui.locale import _
from crmtui.models.words import Channel, FieldKind, Relation, Status
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.text.clean import clean
from crmtui.text.query_words import field_named

EMPTIED = "-"
"""What one types into a field to empty it; left blank, it stays as it is."""


class OwnField(NamedTuple):
    """A field of the shop's own, as the form needs it."""

    name: str
    kind: str
    choices: str


def own_fields(connection: sqlite3.Connection) -> list[OwnField]:
    """Return the fields that this shop has added; one named like ours would be taken for it."""
    rows = connection.execute("SELECT name, kind, choices FROM custom_field ORDER BY position, id")
    return [OwnField(*row) for row in rows if field_named(row[0]) is None]


def tags_form(contacts: list[int], title: str) -> FormScreen:
    """Return the form that puts tags on customers and takes tags off them."""

    def save(values: Values) -> Callable[[Store], Done]:
        added, removed = _several(values["add"]), _several(values["remove"])
        if not added and not removed:
            raise FieldError("add", InvalidValue(_("Give a tag to add or to remove.")))

        def act(store: Store) -> Done:
            from crmtui.writes import bulk

            acts = [bulk.tag(added)] if added else []
            return bulk.each(store, contacts, acts + ([bulk.untag(removed)] if removed else []))

        return act

    several = _("commas between several")
    fields = [
        Field("add", _("Add tags"), hint=several),
        Field("remove", _("Remove tags"), hint=several),
    ]
    return FormScreen(title, fields, save, draft="tag many")


def edit_form(contacts: list[int], own: Sequence[OwnField], title: str) -> FormScreen:
    """Return the form that sets fields of customers; what is left blank stays as it is."""
    fields = _fields(own)
    names = {f"own-{place}": field.name for place, field in enumerate(own)}

    def save(values: Values) -> Callable[[Store], Done]:
        changes = {name: value for name, value in values.items() if value.strip()}
        if not changes:
            raise FieldError("city", InvalidValue(_("Nothing to change was given.")))

        def act(store: Store) -> Done:
            from crmtui.writes import bulk

            acts = [
                bulk.change(names.get(name, name), "" if value.strip() == EMPTIED else value)
                for name, value in changes.items()
            ]
            return bulk.each(store, contacts, acts)

        return act

    return FormScreen(title, fields, save, draft="edit many")


def _fields(own: Sequence[OwnField]) -> list[Field]:
    stays, hint = ("", _("unchanged")), _("unchanged; - empties it")
    return [
        Field("city", _("City"), hint=hint),
        Field("source", _("Source"), hint=hint),
        Field("owner", _("Owner"), hint=hint),
        Field("keep", _("Keep in touch"), hint=_("every so many days; - for none")),
        Field("status", _("Status"), options=[stays, *((s, status_label(s)) for s in Status)]),
        Field(
            "relation", _("Relation"), options=[stays, *((r, relation_label(r)) for r in Relation)]
        ),
        Field(
            "dnc",
            _("Contact"),
            options=[stays, ("no", _("may be contacted")), ("yes", _("do not contact"))],
        ),
        Field(
            "channel",
            _("Channel"),
            options=[stays, *((c, channel_label(c)) for c in Channel), (EMPTIED, _("none"))],
        ),
        *(_own_field(f"own-{place}", field, hint) for place, field in enumerate(own)),
    ]


def _own_field(name: str, field: OwnField, hint: str) -> Field:
    if field.kind == FieldKind.YES_NO:
        options = [("", _("unchanged")), ("yes", _("yes")), ("no", _("no")), (EMPTIED, _("none"))]
        return Field(name, field.name, options=options)
    if field.kind == FieldKind.CHOICE:
        choices = [(choice, choice) for choice in field.choices.splitlines()]
        options = [("", _("unchanged")), *choices, (EMPTIED, _("none"))]
        return Field(name, field.name, options=options)
    return Field(name, field.name, hint=hint)


def _several(text: str) -> list[str]:
    parts = text.replace("،", ",").split(",")
    return [part for part in map(clean, parts) if part]
