"""Opens the form of what is to be changed, with what the store holds now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmtui.errors import CrmError
from crmtui.reads.card import card
from crmtui.reads.interactions import interaction
from crmtui.reads.purchases import purchase
from crmtui.reads.timeline import Event
from crmtui.screens import contact_form, log_form, sale_form
from crmtui.screens.form import FormScreen

if TYPE_CHECKING:
    from crmtui.app import CrmApp


async def edit_contact(app: CrmApp, number: int) -> FormScreen | None:
    """Return the form of a contact; None if there is nobody, which is said."""
    if not number:
        return None
    try:
        return contact_form.edit_form(app, await app.bridge.read(card, number))
    except CrmError as error:
        app.show_error(error)
        return None


async def edit_event(app: CrmApp, event: Event) -> FormScreen | None:
    """Return the form of a timeline's entry; None if it is gone, which is said."""
    try:
        if event.kind == "purchase":
            return sale_form.edit_form(app, await app.bridge.read(purchase, event.id))
        return log_form.edit_form(app, await app.bridge.read(interaction, event.id))
    except CrmError as error:
        app.show_error(error)
        return None
