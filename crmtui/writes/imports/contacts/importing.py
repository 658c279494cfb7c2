"""Import of contacts: a row is a known contact by its reference, its phone or its e-mail.

A phone or e-mail that two differently named people share does not make them one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crmtui.exchange.contact_rows import ContactRow, PlainBatch
from crmtui.locale import ngettext
from crmtui.reads.search import summaries
from crmtui.store.connect import Store, private_file
from crmtui.store.search_bulk import (
    EarlyIndex,
    drop_early,
    index_pending,
    leave_pending,
    take_over,
)
from crmtui.store.transact import Transaction, transact
from crmtui.writes.imports.bulk import OURS, adopt_currency, next_id
from crmtui.writes.imports.choices import Choice, remember
from crmtui.writes.imports.contacts.batch import STAGE
from crmtui.writes.imports.contacts.insert import insert_people
from crmtui.writes.imports.contacts.links import bring_links
from crmtui.writes.imports.contacts.match import match_people
from crmtui.writes.imports.contacts.own import place_fields
from crmtui.writes.imports.contacts.stage import Readers, stage_people
from crmtui.writes.imports.contacts.twins import find_twins
from crmtui.writes.imports.contacts.update import Updater
from crmtui.writes.imports.result import (
    PREVIEWED,
    ImportResult,
    OnProgress,
    OnReject,
    Preview,
)
from crmtui.writes.imports.stage import Stage, staged


def import_contacts(
    store: Store,
    batches: Iterable[PlainBatch | list[ContactRow]],
    *,
    source: str,
    readers: Readers,
    dry_run: bool = False,
    choice: Choice | None = None,
    currency: str = "",
    on_reject: OnReject = lambda _rejected: None,
    on_progress: OnProgress = lambda _rows: None,
) -> ImportResult:
    """Bring in contacts as one step; what came from `source` before is found and not doubled.

    A `currency` becomes that of the shop, which has none yet.
    """
    with staged(store, STAGE, rehearsal=dry_run) as stage, _early_index(store, stage) as early:
        rejected = stage_people(
            stage.connection, batches, readers, on_reject, on_progress, early.add if early else None
        )
        find_twins(stage.connection, is_ours=source == OURS)
        stage.connection.commit()
        beside = {"stage": stage.path}
        if early:
            early.index.finish()
            beside["early"] = early.path
        with transact(store, "", beside=beside) as transaction:
            transaction.is_bulk = True
            transaction.rehearsal = dry_run
            if currency:
                adopt_currency(transaction.connection, currency)
            place_fields(transaction.connection, [reader.field for reader in readers.own])
            result = _bring_in(transaction, source, early)
            on_progress(result.created + result.updated + result.unchanged + rejected)
            if result.created + result.updated + result.unchanged:  # else it was a wrong choice
                remember(transaction.connection, choice)
            count = result.created + result.updated
            transaction.label = ngettext(
                "Imported {n} contact", "Imported {n} contacts", count
            ).format(n=count)
    if transaction.done.step is not None:
        index_pending(store)
    return result._replace(done=transaction.done, rejected=rejected)


class _Early:
    """An index that is built while rows are read, for a store that has no contacts yet."""

    def __init__(self, path: Path, first: int) -> None:
        self.path = path
        self.first = first
        """The id that the first row of the file would get."""
        self.index = EarlyIndex(path)

    def add(self, seq: int, texts: list[str]) -> None:
        """Index the keys of rows from place `seq` on."""
        self.index.add(self.first + seq - 1, texts)


@contextmanager
def _early_index(store: Store, stage: Stage) -> Iterator[_Early | None]:
    with store.read() as connection:
        held = connection.execute("SELECT 1 FROM contact LIMIT 1").fetchone()
        first = next_id(connection, "contact")
    if held:
        yield None
        return
    path = stage.path.with_suffix(".index")
    private_file(path)
    early = _Early(path, first)
    try:
        yield early
    finally:
        early.index.finish()
        path.unlink(missing_ok=True)


def _bring_in(transaction: Transaction, source: str, early: _Early | None) -> ImportResult:
    connection = transaction.connection
    (held,) = connection.execute("SELECT count(*) FROM contact").fetchone()
    first = next_id(connection, "contact")
    match_people(connection, source)
    namesakes = _namesakes(connection) if held else 0
    own_ids = source == OURS and not held
    fits = early is not None and not held and first == early.first and not own_ids
    inserted = insert_people(transaction, source, first=first, own_ids=own_ids, spread=fits)
    if early is not None and fits:
        _drop_strays(connection, early)
        take_over(connection, "early")
    else:
        leave_pending(connection, inserted.first, inserted.last)
    updater = Updater(transaction, source, bring_links(transaction, source))
    updated, unchanged = updater.run()
    (same,) = connection.execute("SELECT count(*) FROM linked WHERE same").fetchone()
    return ImportResult(
        transaction.done,
        inserted.contacts,
        updated,
        unchanged + same,
        rejected=0,
        named=inserted.companies + updater.companies_made,
        namesakes=namesakes,
        preview=_preview(connection) if transaction.rehearsal else (),
    )


def _preview(connection: sqlite3.Connection) -> tuple[Preview, ...]:
    """Return the first contacts as they will be."""
    outcome = dict(
        connection.execute(
            "SELECT id, 'created' FROM fresh UNION ALL "
            "SELECT contact_id, 'updated' FROM linked WHERE NOT same LIMIT ?",
            (PREVIEWED,),
        ).fetchall()
    )
    return tuple(
        Preview(outcome[found.id], found._asdict())
        for found in summaries(connection, list(outcome))
    )


def _namesakes(connection: sqlite3.Connection) -> int:
    """Count new rows that share nothing but the name with somebody: a hint, no reason to merge."""
    (count,) = connection.execute(
        "SELECT count(*) FROM stage.person p WHERE seq NOT IN (SELECT seq FROM linked) "
        "AND seq NOT IN (SELECT seq FROM stage.twin) AND EXISTS (SELECT 1 FROM contact c "
        "WHERE c.name_key = p.name_key AND c.deleted_at IS NULL)"
    ).fetchone()
    return int(count)


def _drop_strays(connection: sqlite3.Connection, early: _Early) -> None:
    """Take rows that became no contact of their own out of the early index."""
    strays = connection.execute(
        "SELECT seq, search FROM stage.person WHERE seq NOT IN (SELECT seq FROM fresh)"
    ).fetchall()
    for seq, text in strays:
        drop_early(connection, "early", early.first + seq - 1, text)
