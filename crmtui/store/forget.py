"""Taking some contacts out of the journal, as if they never had been.

What is left of a step can still be undone; a step of which nothing is left goes, and so does one
that was undone together with its undo: the pair changes nothing.
"""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator

from crmtui.locale import _
from crmtui.store.belongings import BELONGINGS, NAMING, Belonging
from crmtui.store.rows import PACK_LEVEL
from crmtui.store.traces import Change, Kept, Traces, kept_rows
from crmtui.text.clean import excerpt

_TEXTS = ("name", "nickname", "text", "note", "value", "title", "subject", "place")
"""Columns of which a step may quote something."""


class Forgetting:
    """Forgets the traces of some contacts; they must still be in the store when it is made."""

    def __init__(self, connection: sqlite3.Connection, traces: Traces) -> None:
        self._connection = connection
        self._traces = traces
        self._touched: set[int] = set()
        """Steps that dealt with them."""
        self._said: set[str] = set()
        """What a label may quote of them."""
        for table, ids in traces.rows.items():
            for row in _now(connection, table, ids):
                self._note_texts(row)
        for belonging in _naming():
            naming = [*_ids(connection, belonging, traces)]
            self._touched |= self._steps_of(belonging.table, naming)
            for row in _now(connection, belonging.table, naming):
                self._note_texts({name: row[name] for name in belonging.personal})
        self._touched |= self._imports()

    def run(self, step: int) -> None:
        """Forget them everywhere; `step` is the one under way, of which nothing is kept."""
        self._connection.execute("DELETE FROM change WHERE step = ?", (step,))
        for table, ids in self._traces.rows.items():
            naming = [b for b in _naming() if b.table == table]
            for change in kept_rows(self._connection, table):
                self._rewrite(table, change, ids, naming)
            self._drop_inserts(table, ids)
        for belonging in _naming():
            if belonging.table not in self._traces.rows:
                for change in kept_rows(self._connection, belonging.table):
                    self._rewrite(belonging.table, change, set(), [belonging])
        self._forget_pairs()
        self._relabel()
        self._drop_empty(step)

    # Rows

    def _rewrite(
        self, table: str, change: Change, theirs: set[int], naming: list[Belonging]
    ) -> None:
        """Leave out of an entry what was theirs, and their names out of what was not."""
        rows = []
        for row in change.rows:
            if row["id"] in theirs:
                self._note_texts(row)
                self._touched.add(change.step)
            else:
                rows.append(self._without_them(change.step, row, naming))
        if rows == change.rows:
            return
        if not rows:
            self._connection.execute("DELETE FROM change WHERE id = ?", (change.id,))
        elif change.op == "P":
            self._repack(change, rows)
        else:
            self._connection.execute(
                "UPDATE change SET old = ? WHERE id = ?",
                (self._literals(list(rows[0].values())), change.id),
            )

    def _without_them(self, step: int, row: Kept, naming: list[Belonging]) -> Kept:
        for belonging in naming:
            if self._traces.is_theirs(belonging, row):
                personal = [name for name in belonging.personal if name in row]
                self._note_texts({name: row[name] for name in personal})
                self._touched |= {step, *self._steps_of(belonging.table, [row["id"]])}
                row = row | {belonging.column: None} | dict.fromkeys(personal, "")
        return row

    def _repack(self, change: Change, rows: list[Kept]) -> None:
        packed = json.dumps([list(row.values()) for row in rows], ensure_ascii=False).encode()
        self._connection.execute(
            "UPDATE change SET row = ?, row_to = ?, packed = ? WHERE id = ?",
            (rows[0]["id"], rows[-1]["id"], zlib.compress(packed, PACK_LEVEL), change.id),
        )

    def _literals(self, values: list[object]) -> str:
        marks = "||','||".join(["quote(?)"] * len(values))
        (text,) = self._connection.execute(f"SELECT {marks}", values).fetchone()
        return str(text)

    def _drop_inserts(self, table: str, ids: set[int]) -> None:
        """Forget that single rows came in; a range of an import is numbers alone, and stays."""
        self._touched |= self._steps_of(table, ids)
        self._connection.executemany(
            "DELETE FROM change WHERE tbl = ? AND row = ? AND op = 'I'",
            ((table, row) for row in ids),
        )

    # Steps

    def _steps_of(self, table: str, ids: Iterable[int]) -> set[int]:
        found: set[int] = set()
        for row in ids:
            found.update(
                step
                for (step,) in self._connection.execute(
                    "SELECT step FROM change WHERE tbl = ? AND row = ? AND op <> 'P'", (table, row)
                )
            )
        return found

    def _imports(self) -> set[int]:
        """Return the imports: what they are called may name whom they brought."""
        return {step for (step,) in self._connection.execute("SELECT id FROM step WHERE bulk")}

    def _forget_pairs(self) -> None:
        """Forget steps of people that were undone: half of a merge must never be done again."""
        undone = [
            step
            for (step,) in self._connection.execute(
                "SELECT id FROM step WHERE undone_by IS NOT NULL AND undoes IS NULL AND NOT bulk"
            )
            if step in self._touched
        ]
        chain = set(undone)
        while chain:
            marks = _marks(chain)
            self._connection.execute(f"DELETE FROM change WHERE step IN ({marks})", (*chain,))
            self._connection.execute(f"DELETE FROM step WHERE id IN ({marks})", (*chain,))
            chain = {
                step
                for (step,) in self._connection.execute(
                    f"SELECT id FROM step WHERE undoes IN ({marks})", (*chain,)
                )
            }

    def _drop_empty(self, step: int) -> None:
        """Drop the steps of which nothing is left, and those whose undo is gone with it."""
        execute = self._connection.execute
        execute("DELETE FROM step WHERE id <> ? AND id NOT IN (SELECT step FROM change)", (step,))
        gone = "undone_by NOT IN (SELECT id FROM step)"
        execute(f"DELETE FROM change WHERE step IN (SELECT id FROM step WHERE {gone})")
        execute(f"DELETE FROM step WHERE {gone}")

    # Words

    def _note_texts(self, row: Kept) -> None:
        for column in _TEXTS:
            if text := row.get(column):
                self._said.update((str(text), excerpt(str(text))))

    def _relabel(self) -> None:
        """Take what was theirs out of the names of the steps that dealt with them."""
        words = sorted((w for w in self._said if len(w) > 1), key=len, reverse=True)
        labels = self._connection.execute("SELECT id, label FROM step").fetchall()
        for step, label in labels:
            if step in self._touched and (plain := _without(label, words)) != label:
                self._connection.execute("UPDATE step SET label = ? WHERE id = ?", (plain, step))


def _without(label: str, words: Iterable[str]) -> str:
    """Return a label without these words; a part of a longer word is left alone."""
    for word in words:
        if word in label:
            label = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", _("(erased)"), label)
    return label


def _naming() -> Iterator[Belonging]:
    return (belonging for belonging in BELONGINGS if belonging.meaning in NAMING)


def _ids(connection: sqlite3.Connection, belonging: Belonging, traces: Traces) -> Iterator[int]:
    for contact in traces.people:
        yield from belonging.of(connection, contact)


def _now(connection: sqlite3.Connection, table: str, ids: Iterable[int]) -> Iterator[Kept]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    for number in ids:
        row = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (number,)).fetchone()
        if row:
            yield dict(zip(columns, row, strict=True))


def _marks(values: Iterable[int]) -> str:
    return ",".join("?" for _value in values)
