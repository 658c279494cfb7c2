"""What the contacts of a file are to one another: found by id or by name once all are in."""

from __future__ import annotations

import sqlite3

from crmtui.store.transact import Transaction
from crmtui.writes.imports.bulk import next_id
from crmtui.writes.imports.contacts.more import unknown_link

# Row → whom it is about: known before, made from it, or made from another row of the same person.
_WHO = """CREATE TEMP TABLE who AS SELECT p.seq AS seq, p.ref AS ref,
 coalesce(l.contact_id, o.contact_id, f.id, g.id) AS id FROM stage.person p
 LEFT JOIN linked l ON l.seq = p.seq LEFT JOIN stage.twin t ON t.seq = p.seq
 LEFT JOIN linked o ON o.seq = t.leader LEFT JOIN fresh f ON f.seq = p.seq
 LEFT JOIN fresh g ON g.seq = t.leader"""
_LINKS = """CREATE TEMP TABLE link_to AS SELECT w.id AS contact_id, s.role AS role, s.name AS name,
 s.rowid AS place, coalesce(
  (SELECT id FROM who WHERE s.ref <> '' AND who.ref = s.ref LIMIT 1),
  (SELECT row_id FROM source_ref r WHERE s.ref <> '' AND r.source = ? AND r.kind = 'contact'
   AND r.ref = s.ref),
  (SELECT min(id) FROM contact c WHERE s.name_key <> '' AND c.name_key = s.name_key
   AND c.deleted_at IS NULL HAVING count(*) = 1)) AS other_id
 FROM stage.link s JOIN who w ON w.seq = s.seq"""
_INSERT = """INSERT INTO contact_link(contact_id, other_id, role)
 SELECT t.contact_id, t.other_id, t.role FROM link_to t JOIN contact c ON c.id = t.other_id
 WHERE t.other_id <> t.contact_id AND NOT EXISTS (SELECT 1 FROM contact_link h
  WHERE h.contact_id = t.contact_id AND h.other_id = t.other_id AND h.role = t.role)
 GROUP BY t.contact_id, t.other_id, t.role ORDER BY min(t.place)"""


def bring_links(transaction: Transaction, source: str) -> frozenset[int]:
    """Link the contacts of the file; return those that a link was added to.

    A name that nobody or several have goes to the note.
    """
    connection = transaction.connection
    if not connection.execute("SELECT 1 FROM stage.link LIMIT 1").fetchone():
        return frozenset()
    connection.execute(_WHO)
    connection.execute("CREATE INDEX temp.who_ref ON who(ref)")
    connection.execute(_LINKS, (source,))
    first = next_id(connection, "contact_link")
    with transaction.bulk():
        connection.execute(_INSERT)
        _note_unknown(connection, made="IN (SELECT id FROM fresh)")
    _note_unknown(connection, made="NOT IN (SELECT id FROM fresh)")
    last = next_id(connection, "contact_link") - 1
    transaction.inserted_range("contact_link", first, last)
    rows = connection.execute(
        "SELECT DISTINCT contact_id FROM contact_link WHERE id BETWEEN ? AND ?", (first, last)
    )
    return frozenset(row[0] for row in rows)


def _note_unknown(connection: sqlite3.Connection, *, made: str) -> None:
    """Write links that lead nowhere into the notes of the contacts that the condition names."""
    rows = connection.execute(
        "SELECT contact_id, role, name FROM link_to WHERE other_id IS NULL AND name <> '' "
        f"AND contact_id {made} ORDER BY place"
    ).fetchall()
    for contact, role, name in rows:
        line = unknown_link(role, name)
        connection.execute(
            "UPDATE contact SET note = note || iif(note = '', '', char(10)) || ? "
            "WHERE id = ? AND instr(note, ?) = 0",
            (line, contact, line),
        )
