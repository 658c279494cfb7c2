"""Small tools of bulk writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

OURS = "crmtui"
"""The source of our own exports: an empty store keeps the ids they carry."""


_SORTED = 200_000
"""Rows whose indexes are sorted in memory."""


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """Return the id that the next row of `table` gets; ids of deleted rows are never reused."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) + 1 if row else 1


def utc_text(moment: datetime) -> str:
    """Return a moment as the store keeps it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def adopt_currency(connection: sqlite3.Connection, currency: str) -> None:
    """Make the currency of a file that of the shop, which has none yet."""
    connection.execute(
        "INSERT INTO setting(key, value) VALUES('currency', ?) "
        "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (currency,),
    )


def drop_dangling(connection: sqlite3.Connection, source: str, refs: str) -> None:
    """Forget references to contacts that are gone: undo took the import away that made them.

    `refs` selects those that are about to be looked up. Purchases and interactions are not meant:
    one that was deleted stays known, so that it does not come in again.
    """
    connection.execute(
        "DELETE FROM source_ref WHERE id IN (SELECT r.id FROM source_ref r "
        "LEFT JOIN contact c ON c.id = r.row_id WHERE r.source = ? AND r.kind = 'contact' "
        f"AND c.id IS NULL AND r.ref IN ({refs}))",
        (source,),
    )


@contextmanager
def filled(
    connection: sqlite3.Connection, table: str, rows: int, *, keep: str = ""
) -> Iterator[None]:
    """Let many rows come into `table`; if it is empty, its indexes but `keep` are made afterwards.

    Sorting once takes a third of the time of finding a hundred thousand places, but a million
    would be sorted in as much memory as the cache of the store may take.
    """
    if rows > _SORTED or connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
        yield
        return
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? "
        "AND sql IS NOT NULL AND name <> ?",
        (table, keep),
    ).fetchall()
    for name, _sql in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _name, sql in indexes:
        connection.execute(sql)
