"""New contacts, brought from the stage into the store by a few statements for all of them."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.store.transact import Transaction
from crmtui.writes.imports.bulk import filled, next_id, utc_text
from crmtui.writes.imports.contacts.draft.draft import NOTHING, Draft

# In the order in which the rows lie: a sort would take as much memory as the cache of the store.
_CONTACTS = """INSERT INTO contact(id, name, name_key, kind, status, company_id, city, source,
 birthday, note, created_at, nickname, job_title, relation, owner, anniversary, preferred_channel,
 do_not_contact, keep_days)
 SELECT f.id, p.name, p.name_key, p.kind, p.status, nullif(e.id, f.id), p.city, p.source,
 p.birthday, p.note, coalesce(nullif(p.created_at, ''), ?), p.nickname, p.job_title,
 coalesce(nullif(p.relation, ''), 'customer'), p.owner, p.anniversary, p.preferred_channel,
 coalesce(p.do_not_contact, 0), p.keep_days
 FROM fresh f CROSS JOIN stage.person p ON p.seq = f.seq
 LEFT JOIN employer e ON e.key = p.company_key ORDER BY f.seq"""
_POINTS = """INSERT INTO contact_point(contact_id, kind, value, key, label, preferred)
 SELECT f.id, p.kind, p.value, p.key, p.label, 0
 FROM stage.point p CROSS JOIN fresh f ON f.seq = p.seq ORDER BY p.rowid"""
_TAGS = """INSERT INTO tag(name, key) SELECT t.name, t.key FROM stage.tagged t
 JOIN fresh f ON f.seq = t.seq WHERE t.key NOT IN (SELECT key FROM tag)
 GROUP BY t.key ORDER BY min(t.rowid)"""
_TAGGED = """INSERT INTO contact_tag(contact_id, tag_id) SELECT f.id, g.id FROM stage.tagged t
 CROSS JOIN fresh f ON f.seq = t.seq CROSS JOIN tag g ON g.key = t.key ORDER BY t.rowid"""
_EXTRAS = """INSERT INTO contact_extra(contact_id, vcard) SELECT f.id, x.vcard
 FROM stage.extra x CROSS JOIN fresh f ON f.seq = x.seq ORDER BY x.rowid"""
_OWN = """INSERT INTO custom_value(contact_id, field_id, value) SELECT f.id, o.id, v.value
 FROM stage.own v CROSS JOIN fresh f ON f.seq = v.seq JOIN own_field o ON o.place = v.place
 ORDER BY v.rowid"""
_PREFERRED = """UPDATE contact_point SET preferred = 1 WHERE id IN (
 SELECT min(k.id) FROM stage.preferred p CROSS JOIN fresh f ON f.seq = p.seq
 CROSS JOIN contact_point k ON k.contact_id = f.id AND k.kind = p.kind GROUP BY p.seq, p.kind)"""
_KEYS = """INSERT INTO search_key(contact_id, text) SELECT f.id, p.search
 FROM fresh f CROSS JOIN stage.person p ON p.seq = f.seq ORDER BY f.seq"""
# In the order of the index over them: a hundred thousand random places would be slow.
_REFS = """INSERT INTO source_ref(source, kind, ref, row_id, digest)
 SELECT ?, 'contact', p.ref, f.id, p.digest
 FROM stage.person p CROSS JOIN fresh f ON f.seq = p.seq ORDER BY p.ref"""
_NEW_IDS = (
    "SELECT min(id), max(id) FROM (SELECT id FROM fresh UNION ALL SELECT id FROM made_company{})"
)
_LEADERS = """INSERT OR IGNORE INTO fresh SELECT leader, leader FROM stage.twin
 WHERE leader IN (SELECT id FROM stage.contact)"""


class Inserted(NamedTuple):
    """What came in."""

    contacts: int
    companies: int
    """Made because people work there."""
    first: int
    """The ids that new contacts of the file got lie between these two."""
    last: int


def insert_people(
    transaction: Transaction, source: str, *, first: int, own_ids: bool, draft: Draft | None
) -> Inserted:
    """Insert every staged row that is linked to nobody and is no twin of another.

    Where there is a `draft`, that is taken over first, and the place of a row is its id; else ids
    are without gaps, or with `own_ids` the numbers that the rows bring.
    """
    connection = transaction.connection
    with transaction.bulk():
        taken = draft.take_over(transaction) if draft else NOTHING
        contacts = _number(connection, first, own_ids=own_ids, spread=draft is not None)
        companies = _employers(connection)
        _insert_contacts(transaction, contacts, drafted=draft is not None)
        with filled(connection, "contact_point", contacts):
            _insert(transaction, "contact_point", _POINTS)
        connection.execute(_PREFERRED)
        _insert(transaction, "contact_extra", _EXTRAS)
        _insert(transaction, "tag", _TAGS)
        _insert(transaction, "contact_tag", _TAGGED)
        _insert(transaction, "custom_value", _OWN)
        _insert(transaction, "source_ref", _REFS, (source,))
        connection.execute(_KEYS)
        if draft:
            connection.execute(_LEADERS)
    span = connection.execute("SELECT min(id), max(id) FROM fresh").fetchone()
    return Inserted(
        taken.people + contacts, taken.companies + companies, span[0] or first, span[1] or first - 1
    )


def _insert_contacts(transaction: Transaction, contacts: int, *, drafted: bool) -> None:
    connection, now = transaction.connection, utc_text(transaction.now)
    # Companies made here stand behind the people who work there.
    connection.execute("PRAGMA defer_foreign_keys=ON")
    # While people wait for their company, each new contact is looked for in this index.
    with filled(connection, "contact", contacts, keep="ix_contact_company_id"):
        connection.execute(_CONTACTS, (now,))
        _make_companies(connection, now)
    span = connection.execute(
        _NEW_IDS.format(" UNION ALL SELECT id FROM stage.contact" if drafted else "")
    ).fetchone()
    if span[0] is not None:
        transaction.inserted_range("contact", *span)


def _insert(transaction: Transaction, table: str, sql: str, values: tuple[str, ...] = ()) -> None:
    """Insert rows into `table` and journal them as a range of ids."""
    first = next_id(transaction.connection, table)
    count = transaction.connection.execute(sql, values).rowcount
    transaction.inserted_range(table, first, first + count - 1)


def _number(connection: sqlite3.Connection, first: int, *, own_ids: bool, spread: bool) -> int:
    """Fill the temporary table `fresh` (row → id of a new contact)."""
    connection.execute("CREATE TEMP TABLE fresh(seq INTEGER PRIMARY KEY, id INTEGER)")
    new = "FROM stage.person"
    if connection.execute("SELECT 1 FROM linked UNION ALL SELECT 1 FROM stage.twin").fetchone():
        new += (
            " WHERE seq NOT IN (SELECT seq FROM linked) AND seq NOT IN (SELECT seq FROM stage.twin)"
        )
    number = "seq" if spread else f"row_number() OVER (ORDER BY seq) + {first - 1}"
    connection.execute(f"INSERT INTO fresh SELECT seq, {number} {new}")
    if own_ids:
        _keep_ids(connection)
    (count,) = connection.execute("SELECT count(*) FROM fresh").fetchone()
    return int(count)


def _keep_ids(connection: sqlite3.Connection) -> None:
    """Give rows the ids they bring; the others stand behind all of these."""
    brought = [
        (int(ref), seq)
        for seq, ref in connection.execute(
            "SELECT f.seq, p.ref FROM fresh f JOIN stage.person p ON p.seq = f.seq"
        )
        if len(ref) < 10 and ref.isascii() and ref.isdecimal() and ref[0] != "0"
    ]
    highest = max((number for number, _seq in brought), default=0)
    connection.execute("UPDATE fresh SET id = id + ?", (highest,))
    connection.executemany("UPDATE fresh SET id = ? WHERE seq = ?", brought)


def _employers(connection: sqlite3.Connection) -> int:
    """Fill the temporary table `employer` (folded name → company); return how many are new."""
    connection.execute("CREATE TEMP TABLE employer(key TEXT PRIMARY KEY, id INTEGER, name, seq)")
    connection.execute(
        "INSERT INTO employer SELECT p.company_key, NULL, p.company, min(p.seq) "
        "FROM fresh f JOIN stage.person p ON p.seq = f.seq WHERE p.company_key <> '' "
        "AND NOT (p.kind = 'company' AND p.company_key = p.name_key) GROUP BY p.company_key"
    )
    connection.execute(
        "UPDATE employer SET id = (SELECT min(c.id) FROM contact c WHERE c.name_key = employer.key "
        "AND c.kind = 'company' AND c.deleted_at IS NULL)"
    )
    connection.execute(
        "UPDATE employer SET id = named.id FROM (SELECT p.name_key AS key, min(f.id) AS id "
        "FROM fresh f JOIN stage.person p ON p.seq = f.seq "
        "WHERE p.kind = 'company' GROUP BY p.name_key) named "
        "WHERE employer.id IS NULL AND employer.key = named.key"
    )
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM fresh").fetchone()
    before = max(last, next_id(connection, "contact") - 1)
    connection.execute(
        "CREATE TEMP TABLE made_company AS SELECT row_number() OVER (ORDER BY seq) + ? AS id, "
        "key, name FROM employer WHERE id IS NULL",
        (before,),
    )
    return connection.execute(
        "UPDATE employer SET id = m.id FROM made_company m WHERE m.key = employer.key"
    ).rowcount


def _make_companies(connection: sqlite3.Connection, now: str) -> None:
    """Make the companies that people of the file work at."""
    made = connection.execute("SELECT id, key, name FROM made_company ORDER BY id").fetchall()
    connection.executemany(
        "INSERT INTO contact(id, name, name_key, kind, status, city, source, note, created_at) "
        "VALUES(?, ?, ?, 'company', 'lead', '', '', '', ?)",
        ((number, name, key, now) for number, key, name in made),
    )
    connection.executemany(
        "INSERT INTO search_dirty VALUES(?)", ((number,) for number, _key, _name in made)
    )
