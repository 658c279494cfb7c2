"""Deals of a file that came in before: found again, and brought up to date."""

from __future__ import annotations

import sqlite3

from crmtui.store.transact import Transaction
from crmtui.writes.imports.bulk import OURS, utc_text

_KNOWN = """INSERT INTO known SELECT p.seq, r.row_id, r.id, r.digest <> p.digest
 FROM stage.deals p CROSS JOIN source_ref r ON r.source = ? AND r.kind = 'deal' AND r.ref = p.ref"""
# Those of our own export that never were imported: by their id and when they were opened.
_OWN = """INSERT INTO known SELECT p.seq, d.id, NULL, d.amount IS NOT p.amount
 OR d.title <> p.title OR d.stage_id <> i.stage_id FROM stage.deals p
 JOIN in_stage i ON i.seq = p.seq
 JOIN deal d ON d.id = CAST(p.own AS INTEGER) AND d.opened_at IS p.opened_at
 WHERE p.own NOT GLOB '*[^0-9]*' AND p.seq NOT IN (SELECT seq FROM known)"""
_CHANGED = """SELECT k.id, k.ref_id, p.digest, d.stage_id, i.stage_id,
 coalesce(p.closed_at, p.touched_at, :now), l.contact_id, p.title, p.amount, p.products, p.expected,
 p.source, p.owner, p.note, p.competitor, p.opened_at, p.closed_at, r.reason_id,
 coalesce(p.touched_at, :now)
 FROM known k CROSS JOIN stage.deals p ON p.seq = k.seq JOIN deal d ON d.id = k.id
 JOIN in_stage i ON i.seq = k.seq LEFT JOIN linked l ON l.seq = p.customer
 LEFT JOIN for_reason r ON r.seq = k.seq WHERE k.changed"""


def know(connection: sqlite3.Connection, source: str) -> None:
    """Fill the table `known`: place in the stage, deal, reference, whether it says otherwise."""
    connection.execute(
        "CREATE TEMP TABLE known(seq INTEGER PRIMARY KEY, id INTEGER, ref_id INTEGER, changed)"
    )
    connection.execute(_KNOWN, (source,))
    if source == OURS:
        connection.execute(_OWN)


def update(transaction: Transaction) -> int:
    """Bring deals up to date that say something else now; a deleted one stays deleted.

    One that came into another stage has that in its history.
    """
    connection = transaction.connection
    changed = connection.execute(_CHANGED, {"now": utc_text(transaction.now)}).fetchall()
    for deal, ref, digest, before, stage, at, *said in changed:
        connection.execute(
            "UPDATE deal SET contact_id = ?, title = ?, amount = ?, products = ?, "
            "expected_close = ?, source = ?, owner = ?, note = ?, competitor = ?, opened_at = ?, "
            "closed_at = ?, lost_reason_id = ?, touched_at = ?, stage_id = ? WHERE id = ?",
            (*said, stage, deal),
        )
        if before != stage:
            connection.execute(
                "INSERT INTO deal_stage(deal_id, stage_id, at) SELECT ?, ?, max(at, ?) "
                "FROM deal_stage WHERE deal_id = ?",
                (deal, stage, at, deal),
            )
        elif said[9] or said[10]:
            _redate(connection, deal, str(said[10] or said[9]))
        connection.execute("UPDATE source_ref SET digest = ? WHERE id = ?", (digest, ref))
    return len(changed)


def _redate(connection: sqlite3.Connection, deal: int, at: str) -> None:
    """Have a history of a single entry begin when the file says."""
    connection.execute(
        "UPDATE deal_stage SET at = ? WHERE deal_id = ? "
        "AND 1 = (SELECT count(*) FROM deal_stage WHERE deal_id = ?)",
        (at, deal, deal),
    )
