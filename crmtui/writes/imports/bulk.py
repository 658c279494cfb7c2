"""Small tools of bulk writes."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

OURS = "crmtui"
"""The source of our own exports: an empty store keeps the ids they carry."""


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """Return the id that the next row of `table` gets; ids of deleted rows are never reused."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) + 1 if row else 1


def utc_text(moment: datetime) -> str:
    """Return a moment as the store keeps it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
