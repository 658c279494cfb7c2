"""What is said on a ticket: messages out and in, and notes that stay in the shop."""

from __future__ import annotations

from datetime import datetime

from crmtui.errors import Conflict, InvalidValue
from crmtui.locale import _
from crmtui.models.canned_reply import CannedReply, CannedUse
from crmtui.models.interaction import Interaction
from crmtui.models.ticket import Ticket
from crmtui.models.words import Channel, Direction, Purpose
from crmtui.reads.canned import missing_canned
from crmtui.rules.ticket_words import ENDED, OPEN
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.writes.ticket_rows import check_not_before, standing_ticket, to_status
from crmtui.writes.valid import validated


def reply(
    store: Store,
    number: int,
    text: str,
    *,
    incoming: bool = False,
    channel: Channel | None = None,
    status: str | None = None,
    canned: int | None = None,
    at: datetime | None = None,
) -> Done:
    """Write down an answer on a ticket, or (`incoming`) what the customer wrote.

    An answer opens a new ticket; a customer's message one that waited for it or was solved;
    `status` says otherwise. `canned` is the reply it was made of.
    Raises InvalidValue, NotFound or Conflict.
    """
    with writing(store, "") as w:
        ticket = _answerable(w, number)
        at = at or w.transaction.now
        check_not_before(w, ticket, at)
        direction = Direction.IN if incoming else Direction.OUT
        add_message(w, ticket, text, direction=direction, channel=channel, at=at)
        if not incoming:
            ticket.first_reply_at = min(ticket.first_reply_at or at, at)
        if canned is not None:
            _note_use(w, ticket, canned, at)
        to_status(w, ticket, status or _status_after(ticket, incoming), at)
        label = _("Message on ticket #{id}") if incoming else _("Answered ticket #{id}")
        w.transaction.label = label.format(id=number)
        w.transaction.row = number
    return w.transaction.done


def note(store: Store, number: int, text: str) -> Done:
    """Add a note to a ticket that no customer sees. Raises InvalidValue, NotFound or Conflict."""
    with writing(store, _("Noted on ticket #{id}").format(id=number)) as w:
        ticket = standing_ticket(w.session, number)
        add_message(w, ticket, text, direction=None, channel=Channel.NOTE)
        w.transaction.row = number
    return w.transaction.done


def add_message(
    w: Writing,
    ticket: Ticket,
    text: str,
    *,
    direction: Direction | None,
    channel: Channel | None = None,
    at: datetime | None = None,
) -> None:
    """Add a message or note to a ticket within a write under way. Raises InvalidValue."""
    values = {
        "contact_id": ticket.contact_id,
        "ticket_id": ticket.id,
        "at": at or w.transaction.now,
        "text": text,
        "channel": channel or ticket.channel or Channel.OTHER,
        "direction": direction,
        "purpose": Purpose.AFTER_SALE,
    }
    message = validated(Interaction, values)
    if not message.text:
        raise InvalidValue(_("There is no text."))
    w.session.add(message)


def _answerable(w: Writing, number: int) -> Ticket:
    ticket = standing_ticket(w.session, number)
    if ticket.status == "closed":
        raise Conflict(
            _("Ticket #{id} is closed.").format(id=number),
            _("`crm ticket reopen {id}` opens it again; then it can be answered.").format(
                id=number
            ),
        )
    return ticket


def _status_after(ticket: Ticket, incoming: bool) -> str:
    if ticket.status not in (*OPEN, *ENDED):
        return "open"
    if incoming:
        return "open" if ticket.status in ("waiting", *ENDED) else ticket.status
    return "open" if ticket.status == "new" else ticket.status


def _note_use(w: Writing, ticket: Ticket, canned: int, at: datetime) -> None:
    if w.session.get(CannedReply, canned) is None:
        raise missing_canned(canned)
    values = {"canned_id": canned, "ticket_id": ticket.id, "at": at}
    w.session.add(validated(CannedUse, values))
