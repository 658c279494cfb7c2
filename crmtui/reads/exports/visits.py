"""Appointments on tickets, as a calendar needs them."""

from __future__ import annotations

import sqlite3

from crmtui.reads.appointments import appointments
from crmtui.reads.exports.pages import Row
from crmtui.reads.exports.tasks import with_phones
from crmtui.reads.ticket_words import appointment_label


def visit_rows(connection: sqlite3.Connection, *, over: bool = False) -> list[Row]:
    """Return the open appointments, the soonest first; those that are `over` too."""
    rows: list[Row] = [line._asdict() for line in appointments(connection, over=over)]
    for row in rows:
        about = f"#{row['ticket_id']} {row['subject']}"
        parts = (appointment_label(row["kind"]), row["name"], about)
        row["summary"] = " · ".join(part for part in parts if part)
        row["said"] = [text for text in (row["who"], row["note"]) if text]
    return with_phones(connection, rows, "contact_id")
