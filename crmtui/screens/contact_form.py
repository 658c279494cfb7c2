"""The form of a contact, to add one or to change one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from crmtui.locale import _
from crmtui.reads.card import Card
from crmtui.rules.custom import OwnField
from crmtui.screens.alike_form import AlikeForm
from crmtui.screens.contact_changes import contact_changes, with_referrer
from crmtui.screens.contact_draft import contact_draft
from crmtui.screens.contact_fields import contact_fields
from crmtui.screens.custom_inputs import own_inputs
from crmtui.screens.form import Field, FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp

_BEFORE_OWN = "tags"


def add_form(app: CrmApp, own: Sequence[OwnField] = ()) -> FormScreen:
    """Return the form that adds a contact; `own` are the fields that the shop added."""
    fields = _with_own(contact_fields(None, app.formats), own_inputs(own, app.formats))
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes = contact_changes(values, before, app, own)

        def act(store: Store) -> Done:
            from crmtui.writes import contacts

            return contacts.add(store, **with_referrer(store, changes))

        return act

    draft = partial(contact_draft, app=app)
    return AlikeForm(_("Add a customer"), fields, save, draft="add", person=draft)


def edit_form(app: CrmApp, card: Card, own: Sequence[OwnField] = ()) -> FormScreen:
    """Return the form that changes a contact; fields that stay as they are are not written."""
    own_fields = own_inputs(own, app.formats, card.fields)
    fields = _with_own(contact_fields(card, app.formats), own_fields)
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes = contact_changes(values, before, app, own)

        def act(store: Store) -> Done:
            from crmtui.writes import contacts

            return contacts.edit(store, card.id, **with_referrer(store, changes))

        return act

    title = _("Edit {name}").format(name=card.name)
    draft = partial(contact_draft, app=app)
    return AlikeForm(title, fields, save, draft=f"edit {card.id}", person=draft, contact=card.id)


def _with_own(fields: list[Field], own: list[Field]) -> list[Field]:
    """Put the shop's own fields behind what is asked of everybody, before what few know."""
    at = next(i for i, field in enumerate(fields) if field.name == _BEFORE_OWN) + 1
    return [*fields[:at], *own, *fields[at:]]
