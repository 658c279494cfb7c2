"""The barest command: Typer, one row by its id, one line."""

from __future__ import annotations

import sqlite3

import typer


def one(db: str, number: int) -> None:
    """Print the name of a contact."""
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    (name,) = connection.execute("SELECT name FROM contact WHERE id = ?", (number,)).fetchone()
    print(name)


if __name__ == "__main__":
    typer.run(one)
