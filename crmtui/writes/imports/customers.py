"""Who the customers named in a sales file are: known ones are linked, unknown ones are made."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.store.search import mark_search, shop_region
from crmtui.store.transact import Transaction
from crmtui.text.fold import fold
from crmtui.text.phones import Region
from crmtui.writes.imports.bulk import next_id, utc_text
from crmtui.writes.points_key import point_key


class Named(NamedTuple):
    """A customer as the file names one."""

    seq: int
    ref: str
    name: str
    phone: str
    email: str


def link_customers(transaction: Transaction, source: str) -> int:
    """Fill the table `linked` (stage place → contact) and return how many contacts were made.

    A customer is found by the reference of an earlier import, by phone or e-mail, or by a name
    that only one contact has; a text is never read as one of our own ids.
    """
    connection = transaction.connection
    connection.execute("CREATE TEMP TABLE linked(seq INTEGER PRIMARY KEY, contact_id INTEGER)")
    connection.execute(
        "INSERT INTO linked SELECT c.seq, r.row_id FROM stage.customer c CROSS JOIN source_ref r "
        "ON r.source = ? AND r.kind = 'contact' AND r.ref = c.ref",
        (source,),
    )
    unknown = connection.execute(
        "SELECT * FROM stage.customer WHERE seq NOT IN (SELECT seq FROM linked) "
        "AND seq IN (SELECT customer FROM stage.orders)"
    ).fetchall()
    region = shop_region(connection)
    new: list[Named] = []
    for row in unknown:
        named = Named(*row)
        contact = _existing(connection, named, region)
        if contact is None:
            new.append(named)
        else:
            connection.execute("INSERT INTO linked VALUES(?, ?)", (named.seq, contact))
    made = _make(transaction, new, region)
    _remember(transaction, source, [Named(*row).seq for row in unknown])
    return made


def _existing(connection: sqlite3.Connection, named: Named, region: Region) -> int | None:
    for kind, value in (("phone", named.phone), ("email", named.email)):
        if value:
            row = connection.execute(
                "SELECT p.contact_id FROM contact_point p JOIN contact c ON c.id = p.contact_id "
                "WHERE p.kind = ? AND p.key = ? AND c.deleted_at IS NULL",
                (kind, point_key(kind, value, region)),
            ).fetchone()
            if row:
                return int(row[0])
    rows = connection.execute(
        "SELECT id FROM contact WHERE name_key = ? AND deleted_at IS NULL LIMIT 2",
        (fold(named.name),),
    ).fetchall()
    return rows[0][0] if len(rows) == 1 else None


def _make(transaction: Transaction, new: list[Named], region: Region) -> int:
    connection = transaction.connection
    first, first_point = next_id(connection, "contact"), next_id(connection, "contact_point")
    points = [
        (first + place, kind, value, point_key(kind, value, region))
        for place, named in enumerate(new)
        for kind, value in (("phone", named.phone), ("email", named.email))
        if value and point_key(kind, value, region)
    ]
    with transaction.bulk():
        connection.executemany(
            "INSERT INTO contact(id, name, name_key, kind, status, city, source, note, created_at) "
            "VALUES(?, ?, ?, 'person', 'customer', '', '', '', ?)",
            (
                (first + place, named.name, fold(named.name), utc_text(transaction.now))
                for place, named in enumerate(new)
            ),
        )
        connection.executemany(
            "INSERT INTO contact_point(contact_id, kind, value, key, label, preferred) "
            "VALUES(?, ?, ?, ?, '', 0)",
            points,
        )
    connection.executemany(
        "INSERT INTO linked VALUES(?, ?)",
        ((named.seq, first + place) for place, named in enumerate(new)),
    )
    transaction.inserted_range("contact", first, first + len(new) - 1)
    transaction.inserted_range("contact_point", first_point, first_point + len(points) - 1)
    mark_search(connection, "id >= ?", (first,))
    return len(new)


def _remember(transaction: Transaction, source: str, seqs: list[int]) -> None:
    """Note down who was linked, so that the next file from there finds them at once."""
    connection = transaction.connection
    first = next_id(connection, "source_ref")
    with transaction.bulk():
        connection.executemany(
            "INSERT INTO source_ref(source, kind, ref, row_id, digest) SELECT ?, 'contact', c.ref, "
            "l.contact_id, '' FROM stage.customer c JOIN linked l ON l.seq = c.seq WHERE c.seq = ?",
            ((source, seq) for seq in seqs),
        )
    transaction.inserted_range("source_ref", first, first + len(seqs) - 1)
