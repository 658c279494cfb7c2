"""Contacts as lists: any stretch of them in any order, without loading the rest."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.text.alphabet import sql_in_order


class ContactLine(NamedTuple):
    """A contact in a list; `last_at` is the UTC text of the last purchase, `net` what they paid."""

    id: int
    name: str
    kind: str
    status: str
    phone: str
    city: str
    last_at: str | None
    purchases: int
    net: int


_PLACE = sql_in_order("c.name_key")
BY_NAME = f"{_PLACE}, c.id"
"""People by name, as the alphabet has it; an index keeps them so."""
SORTS = {
    "name": BY_NAME,
    "last-purchase": "s.last_at IS NULL, s.last_at DESC, c.id",
    "sum": "s.gross IS NULL, s.gross + s.refunds DESC, c.id",
    "newest": "c.id DESC",
}
"""The orders of a list, by the name one chooses them by."""

_LINE = """SELECT c.id, c.name, c.kind, c.status,
 coalesce((SELECT CASE WHEN key LIKE '+%' THEN key ELSE value END FROM contact_point
  WHERE contact_id = c.id AND kind = 'phone' ORDER BY preferred DESC, id LIMIT 1), ''),
 c.city, s.last_at, coalesce(s.purchases, 0), coalesce(s.gross + s.refunds, 0)
 FROM contact c LEFT JOIN customer_stats s ON s.contact_id = c.id"""


def count(connection: sqlite3.Connection, *, trashed: bool = False) -> int:
    """Return how many contacts there are, or how many lie in the trash."""
    state = "IS NOT NULL" if trashed else "IS NULL"
    (number,) = connection.execute(
        f"SELECT count(*) FROM contact WHERE deleted_at {state}"
    ).fetchone()
    return int(number)


def page(
    connection: sqlite3.Connection,
    *,
    sort: str = "name",
    skip: int = 0,
    limit: int = 50,
    trashed: bool = False,
) -> list[ContactLine]:
    """Return up to `limit` contacts after the first `skip`, in one of SORTS."""
    state = "IS NOT NULL" if trashed else "IS NULL"
    join = "" if sort in ("name", "newest") else "LEFT JOIN customer_stats s ON s.contact_id = c.id"
    ids = connection.execute(
        f"SELECT c.id FROM contact c {join} WHERE c.deleted_at {state} "
        f"ORDER BY {SORTS[sort]} LIMIT ? OFFSET ?",
        (limit, skip),
    ).fetchall()
    return lines(connection, [number for (number,) in ids])


def lines(connection: sqlite3.Connection, ids: list[int]) -> list[ContactLine]:
    """Return the lines of these contacts in the order given; unknown ids are left out."""
    marks = ",".join("?" * len(ids))
    rows = connection.execute(f"{_LINE} WHERE c.id IN ({marks})", ids)
    by_id = {row[0]: ContactLine(*row) for row in rows}
    return [by_id[number] for number in ids if number in by_id]


def position(connection: sqlite3.Connection, contact: int) -> int:
    """Return how many contacts stand before this one in the list by name."""
    found = connection.execute(
        f"SELECT {_PLACE} FROM contact c WHERE c.id = ?", (contact,)
    ).fetchone()
    if found is None:
        return 0
    # Two counts along the index: comparing pairs would look at every contact.
    (before,) = connection.execute(
        "SELECT (SELECT count(*) FROM contact c WHERE c.deleted_at IS NULL "
        f"AND {_PLACE} < :place) + (SELECT count(*) FROM contact c "
        f"WHERE c.deleted_at IS NULL AND {_PLACE} = :place AND c.id < :id)",
        {"place": found[0], "id": contact},
    ).fetchone()
    return int(before)
