"""The only way from the screens to the store: reads and writes in threads of their own."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from crmtui.store.connect import Store
from crmtui.store.transact import Done

P = ParamSpec("P")
T = TypeVar("T")

Publish = Callable[[frozenset[str]], None]
"""Is told the kinds that a write changed, on the event loop."""


class Superseded(Exception):
    """A read that nobody waits for any more; it never leaves this module's threads."""


class Bridge:
    """Runs reads and writes on the store for the screens."""

    def __init__(self, store: Store, publish: Publish) -> None:
        self.store = store
        self.own_steps: set[int] = set()
        """Steps made here: the watcher leaves them out, each was published already."""
        self.writes_under_way = 0
        self._publish = publish
        self._is_closed = False
        self._under_way: set[_Reading] = set()
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write")

    async def read(
        self, fn: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a read on a connection of its own; cancelling the caller interrupts it."""
        if self._is_closed:
            raise asyncio.CancelledError
        reading = _Reading(self.store)
        self._under_way.add(reading)
        future = self._readers.submit(
            reading.run, lambda connection: fn(connection, *args, **kwargs)
        )
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            reading.interrupt()
            raise
        finally:
            self._under_way.discard(reading)

    async def apart(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what reads files, or opens the store by itself, beside the event loop.

        What is cancelled before its turn comes never begins; else its end is not waited for.
        """
        if self._is_closed:
            raise asyncio.CancelledError
        return await asyncio.wrap_future(self._readers.submit(partial(fn, *args, **kwargs)))

    async def write(self, use_case: Callable[[Store], T]) -> T:
        """Run a use case to its end, even if the caller is cancelled; then publish what changed."""
        loop = asyncio.get_running_loop()
        self.writes_under_way += 1
        future = self._writer.submit(use_case, self.store)
        future.add_done_callback(lambda done: self._tell(loop, done))
        return await asyncio.shield(asyncio.wrap_future(future))

    def close(self) -> None:
        """Wait for a write under way; what is being read no longer matters."""
        self._is_closed = True
        for reading in list(self._under_way):
            reading.interrupt()
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def _tell(self, loop: asyncio.AbstractEventLoop, finished: Future[T]) -> None:
        done = None if finished.exception() else _done(finished.result())
        if done is not None and done.step is not None:
            self.own_steps.add(done.step)
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._publish, done.kinds)
        self.writes_under_way -= 1  # last: until here the watcher takes no step for a stranger's


def _done(result: object) -> Done | None:
    """Return what a use case did: its Done, or the one inside what an undo returns."""
    found = getattr(result, "done", result)
    return found if isinstance(found, Done) else None


class _Reading:
    """One read under way, which another thread may interrupt."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._is_unwanted = False

    def run(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        if self._is_unwanted:
            raise Superseded
        with self._store.read() as connection:
            try:
                self._hold(connection)
                return fn(connection)
            finally:
                self._hold(None)

    def interrupt(self) -> None:
        with self._lock:
            self._is_unwanted = True
            if self._connection is not None:
                self._connection.interrupt()

    def _hold(self, connection: sqlite3.Connection | None) -> None:
        with self._lock:
            self._connection = connection
            if connection is not None and self._is_unwanted:
                raise Superseded
