"""Import of contacts: a row is a known contact by its reference, its phone or its e-mail.

A phone or e-mail that two differently named people share does not make them one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from crmtui.exchange.contact_rows import ContactRow
from crmtui.locale import ngettext
from crmtui.store.connect import Store
from crmtui.store.search import mark_search, shop_region
from crmtui.store.transact import Transaction, transact
from crmtui.text.clean import clean
from crmtui.text.fold import fold
from crmtui.writes.imports.bulk import next_id, utc_text
from crmtui.writes.imports.people import STAGE, Person, stage_people, staged_people
from crmtui.writes.imports.result import ImportResult, OnProgress, OnReject
from crmtui.writes.imports.stage import staged

_TABLES = ("contact", "contact_point", "tag", "contact_tag", "source_ref")
_FIELDS = ("status", "city", "source", "birthday", "note")
"""What a row overwrites where it says something."""


def import_contacts(
    store: Store,
    rows: Iterable[ContactRow],
    *,
    source: str,
    birthday: Callable[[str], str],
    dry_run: bool = False,
    on_reject: OnReject = lambda _rejected: None,
    on_progress: OnProgress = lambda _rows: None,
) -> ImportResult:
    """Bring in contacts as one step; `birthday` reads a date as found, or raises InvalidValue."""
    with staged(store, STAGE, rehearsal=dry_run) as stage:
        with store.read() as connection:
            region = shop_region(connection)
        rejected = stage_people(stage.connection, rows, region, birthday, on_reject, on_progress)
        stage.connection.commit()
        with transact(store, "", stage=stage.path) as transaction:
            transaction.is_bulk = True
            transaction.rehearsal = dry_run
            result = _Import(transaction, source).run()
            count = result.created + result.updated
            transaction.label = ngettext(
                "Imported {n} contact", "Imported {n} contacts", count
            ).format(n=count)
    return result._replace(done=transaction.done, rejected=rejected)


class _Import:
    """One import under way: every insert is a bulk one, every update goes row by row."""

    def __init__(self, transaction: Transaction, source: str) -> None:
        self._transaction = transaction
        self._connection: sqlite3.Connection = transaction.connection
        self._source = source
        self._firsts = {table: next_id(self._connection, table) for table in _TABLES}
        self._now = utc_text(transaction.now)
        self._companies: dict[str, int] = {}
        self._tags: dict[str, int] = {}
        self._made_companies = 0
        (contacts,) = self._connection.execute("SELECT count(*) FROM contact").fetchone()
        self._keep_ids = source == "crmtui" and not contacts
        if self._keep_ids:
            self._reserve_ids()

    def run(self) -> ImportResult:
        """Bring in everything staged."""
        counts = {"created": 0, "updated": 0, "unchanged": 0}
        with self._transaction.bulk():
            for person in staged_people(self._connection):
                counts[self._take(person)] += 1
        for table, first in self._firsts.items():
            self._transaction.inserted_range(table, first, next_id(self._connection, table) - 1)
        mark_search(self._connection, "id >= ?", (self._firsts["contact"],))
        return ImportResult(
            self._transaction.done, **counts, rejected=0, named=self._made_companies
        )

    def _reserve_ids(self) -> None:
        """Let contacts that get a new id stand behind all those that bring their own."""
        highest = max(
            (int(p.ref) for p in staged_people(self._connection) if p.ref.isdecimal()), default=0
        )
        self._connection.execute("DELETE FROM sqlite_sequence WHERE name = 'contact'")
        self._connection.execute("INSERT INTO sqlite_sequence VALUES('contact', ?)", (highest,))

    def _take(self, person: Person) -> str:
        known = self._by_reference(person)
        if known and known[1] == person.digest:
            return "unchanged"
        contact = known[0] if known else self._by_points(person) or self._bare_company(person)
        if contact is None:
            self._remember(person, self._create(person))
            return "created"
        changed = self._update(contact, person)
        if known is None:
            self._remember(person, contact)
        else:
            self._refresh_digest(person)
        return "updated" if changed else "unchanged"

    def _by_reference(self, person: Person) -> tuple[int, str] | None:
        found: tuple[int, str] | None = self._connection.execute(
            "SELECT row_id, digest FROM source_ref "
            "WHERE source = ? AND kind = 'contact' AND ref = ?",
            (self._source, person.ref),
        ).fetchone()
        return found

    def _by_points(self, person: Person) -> int | None:
        """Find who has the same phone or e-mail and the same name."""
        for kind, _value, key, _label in person.points:
            if kind in ("phone", "email"):
                row = self._connection.execute(
                    "SELECT c.id FROM contact_point p JOIN contact c ON c.id = p.contact_id "
                    "WHERE p.kind = ? AND p.key = ? AND c.name_key = ? AND c.deleted_at IS NULL",
                    (kind, key, person.name_key),
                ).fetchone()
                if row:
                    return int(row[0])
        return None

    def _bare_company(self, person: Person) -> int | None:
        """Find a company that so far is a name only, made because somebody works there."""
        if person.kind != "company":
            return None
        row = self._connection.execute(
            "SELECT id FROM contact c WHERE name_key = ? AND kind = 'company' "
            "AND deleted_at IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM contact_point WHERE contact_id = c.id)",
            (person.name_key,),
        ).fetchone()
        return int(row[0]) if row else None

    def _create(self, person: Person) -> int:
        own_id = int(person.ref) if self._keep_ids and person.ref.isdecimal() else None
        contact = self._insert(
            "contact",
            "id, name, name_key, kind, status, company_id, city, source, birthday, note, "
            "created_at",
            own_id,
            person.name,
            person.name_key,
            person.kind,
            person.status,
            self._company(person),
            person.city,
            person.source,
            person.birthday,
            person.note,
            self._now,
        )
        for point in person.points:
            self._add_point(contact, point)
        for tag in person.tags:
            self._add_tag(contact, tag)
        return contact

    def _update(self, contact: int, person: Person) -> bool:
        before = self._connection.total_changes
        names = ", ".join(_FIELDS)
        row = self._connection.execute(
            f"SELECT name, company_id, {names} FROM contact WHERE id = ?", (contact,)
        ).fetchone()
        said = {name: getattr(person, name) for name in _FIELDS if getattr(person, name)}
        if said.get("status") == "lead":
            del said["status"]  # a file that says nothing must not take a customer back
        said |= {"name": person.name, "company_id": self._company(person)}
        held = dict(zip(("name", "company_id", *_FIELDS), row, strict=True))
        new = {name: value for name, value in said.items() if value and held[name] != value}
        changed = bool(new) and self._set(contact, new)
        points = self._connection.execute(
            "SELECT kind, key FROM contact_point WHERE contact_id = ?", (contact,)
        ).fetchall()
        for point in person.points:
            if (point[0], point[2]) not in points:
                self._add_point(contact, point)
                changed = True
        for tag in person.tags:
            changed |= self._add_tag(contact, tag)
        if self._connection.total_changes > before:
            mark_search(self._connection, "id = ?", (contact,))
        return changed

    def _set(self, contact: int, values: dict[str, object]) -> bool:
        if "name" in values:
            values["name_key"] = fold(str(values["name"]))
        columns = ", ".join(f"{name} = ?" for name in values)
        with self._transaction.row_by_row():
            self._connection.execute(
                f"UPDATE contact SET {columns} WHERE id = ?", (*values.values(), contact)
            )
        return True

    def _company(self, person: Person) -> int | None:
        key = fold(person.company)
        if not key or (person.kind == "company" and key == person.name_key):
            return None
        if key not in self._companies:
            row = self._connection.execute(
                "SELECT id FROM contact WHERE name_key = ? AND kind = 'company' "
                "AND deleted_at IS NULL",
                (key,),
            ).fetchone()
            self._companies[key] = row[0] if row else self._make_company(person.company, key)
        return self._companies[key]

    def _make_company(self, name: str, key: str) -> int:
        self._made_companies += 1
        return self._insert(
            "contact",
            "name, name_key, kind, status, city, source, note, created_at",
            name, key, "company", "lead", "", "", "", self._now,
        )  # fmt: skip

    def _add_point(self, contact: int, point: tuple[str, str, str, str]) -> None:
        kind, value, key, label = point
        self._insert(
            "contact_point",
            "contact_id, kind, value, key, label, preferred",
            contact, kind, value, key, label, 0,
        )  # fmt: skip

    def _add_tag(self, contact: int, name: str) -> bool:
        """Tag a contact; False if it had the tag, or the tag has no letters."""
        key = fold(name)
        if not key:
            return False
        if key not in self._tags:
            row = self._connection.execute("SELECT id FROM tag WHERE key = ?", (key,)).fetchone()
            self._tags[key] = row[0] if row else self._insert("tag", "name, key", clean(name), key)
        cursor = self._connection.execute(
            "INSERT OR IGNORE INTO contact_tag(contact_id, tag_id) VALUES(?, ?)",
            (contact, self._tags[key]),
        )
        return cursor.rowcount > 0

    def _remember(self, person: Person, contact: int) -> None:
        self._insert(
            "source_ref",
            "source, kind, ref, row_id, digest",
            self._source, "contact", person.ref, contact, person.digest,
        )  # fmt: skip

    def _refresh_digest(self, person: Person) -> None:
        with self._transaction.row_by_row():
            self._connection.execute(
                "UPDATE source_ref SET digest = ? "
                "WHERE source = ? AND kind = 'contact' AND ref = ?",
                (person.digest, self._source, person.ref),
            )

    def _insert(self, table: str, columns: str, *values: object) -> int:
        marks = ", ".join("?" * len(values))
        cursor = self._connection.execute(f"INSERT INTO {table}({columns}) VALUES({marks})", values)
        return int(cursor.lastrowid or 0)
