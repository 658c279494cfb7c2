"""The form of a contact, to add one or to change one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from crmtui.locale import _
from crmtui.reads.card import Card
from crmtui.screens.alike_form import AlikeForm
from crmtui.screens.contact_changes import contact_changes, with_referrer
from crmtui.screens.contact_draft import contact_draft
from crmtui.screens.contact_fields import contact_fields
from crmtui.screens.form import FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp


def add_form(app: CrmApp) -> FormScreen:
    """Return the form that adds a contact."""
    fields = contact_fields(None, app.formats)
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes = contact_changes(values, before, app)

        def act(store: Store) -> Done:
            from crmtui.writes import contacts

            return contacts.add(store, **with_referrer(store, changes))

        return act

    draft = partial(contact_draft, app=app)
    return AlikeForm(_("Add a customer"), fields, save, draft="add", person=draft)


def edit_form(app: CrmApp, card: Card) -> FormScreen:
    """Return the form that changes a contact; fields that stay as they are are not written."""
    fields = contact_fields(card, app.formats)
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes = contact_changes(values, before, app)

        def act(store: Store) -> Done:
            from crmtui.writes import contacts

            return contacts.edit(store, card.id, **with_referrer(store, changes))

        return act

    title = _("Edit {name}").format(name=card.name)
    draft = partial(contact_draft, app=app)
    return AlikeForm(title, fields, save, draft=f"edit {card.id}", person=draft, contact=card.id)
