"""What a row adds to a contact that is known already, one by one and journalled row by row."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.models.words import Kind
from crmtui.rules.same_name import fuller
from crmtui.store.search import mark_search
from crmtui.store.transact import Transaction
from crmtui.writes.imports.bulk import next_id, utc_text

_FIELDS = (
    *("status", "city", "source", "birthday", "note", "nickname", "job_title"),
    *("relation", "owner", "anniversary", "preferred_channel", "do_not_contact", "keep_days"),
)
"""What a row overwrites where it says something."""

_TABLES = (
    *("contact", "contact_point", "contact_extra", "tag", "contact_tag", "custom_value"),
    "source_ref",
)

_CHANGED = """SELECT p.seq, coalesce(l.contact_id, o.contact_id, f.id), coalesce(l.known, 0),
 p.ref, p.digest, p.name, p.name_key, p.kind, p.company, p.company_key, p.nameless,
 p.status, p.city, p.source, p.birthday, p.note, p.nickname, p.job_title,
 p.relation, p.owner, p.anniversary, p.preferred_channel, p.do_not_contact, p.keep_days,
 l.contact_id IS NULL AND o.contact_id IS NULL
 FROM stage.person p LEFT JOIN linked l ON l.seq = p.seq
 LEFT JOIN stage.twin t ON t.seq = p.seq LEFT JOIN linked o ON o.seq = t.leader
 LEFT JOIN fresh f ON f.seq = t.leader
 WHERE (l.seq IS NOT NULL AND NOT l.same) OR (l.seq IS NULL AND t.seq IS NOT NULL)
 ORDER BY p.seq"""


class Changed(NamedTuple):
    """A row about a contact that is known, and who that is."""

    seq: int
    contact: int
    known: int
    """Whether its reference is written down."""
    ref: str
    digest: str
    name: str
    name_key: str
    kind: str
    company: str
    company_key: str
    nameless: int
    status: str
    city: str
    source: str
    birthday: str | None
    note: str
    nickname: str
    job_title: str
    relation: str
    owner: str
    anniversary: str | None
    preferred_channel: str | None
    do_not_contact: int | None
    """1, or None: no file takes back that somebody wants to be left in peace."""
    keep_days: int | None
    is_new: int
    """Whether this very import made the contact, from another row of the file."""


class Updater:
    """Brings known contacts up to date with what their rows say."""

    def __init__(
        self, transaction: Transaction, source: str, linked_anew: frozenset[int] = frozenset()
    ) -> None:
        self._linked_anew = linked_anew
        self._transaction = transaction
        self._connection: sqlite3.Connection = transaction.connection
        self._source = source
        self._now = utc_text(transaction.now)
        self.companies_made = 0

    def run(self) -> tuple[int, int]:
        """Take in every changed row; return how many changed something, and how many did not."""
        # All at once: writing while a cursor is open on the same tables would be undefined.
        rows = list(map(Changed._make, self._connection.execute(_CHANGED).fetchall()))
        new = [row for row in rows if row.is_new]
        changed = self._take_new(new) if new else 0
        changed += sum(self._take(row) for row in rows if not row.is_new)
        return changed, len(rows) - changed

    def _take_new(self, rows: list[Changed]) -> int:
        """Add to contacts of this import: part of what it inserted, for undo and redo alike."""
        firsts = {table: next_id(self._connection, table) for table in _TABLES}
        with self._transaction.bulk():
            changed = sum(map(self._take, rows))
        for table, first in firsts.items():
            last = next_id(self._connection, table) - 1
            self._transaction.inserted_range(table, first, last)
        return changed

    def _take(self, row: Changed) -> bool:
        before = self._connection.total_changes
        self._change_fields(row)
        self._add_points(row)
        self._add_tags(row)
        self._add_extra(row)
        self._set_own(row)
        changed = self._connection.total_changes > before or row.contact in self._linked_anew
        if changed:
            # Who works there is found by its name, and no trigger may be there to tell.
            mark_search(self._connection, "id = ? OR company_id = ?", (row.contact, row.contact))
        self._remember(row)
        return changed

    def _change_fields(self, row: Changed) -> None:
        names = ", ".join(_FIELDS)
        held = self._connection.execute(
            f"SELECT name, name_key, company_id, {names} FROM contact WHERE id = ?", (row.contact,)
        ).fetchone()
        name, name_key, company, *fields = held
        said: dict[str, object] = {
            field: getattr(row, field)
            for field, value in zip(_FIELDS, fields, strict=True)
            if getattr(row, field) not in (None, "", value)
        }
        if said.get("status") == "lead":
            del said["status"]  # a file that says nothing must not take a customer back
        takes_name = row.known or fuller(row.name_key, name_key) == row.name_key
        if row.name != name and takes_name and not row.nameless:
            said |= {"name": row.name, "name_key": row.name_key}
        employer = self._employer(row)
        if employer and employer not in (company, row.contact):
            said["company_id"] = employer
        if said:
            columns = ", ".join(f"{column} = ?" for column in said)
            self._connection.execute(
                f"UPDATE contact SET {columns} WHERE id = ?", (*said.values(), row.contact)
            )

    def _employer(self, row: Changed) -> int | None:
        if not row.company_key or (row.kind == Kind.COMPANY and row.company_key == row.name_key):
            return None
        found = self._connection.execute(
            "SELECT id FROM contact WHERE name_key = ? AND kind = 'company' "
            "AND deleted_at IS NULL ORDER BY id LIMIT 1",
            (row.company_key,),
        ).fetchone()
        return int(found[0]) if found else self._make_company(row.company, row.company_key)

    def _make_company(self, name: str, key: str) -> int:
        self.companies_made += 1
        cursor = self._connection.execute(
            "INSERT INTO contact(name, name_key, kind, status, city, source, note, created_at) "
            "VALUES(?, ?, 'company', 'lead', '', '', '', ?)",
            (name, key, self._now),
        )
        number = int(cursor.lastrowid or 0)
        mark_search(self._connection, "id = ?", (number,))
        return number

    def _add_points(self, row: Changed) -> None:
        self._connection.execute(
            "INSERT INTO contact_point(contact_id, kind, value, key, label, preferred) "
            "SELECT ?, p.kind, p.value, p.key, p.label, 0 FROM stage.point p WHERE p.seq = ? "
            "AND NOT EXISTS (SELECT 1 FROM contact_point k WHERE k.contact_id = ? "
            "AND k.kind = p.kind AND k.key = p.key) ORDER BY p.rowid",
            (row.contact, row.seq, row.contact),
        )

    def _add_tags(self, row: Changed) -> None:
        self._connection.execute(
            "INSERT INTO tag(name, key) SELECT name, key FROM stage.tagged "
            "WHERE seq = ? AND key NOT IN (SELECT key FROM tag)",
            (row.seq,),
        )
        self._connection.execute(
            "INSERT INTO contact_tag(contact_id, tag_id) SELECT ?, g.id FROM stage.tagged s "
            "JOIN tag g ON g.key = s.key WHERE s.seq = ? AND g.id NOT IN "
            "(SELECT tag_id FROM contact_tag WHERE contact_id = ?) ORDER BY s.rowid",
            (row.contact, row.seq, row.contact),
        )

    def _add_extra(self, row: Changed) -> None:
        self._connection.execute(
            "INSERT INTO contact_extra(contact_id, vcard) SELECT ?, vcard FROM stage.extra "
            "WHERE seq = ? ON CONFLICT(contact_id) DO UPDATE SET vcard = excluded.vcard "
            "WHERE vcard <> excluded.vcard",
            (row.contact, row.seq),
        )

    def _set_own(self, row: Changed) -> None:
        # Not as one upsert: its conflict policy would hold within the triggers as well.
        said = "FROM stage.own v JOIN own_field o ON o.place = v.place WHERE v.seq = ?"
        self._connection.execute(
            "UPDATE custom_value SET value = s.value FROM "
            f"(SELECT o.id AS field, v.value AS value {said}) s "
            "WHERE contact_id = ? AND field_id = s.field AND custom_value.value <> s.value",
            (row.seq, row.contact),
        )
        self._connection.execute(
            f"INSERT INTO custom_value(contact_id, field_id, value) SELECT ?, o.id, v.value {said} "
            "AND o.id NOT IN (SELECT field_id FROM custom_value WHERE contact_id = ?)",
            (row.contact, row.seq, row.contact),
        )

    def _remember(self, row: Changed) -> None:
        # A twin may bring a reference that another row of the file wrote down a moment ago.
        self._connection.execute(
            "INSERT INTO source_ref(source, kind, ref, row_id, digest) "
            "VALUES(?, 'contact', ?, ?, ?) ON CONFLICT(source, kind, ref) "
            "DO UPDATE SET digest = excluded.digest WHERE digest <> excluded.digest",
            (self._source, row.ref, row.contact, row.digest),
        )
