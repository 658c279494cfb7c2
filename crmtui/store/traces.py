"""Where the journal tells of some contacts: which kept rows were theirs, or named them."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from crmtui.store.belongings import BELONGINGS, OWNED, Belonging, Meaning

Kept = dict[str, Any]
"""A row as the journal keeps it, by the names of its columns."""


class Change(NamedTuple):
    """An entry of the journal that keeps rows as they were: one of U and D, several of P."""

    id: int
    step: int
    op: str
    row: int
    cols: str
    rows: list[Kept]


def kept_rows(connection: sqlite3.Connection, table: str) -> Iterator[Change]:
    """Yield every entry of the journal that keeps rows of `table`."""
    entries = connection.execute(
        "SELECT id, step, op, row, cols, old FROM change WHERE tbl = ? AND op IN ('U', 'D', 'P') "
        "ORDER BY id",
        (table,),
    ).fetchall()
    for number, step, op, row, cols, old in entries:
        names = cols.split(",")
        if op == "P":
            (packed,) = connection.execute(
                "SELECT packed FROM change WHERE id = ?", (number,)
            ).fetchone()
            rows = [
                dict(zip(names, each, strict=True)) for each in json.loads(zlib.decompress(packed))
            ]
        else:
            rows = [dict(zip(names, connection.execute(f"SELECT {old}").fetchone(), strict=True))]
        yield Change(number, step, op, row, cols, rows)


class Traces:
    """The rows that belong, or ever belonged, to some contacts: ids by table.

    A row that is another's by now, as after a merge that was undone, is theirs.
    """

    def __init__(self, connection: sqlite3.Connection, people: frozenset[int]) -> None:
        self.people = people
        self.rows: dict[str, set[int]] = {"contact": set(people)}
        self._connection = connection
        for belonging in BELONGINGS:
            if belonging.meaning in OWNED and belonging.only == "1":
                self._add(belonging)
        self._add_references()

    def is_theirs(self, belonging: Belonging, row: Kept) -> bool:
        """Tell whether a kept row referred to one of them."""
        return row.get(belonging.column) in self.people

    def steps(self) -> set[int]:
        """Return the steps that dealt with any of these rows, imports among them."""
        found: set[int] = set()
        ranges = self._connection.execute(
            "SELECT step, tbl, row, row_to FROM change WHERE op IN ('R', 'P')"
        ).fetchall()
        for table, ids in self.rows.items():
            spans = [(step, lo, hi) for step, tbl, lo, hi in ranges if tbl == table]
            for row in ids:
                found.update(step for step, lo, hi in spans if lo <= row <= hi)
                found.update(
                    step
                    for (step,) in self._connection.execute(
                        "SELECT step FROM change WHERE tbl = ? AND row = ? AND op <> 'P'",
                        (table, row),
                    )
                )
        return found

    def _add(self, belonging: Belonging) -> None:
        table = belonging.table
        found = self.rows.setdefault(table, set())
        for contact in self.people:
            found.update(belonging.of(self._connection, contact))
        former = {
            int(row["id"])
            for change in kept_rows(self._connection, table)
            for row in change.rows
            if self.is_theirs(belonging, row)
        }
        found.update(row for row in former - found if not self._exists(table, row))

    def _add_references(self) -> None:
        """Add where these rows came from: references name a table and a row in it.

        One of their purchases keeps the reference that is its receipt number; any other may be
        made of their name.
        """
        found = self.rows["source_ref"] = set()
        numbers = {belonging.table: self._receipts(belonging) for belonging in _money()}
        # One look at all of them: no index leads from a row to its references.
        references = self._connection.execute("SELECT id, kind, row_id, ref FROM source_ref")
        kept = (
            (row["id"], row["kind"], row["row_id"], row["ref"])
            for change in kept_rows(self._connection, "source_ref")
            for row in change.rows
        )
        for number, table, row_id, ref in (*references, *kept):
            receipts = numbers.get(table, {})
            if row_id in self.rows.get(table, ()) or receipts.get(row_id, ref) != ref:
                found.add(number)

    def _receipts(self, belonging: Belonging) -> dict[int, str]:
        """Return the receipt numbers of what they bought or paid, by id."""
        former = (
            (row["id"], row["ref"])
            for change in kept_rows(self._connection, belonging.table)
            for row in change.rows
            if self.is_theirs(belonging, row)
        )
        now = (
            self._connection.execute(
                f"SELECT id, ref FROM {belonging.table} WHERE {belonging.column} = ?", (contact,)
            ).fetchall()
            for contact in self.people
        )
        return dict(former) | dict(row for rows in now for row in rows)

    def _exists(self, table: str, row: int) -> bool:
        found = self._connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row,))
        return found.fetchone() is not None


def _money() -> Iterator[Belonging]:
    return (belonging for belonging in BELONGINGS if belonging.meaning is Meaning.MONEY)
