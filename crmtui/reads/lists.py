"""Where a row stands in a list, and how long a list is, for screens that show a part of it."""

from __future__ import annotations

import sqlite3

from crmtui.reads.contacts import ContactLine, lines, position
from crmtui.reads.search import find_ids

_STATS = "LEFT JOIN customer_stats s ON s.contact_id = c.id"

_BEFORE = {
    "last-purchase": "(s.last_at > :value OR (s.last_at = :value AND c.id < :id))",
    "sum": "(s.gross + s.refunds > :value OR (s.gross + s.refunds = :value AND c.id < :id))",
}
_VALUE = {"last-purchase": "s.last_at", "sum": "s.gross + s.refunds"}


def place_of(connection: sqlite3.Connection, contact: int, sort: str) -> int | None:
    """Return how many contacts stand before this one in a sort; None if it is not listed."""
    found = connection.execute(
        "SELECT 1 FROM contact WHERE id = ? AND deleted_at IS NULL", (contact,)
    ).fetchone()
    if found is None:
        return None
    if sort == "name":
        return position(connection, contact)
    if sort == "newest":
        return _count(connection, "contact c WHERE c.deleted_at IS NULL AND c.id > :id", id=contact)
    (value,) = connection.execute(
        f"SELECT {_VALUE[sort]} FROM contact c {_STATS} WHERE c.id = ?", (contact,)
    ).fetchone()
    if value is None:  # no purchase: they stand after everybody who has one
        return _count(
            connection,
            f"contact c {_STATS} WHERE c.deleted_at IS NULL "
            f"AND ({_VALUE[sort]} IS NOT NULL OR c.id < :id)",
            id=contact,
        )
    return _count(
        connection,
        "customer_stats s JOIN contact c ON c.id = s.contact_id "
        f"WHERE c.deleted_at IS NULL AND {_BEFORE[sort]}",
        id=contact,
        value=value,
    )


def _count(connection: sqlite3.Connection, what: str, **values: object) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {what}", values).fetchone()
    return int(number)


def found_lines(connection: sqlite3.Connection, text: str, limit: int = 200) -> list[ContactLine]:
    """Return the lines of the contacts that `text` fits, best first."""
    return lines(connection, find_ids(connection, text, limit))
