"""The import's side of its second process."""

from __future__ import annotations

import marshal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Condition, Thread
from typing import Any

from crmtui.errors import StoreUnusable
from crmtui.locale import _
from crmtui.writes.imports.contacts.draft.key_worker import (
    DRAFTED,
    KEYED,
    STORE_TROUBLE,
    Drafted,
    Told,
)

_AHEAD = 12 << 20
"""Bytes read ahead of the second process."""
_START = (
    "import marshal, sys; sys.path[:] = marshal.load(sys.stdin.buffer); "
    "from crmtui.writes.imports.contacts.draft.key_worker import main; sys.exit(main())"
)
"""It finds modules where we do, and nowhere else: not in the folder one happens to be in."""


def _python() -> str:
    """Return the interpreter. Raises OSError where we are a program that has one within."""
    if not sys.executable or getattr(sys, "frozen", False):
        raise OSError("there is no interpreter to start")
    return sys.executable


class KeyProcess:
    """Builds search keys, their index and references in a file of their own, on another core.

    Raises OSError if it cannot be started.
    """

    def __init__(self, told: Told) -> None:
        command_line = [_python(), "-I", "-c", _START]
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # until `stop`
        try:
            self._process = subprocess.Popen(
                command_line,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
            )
        except OSError:
            self._errors.close()
            raise
        self._batches: SimpleQueue[bytes] = SimpleQueue()
        self._room = Condition()
        self._waiting = 0
        self._feeder = Thread(target=self._feed, name="keys", daemon=True)
        self._feeder.start()
        self._send([str(place) for place in sys.path])
        self._send(tuple(told))

    def add(self, drafted: Drafted) -> None:
        """Have contacts keyed, indexed and known again."""
        self._send((DRAFTED, *drafted))

    def add_keys(self, keys: Sequence[tuple[int, str]]) -> None:
        """Have search keys indexed, each with the id of its contact."""
        self._send((KEYED, keys))

    def _send(self, message: Any) -> None:
        """Queue a message; wait while there are too many bytes before it."""
        data = marshal.dumps(message)
        with self._room:
            self._room.wait_for(lambda: self._waiting < _AHEAD)
            self._waiting += len(data)
        self._batches.put(data)

    def _feed(self) -> None:
        pipe = self._process.stdin
        assert pipe
        broken = False
        while data := self._batches.get():
            if not broken:
                try:
                    pipe.write(data)
                except OSError:  # it ended early, which `finish` tells
                    broken = True
            with self._room:
                self._waiting -= len(data)
                self._room.notify()
        with suppress(OSError):
            pipe.close()

    def finish(self) -> None:
        """Wait until everything is in the file. Raises what went wrong there."""
        self._send(None)
        self._batches.put(b"")
        self._feeder.join()
        code = self._process.wait()
        if not code:
            return
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip()
        if code == STORE_TROUBLE:
            raise sqlite3.OperationalError(said)
        raise StoreUnusable(
            _("The second process of the import ended early ({reason}).").format(
                reason=said.rpartition("\n")[2] or code
            ),
            _("Nothing was brought in; do it again."),
        )

    def stop(self) -> None:
        """End the process if it runs: the import failed or was interrupted."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._batches.put(b"")
        self._feeder.join()
        self._errors.close()
