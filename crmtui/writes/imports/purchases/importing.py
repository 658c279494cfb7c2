"""Import of purchases: grouped into a stage as they stream by, then brought in at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from crmtui.locale import _, ngettext
from crmtui.store.connect import Store
from crmtui.store.search_bulk import index_pending
from crmtui.store.stats import mark_buyers, resum_buyers
from crmtui.store.transact import Transaction, transact
from crmtui.writes.imports.bulk import OURS, adopt_currency, next_id
from crmtui.writes.imports.choices import Choice, remember
from crmtui.writes.imports.customers import link_customers
from crmtui.writes.imports.purchases.columns import OrderColumns
from crmtui.writes.imports.purchases.stage import STAGE, Orders, stage_orders
from crmtui.writes.imports.result import (
    PREVIEWED,
    ImportResult,
    OnProgress,
    OnReject,
    Preview,
    Rejected,
)
from crmtui.writes.imports.stage import staged

Rows = Callable[[], Iterator[list[str]]]
"""Opens the rows of the file anew; a second time only if some of them must be given back."""


def import_purchases(
    store: Store,
    rows: Rows,
    columns: OrderColumns,
    *,
    source: str,
    first_row: int = 2,
    dry_run: bool = False,
    choice: Choice | None = None,
    currency: str = "",
    on_reject: OnReject = lambda _rejected: None,
    on_progress: OnProgress = lambda _rows: None,
) -> ImportResult:
    """Bring in purchases as one step; what came from `source` before is found and not doubled.

    A purchase with a row that cannot be read is rejected whole: half an invoice is a wrong one.
    A `currency` becomes that of the shop, which has none yet.
    """
    with staged(store, STAGE, rehearsal=dry_run) as stage:
        orders = stage_orders(stage.connection, rows(), columns, first_row, on_progress)
        stage.connection.commit()
        with transact(store, "", beside={"stage": stage.path}) as transaction:
            transaction.is_bulk = True
            transaction.rehearsal = dry_run
            if currency:
                adopt_currency(transaction.connection, currency)
            result = _bring_in(transaction, source)
            on_progress(orders.rows)  # the last moment in which the import can be called off
            if result.created + result.updated + result.unchanged:  # else it was a wrong choice
                remember(transaction.connection, choice)
            transaction.label = ngettext(
                "Imported {n} purchase", "Imported {n} purchases", result.created + result.updated
            ).format(n=result.created + result.updated)
    rejected = _give_back(rows, columns, orders, first_row, on_reject)
    if transaction.done.step is not None:
        index_pending(store)
    return result._replace(
        done=transaction.done, rejected=rejected, rounded=orders.rounded, skipped=orders.skipped
    )


def _bring_in(transaction: Transaction, source: str) -> ImportResult:
    connection = transaction.connection
    made = link_customers(transaction, source)
    connection.execute(
        "CREATE TEMP TABLE known(seq INTEGER PRIMARY KEY, id INTEGER, ref_id INTEGER, changed)"
    )
    connection.execute(
        "INSERT INTO known SELECT o.seq, r.row_id, r.id, r.digest <> o.digest "
        "FROM stage.orders o CROSS JOIN source_ref r "
        "ON r.source = ? AND r.kind = 'purchase' AND r.ref = o.ref",
        (source,),
    )
    if source == OURS:
        _know_own(connection)
    created = _insert(transaction, source)
    updated = _update(connection)
    (known,) = connection.execute("SELECT count(*) FROM known").fetchone()
    _now_customers(connection)
    preview = _preview(connection) if transaction.rehearsal else ()
    return ImportResult(
        transaction.done, created, updated, known - updated, rejected=0, named=made, preview=preview
    )


def _preview(connection: sqlite3.Connection) -> tuple[Preview, ...]:
    """Return the first purchases as they will be."""
    rows = connection.execute(
        "SELECT p.at, coalesce(c.name, ''), p.amount, p.ref, (SELECT group_concat(item, ', ') "
        "FROM purchase_line WHERE purchase_id = p.id), n.outcome FROM "
        "(SELECT id, 'created' AS outcome FROM fresh UNION ALL "
        "SELECT id, 'updated' FROM known WHERE changed LIMIT ?) n "
        "JOIN purchase p ON p.id = n.id LEFT JOIN contact c ON c.id = p.contact_id ORDER BY p.id",
        (PREVIEWED,),
    ).fetchall()
    return tuple(
        Preview(outcome, {"at": at, "customer": who, "amount": amount, "order": ref, "item": item})
        for at, who, amount, ref, item, outcome in rows
    )


def _know_own(connection: sqlite3.Connection) -> None:
    """Find purchases of our own export that never were imported: by their id and their moment."""
    connection.execute(
        "INSERT INTO known SELECT o.seq, p.id, NULL, p.amount <> o.amount FROM stage.orders o "
        "JOIN purchase p ON p.id = CAST(o.key AS INTEGER) AND p.at = o.at "
        "WHERE o.key NOT GLOB '*[^0-9]*' AND o.seq NOT IN (SELECT seq FROM known)"
    )


def _insert(transaction: Transaction, source: str) -> int:
    connection = transaction.connection
    first = next_id(connection, "purchase")
    connection.execute("CREATE TEMP TABLE fresh(seq INTEGER PRIMARY KEY, id INTEGER)")
    if _keeps_ids(connection, source):
        first = 1
        connection.execute("INSERT INTO fresh SELECT seq, CAST(key AS INTEGER) FROM stage.orders")
    else:
        connection.execute(
            "INSERT INTO fresh SELECT seq, row_number() OVER (ORDER BY seq) + ? "
            "FROM stage.orders WHERE seq NOT IN (SELECT seq FROM known)",
            (first - 1,),
        )
    with transaction.bulk():
        purchases = _copy(
            transaction,
            "purchase",
            "id, contact_id, at, amount, ref, note, on_account, due_on, refund_of",
            "SELECT f.id, l.contact_id, o.at, o.amount, o.number, o.note, "
            "coalesce(o.on_account, 0), o.due_on, (SELECT coalesce(g.id, k.id) FROM stage.orders r "
            "LEFT JOIN fresh g ON g.seq = r.seq LEFT JOIN known k ON k.seq = r.seq "
            "WHERE o.refund_of <> '' AND r.key = o.refund_of LIMIT 1) "
            "FROM fresh f JOIN stage.orders o ON o.seq = f.seq "
            "LEFT JOIN linked l ON l.seq = o.customer ORDER BY f.id",
        )
        _copy(
            transaction,
            "purchase_line",
            "purchase_id, item, sku, quantity, amount",
            "SELECT f.id, s.item, s.sku, s.quantity, s.amount FROM stage.line s "
            "JOIN fresh f ON f.seq = s.seq ORDER BY s.rowid",
        )
        _copy(
            transaction,
            "source_ref",
            "source, kind, ref, row_id, digest",
            "SELECT ?, 'purchase', o.ref, f.id, o.digest FROM fresh f "
            "JOIN stage.orders o ON o.seq = f.seq ORDER BY f.id",
            (source,),
        )
        mark_buyers(connection, "id >= ?", (first,))
        resum_buyers(connection)
    return purchases


def _keeps_ids(connection: sqlite3.Connection, source: str) -> bool:
    """Tell whether purchases of our own export get the ids they carry: into an empty store only."""
    if source != OURS or connection.execute("SELECT 1 FROM purchase").fetchone():
        return False
    odd = connection.execute(
        "SELECT 1 FROM stage.orders WHERE key = '' OR key GLOB '*[^0-9]*' OR length(key) > 15 "
        "UNION ALL SELECT 1 FROM stage.orders GROUP BY CAST(key AS INTEGER) HAVING count(*) > 1"
    ).fetchone()
    return odd is None


def _copy(
    transaction: Transaction, table: str, columns: str, select: str, values: tuple[str, ...] = ()
) -> int:
    """Insert what `select` gives and journal its range of ids; return the number of rows."""
    connection = transaction.connection
    first = next_id(connection, table)
    count = connection.execute(f"INSERT INTO {table}({columns}) {select}", values).rowcount
    if count:
        own = connection.execute("SELECT min(id) FROM fresh").fetchone()[0]
        lowest = own if table == "purchase" else first
        transaction.inserted_range(table, lowest, next_id(connection, table) - 1)
    return count


def _update(connection: sqlite3.Connection) -> int:
    """Bring purchases up to date that say something else now; a deleted one stays deleted."""
    changed = connection.execute(
        "SELECT k.seq, k.id, k.ref_id, o.at, o.amount, l.contact_id, o.digest, "
        # What was paid for stays on account: the payment would be for nothing.
        "max(coalesce(o.on_account, p.on_account), p.on_account AND EXISTS "
        "(SELECT 1 FROM payment y WHERE y.purchase_id = p.id)), "
        "coalesce(o.due_on, p.due_on) FROM known k "
        "CROSS JOIN stage.orders o ON o.seq = k.seq JOIN purchase p ON p.id = k.id "
        "LEFT JOIN linked l ON l.seq = o.customer WHERE k.changed"
    ).fetchall()
    if changed:
        connection.execute("CREATE INDEX stage.line_seq ON line(seq)")
    for seq, purchase, ref, at, amount, contact, digest, on_account, due_on in changed:
        connection.execute(
            "UPDATE purchase SET at = ?, amount = ?, contact_id = ?, on_account = ?, due_on = ? "
            "WHERE id = ?",
            (at, amount, contact, on_account, due_on, purchase),
        )
        connection.execute("DELETE FROM purchase_line WHERE purchase_id = ?", (purchase,))
        connection.execute(
            "INSERT INTO purchase_line(purchase_id, item, sku, quantity, amount) "
            "SELECT ?, item, sku, quantity, amount FROM stage.line WHERE seq = ? ORDER BY rowid",
            (purchase, seq),
        )
        connection.execute("UPDATE source_ref SET digest = ? WHERE id = ?", (digest, ref))
    return len(changed)


def _now_customers(connection: sqlite3.Connection) -> None:
    """A lead who bought something is a customer."""
    connection.execute(
        "UPDATE contact SET status = 'customer' WHERE status = 'lead' "
        "AND id IN (SELECT contact_id FROM linked)"
    )


def _give_back(
    rows: Rows, columns: OrderColumns, orders: Orders, first_row: int, on_reject: OnReject
) -> int:
    """Read the file once more for the rows that did not come in; return their number."""
    if not orders.problems:
        return 0
    count = 0
    above = ""
    for number, row in enumerate(rows(), first_row):
        reason = orders.problems.get(number)
        if columns.order is not None and len(row) > columns.order and any(row):
            # A row without a number may go on with the order above.
            above = order = row[columns.order] or above
            if reason is None and order in orders.broken and not _stands_alone(row, columns):
                reason = _("another row of {order} cannot be read").format(order=order)
        if reason is not None:
            count += 1
            on_reject(Rejected(number, row, reason))
    return count


def _stands_alone(row: list[str], columns: OrderColumns) -> bool:
    """Tell whether a row without a number is a purchase of its own."""
    return not row[columns.order or 0] and len(row) > columns.date and bool(row[columns.date])
