"""Tickets near their deadline or past it, and the appointments of the day."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from crmtui.reads.appointments import appointments
from crmtui.reads.tickets import BREACHES_NEXT, NEXT_DUE, OPEN_TICKETS
from crmtui.reads.today.day import Day
from crmtui.rules.attention import TicketDue, Visit
from crmtui.rules.service_clock import deadline
from crmtui.text.calendar import from_utc_text, to_utc_text

_PRESSING = f"""SELECT coalesce(t.contact_id, 0), t.id, t.subject, {NEXT_DUE} AS due,
 t.first_reply_at IS NULL AND {NEXT_DUE} = t.reply_due
 FROM ticket t LEFT JOIN contact c ON c.id = t.contact_id
 WHERE {OPEN_TICKETS} AND t.waiting_since IS NULL AND {NEXT_DUE} <= ? ORDER BY {BREACHES_NEXT}"""


def pressing(connection: sqlite3.Connection, day: Day) -> dict[int, tuple[TicketDue, ...]]:
    """Return the tickets near their deadline or past it, by contact; 0 is nobody's."""
    settings = day.settings
    near = deadline(day.now, settings.near_minutes(), settings.hours())
    found: defaultdict[int, list[TicketDue]] = defaultdict(list)
    for contact, number, subject, due, is_reply in connection.execute(
        _PRESSING, (to_utc_text(near),)
    ):
        is_late = from_utc_text(due) < day.now
        found[contact].append(
            TicketDue(number, subject, due, bool(is_reply), is_late, day.ago(due))
        )
    return {contact: tuple(tickets) for contact, tickets in found.items()}


def agreed(connection: sqlite3.Connection, day: Day) -> dict[int, tuple[Visit, ...]]:
    """Return the open appointments up to the end of the day, by contact; 0 is nobody's."""
    found: defaultdict[int, list[Visit]] = defaultdict(list)
    for line in appointments(connection, until=day.ends):
        is_over = from_utc_text(line.at) < day.now
        visit = Visit(line.id, line.ticket_id, line.kind, line.at, line.place, is_over)
        found[line.contact_id or 0].append(visit)
    return {contact: tuple(visits) for contact, visits in found.items()}
