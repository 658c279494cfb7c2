"""The import's side of its second process."""

from __future__ import annotations

import marshal
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from queue import Queue
from threading import Thread
from typing import Any

from crmtui.writes.imports.contacts.draft.key_worker import DRAFTED, KEYED, Drafted, Told

_AHEAD = 128
"""Batches read ahead of the second process: some ten megabytes."""
_WORKER = "crmtui.writes.imports.contacts.draft.key_worker"


def can_start() -> bool:
    """Tell whether there is a Python to start it with."""
    return bool(sys.executable)


class KeyProcess:
    """Builds search keys, their index and references in a file of their own, on another core."""

    def __init__(self, told: Told) -> None:
        path = os.pathsep.join(filter(None, sys.path))
        self._process = subprocess.Popen(
            [sys.executable, "-m", _WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._batches: Queue[bytes | None] = Queue(_AHEAD)
        self._feeder = Thread(target=self._feed, name="keys", daemon=True)
        self._feeder.start()
        self._send(tuple(told))

    def add(self, drafted: Drafted) -> None:
        """Have contacts keyed, indexed and known again."""
        self._send((DRAFTED, *drafted))

    def add_keys(self, keys: Sequence[tuple[int, str]]) -> None:
        """Have search keys indexed, each with the id of its contact."""
        self._send((KEYED, keys))

    def _send(self, batch: tuple[Any, ...] | None) -> None:
        self._batches.put(marshal.dumps(batch))

    def _feed(self) -> None:
        pipe = self._process.stdin
        assert pipe
        with suppress(OSError):  # it ended early, which `finish` tells
            while batch := self._batches.get():
                pipe.write(batch)
            pipe.close()
            return
        while self._batches.get():
            pass

    def finish(self) -> None:
        """Wait until everything is in the file. Raises what went wrong there."""
        self._send(None)
        self._batches.put(None)
        self._feeder.join()
        said = (
            self._process.stderr.read().decode("utf-8", "replace") if self._process.stderr else ""
        )
        if self._process.wait():
            raise sqlite3.OperationalError(said.strip() or "the index was not built")

    def stop(self) -> None:
        """End the process if it runs: the import failed or was interrupted."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stderr):
            if pipe:
                with suppress(OSError):
                    pipe.close()
