"""Import of payments: checked into a stage as they stream by, then brought in at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from crmtui.locale import ngettext
from crmtui.store.connect import Store
from crmtui.store.search_bulk import index_pending
from crmtui.store.transact import Transaction, transact
from crmtui.writes.imports.bulk import OURS, adopt_currency, next_id
from crmtui.writes.imports.choices import Choice, remember
from crmtui.writes.imports.customers import link_customers
from crmtui.writes.imports.payments.rows import STAGE, PaidColumns, stage_payments
from crmtui.writes.imports.result import (
    PREVIEWED,
    ImportResult,
    OnProgress,
    OnReject,
    Preview,
)
from crmtui.writes.imports.stage import staged

# A purchase is found by the id that it has in a file of ours, whatever it has here.
_PURCHASE = """(SELECT r.row_id FROM source_ref r JOIN purchase u ON u.id = r.row_id
 AND u.contact_id IS l.contact_id WHERE p.purchase <> '' AND r.source = :source
 AND r.kind = 'purchase' AND r.ref >= p.purchase || '|' AND r.ref < p.purchase || '}' LIMIT 1)"""
_KNOWN = """INSERT INTO known SELECT p.seq, r.row_id, r.id, r.digest <> p.digest FROM stage.paid p
 CROSS JOIN source_ref r ON r.source = ? AND r.kind = 'payment' AND r.ref = p.ref"""
# Those of our own export that never were imported: by their id and their moment.
_OWN = """INSERT INTO known SELECT p.seq, y.id, NULL, y.amount <> p.amount FROM stage.paid p
 JOIN payment y ON y.id = CAST(p.own AS INTEGER) AND y.at = p.at
 WHERE p.own NOT GLOB '*[^0-9]*' AND p.seq NOT IN (SELECT seq FROM known)"""
_KEPT_ID = "p.own NOT GLOB '*[^0-9]*' AND p.own NOT GLOB '0*' AND length(p.own) BETWEEN 1 AND 9"
_FRESH = """INSERT INTO fresh SELECT p.seq, iif({keeps}, CAST(p.own AS INTEGER), NULL)
 FROM stage.paid p WHERE p.seq NOT IN (SELECT seq FROM known)
 AND p.seq IN (SELECT min(seq) FROM stage.paid GROUP BY ref)"""


def import_payments(
    store: Store,
    rows: Iterable[tuple[int, list[str]]],
    columns: PaidColumns,
    *,
    source: str,
    dry_run: bool = False,
    choice: Choice | None = None,
    currency: str = "",
    on_reject: OnReject = lambda _rejected: None,
    on_progress: OnProgress = lambda _rows: None,
) -> ImportResult:
    """Bring in payments as one step; what came from `source` before is found and not doubled.

    A `currency` becomes that of the shop, which has none yet.
    """
    with staged(store, STAGE, rehearsal=dry_run) as stage:
        found = stage_payments(
            stage.connection, rows, columns, on_reject, on_progress, is_ours=source == OURS
        )
        stage.connection.commit()
        with transact(store, "", beside={"stage": stage.path}) as transaction:
            transaction.is_bulk = True
            transaction.rehearsal = dry_run
            if currency:
                adopt_currency(transaction.connection, currency)
            named = link_customers(transaction, source, named_in="paid")
            updated, created = _bring_in(transaction, source)
            on_progress(found.rows)
            shown = _preview(transaction.connection) if dry_run else ()
            if found.rows > found.rejected:  # else it was a wrong choice
                remember(transaction.connection, choice)
            count = created + updated
            transaction.label = ngettext(
                "Imported {n} payment", "Imported {n} payments", count
            ).format(n=count)
    if transaction.done.step is not None:
        index_pending(store)
    unchanged = found.rows - found.rejected - created - updated
    return ImportResult(
        transaction.done,
        created,
        updated,
        unchanged,
        found.rejected,
        rounded=found.rounded,
        named=named,
        preview=shown,
    )


def _bring_in(transaction: Transaction, source: str) -> tuple[int, int]:
    """Update what is known and insert the rest; return how many of each."""
    connection = transaction.connection
    connection.execute(
        "CREATE TEMP TABLE known(seq INTEGER PRIMARY KEY, id INTEGER, ref_id INTEGER, changed)"
    )
    connection.execute(_KNOWN, (source,))
    if source == OURS:
        connection.execute(_OWN)
    return _update(connection), _insert(transaction, source)


def _update(connection: sqlite3.Connection) -> int:
    """Bring payments up to date that say something else now; a deleted one stays deleted."""
    changed = connection.execute(
        "SELECT p.at, p.amount, p.method, p.number, p.note, l.contact_id, k.id, p.digest, k.ref_id "
        "FROM known k CROSS JOIN stage.paid p ON p.seq = k.seq JOIN payment y ON y.id = k.id "
        "LEFT JOIN linked l ON l.seq = p.customer WHERE k.changed"
    ).fetchall()
    connection.executemany(
        "UPDATE payment SET at = ?, amount = ?, method = ?, ref = ?, note = ?, contact_id = ? "
        "WHERE id = ?",
        (row[:7] for row in changed),
    )
    connection.executemany(
        "UPDATE source_ref SET digest = ? WHERE id = ?", (row[7:] for row in changed)
    )
    return len(changed)


def _insert(transaction: Transaction, source: str) -> int:
    connection = transaction.connection
    first, first_ref = next_id(connection, "payment"), next_id(connection, "source_ref")
    connection.execute("CREATE TEMP TABLE fresh(seq INTEGER PRIMARY KEY, id INTEGER)")
    keeps = source == OURS and first == 1
    connection.execute(_FRESH.format(keeps=_KEPT_ID if keeps else "0"))
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
            "INSERT INTO payment(id, contact_id, at, amount, method, ref, note, purchase_id) "
            "SELECT f.id, l.contact_id, p.at, p.amount, p.method, p.number, p.note, "
            f"{_PURCHASE} FROM fresh f JOIN stage.paid p ON p.seq = f.seq "
            "LEFT JOIN linked l ON l.seq = p.customer ORDER BY f.id",
            {"source": source},
        ).rowcount
        connection.execute(
            "INSERT INTO source_ref(source, kind, ref, row_id, digest) "
            "SELECT ?, 'payment', p.ref, f.id, p.digest FROM fresh f "
            "JOIN stage.paid p ON p.seq = f.seq ORDER BY f.id",
            (source,),
        )
    for table, start in (("payment", first), ("source_ref", first_ref)):
        transaction.inserted_range(table, start, next_id(connection, table) - 1)
    return created


def _preview(connection: sqlite3.Connection) -> tuple[Preview, ...]:
    """Return the first payments as they will be."""
    rows = connection.execute(
        "SELECT y.at, c.name, y.amount, y.method, y.ref, n.outcome FROM "
        "(SELECT id, 'created' AS outcome FROM fresh UNION ALL "
        "SELECT id, 'updated' FROM known WHERE changed LIMIT ?) n "
        "JOIN payment y ON y.id = n.id JOIN contact c ON c.id = y.contact_id ORDER BY y.id",
        (PREVIEWED,),
    )
    names = ("at", "customer", "amount", "method", "ref")
    return tuple(Preview(row[-1], dict(zip(names, row, strict=False))) for row in rows)
