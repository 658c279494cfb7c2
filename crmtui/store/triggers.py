"""Every trigger of the store: the journal, the customers' sums, the marks for the search.

They are dropped before a migration or a bulk write and made again after it, from here and nowhere
else: a condition that lets bulk writes pass would cost half of their time.
They use `quote()` alone: with trusted_schema off, SQLite below 3.44 refuses JSON and FTS in them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

JOURNALLED = (
    "contact",
    "contact_point",
    "contact_extra",
    "tag",
    "contact_tag",
    "contact_link",
    "not_duplicate",
    "custom_field",
    "custom_value",
    "need",
    "purchase",
    "purchase_line",
    "payment",
    "pipeline",
    "stage",
    "lost_reason",
    "deal",
    "deal_stage",
    "deal_check",
    "task",
    "ticket",
    "ticket_event",
    "ticket_link",
    "interaction",
    "appointment",
    "canned_reply",
    "canned_use",
    "saved_list",
    "source_ref",
    "file_choice",
    "setting",
    "price_index",
)
"""Tables whose every change is recorded, parents before children."""

_STEP = "(SELECT step FROM current_step)"


def drop_triggers(connection: sqlite3.Connection) -> None:
    """Drop every trigger of the store."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        connection.execute(f'DROP TRIGGER "{name}"')


def create_triggers(connection: sqlite3.Connection) -> None:
    """Create every trigger for the columns the tables have now."""
    for sql in trigger_sql(connection):
        connection.execute(sql)


