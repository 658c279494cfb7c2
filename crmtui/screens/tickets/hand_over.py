"""Sends a text on its way: to the clipboard, or to the program that mails or messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.opener import open_address
from crmtui.reads.ticket_desk import Reach
from crmtui.reads.ticket_facts import shown_reach
from crmtui.reads.tickets import TicketLine
from crmtui.text.formats import Formats
from crmtui.text.handover import link_for

if TYPE_CHECKING:
    from crmtui.app import CrmApp

COPY = "copy"


class Way(NamedTuple):
    """A way for a text to go; without a target it is the clipboard."""

    kind: str
    label: str
    key: str
    target: str = ""


def ways(reach: Sequence[Reach], formats: Formats) -> list[Way]:
    """Return how a text can get to somebody: the clipboard, then one of each kind."""
    found = [Way(COPY, _("copy it"), "c")]
    mails = [point for point in reach if point.kind == "email"]
    phones = [point for point in reach if point.kind == "phone" and point.key.startswith("+")]
    chats = [point for point in reach if point.kind == "whatsapp" and point.key.startswith("+")]
    if mails:
        found.append(Way("email", _("mail {to}").format(to=mails[0].value), "m", mails[0].value))
    for kind, points, key, form in (
        ("sms", phones, "s", _("SMS {to}")),
        ("whatsapp", chats or phones, "w", _("WhatsApp {to}")),
    ):
        if points:
            shown = shown_reach(points[0], formats)
            found.append(Way(kind, form.format(to=shown), key, points[0].key))
    return found


def subject_of(ticket: TicketLine) -> str:
    """Return the subject of a mail, with the number by which its answer is found again."""
    return f"[#{ticket.id}] {ticket.subject}"


def hand_over(app: CrmApp, way: Way, subject: str, text: str) -> None:
    """Send a text on its way; where no program opens it is in the clipboard."""
    if way.kind == COPY:
        app.copy_to_clipboard(text)
        app.say(_("Copied {what}").format(what=text.partition("\n")[0]))
        return
    try:
        open_address(link_for(way.kind, way.target, subject, text))
    except CrmError as error:
        app.copy_to_clipboard(text)
        error.hint = _("The text is in the clipboard.")
        app.show_error(error)
    else:
        app.say(_("Handed to the program: {way}").format(way=way.label))
