"""Import of tickets: rows of one id are one ticket, brought in with their history at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from crmtui.locale import ngettext
from crmtui.store.connect import Store
from crmtui.store.search_bulk import index_pending
from crmtui.store.transact import Transaction, transact
from crmtui.writes.imports.bulk import OURS, filled, next_id
from crmtui.writes.imports.choices import Choice, remember
from crmtui.writes.imports.customers import link_customers
from crmtui.writes.imports.result import PREVIEWED, ImportResult, OnProgress, Preview
from crmtui.writes.imports.stage import staged
from crmtui.writes.imports.tickets.stage import FIELDS, STAGE, Counts

_KNOWN = """INSERT INTO known SELECT t.seq, r.row_id, r.id, r.digest <> t.digest
 FROM stage.ticket t CROSS JOIN source_ref r
 ON r.source = ? AND r.kind = 'ticket' AND r.ref = t.ref"""
# Those of our own export that never were imported: by their id and their opening.
_OWN = f"""INSERT INTO known SELECT t.seq, y.id, NULL,
 {" OR ".join(f"y.{name} IS NOT t.{name}" for name in FIELDS)} FROM stage.ticket t
 JOIN ticket y ON y.id = CAST(t.ref AS INTEGER) AND y.opened_at = t.opened_at
 WHERE t.ref NOT GLOB '*[^0-9]*' AND t.seq NOT IN (SELECT seq FROM known)"""
_KEPT_ID = "t.ref NOT GLOB '*[^0-9]*' AND t.ref NOT GLOB '0*' AND length(t.ref) BETWEEN 1 AND 9"
"""Our own id of a ticket, that an empty store keeps."""
# A purchase is found by the id that it has in a file of ours, whatever it has here.
_PURCHASE = """(SELECT r.row_id FROM source_ref r JOIN purchase u ON u.id = r.row_id
 WHERE t.purchase <> '' AND r.source = :source AND r.kind = 'purchase'
 AND r.ref >= t.purchase || '|' AND r.ref < t.purchase || '}' LIMIT 1)"""
_EVENTS = """INSERT INTO ticket_event(ticket_id, at, kind, value, by)
 SELECT i.id, e.at, e.kind, e.value, e.by FROM ids i JOIN stage.event e ON e.ticket = i.seq
 WHERE i.fresh OR NOT EXISTS (SELECT 1 FROM ticket_event h WHERE h.ticket_id = i.id
  AND h.at = e.at AND h.kind = e.kind AND h.value = e.value)
 ORDER BY i.id, e.at, e.place"""
_MESSAGES = """INSERT INTO interaction(at, text, channel, direction, purpose, contact_id, ticket_id,
  thread)
 SELECT m.at, m.text, coalesce(nullif(m.channel, ''), t.channel, 'other'), m.direction,
  'after-sale', t.contact_id, t.id, '' FROM ids i JOIN stage.message m ON m.ticket = i.seq
 JOIN ticket t ON t.id = i.id
 WHERE i.fresh OR NOT EXISTS (SELECT 1 FROM interaction h WHERE h.ticket_id = i.id
  AND h.at = m.at AND h.text = m.text)
 ORDER BY i.id, m.at, m.place"""
_VISITS = """INSERT INTO appointment(ticket_id, contact_id, kind, at, minutes, place, who, note,
  created_at, done_at, dropped)
 SELECT t.id, t.contact_id, v.kind, v.at, v.minutes, v.place, v.who, v.note, v.created_at,
  v.done_at, v.dropped FROM ids i JOIN stage.visit v ON v.ticket = i.seq
 JOIN ticket t ON t.id = i.id
 WHERE i.fresh OR NOT EXISTS (SELECT 1 FROM appointment h WHERE h.ticket_id = i.id
  AND h.created_at = v.created_at AND h.kind = v.kind)
 ORDER BY i.id, v.at"""
_LINKS = """INSERT OR IGNORE INTO ticket_link(a_id, b_id)
 SELECT min(i.id, o.id), max(i.id, o.id) FROM ids i JOIN stage.link l ON l.ticket = i.seq
 JOIN stage.ticket t ON t.ref = l.other JOIN ids o ON o.seq = t.seq ORDER BY 1, 2"""
_MERGED = """UPDATE ticket SET merged_into = (SELECT o.id FROM ids i JOIN stage.ticket t
  ON t.seq = i.seq JOIN stage.ticket g ON g.ref = t.merged JOIN ids o ON o.seq = g.seq
  WHERE i.id = ticket.id)
 WHERE id IN (SELECT i.id FROM ids i JOIN stage.ticket t ON t.seq = i.seq WHERE t.merged <> '')"""
_TABLES = ("ticket", "ticket_event", "ticket_link", "interaction", "appointment", "source_ref")


def import_tickets(
    store: Store,
    fill: Callable[[sqlite3.Connection], Counts],
    *,
    source: str,
    dry_run: bool = False,
    choice: Choice | None = None,
    on_progress: OnProgress = lambda _rows: None,
) -> ImportResult:
    """Bring in tickets as one step; what came from `source` before is found, not doubled.

    `fill` writes what the file says into the stage.
    """
    with staged(store, STAGE, rehearsal=dry_run) as stage:
        counts = fill(stage.connection)
        stage.connection.commit()
        with transact(store, "", beside={"stage": stage.path}) as transaction:
            transaction.is_bulk = True
            transaction.rehearsal = dry_run
            named = link_customers(transaction, source, named_in="ticket")
            updated, created = _bring_in(transaction, source, counts)
            on_progress(counts.rows)
            shown = _preview(transaction.connection) if dry_run else ()
            if counts.tickets:  # else it was a wrong choice
                remember(transaction.connection, choice)
            count = created + updated
            transaction.label = ngettext(
                "Imported {n} ticket", "Imported {n} tickets", count
            ).format(n=count)
    if transaction.done.step is not None:
        index_pending(store)
    return ImportResult(
        transaction.done,
        created,
        updated,
        counts.tickets - created - updated,
        counts.rejected,
        named=named,
        preview=shown,
    )


def _bring_in(transaction: Transaction, source: str, counts: Counts) -> tuple[int, int]:
    """Update what is known and insert the rest; return how many of each."""
    connection = transaction.connection
    connection.execute(
        "CREATE TEMP TABLE known(seq INTEGER PRIMARY KEY, id INTEGER, ref_id INTEGER, changed)"
    )
    connection.execute(_KNOWN, (source,))
    if source == OURS:
        connection.execute(_OWN)
    updated = _update(connection)
    firsts = {table: next_id(connection, table) for table in _TABLES}
    connection.execute("CREATE TEMP TABLE ids(seq INTEGER PRIMARY KEY, id INTEGER, fresh)")
    _number(connection, firsts["ticket"], keeps=source == OURS and firsts["ticket"] == 1)
    connection.execute(
        "INSERT INTO ids SELECT k.seq, k.id, 0 FROM known k JOIN ticket t ON t.id = k.id "
        "WHERE k.changed"
    )
    with transaction.bulk():
        created = _insert(connection, source, counts)
    for table, first in firsts.items():
        transaction.inserted_range(table, first, next_id(connection, table) - 1)
    connection.execute(_MERGED)
    return updated, created


def _number(connection: sqlite3.Connection, first: int, *, keeps: bool) -> None:
    """Give each new ticket its id: its own, in an empty store."""
    connection.execute(
        f"INSERT INTO ids SELECT t.seq, iif({_KEPT_ID if keeps else '0'}, CAST(t.ref AS INTEGER), "
        "NULL), 1 FROM stage.ticket t WHERE t.seq NOT IN (SELECT seq FROM known)"
    )
    (highest,) = connection.execute("SELECT coalesce(max(id), ?) FROM ids", (first - 1,)).fetchone()
    connection.execute(
        "UPDATE ids SET id = ? + n FROM (SELECT seq AS s, row_number() OVER (ORDER BY seq) AS n "
        "FROM ids WHERE id IS NULL) WHERE seq = s",
        (highest,),
    )


def _update(connection: sqlite3.Connection) -> int:
    """Bring tickets up to date of which the file says something else now; a deleted one stays so.

    What the file leaves open stays as it is here.
    """
    names = ", ".join(f"t.{name}" for name in FIELDS)
    changed = connection.execute(
        f"SELECT {names}, l.contact_id, k.id, t.digest, k.ref_id FROM known k "
        "CROSS JOIN stage.ticket t ON t.seq = k.seq JOIN ticket y ON y.id = k.id "
        "LEFT JOIN linked l ON l.seq = t.customer WHERE k.changed"
    ).fetchall()
    # A later log tells only of what happened since: the opening stays the first.
    given = ", ".join(
        f"{name} = min(?, {name})"
        if name == "opened_at"
        else f"{name} = coalesce(nullif(?, ''), {name})"
        for name in FIELDS
    )
    connection.executemany(
        f"UPDATE ticket SET {given}, contact_id = coalesce(?, contact_id) WHERE id = ?",
        (row[:-2] for row in changed),
    )
    connection.executemany(
        "UPDATE source_ref SET digest = ? WHERE id = ?", (row[-2:] for row in changed)
    )
    return len(changed)


def _insert(connection: sqlite3.Connection, source: str, counts: Counts) -> int:
    names = ", ".join(FIELDS)
    picked = ", ".join(f"t.{name}" for name in FIELDS)
    with filled(connection, "ticket", counts.tickets):
        created = connection.execute(
            f"INSERT INTO ticket(id, contact_id, purchase_id, {names}) "
            f"SELECT i.id, l.contact_id, {_PURCHASE}, {picked} FROM ids i "
            "JOIN stage.ticket t ON t.seq = i.seq LEFT JOIN linked l ON l.seq = t.customer "
            "WHERE i.fresh ORDER BY i.id",
            {"source": source},
        ).rowcount
    with filled(connection, "ticket_event", counts.rows):
        connection.execute(_EVENTS)
    for statement in (_MESSAGES, _VISITS, _LINKS):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO source_ref(source, kind, ref, row_id, digest) "
        "SELECT ?, 'ticket', t.ref, i.id, t.digest FROM ids i "
        "JOIN stage.ticket t ON t.seq = i.seq WHERE i.fresh ORDER BY i.id",
        (source,),
    )
    return created


def _preview(connection: sqlite3.Connection) -> tuple[Preview, ...]:
    """Return the first tickets as they will be."""
    rows = connection.execute(
        "SELECT t.opened_at, c.name, t.subject, t.status, iif(i.fresh, 'created', 'updated') "
        f"FROM (SELECT * FROM ids LIMIT {PREVIEWED}) i JOIN ticket t ON t.id = i.id "
        "LEFT JOIN contact c ON c.id = t.contact_id ORDER BY t.id"
    )
    names = ("at", "customer", "subject", "status")
    return tuple(Preview(row[-1], dict(zip(names, row, strict=False))) for row in rows)
