"""The ways into tickets from elsewhere: a customer's card, the queue of the day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.reads.card import card
from crmtui.reads.ticket_words import ticket_status_label
from crmtui.reads.tickets import TicketLine, tickets_of
from crmtui.screens.menu import MenuScreen
from crmtui.screens.tickets.ticket_form import open_form
from crmtui.widgets.cells import one_line

if TYPE_CHECKING:
    from crmtui.app import CrmApp

_DIGITS = "123456789"


async def open_for(app: CrmApp, contact: int | None, then: Callable[[int | None], None]) -> None:
    """Show the form of a new ticket of a contact, or of nobody."""
    try:
        name = (await app.bridge.read(card, contact)).name if contact else ""
    except CrmError as error:
        app.show_error(error)
        return
    if form := await open_form(app, contact, name):
        app.push_screen(form, then)


async def tickets_of_contact(app: CrmApp, contact: int, then: Callable[[int | None], None]) -> None:
    """Go to an open ticket of a contact, chosen if there are several, or open a new one."""
    try:
        found = (await app.bridge.read(tickets_of, contact))[: len(_DIGITS)]
    except CrmError as error:
        app.show_error(error)
        return
    if found:
        menu = MenuScreen(
            _("Tickets"),
            [*map(_line, found), _("open a new one")],
            _DIGITS[: len(found)] + "a",
        )
        taken = await app.push_screen_wait(menu)
        if taken is None:
            return
        if taken < len(found):
            then(found[taken].id)
            return
    await open_for(app, contact, then)


def _line(ticket: TicketLine) -> str:
    return _("#{id} {subject} ({status})").format(
        id=ticket.id, subject=one_line(ticket.subject), status=ticket_status_label(ticket.status)
    )
