"""What writes about tickets share: the row, its history, its deadlines."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from sqlmodel import Session, col, select

from crmtui.errors import Conflict, InvalidValue
from crmtui.locale import _
from crmtui.models.ticket import Ticket, TicketEvent
from crmtui.models.words import TicketChange
from crmtui.reads.tickets import missing_ticket
from crmtui.rules.service_clock import Pause, deadline
from crmtui.rules.ticket_words import (
    ENDED,
    OPEN,
    PRIORITIES,
    RUNNING,
    STATUSES,
    priority_of,
    status_of,
)
from crmtui.settings import Settings, load
from crmtui.store.session import Writing
from crmtui.text.clean import clean, excerpt
from crmtui.writes.valid import validated


def existing_ticket(session: Session, number: int) -> Ticket:
    """Return a ticket. Raises NotFound."""
    ticket = session.get(Ticket, number)
    if ticket is None:
        raise missing_ticket(number)
    return ticket


def standing_ticket(session: Session, number: int) -> Ticket:
    """Return a ticket that was not merged into another. Raises NotFound or Conflict."""
    ticket = existing_ticket(session, number)
    if ticket.merged_into is not None:
        raise Conflict(
            _("Ticket #{id} was merged into #{into}.").format(id=number, into=ticket.merged_into),
            _("Go on with #{into}; `crm undo` takes a merge apart.").format(
                into=ticket.merged_into
            ),
        )
    return ticket


def record(
    w: Writing, ticket: Ticket, kind: TicketChange, value: str, at: datetime | None = None
) -> None:
    """Write down in the history of a ticket what changed."""
    values = {"ticket_id": ticket.id, "at": at or w.transaction.now, "kind": kind, "value": value}
    w.session.add(validated(TicketEvent, values))


def to_status(w: Writing, ticket: Ticket, status: str, at: datetime | None = None) -> bool:
    """Give a ticket one of our statuses, with all that follows; False if it has it already.

    Raises InvalidValue.
    """
    wanted, at = checked_status(status), at or w.transaction.now
    if wanted == ticket.status:
        return False
    check_not_before(w, ticket, at)
    has_ended = ticket.status in ENDED
    ticket.status = wanted
    record(w, ticket, TicketChange.STATUS, wanted, at)
    ticket.waiting_since = at if wanted == "waiting" else None
    if wanted in ENDED:
        ticket.solved_at = ticket.solved_at or at
        ticket.ended_at = ticket.ended_at or at
        ticket.closed_at = at if wanted == "closed" else None
    else:
        ticket.solved_at = ticket.closed_at = ticket.ended_at = None
        ticket.reopened += has_ended
    w.session.flush()
    set_deadlines(w, ticket)
    return True


def checked_status(text: str) -> str:
    """Return the status that a text means. Raises InvalidValue."""
    status = status_of(clean(text))
    if status not in STATUSES:
        raise InvalidValue(
            _("{value} is no status.").format(value=excerpt(text) or "''"),
            _("Choose one of: {choices}.").format(choices=", ".join(STATUSES)),
        )
    return status


def check_not_before(w: Writing, ticket: Ticket, at: datetime) -> None:
    """Raise InvalidValue for a moment before the opening of a ticket, or one still to come."""
    if at < ticket.opened_at.replace(microsecond=0):
        raise InvalidValue(
            _("Ticket #{id} was opened only on {day}.").format(
                id=ticket.id, day=load(w.transaction.connection).formats().day(ticket.opened_at)
            )
        )
    if at > w.transaction.now:
        raise InvalidValue(_("It cannot have happened at a time still to come."))


def set_deadlines(w: Writing, ticket: Ticket) -> None:
    """Say by when a ticket should have a reply and be solved; while it waits, that stays.

    Raises InvalidValue for a shop that never opens.
    """
    if ticket.status not in OPEN or ticket.waiting_since is not None:
        return
    settings = load(w.transaction.connection)
    reply, solve = settings.target(ticket.priority)
    pauses = _pauses(w.session, ticket)
    ticket.reply_due = _due(ticket, reply, settings, pauses)
    ticket.solve_due = _due(ticket, solve, settings, pauses)


CLOCK = frozenset(
    {"hours", "weekend", "holidays", "zone", "calendar"} | {f"target_{name}" for name in PRIORITIES}
)
"""The settings that say by when tickets are due."""


def set_all_deadlines(w: Writing) -> None:
    """Say anew by when the open tickets are due; those of an imported log have no deadline.

    Raises InvalidValue for a shop that never opens.
    """
    load(w.transaction.connection).hours()
    imported = {
        number
        for (number,) in w.transaction.connection.execute(
            "SELECT row_id FROM source_ref WHERE kind = 'ticket'"
        )
    }
    for ticket in w.session.exec(select(Ticket).where(col(Ticket.status).in_(OPEN))):
        if ticket.id not in imported and ticket.merged_into is None:
            set_deadlines(w, ticket)


def let_go_of_purchase(w: Writing, purchase: int) -> None:
    """Have no ticket be about a purchase that is deleted."""
    for ticket in w.session.exec(select(Ticket).where(Ticket.purchase_id == purchase)):
        ticket.purchase_id = None


def _due(
    ticket: Ticket, minutes: int | None, settings: Settings, pauses: list[Pause]
) -> datetime | None:
    if minutes is None:
        return None
    return deadline(ticket.opened_at, minutes, settings.hours(), pauses)


def _pauses(session: Session, ticket: Ticket) -> list[Pause]:
    """Return the times, over by now, in which it was not the shop's turn."""
    events = session.exec(
        select(TicketEvent)
        .where(TicketEvent.ticket_id == ticket.id, TicketEvent.kind == TicketChange.STATUS)
        .order_by(col(TicketEvent.at), col(TicketEvent.id))
    ).all()
    return [
        Pause(event.at, following.at)
        for event, following in pairwise(events)
        if event.value not in RUNNING
    ]


def checked_priority(text: str) -> str:
    """Return the priority that a text means. Raises InvalidValue."""
    priority = priority_of(clean(text))
    if priority not in PRIORITIES:
        raise InvalidValue(
            _("{value} is no priority.").format(value=excerpt(text) or "''"),
            _("Choose one of: {choices}.").format(choices=", ".join(PRIORITIES)),
        )
    return priority
