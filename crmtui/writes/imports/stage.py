"""A file beside the store that an import is prepared in, to lock the store only briefly."""

from __future__ import annotations

import glob
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from crmtui.store.backup import backup
from crmtui.store.connect import Store, open_store, private_file
from crmtui.store.trouble import clear_errors

_FORGOTTEN = 3600
"""Seconds after which a file that nobody wrote to is no longer in use."""


class Stage(NamedTuple):
    """The file and an open connection to it; commit before the store reads it."""

    path: Path
    connection: sqlite3.Connection


@contextmanager
def staged(store: Store, schema: str, *, rehearsal: bool = False) -> Iterator[Stage]:
    """Make a private stage with the tables of `schema`; it is gone afterwards, come what may.

    Unless it is for a rehearsal, a store that holds anything is copied first.
    """
    open_store(store.path, create=True)
    if not rehearsal:
        _save_a_copy(store)
    _sweep(store.path)
    path = store.path.with_name(f".{store.path.name}.{os.getpid()}.import")
    private_file(path)
    try:
        with clear_errors(path), closing(sqlite3.connect(path)) as connection:
            # Never needed after a crash: no journal, no syncing.
            settings = "PRAGMA page_size=16384; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            connection.executescript(settings + schema)
            yield Stage(path, connection)
    finally:
        path.unlink(missing_ok=True)


def _sweep(store: Path) -> None:
    """Remove what imports left that were killed: a running one writes all the time."""
    left = re.compile(rf"\.{re.escape(store.name)}\.\d+\.(?:import|keys)(?:-journal)?")
    for path in store.parent.glob(f".{glob.escape(store.name)}.*"):
        with suppress(OSError):
            if left.fullmatch(path.name) and time.time() - path.stat().st_mtime > _FORGOTTEN:
                path.unlink()


_HOLDS = "SELECT 1 FROM contact UNION SELECT 1 FROM purchase UNION SELECT 1 FROM deal"


def _save_a_copy(store: Store) -> None:
    with store.read() as connection:
        held = connection.execute(_HOLDS).fetchone()
    if held:
        backup(store, "before-import")
