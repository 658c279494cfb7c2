"""The customers' sums after a bulk write; row by row, triggers keep them."""

from __future__ import annotations

import sqlite3

from crmtui.store.triggers import SUMS

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
