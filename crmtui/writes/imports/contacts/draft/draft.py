"""Plain contacts of a large file as a store without any will hold them, in tables of the stage.

SQLite copies a table with its indexes into an empty one of the same form as it lies there: what
takes long is done before the store is locked. Rows that turn out to be about somebody else of the
file go back to the stage, as if they had never been plain.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from crmtui.exchange.contact_plain import PlainBatch
from crmtui.store.connect import Store, private_file
from crmtui.store.transact import Transaction
from crmtui.text.fold import fold_all
from crmtui.text.phones import Region
from crmtui.writes.imports.bulk import next_id, utc_text
from crmtui.writes.imports.contacts.draft.key_process import KeyProcess
from crmtui.writes.imports.contacts.draft.key_worker import Drafted, Told
from crmtui.writes.imports.contacts.identity import known_by
from crmtui.writes.imports.contacts.twins import find_shared
from crmtui.writes.imports.stage import Stage
from crmtui.writes.points_key import phone_point_keys

_COMPANIES = 50_000
"""The most companies that are remembered by name: some ten megabytes."""
_DRAFTED = ("contact", "contact_point")
_KEYED = ("source_ref", "search_key")
_ALL = (*_DRAFTED, *_KEYED)


class Places(NamedTuple):
    """The ids that the next rows of the store get."""

    contact: int
    contact_point: int
    source_ref: int


def places(connection: sqlite3.Connection) -> Places | None:
    """Return where a draft of contacts would go; None if there are contacts already."""
    if connection.execute("SELECT 1 FROM contact LIMIT 1").fetchone():
        return None
    return Places(*(next_id(connection, table) for table in Places._fields))


class Taken(NamedTuple):
    """How many contacts came in."""

    people: int
    companies: int


NOTHING = Taken(0, 0)


class Draft:
    """Contacts that are finished but for the lock of the store."""

    def __init__(self, stage: Stage, told: Told, form: _Form) -> None:
        self._layout = told.layout
        self._stage = stage.connection
        self._keys = KeyProcess(told)
        self._form = form
        self.path = Path(told.path)
        """The file of the second process."""
        self.places = form.places
        self._next_point = form.places.contact_point
        self._companies: dict[str, int] = {}
        self._spellings: dict[str, str] = {}
        now = utc_text(datetime.now(UTC))
        self._insert_people = _insert("person", now)
        self._insert_companies = _insert("company", now)

    def add(self, found: PlainBatch, last: int, region: Region) -> int:
        """Draft rows behind the id `last` and return the last id then; 0 if they are not so plain.

        Companies that nobody named before stand behind them.
        """
        names = fold_all(found.names)
        companies = fold_all(found.companies) if any(found.companies) else []
        unknown = self._unknown(companies, found.companies)
        if "" in names or len(self._companies) + len(unknown) > _COMPANIES:
            return 0
        first, behind = last + 1, last + 1 + len(names)
        ids = range(first, behind)
        self._companies |= zip(unknown, range(behind, behind + len(unknown)), strict=True)
        employers = [self._companies.get(key) for key in companies] or [None] * len(names)
        people = zip(ids, found.names, names, employers, found.cities, strict=True)
        self._stage.executemany(self._insert_people, people)
        phones = phone_point_keys(found.phones, region) if any(found.phones) else []
        emails = fold_all(found.emails) if any(found.emails) else []
        self._add_points(ids, "phone", found.phones, phones, found.phone_label)
        self._add_points(ids, "email", found.emails, emails, found.email_label)
        cities = found.cities if any(found.cities) else []
        refs, digests = self._identity(found)
        self._keys.add(Drafted(first, names, cities, companies, phones, emails, refs, digests))
        self._add_companies(unknown, behind)
        return behind + len(unknown) - 1

    def add_keys(self, keys: Sequence[tuple[int, str]]) -> None:
        """Have the search keys of staged rows indexed; their ids are kept for them."""
        self._keys.add_keys(keys)

    def _identity(self, found: PlainBatch) -> tuple[list[str], list[str]]:
        known = [
            known_by(ref, "\0".join(row), self._layout)
            for ref, row in zip(found.refs, found.rows, strict=True)
        ]
        refs = [ref for ref, _digest in known]
        return refs, [digest for _ref, digest in known] if any(found.refs) else []

    def note_company(self, key: str, name: str) -> None:
        """Note how a staged row spells a company: the first spelling in the file is the one."""
        if key and key not in self._companies and len(self._spellings) < _COMPANIES:
            self._spellings.setdefault(key, name)

    def _unknown(self, keys: Sequence[str], names: Sequence[str]) -> dict[str, str]:
        """Return companies that are not drafted yet, as the file first spells them."""
        found: dict[str, str] = {}
        for key, name in zip(keys, names, strict=False):
            if key and key not in self._companies:
                found.setdefault(key, self._spellings.get(key, name))
        return found

    def _add_companies(self, found: dict[str, str], first: int) -> None:
        """Draft companies from the id `first` on."""
        if found:
            rows = ((self._companies[key], name, key, None, "") for key, name in found.items())
            self._stage.executemany(self._insert_companies, rows)
            self._keys.add(Drafted(first, [*found], [], [], [], [], [], []))

    def _add_points(
        self, ids: Iterable[int], kind: str, values: Sequence[str], keys: Sequence[str], label: str
    ) -> None:
        sql = (
            "INSERT INTO contact_point(id, contact_id, kind, value, key, label, preferred) "
            f"VALUES(?, ?, '{kind}', ?, ?, ?, 0)"
        )
        found = [row for row in zip(ids, values, keys, strict=False) if row[1]]
        rows = ((point, *row, label) for point, row in enumerate(found, self._next_point))
        self._stage.executemany(sql, rows)
        self._next_point += len(found)

    def finish(self) -> None:
        """Build the indexes, wait for the second process, and make its file readable here."""
        for sql in self._form.indexes:
            self._stage.execute(sql)
        find_shared(self._stage)  # while the other process is still at it
        self._keys.finish()
        self._stage.commit()
        self._stage.execute("ATTACH ? AS early", (str(self.path),))
        self._stage.executescript("PRAGMA early.journal_mode=OFF; PRAGMA early.synchronous=OFF;")

    def release(self) -> None:
        """Let go of the second file: the store is going to read it."""
        self._stage.commit()
        self._stage.execute("DETACH early")

    def take_over(self, transaction: Transaction) -> Taken:
        """Copy everything but the index into the store, within a bulk write of it."""
        connection = transaction.connection
        for schema, tables in (("stage", _DRAFTED), ("early", _KEYED)):
            for table in tables:
                connection.execute(f"INSERT INTO main.{table} SELECT * FROM {schema}.{table}")
        for table in ("contact_point", "source_ref"):
            first = getattr(self.places, table)
            transaction.inserted_range(table, first, next_id(connection, table) - 1)
        counts = dict(
            connection.execute("SELECT kind, count(*) FROM stage.contact GROUP BY kind").fetchall()
        )
        return Taken(counts.get("person", 0), counts.get("company", 0))

    def stop(self) -> None:
        """End the second process, whatever it is at, and let go of its file."""
        self._keys.stop()
        with suppress(sqlite3.Error):  # where that was done already, or nothing was held yet
            self.release()


class _Form(NamedTuple):
    """What the store looks like."""

    places: Places
    tables: dict[str, str]
    indexes: list[str]


def _insert(kind: str, now: str) -> str:
    """Return the statement for contacts; to bind what is the same for all would be felt."""
    return (
        "INSERT INTO contact(id, name, name_key, company_id, city, kind, status, source, note, "
        f"created_at) VALUES(?, ?, ?, ?, ?, '{kind}', 'lead', '', '', '{now}')"
    )


@contextmanager
def drafted(store: Store, stage: Stage, told: Told) -> Iterator[Draft | None]:
    """Make a draft for a store that has no contacts; its second process ends with it."""
    with store.read() as connection:
        form = _form(connection)
    if form is None:
        yield None
        return
    early = stage.path.with_suffix(".keys")
    private_file(early)
    for table in _DRAFTED:  # ids are given here: to count them costs a third of an insert
        stage.connection.execute(form.tables[table].replace("AUTOINCREMENT", ""))
    schema = ";".join(form.tables[table] for table in _KEYED) + ";"
    told = told._replace(path=str(early), schema=schema, first_ref=form.places.source_ref)
    draft = None
    try:
        with suppress(OSError):  # no second process to be had: it goes without one
            draft = Draft(stage, told, form)
        yield draft
    finally:
        if draft:
            draft.stop()
        early.unlink(missing_ok=True)


def _form(connection: sqlite3.Connection) -> _Form | None:
    found = places(connection)
    if found is None:
        return None
    marks = ", ".join("?" * len(_ALL))
    tables = connection.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name IN ({marks})", _ALL
    )
    indexes = connection.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
        "AND tbl_name IN (?, ?)",
        _DRAFTED,
    )
    return _Form(found, dict(tables), [sql for (sql,) in indexes])
