"""Which backups still hold a contact that is to be gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from crmtui.store.connect import Store


class HeldIn(NamedTuple):
    """A backup with somebody in it, or one that cannot be read: then nobody knows."""

    path: Path
    is_readable: bool


_HELD = """SELECT 1 FROM contact WHERE id = :id UNION ALL
 SELECT 1 FROM change WHERE tbl = 'contact' AND (row = :id AND op IN ('U', 'D')
  OR op = 'P' AND :id BETWEEN row AND row_to) LIMIT 1"""


def backups_with(store: Store, people: Iterable[int]) -> list[HeldIn]:
    """Return the backups of a store that hold any of these contacts, be it in their journal.

    An id is never given out twice, so whoever has it in a backup is the one who had it here.
    """
    return list(_search(store, sorted(people)))


def _search(store: Store, people: list[int]) -> Iterator[HeldIn]:
    for path in sorted((store.path.parent / "backups").glob(f"{store.path.stem}-*")):
        try:
            if _holds(path, people):
                yield HeldIn(path, is_readable=True)
        except sqlite3.Error:
            yield HeldIn(path, is_readable=False)


def _holds(path: Path, people: list[int]) -> bool:
    # Nobody writes to a backup: as immutable it can be read from a disk that allows no more.
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        return any(connection.execute(_HELD, {"id": number}).fetchone() for number in people)
