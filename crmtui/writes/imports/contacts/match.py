"""Which contacts of the store the staged rows are about."""

from __future__ import annotations

import sqlite3

from crmtui.rules.same_name import alike
from crmtui.text.fold import fold

_CANDIDATES = """SELECT p.seq, n.name_key, n.nameless, c.id, c.name_key, k.value
 FROM stage.point p JOIN stage.person n ON n.seq = p.seq
 CROSS JOIN contact_point k ON k.kind = p.kind AND k.key = p.key
 JOIN contact c ON c.id = k.contact_id
 WHERE p.kind IN ('phone', 'email') AND c.kind = n.kind AND c.deleted_at IS NULL
 AND p.seq NOT IN (SELECT seq FROM linked) ORDER BY p.seq, p.rowid, c.id"""


def match_people(connection: sqlite3.Connection, source: str) -> None:
    """Fill the temporary table `linked`: row → contact, and whether it says what it said before.

    A row is known by its reference; else by a phone or an e-mail together with a name that may
    be the same; else it is a company that so far was a name only.
    """
    connection.execute(
        "CREATE TEMP TABLE linked(seq INTEGER PRIMARY KEY, contact_id INTEGER, known, same)"
    )
    if not connection.execute("SELECT 1 FROM contact UNION SELECT 1 FROM source_ref").fetchone():
        return
    connection.execute(
        "INSERT INTO linked SELECT p.seq, r.row_id, 1, r.digest = p.digest "
        "FROM stage.person p CROSS JOIN source_ref r "
        "ON r.source = ? AND r.kind = 'contact' AND r.ref = p.ref",
        (source,),
    )
    found: dict[int, int] = {}
    for seq, name_key, nameless, contact, held_key, held_value in connection.execute(_CANDIDATES):
        if seq in found:
            continue
        if nameless or alike(name_key, held_key) or fold(held_value) == held_key:
            found[seq] = contact
    connection.executemany("INSERT INTO linked VALUES(?, ?, 0, 0)", found.items())
    connection.execute(
        "INSERT INTO linked SELECT p.seq, min(c.id), 0, 0 FROM stage.person p "
        "CROSS JOIN contact c ON c.name_key = p.name_key AND c.kind = 'company' "
        "AND c.deleted_at IS NULL WHERE p.kind = 'company' "
        "AND p.seq NOT IN (SELECT seq FROM linked) "
        "AND NOT EXISTS (SELECT 1 FROM contact_point WHERE contact_id = c.id) GROUP BY p.seq"
    )
