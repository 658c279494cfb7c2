"""What an undo must not take back, because it changed or was used since."""

from __future__ import annotations

import sqlite3

from crmtui.store.rows import old_value, ranges
from crmtui.store.triggers import JOURNALLED

OWNERS = {
    "contact_point": ("contact", "contact_id"),
    "contact_tag": ("contact", "contact_id"),
    "contact_extra": ("contact", "contact_id"),
    "contact_link": ("contact", "contact_id"),
    "not_duplicate": ("contact", "a_id"),
    "custom_value": ("contact", "contact_id"),
    "purchase_line": ("purchase", "purchase_id"),
    "ticket_event": ("ticket", "ticket_id"),
    "deal_stage": ("deal", "deal_id"),
    "deal_check": ("deal", "deal_id"),
}
"""Tables whose rows are part of a record: a new phone is a change of its contact."""

_LATER = """FROM change b JOIN step s ON s.id = b.step
 WHERE b.step > :step AND s.undoes IS NULL AND s.undone_by IS NULL"""


def later_step(connection: sqlite3.Connection, step: int) -> tuple[int, str] | None:
    """Return a later step in effect that touched a row of `step`, if there is one."""
    row = connection.execute(
        f"SELECT s.id, s.label {_LATER} AND EXISTS (SELECT 1 FROM change a WHERE a.step = :step "
        "AND a.tbl = b.tbl AND b.row BETWEEN a.row AND a.row_to) ORDER BY s.id DESC LIMIT 1",
        {"step": step},
    ).fetchone()
    return (row[0], row[1]) if row else None


class Keep:
    """The records that the undo of an import leaves alone.

    Temporary tables `span` (what the import inserted) and `kept` live until `close`.
    """

    def __init__(self, connection: sqlite3.Connection, step: int) -> None:
        self._connection = connection
        connection.execute("CREATE TEMP TABLE span(tbl, lo, hi, PRIMARY KEY(tbl, lo))")
        connection.execute("CREATE TEMP TABLE kept(tbl, row, PRIMARY KEY(tbl, row))")
        self._fill_spans(step)
        self._keep_changed(step)

    def keep_used(self) -> None:
        """Keep also what rows outside the import refer to, directly or through others."""
        while self._keep_used():
            pass

    def close(self) -> None:
        """Drop the temporary tables."""
        self._connection.execute("DROP TABLE span")
        self._connection.execute("DROP TABLE kept")

    def spans(self, table: str) -> list[tuple[int, int]]:
        """Return the ranges of ids that the import inserted into `table`."""
        return self._connection.execute(
            "SELECT lo, hi FROM span WHERE tbl = ? ORDER BY lo", (table,)
        ).fetchall()

    def has(self, table: str, row: int) -> bool:
        """Tell whether a record stays as it is."""
        found = self._connection.execute(
            "SELECT 1 FROM kept WHERE tbl = ? AND row = ?", (table, row)
        )
        return found.fetchone() is not None

    def has_owner(self, table: str, cols: str, old: str) -> bool:
        """Tell whether a former row is a part of a record that stays as it is."""
        if table not in OWNERS:
            return False
        owner, column = OWNERS[table]
        return self.has(owner, int(old_value(self._connection, cols, old, column)))

    def names(self) -> list[str]:
        """Return the kept contacts, purchases, tickets and deals in words."""
        return [
            name
            for (name,) in self._connection.execute(
                "SELECT '#' || c.id || ' ' || c.name FROM kept JOIN contact c ON c.id = row "
                "WHERE tbl = 'contact' UNION ALL SELECT 'purchase #' || p.id FROM kept "
                "JOIN purchase p ON p.id = row WHERE tbl = 'purchase' "
                "UNION ALL SELECT tbl || ' #' || row FROM kept WHERE tbl IN ('ticket', 'deal')"
            )
        ]

    @staticmethod
    def goes(table: str) -> str:
        """Return the SQL condition for rows of `table` that do not stay."""
        condition = f"id NOT IN (SELECT row FROM kept WHERE tbl = '{table}')"
        if table in OWNERS:
            owner, column = OWNERS[table]
            condition += f" AND {column} NOT IN (SELECT row FROM kept WHERE tbl = '{owner}')"
        if table == "interaction":  # a message of a ticket that stays
            kept = "SELECT row FROM kept WHERE tbl = 'ticket'"
            condition += f" AND coalesce(ticket_id, 0) NOT IN ({kept})"
        if table == "source_ref":
            condition += " AND NOT EXISTS (SELECT 1 FROM kept WHERE tbl = kind AND row = row_id)"
        return condition

    def _fill_spans(self, step: int) -> None:
        for table in JOURNALLED:
            rows = self._connection.execute(
                "SELECT row FROM change WHERE step = ? AND tbl = ? AND op = 'I' ORDER BY row",
                (step, table),
            )
            spans = list(ranges(row[0] for row in rows))
            spans += self._connection.execute(
                "SELECT row, row_to FROM change WHERE step = ? AND tbl = ? AND op = 'R'",
                (step, table),
            ).fetchall()
            self._connection.executemany(
                "INSERT OR IGNORE INTO span VALUES(?, ?, ?)", ((table, *span) for span in spans)
            )

    def _keep_changed(self, step: int) -> None:
        later = self._connection.execute(
            f"SELECT DISTINCT b.tbl, b.row, b.cols, b.old {_LATER} AND b.op IN ('I', 'U', 'D')",
            {"step": step},
        ).fetchall()
        for table, row, cols, old in later:
            record, owner = self._owner(table, row, cols, old)
            self._connection.execute("INSERT OR IGNORE INTO kept VALUES(?, ?)", (record, owner))

    def _owner(self, table: str, row: int, cols: str | None, old: str | None) -> tuple[str, int]:
        if table not in OWNERS:
            return table, row
        owner, column = OWNERS[table]
        if cols and old:
            return owner, int(old_value(self._connection, cols, old, column))
        found = self._connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row,))
        return owner, (found.fetchone() or (0,))[0]

    def _keep_used(self) -> bool:
        """Keep what a row that stays refers to; True if that kept anything new."""
        before = self._connection.total_changes
        for child in JOURNALLED:
            for key in self._connection.execute(f"PRAGMA foreign_key_list({child})").fetchall():
                parent, column = key[2], key[3]
                self._connection.execute(
                    f"INSERT OR IGNORE INTO kept SELECT DISTINCT '{parent}', {column} "
                    f"FROM {child} WHERE {_inside(parent, column)} "
                    f"AND NOT ({_inside(child, 'id')} AND {self.goes(child)})"
                )
        return self._connection.total_changes > before


def _inside(table: str, value: str) -> str:
    """Return the SQL condition that `value` lies in a span; the index makes it one look-up."""
    return (
        f"coalesce({value} <= (SELECT hi FROM span WHERE tbl = '{table}' AND lo <= {value} "
        "ORDER BY lo DESC LIMIT 1), 0)"
    )
