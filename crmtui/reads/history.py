"""The steps that can be undone."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class StepLine(NamedTuple):
    """A step of the journal."""

    step: int
    at: str
    label: str
    changes: int
    undone: bool
    undoes: int | None


def history(connection: sqlite3.Connection, *, limit: int = 20) -> list[StepLine]:
    """Return the latest steps, newest first."""
    rows = connection.execute(
        "SELECT id, at, label, changes, undone_by IS NOT NULL, undoes FROM step "
        "ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return [StepLine._make(row)._replace(undone=bool(row[4])) for row in rows]
