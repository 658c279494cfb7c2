"""The names of many contacts at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

_AT_ONCE = 500


def names_of(connection: sqlite3.Connection, contacts: Iterable[int]) -> dict[int, str]:
    """Return the names of contacts by their ids."""
    wanted = list(contacts)
    names: dict[int, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]
        marks = ",".join("?" * len(chunk))
        names.update(
            connection.execute(f"SELECT id, name FROM contact WHERE id IN ({marks})", chunk)
        )
    return names
