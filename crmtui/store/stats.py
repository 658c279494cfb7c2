"""The customers' sums after a bulk write; row by row, triggers keep them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from crmtui.store.triggers import STATS_TRIGGERS, SUMS

_BUYERS = """CREATE TEMP TABLE IF NOT EXISTS touched_buyer(contact_id INTEGER PRIMARY KEY)"""


def mark_buyers(connection: sqlite3.Connection, condition: str, values: tuple[int, ...]) -> None:
    """Remember whose purchases meet `condition`, before or after they change."""
    connection.execute(_BUYERS)
    connection.execute(
        "INSERT OR IGNORE INTO touched_buyer SELECT contact_id FROM purchase "
        f"WHERE contact_id IS NOT NULL AND ({condition})",
        values,
    )


def resum_buyers(connection: sqlite3.Connection) -> None:
    """Add up anew the purchases of everybody marked."""
    connection.execute(_BUYERS)
    touched = "IN (SELECT contact_id FROM touched_buyer)"
    connection.execute(f"DELETE FROM customer_stats WHERE contact_id {touched}")
    connection.execute(f"INSERT INTO customer_stats {SUMS.format(which=touched)}")
    connection.execute("DROP TABLE touched_buyer")


@contextmanager
def summed_once(connection: sqlite3.Connection, condition: str) -> Iterator[None]:
    """Change many purchases and add up at the end: for each of them, the triggers would do it anew.

    Those whose purchases meet `condition` before or after are summed.
    """
    mark_buyers(connection, condition, ())
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'stats%'"
    ).fetchall()
    for (name,) in names:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for sql in STATS_TRIGGERS:
        connection.execute(sql)
    mark_buyers(connection, condition, ())
    resum_buyers(connection)