def trigger_sql(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the CREATE TRIGGER statements."""
    for table in JOURNALLED:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        yield from _journal(table, columns)
    yield from STATS_TRIGGERS
    yield from _SEARCH


def _journal(table: str, columns: list[str]) -> Iterator[str]:
    names = ",".join(columns)
    before = "||','||".join(f"quote(OLD.{name})" for name in columns)
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
    kept = f"INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES({_STEP},'{table}'"
    yield (
        f"CREATE TRIGGER journal_{table}_insert AFTER INSERT ON {table} "
        f"BEGIN INSERT INTO change(step,tbl,op,row,row_to) "
        f"VALUES({_STEP},'{table}','I',NEW.id,NEW.id); END"
    )
    yield (
        f"CREATE TRIGGER journal_{table}_update AFTER UPDATE ON {table} "
        f"WHEN {changed} "
        f"BEGIN {kept},'U',OLD.id,OLD.id,'{names}',{before}); END"
    )
    yield (
        f"CREATE TRIGGER journal_{table}_delete AFTER DELETE ON {table} "
        f"BEGIN {kept},'D',OLD.id,OLD.id,'{names}',{before}); END"
    )


RETURNED = """SELECT p.id FROM purchase r JOIN purchase p ON p.id = r.refund_of
 WHERE r.contact_id {which} AND r.refund_of IS NOT NULL
 GROUP BY p.id HAVING p.amount + sum(r.amount) <= 0"""
"""The purchases of these contacts that were given back as a whole: they count as none."""
_COUNTED = f"amount > 0 AND id NOT IN ({RETURNED})"
SUMS = f"""SELECT contact_id, sum({_COUNTED}), min(CASE WHEN {_COUNTED} THEN at END),
 max(CASE WHEN {_COUNTED} THEN at END), sum(max(amount, 0)), sum(min(amount, 0))
 FROM purchase WHERE contact_id {{which}} AND amount <> 0 GROUP BY contact_id"""
"""One row of customer_stats for each contact that `which` names."""


def _resum(contact: str) -> str:
    return (
        f"DELETE FROM customer_stats WHERE contact_id = {contact}; "
        f"INSERT INTO customer_stats {SUMS.format(which='= ' + contact)};"
    )


STATS_TRIGGERS = (
    # A new purchase adds to the sums; anything else adds them up again. Redo may bring a refund
    # back before what it refunds.
    "CREATE TRIGGER stats_purchase_insert AFTER INSERT ON purchase WHEN "
    "NEW.contact_id IS NOT NULL AND NEW.amount <> 0 AND NEW.refund_of IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM purchase WHERE refund_of = NEW.id) BEGIN "
    "INSERT INTO customer_stats(contact_id,purchases,first_at,last_at,gross,refunds) VALUES("
    "NEW.contact_id, NEW.amount > 0, CASE WHEN NEW.amount > 0 THEN NEW.at END, "
    "CASE WHEN NEW.amount > 0 THEN NEW.at END, max(NEW.amount, 0), min(NEW.amount, 0)) "
    "ON CONFLICT(contact_id) DO UPDATE SET purchases = purchases + excluded.purchases, "
    "first_at = min(coalesce(first_at, excluded.first_at), coalesce(excluded.first_at, first_at)), "
    "last_at = max(coalesce(last_at, excluded.last_at), coalesce(excluded.last_at, last_at)), "
    "gross = gross + excluded.gross, refunds = refunds + excluded.refunds; END",
    "CREATE TRIGGER stats_refund_insert AFTER INSERT ON purchase WHEN "
    "NEW.contact_id IS NOT NULL AND NEW.amount <> 0 AND (NEW.refund_of IS NOT NULL "
    "OR EXISTS (SELECT 1 FROM purchase WHERE refund_of = NEW.id)) "
    f"BEGIN {_resum('NEW.contact_id')} END",
    "CREATE TRIGGER stats_purchase_update "
    "AFTER UPDATE OF contact_id, at, amount, refund_of ON purchase "
    f"BEGIN {_resum('OLD.contact_id')} {_resum('NEW.contact_id')} END",
    "CREATE TRIGGER stats_purchase_delete AFTER DELETE ON purchase WHEN "
    f"OLD.contact_id IS NOT NULL BEGIN {_resum('OLD.contact_id')} END",
)


def _mark(name: str, event: str, contacts: str) -> str:
    return (
        f"CREATE TRIGGER search_{name} AFTER {event} "
        f"BEGIN INSERT OR IGNORE INTO search_dirty(contact_id) {contacts}; END"
    )


_SEARCH = (
    _mark("contact_insert", "INSERT ON contact", "VALUES(NEW.id)"),
    _mark(
        "contact_update",
        "UPDATE OF name, nickname, company_id, city, deleted_at ON contact",
        "SELECT id FROM contact WHERE id = NEW.id OR company_id = NEW.id",
    ),
    _mark("contact_delete", "DELETE ON contact", "VALUES(OLD.id)"),
    _mark("point_insert", "INSERT ON contact_point", "VALUES(NEW.contact_id)"),
    _mark("point_update", "UPDATE ON contact_point", "VALUES(OLD.contact_id), (NEW.contact_id)"),
    _mark("point_delete", "DELETE ON contact_point", "VALUES(OLD.contact_id)"),
    _mark("tag_insert", "INSERT ON contact_tag", "VALUES(NEW.contact_id)"),
    _mark("tag_update", "UPDATE ON contact_tag", "VALUES(OLD.contact_id), (NEW.contact_id)"),
    _mark("tag_delete", "DELETE ON contact_tag", "VALUES(OLD.contact_id)"),
    _mark(
        "tag_rename",
        "UPDATE OF name ON tag",
        "SELECT contact_id FROM contact_tag WHERE tag_id = NEW.id",
    ),
    _mark("custom_insert", "INSERT ON custom_value", "VALUES(NEW.contact_id)"),
    _mark("custom_update", "UPDATE ON custom_value", "VALUES(OLD.contact_id), (NEW.contact_id)"),
    _mark("custom_delete", "DELETE ON custom_value", "VALUES(OLD.contact_id)"),
    _mark(
        "custom_kind",
        "UPDATE OF kind ON custom_field",
        "SELECT contact_id FROM custom_value WHERE field_id = NEW.id",
    ),
)
