"""Forgetting old steps of the journal: by age and by number, as the settings say."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from crmtui.settings import load

EVERY = 100
"""How many steps pass between two looks: it must not be felt at each of them."""


def prune(connection: sqlite3.Connection, step: int, now: datetime) -> None:
    """Forget the steps that are too old or too many; the latest ones stay whole."""
    if step % EVERY:
        return
    settings = load(connection)
    before = now - timedelta(days=int(settings["undo_days"]))
    (last_old,) = connection.execute(
        "SELECT coalesce(max(id), 0) FROM step WHERE at < ?",
        (before.strftime("%Y-%m-%dT%H:%M:%SZ"),),
    ).fetchone()
    last = max(last_old, step - int(settings["undo_steps"]))
    connection.execute("DELETE FROM change WHERE step <= ?", (last,))
    connection.execute("DELETE FROM step WHERE id <= ?", (last,))
