"""Journalled rows as text and back: SQL literals for one row, packed JSON for many."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any

PACK = 10_000
"""Rows in one pack: few enough to hold in memory, many enough to compress well."""

PACK_LEVEL = 1
"""How hard zlib tries: more takes longer and gains little."""


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the column names of `table`, its id first."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    return sorted(names, key=lambda name: name != "id")


def old_value(connection: sqlite3.Connection, cols: str, old: str, name: str) -> Any:
    """Return one column of a row kept in the journal."""
    values = connection.execute(f"SELECT {old}").fetchone()
    return dict(zip(cols.split(","), values, strict=True)).get(name)


def restore_old(connection: sqlite3.Connection, table: str, row: int, cols: str, old: str) -> None:
    """Give an updated row its former values, in the columns that differ.

    The values are bound: as literals, SQLite would compile every trigger anew for each row.
    """
    now = connection.execute(f"SELECT {cols} FROM {table} WHERE id = ?", (row,)).fetchone()
    if now is None:
        return
    before = connection.execute(f"SELECT {old}").fetchone()
    differing = [
        (name, value)
        for name, value, held in zip(cols.split(","), before, now, strict=True)
        if value != held
    ]
    if differing:
        names = ", ".join(f"{name} = ?" for name, _value in differing)
        values = [value for _name, value in differing]
        connection.execute(f"UPDATE {table} SET {names} WHERE id = ?", (*values, row))


def insert_old(connection: sqlite3.Connection, table: str, cols: str, old: str) -> None:
    """Put a deleted row back."""
    values = connection.execute(f"SELECT {old}").fetchone()
    marks = ",".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({cols}) VALUES ({marks})", values)


def delete_packed(
    connection: sqlite3.Connection, step: int, table: str, condition: str, values: tuple[int, ...]
) -> None:
    """Delete the rows of `table` that `condition` names, keeping them in packs under `step`."""
    names = columns(connection, table)
    while True:
        rows = connection.execute(
            f"SELECT {','.join(names)} FROM {table} WHERE {condition} ORDER BY id LIMIT {PACK}",
            values,
        ).fetchall()
        if not rows:
            return
        first, last = rows[0][0], rows[-1][0]
        packed = zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), PACK_LEVEL)
        connection.execute(
            "INSERT INTO change(step, tbl, op, row, row_to, cols, packed) "
            "VALUES(?, ?, 'P', ?, ?, ?, ?)",
            (step, table, first, last, ",".join(names), packed),
        )
        connection.execute(
            f"DELETE FROM {table} WHERE id BETWEEN ? AND ? AND ({condition})",
            (first, last, *values),
        )


def insert_packed(
    connection: sqlite3.Connection, table: str, cols: str, packed: bytes
) -> Iterator[tuple[int, int]]:
    """Put packed rows back; yield the unbroken ranges of their ids."""
    rows = json.loads(zlib.decompress(packed))
    marks = ",".join("?" * len(cols.split(",")))
    connection.executemany(f"INSERT INTO {table} ({cols}) VALUES ({marks})", rows)
    yield from ranges(row[0] for row in rows)


def ranges(ids: Iterator[int]) -> Iterator[tuple[int, int]]:
    """Yield the unbroken (first, last) ranges of ascending ids."""
    first = last = None
    for number in ids:
        if first is None or last is None:
            first = last = number
        elif number == last + 1:
            last = number
        else:
            yield first, last
            first = last = number
    if first is not None and last is not None:
        yield first, last
