"""How long a save waits while another process imports, as an open screen would feel it."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from benchmarks.measure import Failed, Middle, Program
from crmtui.store.connect import open_store
from crmtui.store.transact import transact

_BETWEEN = 0.02


def longest_waits(db: Path, importing: Program) -> tuple[Middle, Middle]:
    """Save and read in turn until the import is over; return the longest wait of each."""
    store = open_store(db, create=True)
    process = subprocess.Popen(
        importing.argv, env=importing.env, cwd=importing.cwd, stderr=subprocess.DEVNULL
    )
    saves, reads = [0.0], [0.0]
    number = 0
    while process.poll() is None:
        number += 1
        started = time.perf_counter()
        with transact(store, "save") as transaction:
            transaction.connection.execute(
                "INSERT INTO setting(key, value) VALUES('bench', ?) "
                "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                (str(number),),
            )
        saved = time.perf_counter()
        with store.read() as connection:
            connection.execute("SELECT id, name FROM contact ORDER BY name_key LIMIT 50").fetchall()
        saves.append(saved - started)
        reads.append(time.perf_counter() - saved)
        time.sleep(_BETWEEN)
    if process.returncode:
        raise Failed(f"the import ended with {process.returncode}")
    return Middle(max(saves), 0), Middle(max(reads), 0)
