"""How files with a certain header are read, remembered from the last one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from crmtui.exchange.headers.words import compact
from crmtui.store.connect import Store
from crmtui.writes.imports.options import REMEMBERED, FileOptions


class Choice(NamedTuple):
    """What was chosen for files of a kind with this header."""

    header: str
    kind: str
    options: dict[str, str]


def header_digest(header: Sequence[str]) -> str:
    """Return what a header is remembered by, however its names are spelled."""
    keys = "\x1f".join(compact(cell) or cell for cell in header)
    return blake2b(keys.encode("utf-8", "replace"), digest_size=12).hexdigest()


def with_choices(
    store: Store, header: Sequence[str], kind: str, options: FileOptions
) -> tuple[FileOptions, bool]:
    """Fill in what is left open from the last file like this; tell whether anything was."""
    with store.read() as connection:
        row = connection.execute(
            "SELECT choices FROM file_choice WHERE header = ? AND kind = ?",
            (header_digest(header), kind),
        ).fetchone()
    held = json.loads(row[0]) if row else {}
    filled = {
        name: str(held[name])
        for name in REMEMBERED
        if held.get(name) and not getattr(options, name)
    }
    return options._replace(**filled), bool(filled)  # type: ignore[arg-type]


def choice_of(header: Sequence[str], kind: str, options: FileOptions, dates: str) -> Choice | None:
    """Return what to remember: all that was said, and the order that dates were found to have."""
    if all(map(str.isdigit, header)):
        return None  # any file without a header has this one
    said = {name: getattr(options, name) for name in REMEMBERED if getattr(options, name)}
    if dates:
        said["dates"] = dates
    return Choice(header_digest(header), kind, said)


def remember(connection: sqlite3.Connection, choice: Choice | None) -> None:
    """Keep a choice with the import that it was made for; undoing that forgets it."""
    if choice is None or not choice.options:
        return
    connection.execute(
        "INSERT INTO file_choice(header, kind, choices) VALUES(?, ?, ?) "
        "ON CONFLICT(header, kind) DO UPDATE SET choices = excluded.choices "
        "WHERE choices <> excluded.choices",
        (choice.header, choice.kind, json.dumps(choice.options, ensure_ascii=False)),
    )
