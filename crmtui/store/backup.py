"""Verified copies of the store, made before anything risky."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from crmtui.errors import StoreUnusable
from crmtui.locale import _
from crmtui.store.connect import APPLICATION_ID, Store, private_file
from crmtui.store.trouble import clear_errors

KEEP = 14
"""How many automatic backups stay; the oldest goes first."""


def backup(store: Store, reason: str) -> Path:
    """Copy the store into its `backups` folder, verify the copy and return its path.

    Raises StoreFull or StoreUnusable and leaves no half copy behind.
    """
    folder = store.path.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    target = folder / f"{store.path.stem}-{stamp}-{reason}.db"
    draft = target.with_suffix(".part")
    private_file(draft)
    try:
        with clear_errors(store.path), closing(store.connect()) as connection:
            connection.execute("PRAGMA cache_size=-4096")  # it would be taken twice
            connection.execute("VACUUM INTO ?", (str(draft),))
        verify(draft)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    _prune(folder, store.path.stem)
    return target


def verify(path: Path) -> None:
    """Check that a copy is whole: ours, undamaged, its references intact."""
    with clear_errors(path), closing(sqlite3.connect(path)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (check,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if application != APPLICATION_ID or check != "ok" or broken:
        raise StoreUnusable(
            _("The backup {path} is not whole.").format(path=path),
            _("Nothing was changed. Check the disk before you go on."),
        )


def _prune(folder: Path, stem: str) -> None:
    copies = sorted(folder.glob(f"{stem}-*.db"))
    for old in copies[:-KEEP]:
        old.unlink(missing_ok=True)
