"""Opens the form of what is to be changed, with what the store holds now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.reads.appointments import appointment
from crmtui.reads.card import card
from crmtui.reads.custom import own_fields
from crmtui.reads.interactions import interaction
from crmtui.reads.purchases import purchase
from crmtui.reads.tasks import task
from crmtui.reads.timeline import Event
from crmtui.screens import contact_form, keep_form, log_form, sale_form, task_form
from crmtui.screens.form import FormScreen

if TYPE_CHECKING:
    from crmtui.app import CrmApp


async def add_contact(app: CrmApp) -> FormScreen:
    """Return the form of a new contact."""
    return contact_form.add_form(app, await app.bridge.read(own_fields))


async def edit_contact(app: CrmApp, number: int) -> FormScreen | None:
    """Return the form of a contact; None if there is nobody, which is said."""
    if not number:
        return None
    try:
        own = await app.bridge.read(own_fields)
        return contact_form.edit_form(app, await app.bridge.read(card, number), own)
    except CrmError as error:
        app.show_error(error)
        return None


async def edit_event(app: CrmApp, event: Event) -> FormScreen | None:
    """Return the form of a timeline's entry; None if it is gone, which is said."""
    try:
        if event.kind == "purchase":
            return sale_form.edit_form(app, await app.bridge.read(purchase, event.id))
        if event.kind == "task":
            return task_form.edit_form(app, await app.bridge.read(task, event.id))
        if event.kind == "interaction":
            return log_form.edit_form(app, await app.bridge.read(interaction, event.id))
        if event.kind == "deal":
            from crmtui.screens.pipeline.deal import DealScreen

            app.push_screen(DealScreen(event.id))
            return None
        if event.kind == "ticket":
            app.go_to_ticket(event.id)
            return None
        if event.kind == "appointment":
            app.go_to_ticket((await app.bridge.read(appointment, event.id)).ticket_id)
            return None
        app.say(_("An entry of this kind cannot be changed here."))
        return None
    except CrmError as error:
        app.show_error(error)
        return None


async def edit_task(app: CrmApp, number: int) -> FormScreen | None:
    """Return the form of a task; None if it is gone, which is said."""
    try:
        return task_form.edit_form(app, await app.bridge.read(task, number))
    except CrmError as error:
        app.show_error(error)
        return None


async def keep_in_touch(app: CrmApp, number: int) -> FormScreen | None:
    """Return the form of how often to be in touch with a contact; None if there is nobody."""
    try:
        return keep_form.keep_form(app, await app.bridge.read(card, number))
    except CrmError as error:
        app.show_error(error)
        return None
