"""The barest list of what is due: Typer, one command, one query, plain lines."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import typer

_DUE = """SELECT c.id, c.name, t.text, t.due FROM task t JOIN contact c ON c.id = t.contact_id
 WHERE t.done_at IS NULL AND t.due < ? AND c.deleted_at IS NULL ORDER BY t.due LIMIT 50"""


def today(db: str) -> None:
    """Print the tasks that are due, the oldest first."""
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    for row in connection.execute(_DUE, (datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),)):
        print(*row, sep="\t")


if __name__ == "__main__":
    typer.run(today)
