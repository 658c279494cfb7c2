"""Appointments on tickets."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import NotFound
from crmtui.locale import _


class AppointmentLine(NamedTuple):
    """An appointment with the ticket and the customer it is for; the times are UTC texts."""

    id: int
    ticket_id: int
    contact_id: int | None
    name: str
    subject: str
    kind: str
    at: str
    minutes: int
    place: str
    who: str
    note: str
    created_at: str
    done_at: str | None
    dropped: int


_LINES = """SELECT a.id, a.ticket_id, a.contact_id, coalesce(c.name, ''), t.subject, a.kind, a.at,
 a.minutes, a.place, a.who, a.note, a.created_at, a.done_at, a.dropped
 FROM appointment a JOIN ticket t ON t.id = a.ticket_id
 LEFT JOIN contact c ON c.id = a.contact_id"""


def appointments(
    connection: sqlite3.Connection,
    *,
    ticket: int | None = None,
    until: str = "9999",
    over: bool = False,
) -> list[AppointmentLine]:
    """Return the open appointments up to a UTC text, the soonest first; those that are `over` too.

    They are those of one ticket, or all but those with somebody in the trash.
    """
    where = "a.ticket_id = :ticket" if ticket else "c.deleted_at IS NULL"
    where += "" if over else " AND a.done_at IS NULL"
    rows = connection.execute(
        f"{_LINES} WHERE {where} AND a.at < :until ORDER BY a.at, a.id",
        {"ticket": ticket, "until": until},
    )
    return [AppointmentLine(*row) for row in rows]


def appointment(connection: sqlite3.Connection, number: int) -> AppointmentLine:
    """Return one appointment. Raises NotFound."""
    row = connection.execute(f"{_LINES} WHERE a.id = ?", (number,)).fetchone()
    if row is None:
        raise missing_appointment(number)
    return AppointmentLine(*row)


def missing_appointment(number: int) -> NotFound:
    """Build the error for a number that no appointment has."""
    return NotFound(
        _("There is no appointment #{id}.").format(id=number),
        _("`crm ticket visit list` shows their numbers."),
    )
