"""The one door for writes: a transaction, its step in the journal, and what it changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from crmtui.store.connect import Store, open_store
from crmtui.store.prune import prune
from crmtui.store.search import refresh_search
from crmtui.store.search_bulk import index_next
from crmtui.store.triggers import create_triggers, drop_triggers
from crmtui.store.trouble import clear_errors

_LEFT_OVER = 300
"""Keys indexed beside any other work, should an import have been killed before its own were."""


class Done(NamedTuple):
    """What a write did: its step (None if nothing changed), its label, the tables it touched."""

    step: int | None = None
    label: str = ""
    kinds: frozenset[str] = frozenset()
    changes: int = 0
    row: int = 0
    """The id of the record the action was about."""
    said: str = ""
    """What is told beside the label, and holds only now."""


class Transaction:
    """A write under way. Set `label`, `row`, `said` when known; `done` is filled at the end."""

    is_bulk = False
    """An import: its undo may keep records that changed since."""
    undoes: int | None = None
    """The step that this one takes back."""
    rehearsal = False
    """A dry run: everything is tried and nothing is kept."""

    def __init__(self, connection: sqlite3.Connection, label: str, now: datetime) -> None:
        self.connection = connection
        self.label = label
        self.now = now
        self.row = 0
        self.said = ""
        self.done = Done(label=label)
        self.step = _open_step(connection, label, now)

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """Write many rows without any trigger; `inserted_range` journals them.

        The sums of customers and the search keys are then brought up to date by hand.
        """
        drop_triggers(self.connection)
        yield
        create_triggers(self.connection)

    def inserted_range(self, table: str, first: int, last: int) -> None:
        """Record that the rows `first` to `last` of `table` were inserted in bulk."""
        if last < first:
            return
        self.connection.execute(
            "INSERT INTO change(step, tbl, op, row, row_to) VALUES(?, ?, 'R', ?, ?)",
            (self.step, table, first, last),
        )

    def finish(self) -> bool:
        """Write the step down; False if there is nothing to commit."""
        kinds = self.connection.execute(
            "SELECT tbl, sum(row_to - row + 1) FROM change WHERE step = ? GROUP BY tbl",
            (self.step,),
        ).fetchall()
        if not kinds or self.rehearsal:
            self.done = Done(label=self.label, row=self.row)
            return False
        changes = sum(count for _tbl, count in kinds)
        self.connection.execute("DELETE FROM current_step")
        self.connection.execute(
            "UPDATE step SET label = ?, changes = ?, bulk = ?, undoes = ? WHERE id = ?",
            (self.label, changes, self.is_bulk, self.undoes, self.step),
        )
        names = frozenset(name for name, _count in kinds)
        self.done = Done(self.step, self.label, names, changes, self.row, self.said)
        return True


@contextmanager
def transact(
    store: Store,
    label: str,
    *,
    beside: Mapping[str, Path] = MappingProxyType({}),
    references: bool = True,
) -> Iterator[Transaction]:
    """Run one user action as one step: all of it or nothing, and no step if nothing changed.

    The tables of the files `beside` the store can be read under the names given here. Without
    `references`, SQLite does not check those of each row: whole tables are taken over as they lie.
    """
    if not store.exists():
        open_store(store.path, create=True)
    with clear_errors(store.path), closing(store.connect()) as connection:
        for name, path in beside.items():
            connection.execute(f"ATTACH ? AS {name}", (str(path),))
            # Of no use once this has failed, so that no journal of it need be left.
            connection.execute(f"PRAGMA {name}.journal_mode=OFF")
            connection.execute(f"PRAGMA {name}.synchronous=OFF")
        if not references:
            connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            transaction = Transaction(connection, label, datetime.now(UTC))
            yield transaction
            refresh_search(connection)
            index_next(connection, _LEFT_OVER)
            prune(connection, transaction.step, transaction.now)
            changed = transaction.finish()
            connection.execute("COMMIT" if changed else "ROLLBACK")
        except BaseException:
            # SQLAlchemy closes what Ctrl-C interrupts: that has rolled back as well.
            with suppress(sqlite3.ProgrammingError):
                if connection.in_transaction:  # a full disk has rolled back already
                    connection.execute("ROLLBACK")
            raise


def _open_step(connection: sqlite3.Connection, label: str, now: datetime) -> int:
    step = connection.execute(
        "INSERT INTO step(at, label, changes, bulk) VALUES(?, ?, 0, 0) RETURNING id",
        (now.strftime("%Y-%m-%dT%H:%M:%SZ"), label),
    ).fetchone()[0]
    connection.execute("INSERT INTO current_step(id, step) VALUES(1, ?)", (step,))
    return int(step)
