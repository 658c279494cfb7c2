"""Notices what other programs write into the store while the screens are open."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing

from crmtui.errors import CrmError
from crmtui.screens.bridge import Bridge

EVERY = 0.25
"""Seconds between two looks; asking for the data version costs microseconds."""

EVERYTHING: frozenset[str] = frozenset({"*"})
"""A change that no step tells about, such as an erased person or a restored file."""

FITTED = frozenset({"fitted"})
"""Models were fitted anew, which is no step."""


class Watcher(threading.Thread):
    """Asks one kept connection for the store's data version, again and again."""

    def __init__(self, bridge: Bridge, tell: Callable[[frozenset[str]], None]) -> None:
        super().__init__(name="watch", daemon=True)
        self._bridge = bridge
        self._store = bridge.store
        self._tell = tell
        self._stopped = threading.Event()

    def run(self) -> None:
        """Watch until stopped; a file put in the store's place is watched from then on."""
        is_first = True
        while not self._stopped.is_set():
            try:
                with closing(self._store.connect(busy_ms=0)) as connection:
                    if not is_first:
                        self._tell(EVERYTHING)
                    is_first = False
                    self._watch(connection, self._file())
            except (sqlite3.Error, CrmError, OSError):
                self._stopped.wait(EVERY)

    def stop(self) -> None:
        """End the thread; it may sleep a moment longer."""
        self._stopped.set()

    def _file(self) -> tuple[int, int]:
        found = self._store.path.stat()
        return found.st_dev, found.st_ino

    def _watch(self, connection: sqlite3.Connection, file: tuple[int, int]) -> None:
        version, step = _version(connection), _last_step(connection)
        self._fitted = _fitted(connection)
        while not self._stopped.wait(EVERY):
            if self._bridge.writes_under_way:
                continue
            if self._file() != file:
                return
            try:
                found = _version(connection)
                if found == version:
                    continue
                last, kinds = self._news(connection, step)
            except sqlite3.OperationalError:
                continue  # locked: somebody is writing, so the news is not ready yet
            version, step = found, last
            if kinds:
                self._tell(kinds)

    def _news(self, connection: sqlite3.Connection, seen: int) -> tuple[int, frozenset[str]]:
        """Return the last step and the kinds that steps of others changed since `seen`."""
        steps = [row[0] for row in connection.execute("SELECT id FROM step WHERE id > ?", (seen,))]
        if not steps:
            known, self._fitted = self._fitted, _fitted(connection)
            return _last_step(connection), EVERYTHING if self._fitted == known else FITTED
        others = [step for step in steps if step not in self._bridge.own_steps]
        kinds: set[str] = set()
        for step in others:
            rows = connection.execute("SELECT DISTINCT tbl FROM change WHERE step = ?", (step,))
            kinds.update(name for (name,) in rows.fetchall())
        return max(steps), frozenset(kinds)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _fitted(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return connection.execute("SELECT name, day, parameters FROM fitted ORDER BY name").fetchall()


def _last_step(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM step").fetchone()[0])
