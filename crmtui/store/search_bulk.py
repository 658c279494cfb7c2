"""The search index of thousands of new contacts, built without holding the store for long.

Into an empty store, a second process builds the index in a file beside it while rows are still
being read. Otherwise their keys are written with them, and the index follows in short transactions;
until it has, `search_pending` says which keys a search has to look through by itself.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

from crmtui.store.connect import Store
from crmtui.store.trouble import clear_errors

_SHADOWS = ("data", "idx", "docsize", "config")
"""The tables behind an FTS5 index; its content is not among them."""
_AT_ONCE = 3_000
"""Keys indexed in one transaction: about a tenth of a second."""
_BREATH = 0.03
"""Seconds between two transactions, in which others get their turn."""


def take_over(connection: sqlite3.Connection, name: str) -> None:
    """Make the index of the attached file `name` that of the store, which has none yet.

    FTS5 keeps an index in plain tables whose form does not depend on where the content is.
    """
    for shadow in _SHADOWS:
        connection.execute(f"DELETE FROM main.search_index_{shadow}")
        connection.execute(
            f"INSERT INTO main.search_index_{shadow} SELECT * FROM {name}.search_index_{shadow}"
        )


def drop_early(connection: sqlite3.Connection, name: str, contact: int, text: str) -> None:
    """Take a text out of an early index again: its row joined another contact."""
    connection.execute(
        f"INSERT INTO {name}.search_index(search_index, rowid, text) VALUES('delete', ?, ?)",
        (contact, text),
    )


def leave_pending(connection: sqlite3.Connection, first: int, last: int) -> None:
    """Note down that the keys `first` to `last` are not in the index yet."""
    if first <= last:
        connection.execute("INSERT INTO search_pending VALUES(?, ?)", (first, last))


def index_pending(store: Store) -> None:
    """Index everything that is pending, in transactions between which others can write."""
    while _index_some(store):
        time.sleep(_BREATH)


def _index_some(store: Store) -> bool:
    """Index some pending keys; False if there were none."""
    with clear_errors(store.path), closing(store.connect()) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            more = index_next(connection, _AT_ONCE)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return more


def index_next(connection: sqlite3.Connection, count: int) -> bool:
    """Index the next `count` pending keys within a transaction; False if there were none."""
    span = connection.execute("SELECT lo, hi FROM search_pending ORDER BY lo LIMIT 1").fetchone()
    if span is None:
        return False
    lo, hi = span
    (last,) = connection.execute(
        "SELECT max(contact_id) FROM (SELECT contact_id FROM search_key "
        "WHERE contact_id BETWEEN ? AND ? ORDER BY contact_id LIMIT ?)",
        (lo, hi, count),
    ).fetchone()
    if last is not None:
        connection.execute(
            "INSERT INTO search_index(rowid, text) SELECT contact_id, text FROM search_key "
            "WHERE contact_id BETWEEN ? AND ?",
            (lo, last),
        )
    connection.execute("DELETE FROM search_pending WHERE lo = ?", (lo,))
    leave_pending(connection, (last if last is not None else hi) + 1, hi)
    return True
