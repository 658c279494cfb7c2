"""Drafted rows that go back to the stage, and drafted companies that nobody needs.

`stage` names the schema in which the connection has the stage; the draft's keys are in `early`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from crmtui.store.search_bulk import drop_early

_PERSON = """INSERT INTO {stage}.person(seq, ref, digest, name, name_key, kind, company,
 company_key, city, search, nameless)
 SELECT c.id, r.ref, r.digest, c.name, c.name_key, c.kind, coalesce(e.name, s.name, ''),
 coalesce(e.name_key, s.name_key, ''), c.city, k.text, {nameless}
 FROM back b CROSS JOIN {stage}.contact c ON c.id = b.id
 CROSS JOIN early.ref r ON r.row_id = c.id CROSS JOIN early.search_key k ON k.contact_id = c.id
 LEFT JOIN {stage}.contact e ON e.id = c.company_id
 LEFT JOIN {stage}.person s ON s.seq = c.company_id"""
_POINT = """INSERT INTO {stage}.point SELECT contact_id, kind, value, key, label
 FROM {stage}.contact_point WHERE contact_id IN (SELECT id FROM back) ORDER BY id"""
_GONE = (
    "DELETE FROM {stage}.contact_point WHERE contact_id IN (SELECT id FROM back)",
    "DELETE FROM {stage}.contact WHERE id IN (SELECT id FROM back)",
    "DELETE FROM early.source_ref WHERE row_id IN (SELECT id FROM back)",
    "DELETE FROM early.search_key WHERE contact_id IN (SELECT id FROM back)",
)
# A row that is somebody else's twin becomes no contact at which people could work.
_NEEDLESS = """SELECT c.id, min(p.seq), k.text FROM person p
 CROSS JOIN contact c ON c.name_key = p.name_key AND c.kind = 'company'
 CROSS JOIN early.search_key k ON k.contact_id = c.id
 WHERE p.kind = 'company' AND c.deleted_at IS NULL AND p.seq NOT IN (SELECT seq FROM twin)
 GROUP BY c.id"""


def nameless(contact: str, stage: str = "main") -> str:
    """Return the condition that a drafted contact is called by its e-mail, or else its phone."""
    value = (
        f"(SELECT value FROM {stage}.contact_point v WHERE v.contact_id = {contact}.id "
        "AND v.kind = '{}')"
    )
    return f"{contact}.name IS coalesce({value.format('email')}, {value.format('phone')})"


def give_back(connection: sqlite3.Connection, rows: Iterable[int], stage: str = "main") -> None:
    """Move drafted rows to the stage; ids that were not drafted are passed over."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS back(id INTEGER PRIMARY KEY)")
    connection.executemany("INSERT OR IGNORE INTO back VALUES(?)", ((row,) for row in rows))
    for sql in (_PERSON, _POINT, *_GONE):
        connection.execute(sql.format(stage=stage, nameless=nameless("c", stage)))
    connection.execute("DELETE FROM back")


def give_all_back(connection: sqlite3.Connection, stage: str) -> None:
    """Move everything to the stage: somebody else brought contacts in meanwhile."""
    rows = connection.execute(f"SELECT id FROM {stage}.contact WHERE kind = 'person'").fetchall()
    give_back(connection, (row for (row,) in rows), stage)
    connection.execute(f"DELETE FROM {stage}.contact")


def drop_needless(stage: sqlite3.Connection) -> None:
    """Drop drafted companies of which the file has a row as well; people work at that one."""
    for drafted, row, key in stage.execute(_NEEDLESS).fetchall():
        stage.execute("UPDATE contact SET company_id = ? WHERE company_id = ?", (row, drafted))
        stage.execute("DELETE FROM contact WHERE id = ?", (drafted,))
        stage.execute("DELETE FROM early.search_key WHERE contact_id = ?", (drafted,))
        drop_early(stage, "early", drafted, key)
