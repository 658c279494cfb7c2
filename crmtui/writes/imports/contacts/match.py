"""Which contacts of the store the staged rows are about."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from operator import itemgetter

from crmtui.rules.same_name import CARRIERS, Owners
from crmtui.store.belongings import MERGED
from crmtui.text.fold import fold
from crmtui.writes.imports.bulk import OURS, drop_dangling

TELLING = "(kind = 'email' OR kind = 'phone' AND (key LIKE '+%' OR length(key) > 6))"
"""What may tell who somebody is: "0" or an extension does not."""

# A phone that many have is a placeholder; looking at all of them would take for ever.
_CANDIDATES = f"""SELECT p.seq, n.name_key, n.nameless, c.id, c.name_key, k.value
 FROM (SELECT DISTINCT kind, key FROM stage.point o WHERE {TELLING} AND (SELECT count(*) FROM
  (SELECT 1 FROM contact_point h WHERE h.kind = o.kind AND h.key = o.key LIMIT {CARRIERS + 1}))
  BETWEEN 1 AND {CARRIERS}) s
 CROSS JOIN stage.point p ON p.kind = s.kind AND p.key = s.key
 CROSS JOIN stage.person n ON n.seq = p.seq
 CROSS JOIN contact_point k ON k.kind = p.kind AND k.key = p.key
 JOIN contact c ON c.id = k.contact_id
 WHERE c.kind = n.kind AND c.deleted_at IS NULL
 AND p.seq NOT IN (SELECT seq FROM linked) ORDER BY p.seq, p.rowid, c.id"""


def match_people(
    connection: sqlite3.Connection, source: str, refs: str = "SELECT ref FROM stage.person"
) -> None:
    """Fill the temporary table `linked`: row → contact, and whether it says what it said before.

    A row is known by its reference; else by a phone or an e-mail together with a name that may
    be the same; else it is a company that so far was a name only.
    """
    connection.execute(
        "CREATE TEMP TABLE linked(seq INTEGER PRIMARY KEY, contact_id INTEGER, known, same)"
    )
    if not connection.execute("SELECT 1 FROM contact UNION SELECT 1 FROM source_ref").fetchone():
        return
    drop_dangling(connection, source, refs)
    connection.execute(
        "INSERT INTO linked SELECT p.seq, r.row_id, 1, r.digest = p.digest "
        "FROM stage.person p CROSS JOIN source_ref r "
        "ON r.source = ? AND r.kind = 'contact' AND r.ref = p.ref",
        (source,),
    )
    # Of several rows with one reference, the last is what the file says in the end.
    connection.execute(
        "UPDATE linked SET same = 1 WHERE seq NOT IN (SELECT max(l.seq) FROM linked l "
        "JOIN stage.person p ON p.seq = l.seq GROUP BY p.ref)"
    )
    if source == OURS:
        # Those of our own export that never were imported: by their id and their moment.
        connection.execute(
            "INSERT INTO linked SELECT p.seq, c.id, 0, 0 FROM stage.person p "
            "JOIN contact c ON c.id = CAST(p.ref AS INTEGER) AND c.created_at = p.created_at "
            "WHERE p.ref NOT GLOB '*[^0-9]*' AND p.seq NOT IN (SELECT seq FROM linked)"
        )
        # Somebody who was merged since is whom they became; an old row undoes no choice of then.
        connection.execute(
            "INSERT INTO linked SELECT p.seq, r.row_id, 1, 1 FROM stage.person p "
            "JOIN source_ref r ON r.source = ? AND r.kind = 'contact' AND r.ref = p.ref "
            "AND r.digest = p.created_at WHERE p.seq NOT IN (SELECT seq FROM linked)",
            (MERGED,),
        )
    found = _by_points(connection)
    connection.executemany("INSERT INTO linked VALUES(?, ?, 0, 0)", found.items())
    connection.execute(
        "INSERT INTO linked SELECT p.seq, min(c.id), 0, 0 FROM stage.person p "
        "CROSS JOIN contact c ON c.name_key = p.name_key AND c.kind = 'company' "
        "AND c.deleted_at IS NULL WHERE p.kind = 'company' "
        "AND p.seq NOT IN (SELECT seq FROM linked) "
        "AND NOT EXISTS (SELECT 1 FROM contact_point WHERE contact_id = c.id) GROUP BY p.seq"
    )


def _by_points(connection: sqlite3.Connection) -> dict[int, int]:
    """Return row → contact for rows that share a phone or an e-mail with one."""
    found: dict[int, int] = {}
    owners = Owners()
    met: set[int] = set()
    for seq, group in groupby(connection.execute(_CANDIDATES).fetchall(), itemgetter(0)):
        candidates = list(group)
        for _seq, _name, _nameless, contact, held_key, held_value in candidates:
            if contact not in met:
                met.add(contact)
                # Somebody so far called by the phone or e-mail has no name yet.
                owners.add(contact, "" if fold(held_value) == held_key else held_key)
        name = "" if candidates[0][2] else candidates[0][1]
        contact = owners.pick((row[3] for row in candidates), name)
        if contact is not None:
            found[seq] = contact
            owners.add(contact, name)
    return found
