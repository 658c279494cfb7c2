"""Import of deals: checked into a stage as they stream by, then brought in at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from crmtui.locale import ngettext
from crmtui.store.connect import Store
from crmtui.store.search_bulk import index_pending
from crmtui.store.transact import Transaction, transact
from crmtui.writes.imports.bulk import OURS, adopt_currency, next_id, utc_text
from crmtui.writes.imports.choices import Choice, remember
from crmtui.writes.imports.customers import link_customers
from crmtui.writes.imports.deals.known import know, update
from crmtui.writes.imports.deals.past import bring_history
from crmtui.writes.imports.deals.rows import STAGE, DealColumns, stage_deals
from crmtui.writes.imports.deals.stages import link_stages
from crmtui.writes.imports.result import (
    PREVIEWED,
    ImportResult,
    OnProgress,
    OnReject,
    Preview,
)
from crmtui.writes.imports.stage import staged

_KEPT_ID = "p.own NOT GLOB '*[^0-9]*' AND p.own NOT GLOB '0*' AND length(p.own) BETWEEN 1 AND 9"
_FRESH = """INSERT INTO fresh SELECT p.seq, iif({keeps}, CAST(p.own AS INTEGER), NULL)
 FROM stage.deals p WHERE p.seq NOT IN (SELECT seq FROM known)"""
# A purchase is found by the id that it has in a file of ours, whatever it has here.
_PURCHASE = """(SELECT r.row_id FROM source_ref r JOIN purchase u ON u.id = r.row_id
 AND u.contact_id IS l.contact_id WHERE p.purchase <> '' AND r.source = :source
 AND r.kind = 'purchase' AND r.ref >= p.purchase || '|' AND r.ref < p.purchase || '}' LIMIT 1)"""
_INSERT = f"""INSERT INTO deal(id, contact_id, title, amount, products, expected_close, source,
 owner, ref, note, competitor, opened_at, closed_at, stage_id, position, lost_reason_id, at_counter,
 created_at, touched_at, purchase_id)
 SELECT f.id, l.contact_id, p.title, p.amount, p.products, p.expected, p.source, p.owner, p.number,
 p.note, p.competitor, p.opened_at, p.closed_at, i.stage_id, :last + f.id * 65536, r.reason_id,
 p.at_counter, :now, coalesce(p.touched_at, :now), {_PURCHASE}
 FROM fresh f JOIN stage.deals p ON p.seq = f.seq
 JOIN in_stage i ON i.seq = f.seq LEFT JOIN linked l ON l.seq = p.customer
 LEFT JOIN for_reason r ON r.seq = f.seq ORDER BY f.id"""


def import_deals(
    store: Store,
    rows: Iterable[tuple[int, list[str]]],
    columns: DealColumns,
    *,
    source: str,
    dry_run: bool = False,
    choice: Choice | None = None,
    currency: str = "",
    on_reject: OnReject = lambda _rejected: None,
    on_progress: OnProgress = lambda _rows: None,
) -> ImportResult:
    """Bring in deals as one step; what came from `source` before is found and not doubled.

    A `currency` becomes that of the shop, which has none yet.
    """
    with staged(store, STAGE, rehearsal=dry_run) as stage:
        found = stage_deals(stage.connection, rows, columns, on_reject, on_progress)
        stage.connection.commit()
        with transact(store, "", beside={"stage": stage.path}) as transaction:
            transaction.is_bulk = True
            transaction.rehearsal = dry_run
            if currency:
                adopt_currency(transaction.connection, currency)
            named = _people(transaction, source)
            stages = link_stages(transaction.connection)
            know(transaction.connection, source)
            updated = update(transaction)
            created = _insert(transaction, source)
            _now_customers(transaction.connection)
            on_progress(found.rows)
            shown = _preview(transaction.connection) if dry_run else ()
            if found.rows > found.rejected:  # else it was a wrong choice
                remember(transaction.connection, choice)
            count = created + updated
            transaction.label = ngettext("Imported {n} deal", "Imported {n} deals", count).format(
                n=count
            )
    if transaction.done.step is not None:
        index_pending(store)
    unchanged = found.rows - found.rejected - found.skipped - created - updated
    return ImportResult(
        transaction.done,
        created,
        updated,
        unchanged,
        found.rejected,
        rounded=found.rounded,
        named=named,
        skipped=found.skipped,
        stages=stages,
        preview=shown,
    )


def _people(transaction: Transaction, source: str) -> int:
    """Link the customers that the rows name, make the others; tell companies from people."""
    connection = transaction.connection
    first = next_id(connection, "contact")
    named = link_customers(transaction, source, named_in="named", status="lead")
    with transaction.bulk():  # they came in with this very step: their range is journalled
        connection.execute(
            "UPDATE contact SET kind = 'company' WHERE id >= ? AND id IN "
            "(SELECT l.contact_id FROM linked l JOIN stage.company c ON c.seq = l.seq)",
            (first,),
        )
    connection.execute(
        "UPDATE contact SET company_id = o.contact_id FROM stage.works w "
        "JOIN linked p ON p.seq = w.seq JOIN linked o ON o.seq = w.company "
        "JOIN contact c ON c.id = o.contact_id WHERE contact.id = p.contact_id "
        "AND contact.company_id IS NULL AND contact.kind = 'person' AND c.kind = 'company'"
    )
    return named


def _insert(transaction: Transaction, source: str) -> int:
    connection = transaction.connection
    first, first_ref = next_id(connection, "deal"), next_id(connection, "source_ref")
    first_past = next_id(connection, "deal_stage")
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
    (last,) = connection.execute("SELECT coalesce(max(position), 0) FROM deal").fetchone()
    with transaction.bulk():
        created = connection.execute(
            _INSERT, {"last": last, "now": utc_text(transaction.now), "source": source}
        ).rowcount
        bring_history(connection, utc_text(transaction.now))
        connection.execute(
            "INSERT INTO source_ref(source, kind, ref, row_id, digest) "
            "SELECT ?, 'deal', p.ref, f.id, p.digest FROM fresh f "
            "JOIN stage.deals p ON p.seq = f.seq ORDER BY f.id",
            (source,),
        )
    for table, start in (("deal", first), ("deal_stage", first_past), ("source_ref", first_ref)):
        transaction.inserted_range(table, start, next_id(connection, table) - 1)
    return created


def _now_customers(connection: sqlite3.Connection) -> None:
    """A lead with whom a deal was won is a customer."""
    connection.execute(
        "UPDATE contact SET status = 'customer' WHERE status = 'lead' AND id IN "
        "(SELECT l.contact_id FROM linked l JOIN stage.deals p ON p.customer = l.seq "
        "WHERE p.kind = 'won')"
    )


def _preview(connection: sqlite3.Connection) -> tuple[Preview, ...]:
    """Return the first deals as they will be."""
    rows = connection.execute(
        "SELECT coalesce(d.closed_at, d.opened_at, ''), coalesce(c.name, ''), d.title, d.amount, "
        "d.products, s.name, n.outcome FROM "
        "(SELECT id, 'created' AS outcome FROM fresh UNION ALL "
        "SELECT id, 'updated' FROM known WHERE changed LIMIT ?) n "
        "JOIN deal d ON d.id = n.id JOIN stage s ON s.id = d.stage_id "
        "LEFT JOIN contact c ON c.id = d.contact_id ORDER BY d.id",
        (PREVIEWED,),
    )
    names = ("at", "customer", "title", "amount", "products", "stage")
    return tuple(Preview(row[-1], dict(zip(names, row, strict=False))) for row in rows)
