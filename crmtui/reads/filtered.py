"""The contacts that a condition finds: how many, any stretch of them, all their ids."""

from __future__ import annotations

import sqlite3

from crmtui.reads.contacts import SORTS, ContactLine, lines
from crmtui.reads.filters.condition import Condition, one_of

_STATS = "LEFT JOIN customer_stats s ON s.contact_id = c.id"
_SCANNED = "+c.deleted_at IS NULL"
"""Keeps SQLite from the index by name, through which it would jump to and fro in the table."""
_UNSORTED = ("name", "newest")
"""Orders that need no sums."""


def count(connection: sqlite3.Connection, where: Condition) -> int:
    """Return how many fit."""
    (number,) = connection.execute(
        f"SELECT count(*) FROM contact c WHERE {_SCANNED} AND ({where.sql})", where.binds
    ).fetchone()
    return int(number)


def ids(
    connection: sqlite3.Connection,
    where: Condition,
    *,
    sort: str = "name",
    skip: int = 0,
    limit: int = -1,
) -> list[int]:
    """Return the ids of those who fit in one of SORTS, after the first `skip`; -1 is no limit."""
    join = "" if sort in _UNSORTED else _STATS
    alive = "c.deleted_at IS NULL" if sort == "name" else _SCANNED
    found = connection.execute(
        f"SELECT c.id FROM contact c {join} WHERE {alive} AND ({where.sql}) "
        f"ORDER BY {SORTS[sort]} LIMIT ? OFFSET ?",
        (*where.binds, limit, skip),
    )
    return [number for (number,) in found]


def page(
    connection: sqlite3.Connection,
    where: Condition,
    *,
    sort: str = "name",
    skip: int = 0,
    limit: int = 50,
) -> list[ContactLine]:
    """Return up to `limit` of those who fit after the first `skip`, in one of SORTS."""
    return lines(connection, ids(connection, where, sort=sort, skip=skip, limit=limit))


def alive(connection: sqlite3.Connection, contacts: list[int]) -> list[int]:
    """Return those of these contacts that are here and not in the trash, in no order."""
    return ids(connection, one_of("c.id", contacts), sort="newest")
