"""Tickets made one, taken apart, and tied together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from crmtui.errors import Conflict, InvalidValue, NotFound
from crmtui.locale import _, ngettext
from crmtui.models.appointment import Appointment
from crmtui.models.canned_reply import CannedUse
from crmtui.models.interaction import Interaction
from crmtui.models.ticket import Ticket, TicketLink
from crmtui.models.words import Direction, TicketChange
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.store.transact import Done
from crmtui.text.clean import clean, excerpt
from crmtui.writes.ticket_rows import existing_ticket, record, set_deadlines, standing_ticket
from crmtui.writes.tickets import move_people
from crmtui.writes.valid import validated


def merge(store: Store, keep: int, gone: int) -> Done:
    """Move what was said and agreed on `gone` to `keep`; `gone` is closed and says where it went.

    Raises NotFound, InvalidValue for the same ticket, Conflict for tickets of two customers.
    """
    with writing(store, _("Merged ticket #{gone} into #{id}").format(gone=gone, id=keep)) as w:
        one, other = standing_ticket(w.session, keep), standing_ticket(w.session, gone)
        _check_mergeable(one, other)
        one.contact_id = one.contact_id or other.contact_id
        for model in (Interaction, Appointment, CannedUse):
            for row in w.session.exec(select(model).where(model.ticket_id == gone)):
                row.ticket_id = keep
        w.session.flush()
        move_people(w, keep, one.contact_id)
        for field in ("first_reply_at", "csat", "nps", "rated_at", "purchase_id", "warranty_until"):
            if getattr(one, field) is None:
                setattr(one, field, getattr(other, field))
        one.product, one.comment = one.product or other.product, one.comment or other.comment
        other.merged_into, other.status, other.waiting_since = keep, "closed", None
        other.closed_at = other.closed_at or w.transaction.now
        other.ended_at = other.ended_at or w.transaction.now
        record(w, one, TicketChange.MERGED, f"#{gone}")
        record(w, other, TicketChange.MERGED, f"#{keep}")
        w.transaction.row = keep
    return w.transaction.done


def _check_mergeable(one: Ticket, other: Ticket) -> None:
    if one.id == other.id:
        raise InvalidValue(_("A ticket cannot be merged with itself."))
    if one.contact_id and other.contact_id and one.contact_id != other.contact_id:
        raise Conflict(
            _("#{a} and #{b} are tickets of two customers.").format(a=one.id, b=other.id),
            _("`crm ticket link {a} {b}` ties them together.").format(a=one.id, b=other.id),
        )


def split(store: Store, number: int, messages: Sequence[int], subject: str = "") -> Done:
    """Make a ticket of its own of some messages of a ticket; the subject may stay.

    Raises NotFound, InvalidValue or Conflict.
    """
    with writing(store, "") as w:
        ticket = standing_ticket(w.session, number)
        moved = [_message(w.session, ticket, message) for message in dict.fromkeys(messages)]
        if not moved:
            raise InvalidValue(
                _("No message was named."),
                _("`crm ticket show {id}` lists them.").format(id=number),
            )
        fields = ("contact_id", "channel", "category", "priority", "assignee", "product")
        values = {
            name: getattr(ticket, name) for name in (*fields, "purchase_id", "warranty_until")
        }
        opened = min(row.at for row in moved)
        values |= {"subject": clean(subject) or ticket.subject, "opened_at": opened}
        fresh = validated(Ticket, values)
        w.session.add(fresh)
        w.session.flush()
        for row in moved:
            row.ticket_id = fresh.id
        w.session.flush()
        for one in (ticket, fresh):
            one.first_reply_at = _first_reply(w.session, one)
        fresh.status = "open" if fresh.first_reply_at else "new"
        record(w, fresh, TicketChange.STATUS, fresh.status, opened)
        record(w, fresh, TicketChange.SPLIT, f"#{number}")
        record(w, ticket, TicketChange.SPLIT, f"#{fresh.id}")
        set_deadlines(w, fresh)
        w.transaction.label = ngettext(
            "Made ticket #{id} of a message of #{old}: {subject}",
            "Made ticket #{id} of {n} messages of #{old}: {subject}",
            len(moved),
        ).format(id=fresh.id, old=number, n=len(moved), subject=excerpt(fresh.subject))
        w.transaction.row = fresh.id or 0
    return w.transaction.done


def _message(session: Session, ticket: Ticket, number: int) -> Interaction:
    row = session.get(Interaction, number)
    if row is None or row.ticket_id != ticket.id:
        raise NotFound(
            _("Ticket #{id} has no message {number}.").format(id=ticket.id, number=number),
            _("`crm ticket show {id}` lists them.").format(id=ticket.id),
        )
    return row


def _first_reply(session: Session, ticket: Ticket) -> datetime | None:
    """Return when the first of its messages went out."""
    return session.exec(
        select(Interaction.at)
        .where(Interaction.ticket_id == ticket.id, Interaction.direction == Direction.OUT)
        .order_by(col(Interaction.at))
    ).first()


def link(store: Store, number: int, other: int) -> Done:
    """Tie two tickets together. Raises NotFound, or InvalidValue for the same one."""
    with writing(store, _("Linked tickets #{a} and #{b}").format(a=number, b=other)) as w:
        a, b = sorted((number, other))
        for one in (a, b):
            existing_ticket(w.session, one)
        if a == b:
            raise InvalidValue(_("A ticket cannot be linked with itself."))
        if _link(w.session, a, b) is None:
            w.session.add(validated(TicketLink, {"a_id": a, "b_id": b}))
        w.transaction.row = number
    return w.transaction.done


def unlink(store: Store, number: int, other: int) -> Done:
    """Untie two tickets; two that are not tied stay so. Raises NotFound."""
    with writing(store, _("Unlinked tickets #{a} and #{b}").format(a=number, b=other)) as w:
        for one in (number, other):
            existing_ticket(w.session, one)
        if found := _link(w.session, *sorted((number, other))):
            w.session.delete(found)
        w.transaction.row = number
    return w.transaction.done


def _link(session: Session, a: int, b: int) -> TicketLink | None:
    return session.exec(
        select(TicketLink).where(TicketLink.a_id == a, TicketLink.b_id == b)
    ).first()
