"""The form of a contact, to add one or to change one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.labels import kind_label, status_label
from crmtui.locale import _
from crmtui.models.words import Kind, Status
from crmtui.reads.card import Card
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.text.clean import clean
from crmtui.text.fold import fold
from crmtui.text.formats import Formats

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.contacts import ContactChanges

_SEVERAL = ("phone", "email", "tags")


def add_form(app: CrmApp) -> FormScreen:
    """Return the form that adds a contact."""

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, {}, app)

        def act(store: Store) -> Done:
            from crmtui.writes import contacts

            return contacts.add(store, **changes)

        return act

    return FormScreen(_("Add a customer"), _fields(), save, draft="add")


def edit_form(app: CrmApp, card: Card) -> FormScreen:
    """Return the form that changes a contact; fields that stay as they are are not written."""
    fields = _fields(card, app.formats)
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, before, app)

        def act(store: Store) -> Done:
            from crmtui.writes import contacts

            return contacts.edit(store, card.id, **changes)

        return act

    title = _("Edit {name}").format(name=card.name)
    return FormScreen(title, fields, save, draft=f"edit {card.id}")


def _fields(card: Card | None = None, formats: Formats | None = None) -> list[Field]:
    def own(name: str) -> str:
        return str(getattr(card, name)) if card else ""

    def points(kind: str) -> str:
        return ", ".join(point.value for point in card.reach(kind)) if card else ""

    several = _("commas between several")
    born = (
        formats.birthday(date.fromisoformat(card.birthday))
        if card and card.birthday and formats
        else ""
    )
    return [
        Field("name", _("Name"), own("name")),
        Field("phone", _("Phone"), points("phone"), several),
        Field("email", _("E-mail"), points("email"), several),
        Field("company", _("Company"), own("company")),
        Field("city", _("City"), own("city")),
        Field("tags", _("Tags"), ", ".join(card.tags) if card else "", several),
        Field("source", _("Source"), own("source")),
        Field("birthday", _("Birthday"), born),
        Field("note", _("Note"), own("note"), is_long=True),
        Field(
            "kind",
            _("Kind"),
            own("kind") or "person",
            options=[(kind.value, kind_label(kind)) for kind in Kind],
        ),
        Field(
            "status",
            _("Status"),
            own("status") or "lead",
            options=[(status.value, status_label(status)) for status in Status],
        ),
    ]


def _changes(values: Values, before: Values, app: CrmApp) -> ContactChanges:
    """Return what differs from before, checked field by field. Raises FieldError."""
    changed = {name: value for name, value in values.items() if value != before.get(name, "")}
    changes: ContactChanges = {}
    for name, value in changed.items():
        try:
            _take(changes, name, value, app)
        except InvalidValue as error:
            raise FieldError(name, error) from error
    if not before and "name" not in changes:
        raise FieldError("name", InvalidValue(_("A customer needs a name.")))
    return changes


def _take(changes: ContactChanges, name: str, value: str, app: CrmApp) -> None:
    if name == "name":
        if not fold(value):
            raise InvalidValue(_("A customer needs a name."))
        changes["name"] = value
    elif name in _SEVERAL:
        parts = _several(value)
        for part in parts:
            _check(name, part, app.formats)
        changes[name] = parts  # type: ignore[literal-required]
    elif name == "birthday":
        changes["birthday"] = (
            app.formats.parse_birthday(value, app.today) if value.strip() else None
        )
    elif name == "kind":
        changes["kind"] = Kind(value)
    elif name == "status":
        changes["status"] = Status(value)
    else:
        changes[name] = value  # type: ignore[literal-required]


def _several(text: str) -> list[str]:
    parts = text.replace("،", ",").replace(";", ",").split(",")
    return [part for part in map(clean, parts) if part]


def _check(kind: str, value: str, formats: Formats) -> None:
    """Raise InvalidValue for what cannot be a phone or an e-mail address."""
    from crmtui.writes.points_key import point_key

    if kind == "phone" and not point_key(kind, value, formats.region):
        raise InvalidValue(_("{value} is not a phone number.").format(value=value))
    if kind == "email" and ("@" not in value.strip("@") or " " in value):
        raise InvalidValue(_("{value} is not an e-mail address.").format(value=value))
