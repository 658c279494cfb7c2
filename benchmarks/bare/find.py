"""The barest lookup: Typer, one command, the same SQL, plain lines."""

from __future__ import annotations

import sqlite3
import sys

import typer

_SUMMARY = """SELECT c.id, c.name,
 coalesce((SELECT CASE WHEN key LIKE '+%' THEN key ELSE value END FROM contact_point
  WHERE contact_id = c.id AND kind = 'phone' ORDER BY preferred DESC, id LIMIT 1), ''),
 coalesce((SELECT value FROM contact_point
  WHERE contact_id = c.id AND kind = 'email' ORDER BY preferred DESC, id LIMIT 1), ''),
 coalesce(o.name, ''), c.city
 FROM contact c LEFT JOIN contact o ON o.id = c.company_id WHERE c.id IN ({marks})"""


def find(db: str, text: str) -> None:
    """Print the contacts that a word fits, best first."""
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    ids = _ids(connection, text.lower())
    rows = connection.execute(_SUMMARY.format(marks=",".join("?" * len(ids))), ids)
    by_id = {row[0]: [str(cell) for cell in row] for row in rows}
    _print([by_id[number] for number in ids])


def _ids(connection: sqlite3.Connection, word: str) -> list[int]:
    starts = connection.execute(
        "SELECT c.id, k.text FROM contact c JOIN search_key k ON k.contact_id = c.id "
        "WHERE c.name_key >= ? AND c.name_key < ? AND c.deleted_at IS NULL "
        "ORDER BY c.name_key LIMIT 200",
        (word, word + "\U0010ffff"),
    )
    trigrams = " AND ".join(f'"{word[i : i + 3]}"' for i in range(len(word) - 2))
    anywhere = connection.execute(
        "SELECT k.contact_id, k.text FROM search_index i "
        "JOIN search_key k ON k.contact_id = i.rowid "
        "WHERE search_index MATCH ? AND instr(k.text, ?) > 0 LIMIT 500",
        (trigrams, word),
    )
    found = dict([*starts, *anywhere])
    return [row[2] for row in sorted((_rank(k, word), k, i) for i, k in found.items())][:50]


def _rank(key: str, word: str) -> int:
    if f" {word}\n" in key:
        return 0
    if key.startswith(f" {word}"):
        return 1
    return 2 if f" {word}" in key else 3


def _print(rows: list[list[str]]) -> None:
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(row))
        return
    rows = [["#", "Name", "Phone", "E-mail", "Company", "City"], *rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(map(str.ljust, row, widths)).rstrip())


if __name__ == "__main__":
    typer.run(find)
