"""What the service desk shows: the queue by its numbers, and one ticket with all that is on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from crmtui.reads.appointments import AppointmentLine, appointments
from crmtui.reads.purchases import PurchaseRow, purchase
from crmtui.reads.ticket_talk import Said, conversation
from crmtui.reads.tickets import (
    OPEN_TICKETS,
    TicketFilter,
    TicketLine,
    linked_tickets,
    queue_numbers,
    ticket,
    ticket_lines,
)
from crmtui.text.fold import fold

_FOLDED = """SELECT t.id, t.subject, t.product, t.category, coalesce(c.name_key, '')
 FROM ticket t LEFT JOIN contact c ON c.id = t.contact_id WHERE t.id IN ({marks})"""
_AT_ONCE = 900


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


def found_numbers(connection: sqlite3.Connection, wanted: TicketFilter) -> list[int]:
    """Return the numbers of the tickets in question, in the order of the queue.

    The words of a text may stand in subject, product, category or name, in any spelling.
    """
    wanted = _as_written(connection, wanted)
    numbers = queue_numbers(connection, wanted._replace(text=""))
    words = fold(wanted.text).split()
    if not words:
        return numbers
    fitting: set[int] = set()
    for start in range(0, len(numbers), _AT_ONCE):
        chunk = numbers[start : start + _AT_ONCE]
        marks = ",".join("?" * len(chunk))
        for number, *texts in connection.execute(_FOLDED.format(marks=marks), chunk):
            key = fold(" ".join(texts))
            if all(word in key or word.lstrip("#") == str(number) for word in words):
                fitting.add(number)
    return [number for number in numbers if number in fitting]


def _as_written(connection: sqlite3.Connection, wanted: TicketFilter) -> TicketFilter:
    """Return a filter with its category and assignee as they are written on tickets."""
    for field in ("category", "assignee"):
        value = getattr(wanted, field)
        if value:
            key = fold(value)
            names = [name for (name,) in connection.execute(f"SELECT DISTINCT {field} FROM ticket")]
            same = [name for name in names if fold(name) == key]
            begun = [name for name in names if fold(name).startswith(key)]
            if found := same or begun:
                wanted = wanted._replace(**{field: value if value in found else found[0]})
    return wanted


def lines_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[TicketLine]:
    """Return tickets by their numbers, in this order; one that is gone is left out."""
    found = {line.id: line for line in ticket_lines(connection, numbers)}
    return [found[number] for number in numbers if number in found]


def groups(connection: sqlite3.Connection, field: str) -> list[Group]:
    """Return the categories, assignees or statuses of the open tickets, the biggest first."""
    column = {"category": "t.category", "assignee": "t.assignee", "status": "t.status"}[field]
    rows = connection.execute(
        f"SELECT {column}, count(*) FROM ticket t LEFT JOIN contact c ON c.id = t.contact_id "
        f"WHERE {OPEN_TICKETS} GROUP BY {column} ORDER BY count(*) DESC, {column}"
    )
    return [Group(*row) for row in rows]
