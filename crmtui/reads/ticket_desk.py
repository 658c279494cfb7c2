"""What the service desk shows: one ticket with all that is on it, and what the open ones share."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.reads.appointments import AppointmentLine, appointments
from crmtui.reads.purchases import PurchaseRow, purchase
from crmtui.reads.ticket_talk import Said, conversation
from crmtui.reads.tickets import OPEN_TICKETS, TicketLine, linked_tickets, ticket


class Reach(NamedTuple):
    """A way to send somebody a text."""

    kind: str
    value: str
    key: str


class Desk(NamedTuple):
    """A ticket with all that belongs to it."""

    ticket: TicketLine
    talk: list[Said]
    links: list[TicketLine]
    appointments: list[AppointmentLine]
    purchase: PurchaseRow | None
    reach: list[Reach]


class Group(NamedTuple):
    """Open tickets that have something in common, and how many they are."""

    name: str
    tickets: int


def desk(connection: sqlite3.Connection, number: int) -> Desk:
    """Return a ticket with all that belongs to it. Raises NotFound."""
    line = ticket(connection, number)
    return Desk(
        line,
        conversation(connection, number),
        linked_tickets(connection, number),
        appointments(connection, ticket=number),
        purchase(connection, line.purchase_id) if line.purchase_id else None,
        reach(connection, line.contact_id),
    )


def reach(connection: sqlite3.Connection, contact: int | None) -> list[Reach]:
    """Return by which phones and addresses somebody can be written to, the preferred ones first."""
    rows = connection.execute(
        "SELECT kind, value, key FROM contact_point WHERE contact_id = ? "
        "AND kind IN ('phone', 'email', 'whatsapp') ORDER BY preferred DESC, id",
        (contact,),
    )
    return [Reach(*row) for row in rows]


def groups(connection: sqlite3.Connection, field: str) -> list[Group]:
    """Return the categories or assignees of the open tickets, or the statuses of all.

    The biggest group comes first.
    """
    column = {"category": "t.category", "assignee": "t.assignee", "status": "t.status"}[field]
    where = "t.merged_into IS NULL AND c.deleted_at IS NULL" if field == "status" else OPEN_TICKETS
    rows = connection.execute(
        f"SELECT {column}, count(*) FROM ticket t LEFT JOIN contact c ON c.id = t.contact_id "
        f"WHERE {where} GROUP BY {column} ORDER BY count(*) DESC, {column}"
    )
    return [Group(*row) for row in rows]
