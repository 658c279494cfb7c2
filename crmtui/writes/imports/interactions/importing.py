"""Import of interactions: checked into a stage as they stream by, then brought in at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from crmtui.exchange.headers.programs import OURS
from crmtui.exchange.interaction_rows import InteractionRow
from crmtui.locale import ngettext
from crmtui.store.connect import Store
from crmtui.store.search import shop_region
from crmtui.store.search_bulk import index_pending
from crmtui.store.transact import Transaction, transact
from crmtui.writes.imports.bulk import next_id, utc_text
from crmtui.writes.imports.choices import Choice, remember
from crmtui.writes.imports.customers import link_customers
from crmtui.writes.imports.interactions.stage import STAGE, stage_rows
from crmtui.writes.imports.result import (
    PREVIEWED,
    ImportResult,
    OnProgress,
    OnReject,
    Preview,
)
from crmtui.writes.imports.stage import staged

# A row without an id is named by its content and its count among equal rows. One id on rows that
# say different things is counted on, for a log has no two records in one; equal rows are one.
_REFS = """INSERT INTO found SELECT seq, CASE
 WHEN own = '' THEN 'row:' || content || ':' || n
 WHEN n = 1 THEN own ELSE own || ':' || n END FROM (
 SELECT seq, own, content, row_number() OVER (
  PARTITION BY own, CASE own WHEN '' THEN content END ORDER BY seq) AS n
 FROM stage.entry WHERE own = '' OR seq IN (
  SELECT min(seq) FROM stage.entry GROUP BY own, content))"""
_KEPT_ID = "f.ref NOT GLOB '*[^0-9]*' AND f.ref NOT GLOB '0*' AND length(f.ref) BETWEEN 1 AND 9"
"""Our own id of an interaction, that an empty store keeps."""
_CHANGED = (
    "SELECT id, 'created' AS outcome FROM fresh "
    "UNION ALL SELECT id, 'updated' FROM known WHERE changed"
)
_COLUMNS = "at, text, channel, direction, purpose, outcome, minutes, contact_id, thread"


def import_interactions(
    store: Store,
    rows: Iterable[InteractionRow],
    *,
    source: str,
    when: Callable[[str], str],
    dry_run: bool = False,
    choice: Choice | None = None,
    on_reject: OnReject = lambda _rejected: None,
    on_progress: OnProgress = lambda _rows: None,
) -> ImportResult:
    """Bring in interactions as one step; what came from `source` before is found, not doubled.

    `when` reads a date as found to UTC text, or raises InvalidValue; what is in a file without
    dates has happened now.
    """
    with staged(store, STAGE, rehearsal=dry_run) as stage:
        with store.read() as connection:
            region = shop_region(connection)
        rejected = stage_rows(stage.connection, rows, region, when, on_reject, on_progress)
        (staged_rows,) = stage.connection.execute("SELECT count(*) FROM entry").fetchone()
        stage.connection.commit()
        with transact(store, "", beside={"stage": stage.path}) as transaction:
            transaction.is_bulk = True
            transaction.rehearsal = dry_run
            named = link_customers(transaction, source, named_in="entry", status="lead")
            updated, created = _bring_in(transaction, source)
            on_progress(staged_rows + rejected)
            shown = preview(transaction.connection, _CHANGED) if dry_run else ()
            if staged_rows:  # else it was a wrong choice
                remember(transaction.connection, choice)
            transaction.label = imported(created + updated)
    if transaction.done.step is not None:
        index_pending(store)
    unchanged = staged_rows - created - updated
    return ImportResult(
        transaction.done, created, updated, unchanged, rejected, named=named, preview=shown
    )


def imported(count: int) -> str:
    """Return the label of the step."""
    return ngettext("Imported {n} interaction", "Imported {n} interactions", count).format(n=count)


def preview(connection: sqlite3.Connection, changed: str) -> tuple[Preview, ...]:
    """Return the first interactions as they will be, of those that `changed` selects."""
    rows = connection.execute(
        "SELECT i.at, c.name, i.channel, i.direction, i.text, n.outcome "
        f"FROM ({changed} LIMIT {PREVIEWED}) n JOIN interaction i ON i.id = n.id "
        "JOIN contact c ON c.id = i.contact_id ORDER BY i.id"
    )
    names = ("at", "customer", "channel", "direction", "text")
    return tuple(Preview(row[-1], dict(zip(names, row, strict=False))) for row in rows)


def _bring_in(transaction: Transaction, source: str) -> tuple[int, int]:
    """Update what is known and insert the rest; return how many of each."""
    connection = transaction.connection
    connection.execute("CREATE TEMP TABLE found(seq INTEGER PRIMARY KEY, ref TEXT)")
    connection.execute(_REFS)
    connection.execute(
        "CREATE TEMP TABLE known(seq INTEGER PRIMARY KEY, id INTEGER, ref_id INTEGER, changed)"
    )
    connection.execute(
        "INSERT INTO known SELECT f.seq, r.row_id, r.id, r.digest <> e.digest "
        "FROM found f JOIN stage.entry e ON e.seq = f.seq CROSS JOIN source_ref r "
        "ON r.source = ? AND r.kind = 'interaction' AND r.ref = f.ref",
        (source,),
    )
    if source == OURS:
        # Those of our own export that never were imported: by their id and their moment.
        connection.execute(
            "INSERT INTO known SELECT f.seq, i.id, NULL, i.text <> e.text FROM found f "
            "JOIN stage.entry e ON e.seq = f.seq "
            "JOIN interaction i ON i.id = CAST(f.ref AS INTEGER) AND i.at = e.at "
            "WHERE f.ref NOT GLOB '*[^0-9]*' AND f.seq NOT IN (SELECT seq FROM known)"
        )
    updated = _update(transaction)
    return updated, _insert(transaction, source)


def _update(transaction: Transaction) -> int:
    """Bring interactions up to date that say something else now; a deleted one stays deleted.

    What the file leaves open stays as it is here.
    """
    connection = transaction.connection
    changed = connection.execute(
        "SELECT e.at, e.text, e.channel, e.direction, e.purpose, e.outcome, e.minutes, "
        "l.contact_id, e.thread, k.id, e.digest, k.ref_id FROM known k "
        "CROSS JOIN stage.entry e ON e.seq = k.seq JOIN interaction i ON i.id = k.id "
        "JOIN linked l ON l.seq = e.customer WHERE k.changed"
    ).fetchall()
    connection.executemany(
        "UPDATE interaction SET at = coalesce(?, at), text = ?, channel = ?, "
        "direction = coalesce(?, direction), purpose = coalesce(?, purpose), "
        "outcome = coalesce(?, outcome), minutes = coalesce(?, minutes), contact_id = ?, "
        "thread = coalesce(nullif(?, ''), thread) WHERE id = ?",
        (row[:10] for row in changed),
    )
    connection.executemany(
        "UPDATE source_ref SET digest = ? WHERE id = ?", (row[10:] for row in changed)
    )
    return len(changed)


def _insert(transaction: Transaction, source: str) -> int:
    connection = transaction.connection
    first, first_ref = next_id(connection, "interaction"), next_id(connection, "source_ref")
    connection.execute("CREATE TEMP TABLE fresh(seq INTEGER PRIMARY KEY, ref TEXT, id INTEGER)")
    # Ids of the rows that were there once are not given out again: undo may bring them back.
    keeps = source == OURS and first == 1
    connection.execute(
        f"INSERT INTO fresh SELECT seq, ref, iif({_KEPT_ID if keeps else '0'}, ref, NULL) "
        "FROM found f WHERE seq NOT IN (SELECT seq FROM known)"
    )
    (highest,) = connection.execute(
        "SELECT coalesce(max(id), ?) FROM fresh", (first - 1,)
    ).fetchone()
    connection.execute(
        "UPDATE fresh SET id = ? + n FROM (SELECT seq AS s, row_number() OVER (ORDER BY seq) AS n "
        "FROM fresh WHERE id IS NULL) WHERE seq = s",
        (highest,),
    )
    with transaction.bulk():
        created = connection.execute(
            f"INSERT INTO interaction(id, {_COLUMNS}) "
            "SELECT f.id, coalesce(e.at, ?), e.text, e.channel, e.direction, e.purpose, e.outcome, "
            "e.minutes, l.contact_id, e.thread FROM fresh f JOIN stage.entry e ON e.seq = f.seq "
            "JOIN linked l ON l.seq = e.customer ORDER BY f.id",
            (utc_text(transaction.now),),
        ).rowcount
        connection.execute(
            "INSERT INTO source_ref(source, kind, ref, row_id, digest) "
            "SELECT ?, 'interaction', f.ref, f.id, e.digest FROM fresh f "
            "JOIN stage.entry e ON e.seq = f.seq ORDER BY f.id",
            (source,),
        )
    for table, start in (("interaction", first), ("source_ref", first_ref)):
        transaction.inserted_range(table, start, next_id(connection, table) - 1)
    return created
