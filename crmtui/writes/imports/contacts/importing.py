"""Import of contacts: a row is a known contact by its reference, its phone or its e-mail.

A phone or e-mail that two differently named people share does not make them one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from crmtui.exchange.contact_rows import ContactRow, PlainBatch
from crmtui.locale import ngettext
from crmtui.reads.search import summaries
from crmtui.store.connect import Store
from crmtui.store.search_bulk import drop_early, index_pending, leave_pending, take_over
from crmtui.store.transact import Transaction, transact
from crmtui.writes.imports.bulk import OURS, adopt_currency, next_id
from crmtui.writes.imports.choices import Choice, remember
from crmtui.writes.imports.contacts.batch import STAGE
from crmtui.writes.imports.contacts.draft.draft import Draft, drafted, places
from crmtui.writes.imports.contacts.draft.give_back import give_all_back
from crmtui.writes.imports.contacts.draft.key_worker import Told
from crmtui.writes.imports.contacts.insert import insert_people
from crmtui.writes.imports.contacts.links import bring_links
from crmtui.writes.imports.contacts.match import match_people
from crmtui.writes.imports.contacts.own import place_fields
from crmtui.writes.imports.contacts.stage import Readers, stage_people
from crmtui.writes.imports.contacts.twins import find_drafted_twins, find_twins
from crmtui.writes.imports.contacts.update import Updater
from crmtui.writes.imports.result import (
    PREVIEWED,
    ImportResult,
    OnProgress,
    OnReject,
    Preview,
)
from crmtui.writes.imports.stage import Stage, staged

Batch = PlainBatch | list[ContactRow]

_MANY = 5_000
"""Rows for which a second process is worth its start."""
_REFS = "SELECT ref FROM stage.person"
_DRAFTED_REFS = f"{_REFS} UNION ALL SELECT ref FROM early.source_ref"


def import_contacts(
    store: Store,
    batches: Iterable[Batch],
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
    batches = iter(batches)
    head = _taken_while_few(batches)
    with (
        staged(store, STAGE, rehearsal=dry_run) as stage,
        _drafted(store, stage, source, readers, many=sum(map(_rows, head)) >= _MANY) as draft,
    ):
        rejected = stage_people(
            stage.connection, chain(head, batches), readers, on_reject, on_progress, draft
        )
        beside = _finish(stage, draft, source)
        with transact(store, "", beside=beside, references=draft is None) as transaction:
            transaction.is_bulk = True
            transaction.rehearsal = dry_run
            if currency:
                adopt_currency(transaction.connection, currency)
            place_fields(transaction.connection, [reader.field for reader in readers.own])
            result = _bring_in(transaction, source, draft)
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


def _rows(batch: Batch) -> int:
    return len(batch.rows) if isinstance(batch, PlainBatch) else len(batch)


def _taken_while_few(batches: Iterator[Batch]) -> list[Batch]:
    """Read ahead until there are many rows, or no more."""
    taken: list[Batch] = []
    count = 0
    for batch in batches:
        taken.append(batch)
        count += _rows(batch)
        if count >= _MANY:
            break
    return taken


@contextmanager
def _drafted(
    store: Store, stage: Stage, source: str, readers: Readers, *, many: bool
) -> Iterator[Draft | None]:
    """Make a draft where that is worth its price; a file of ours keeps the ids that it brings."""
    if not many or source == OURS:
        yield None
        return
    told = Told(source, readers.layout)
    with drafted(store, stage, told) as draft:
        yield draft


def _finish(stage: Stage, draft: Draft | None, source: str) -> dict[str, Path]:
    """Find out which rows are one person; return the files that the store is to read."""
    if draft is None:
        find_twins(stage.connection, is_ours=source == OURS)
        stage.connection.commit()
        return {"stage": stage.path}
    draft.finish()
    find_drafted_twins(stage.connection, source)
    draft.release()
    return {"stage": stage.path, "early": draft.path}


def _bring_in(transaction: Transaction, source: str, draft: Draft | None) -> ImportResult:
    connection = transaction.connection
    (held,) = connection.execute("SELECT count(*) FROM contact").fetchone()
    if draft and draft.places != places(connection):
        give_all_back(connection, "stage")
        draft = None
    first = next_id(connection, "contact")
    match_people(connection, source, _DRAFTED_REFS if draft else _REFS)
    namesakes = _namesakes(connection) if held else 0
    own_ids = source == OURS and not held
    inserted = insert_people(transaction, source, first=first, own_ids=own_ids, draft=draft)
    if draft:
        _drop_strays(connection)
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
        preview=_preview(connection, drafted=draft is not None) if transaction.rehearsal else (),
    )


def _preview(connection: sqlite3.Connection, *, drafted: bool) -> tuple[Preview, ...]:
    """Return the first contacts as they will be."""
    also = " UNION SELECT id, 'created' FROM stage.contact WHERE kind = 'person'" if drafted else ""
    outcome = dict(
        connection.execute(
            f"SELECT id, 'created' FROM fresh{also} UNION ALL "
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


def _drop_strays(connection: sqlite3.Connection) -> None:
    """Take rows that became no contact of their own out of the index that is taken over."""
    strays = connection.execute(
        "SELECT seq, search FROM stage.person WHERE seq NOT IN (SELECT seq FROM fresh)"
    ).fetchall()
    for seq, text in strays:
        drop_early(connection, "early", seq, text)
