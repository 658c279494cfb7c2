"""Parameters of models, beside the data they were fitted to; no step, for nothing is changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import date
from typing import Any

from crmtui.store.connect import Store

_PATIENCE = 1000
"""Milliseconds to wait for others who read or write."""
_KEEP = """INSERT INTO fitted(name, day, parameters) VALUES(?, ?, ?) ON CONFLICT(name)
 DO UPDATE SET day = excluded.day, parameters = excluded.parameters"""


def keep_fitted(store: Store, name: str, day: date, parameters: dict[str, Any]) -> None:
    """Keep the parameters of a model, unless they are there already.

    A store that is locked or cannot be written keeps none: they are only a saving of time.
    """
    if not store.exists():
        return
    import json

    values = name, day.isoformat(), json.dumps(parameters)
    with (
        suppress(sqlite3.OperationalError),
        closing(store.connect(busy_ms=_PATIENCE)) as connection,
    ):
        if fitted(connection, name) != (day, parameters):
            connection.execute(_KEEP, values)


def fitted(connection: sqlite3.Connection, name: str) -> tuple[date, dict[str, Any]] | None:
    """Return the day and the parameters that were kept last; None if there are none."""
    import json

    row = connection.execute(
        "SELECT day, parameters FROM fitted WHERE name = ?", (name,)
    ).fetchone()
    return (date.fromisoformat(row[0]), json.loads(row[1])) if row else None


def is_fitted(connection: sqlite3.Connection, name: str) -> bool:
    """Tell whether there are any, for who would import much to use them."""
    found = connection.execute("SELECT 1 FROM fitted WHERE name = ?", (name,))
    return found.fetchone() is not None
