"""What can be done to a ticket; its messages, ratings and appointments have rooms of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from sqlmodel import delete as delete_rows
from sqlmodel import select, update

from crmtui.errors import Conflict, InvalidValue
from crmtui.locale import _
from crmtui.models.appointment import Appointment
from crmtui.models.canned_reply import CannedUse
from crmtui.models.contact import Contact
from crmtui.models.interaction import Interaction
from crmtui.models.purchase import Purchase
from crmtui.models.ticket import Ticket, TicketEvent, TicketLink
from crmtui.models.words import Channel, Direction, TicketChange
from crmtui.reads.purchases import missing_purchase
from crmtui.reads.ticket_words import ticket_status_label
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.clean import clean, excerpt
from crmtui.writes.contacts import ContactChanges, existing
from crmtui.writes.contacts import add_to as add_contact
from crmtui.writes.ticket_messages import add_message
from crmtui.writes.ticket_ratings import Rating, rate_within
from crmtui.writes.ticket_rows import (
    checked_priority,
    existing_ticket,
    record,
    set_deadlines,
    standing_ticket,
    to_status,
)
from crmtui.writes.valid import change, validated


class TicketChanges(TypedDict, total=False):
    """What may be said about a ticket."""

    subject: str
    channel: Channel | None
    category: str
    priority: str
    assignee: str
    purchase_id: int | None
    product: str
    warranty_until: date | None


def open_ticket(
    store: Store,
    contact: int | None,
    *,
    new: ContactChanges | None = None,
    text: str = "",
    at: datetime | None = None,
    **values: Unpack[TicketChanges],
) -> Done:
    """Open a ticket for a contact, a `new` one, or nobody; `text` is the customer's message.

    For nobody, but about a purchase, it is for who bought. Raises InvalidValue or NotFound.
    """
    with writing(store, _("Opened a ticket")) as w:
        at = at or w.transaction.now
        if at > w.transaction.now:
            raise InvalidValue(_("A ticket cannot have been opened at a time still to come."))
        contact = add_contact(w, new).id if new else contact
        ticket = open_within(w, contact, at, text=text, **values)
        person = w.session.get(Contact, ticket.contact_id) if ticket.contact_id else None
        w.transaction.label = (
            _("Opened ticket #{id} of {name}: {subject}")
            if person
            else _("Opened ticket #{id}: {subject}")
        ).format(id=ticket.id, name=person.name if person else "", subject=excerpt(ticket.subject))
        w.transaction.row = ticket.id or 0
    return w.transaction.done


def open_within(
    w: Writing,
    contact: int | None,
    at: datetime,
    *,
    text: str = "",
    **values: Unpack[TicketChanges],
) -> Ticket:
    """Open a ticket within a write under way."""
    contact = _buyer(w, values.get("purchase_id"), contact)
    if contact:
        existing(w.session, contact)
    ticket = validated(
        Ticket, {**_checked({"subject": "", **values}), "contact_id": contact, "opened_at": at}
    )
    w.session.add(ticket)
    w.session.flush()
    record(w, ticket, TicketChange.STATUS, ticket.status, at)
    if text.strip():
        add_message(w, ticket, text, direction=Direction.IN, at=at)
    set_deadlines(w, ticket)
    return ticket


def edit(store: Store, number: int, **values: Unpack[TicketChanges]) -> Done:
    """Change a ticket; what is not given stays. Raises InvalidValue, NotFound or Conflict."""
    with writing(store, _("Edited ticket #{id}").format(id=number)) as w:
        ticket = standing_ticket(w.session, number)
        _buyer(w, values.get("purchase_id"), ticket.contact_id)
        before = ticket.priority
        change(ticket, _checked(values))
        if ticket.priority != before:
            record(w, ticket, TicketChange.PRIORITY, ticket.priority)
            w.session.flush()
            set_deadlines(w, ticket)
        w.transaction.row = number
    return w.transaction.done


def give_to(store: Store, number: int, contact: int | None) -> Done:
    """Say whose ticket it is, or that it is nobody's; its messages and appointments go along.

    Raises NotFound, or Conflict if it is about a purchase of somebody else.
    """
    with writing(store, _("Edited ticket #{id}").format(id=number)) as w:
        ticket = standing_ticket(w.session, number)
        person = existing(w.session, contact) if contact else None
        _buyer(w, ticket.purchase_id, contact)
        ticket.contact_id = contact
        move_people(w, number, contact)
        label = _("Ticket #{id} is {name}'s") if person else _("Ticket #{id} is nobody's")
        w.transaction.label = label.format(id=number, name=person.name if person else "")
        w.transaction.row = number
    return w.transaction.done


def move_people(w: Writing, number: int, contact: int | None) -> None:
    """Have the messages and appointments of a ticket stand with a contact."""
    for model in (Interaction, Appointment):
        w.session.exec(
            update(model).where(model.ticket_id == number).values(contact_id=contact)  # type: ignore[arg-type]
        )


def assign(store: Store, number: int, who: str) -> Done:
    """Say who of the shop looks after a ticket; "" is nobody. Raises NotFound or Conflict."""
    with writing(store, "") as w:
        ticket = standing_ticket(w.session, number)
        before = ticket.assignee
        change(ticket, {"assignee": who})
        if ticket.assignee != before:
            record(w, ticket, TicketChange.ASSIGNEE, ticket.assignee)
        label = _("Gave ticket #{id} to {name}") if ticket.assignee else _("Ticket #{id} is free")
        w.transaction.label = label.format(id=number, name=excerpt(ticket.assignee))
        w.transaction.row = number
    return w.transaction.done


def set_status(store: Store, number: int, status: str, *, at: datetime | None = None) -> Done:
    """Give a ticket another status. Raises InvalidValue, NotFound or Conflict."""
    with writing(store, "") as w:
        ticket = standing_ticket(w.session, number)
        to_status(w, ticket, status, at)
        w.transaction.label = _("Ticket #{id} is {status} now").format(
            id=number, status=ticket_status_label(ticket.status)
        )
        w.transaction.row = number
    return w.transaction.done


def close(
    store: Store,
    number: int,
    *,
    solved: bool = False,
    rating: Rating | None = None,
    at: datetime | None = None,
) -> Done:
    """Close a ticket, or only call it `solved`, with what the customer thought of it.

    Raises InvalidValue, NotFound or Conflict.
    """
    with writing(store, "") as w:
        ticket = standing_ticket(w.session, number)
        to_status(w, ticket, "solved" if solved else "closed", at)
        if rating:
            rate_within(w, ticket, rating)
        label = (
            _("Solved ticket #{id}: {subject}") if solved else _("Closed ticket #{id}: {subject}")
        )
        w.transaction.label = label.format(id=number, subject=excerpt(ticket.subject))
        w.transaction.row = number
    return w.transaction.done


def reopen(store: Store, number: int) -> Done:
    """Open a ticket again that was solved or closed. Raises NotFound or Conflict."""
    with writing(store, "") as w:
        ticket = standing_ticket(w.session, number)
        if ticket.status not in ("new", "open"):
            to_status(w, ticket, "open")
        w.transaction.label = _("Opened ticket #{id} again: {subject}").format(
            id=number, subject=excerpt(ticket.subject)
        )
        w.transaction.row = number
    return w.transaction.done


def delete(store: Store, number: int) -> Done:
    """Delete a ticket with its messages, history and appointments; undo brings it back.

    Raises NotFound, or Conflict if others were merged into it.
    """
    with writing(store, "") as w:
        ticket = existing_ticket(w.session, number)
        if w.session.exec(select(Ticket.id).where(Ticket.merged_into == number)).first():
            raise Conflict(
                _("Another ticket was merged into #{id}.").format(id=number),
                _("`crm undo` takes a merge apart."),
            )
        w.transaction.label = _("Deleted ticket #{id}: {subject}").format(
            id=number, subject=excerpt(ticket.subject)
        )
        for model in (Interaction, Appointment, CannedUse, TicketEvent):
            w.session.exec(delete_rows(model).where(model.ticket_id == number))  # type: ignore[arg-type]
        for side in (TicketLink.a_id, TicketLink.b_id):
            w.session.exec(delete_rows(TicketLink).where(side == number))  # type: ignore[arg-type]
        w.session.delete(ticket)
        w.transaction.row = number
    return w.transaction.done


def _checked(values: TicketChanges) -> dict[str, object]:
    fields: dict[str, object] = dict(values)
    if not clean(values.get("subject", "-")):
        raise InvalidValue(_("A ticket needs a subject."), _("Say in a line what it is about."))
    if "priority" in values:
        fields["priority"] = checked_priority(values["priority"])
    return fields


def _buyer(w: Writing, purchase: int | None, contact: int | None) -> int | None:
    """Return whose ticket it is, if it is about a purchase. Raises NotFound or Conflict."""
    if purchase is None:
        return contact
    found = w.session.get(Purchase, purchase)
    if found is None:
        raise missing_purchase(purchase)
    if contact and found.contact_id and found.contact_id != contact:
        raise Conflict(
            _("Purchase #{id} is somebody else's.").format(id=purchase),
            _("`crm purchase list WHO` shows the numbers of theirs."),
        )
    return contact or found.contact_id
