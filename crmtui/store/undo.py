"""Taking a step back, as a new step: undo of an undo is redo.

A step is "in effect" when it is no undo and has not been undone; a pair of undo and redo cancels
out. A row changed by a later step in effect is not overwritten: an ordinary undo is refused, the
undo of an import keeps the record and names it.
"""

from __future__ import annotations

import sqlite3
from contextlib import nullcontext
from typing import NamedTuple

from crmtui.errors import Conflict, NotFound
from crmtui.locale import _
from crmtui.store.keep import Keep, later_step
from crmtui.store.rows import (
    delete_packed,
    insert_old,
    insert_packed,
    restore_old,
)
from crmtui.store.search import mark_search
from crmtui.store.stats import mark_buyers, resum_buyers, summed_once
from crmtui.store.transact import Transaction
from crmtui.store.triggers import JOURNALLED

_MANY = 100
"""From so many purchases on, their customers' sums are added up once, at the end."""


class StepRow(NamedTuple):
    """A step of the journal."""

    id: int
    label: str
    bulk: int
    undoes: int | None
    undone_by: int | None


_STEP = "SELECT id, label, bulk, undoes, undone_by FROM step"
_IN_EFFECT = "undoes IS NULL AND undone_by IS NULL AND id NOT IN (SELECT step FROM current_step)"


def step_to_undo(connection: sqlite3.Connection, number: int | None) -> StepRow:
    """Return step `number`, or the last one in effect. Raises NotFound or Conflict."""
    if number is None:
        return _found(
            connection.execute(f"{_STEP} WHERE {_IN_EFFECT} ORDER BY id DESC LIMIT 1"),
            _("There is nothing to undo."),
        )
    step = _by_number(connection, number)
    while step.undoes is not None and _by_number(connection, step.undoes).undoes is not None:
        step = _by_number(connection, _by_number(connection, step.undoes).undoes or 0)  # a redo
    if step.undone_by is not None:
        raise Conflict(
            _("Step {step} is undone already.").format(step=step.id),
            _("`crm undo {step}` brings it back.").format(step=step.undone_by),
        )
    return step


def step_to_redo(connection: sqlite3.Connection) -> StepRow:
    """Return the last undo that no new step came after. Raises NotFound."""
    return _found(
        connection.execute(
            f"{_STEP} WHERE undone_by IS NULL AND undoes IN "
            "(SELECT id FROM step WHERE undoes IS NULL) AND id > coalesce((SELECT max(id) "
            f"FROM step WHERE {_IN_EFFECT}), 0) ORDER BY id DESC LIMIT 1"
        ),
        _("There is nothing to redo."),
    )


def _by_number(connection: sqlite3.Connection, number: int) -> StepRow:
    return _found(
        connection.execute(f"{_STEP} WHERE id = ?", (number,)),
        _("There is no step {step}.").format(step=number),
    )


def _found(cursor: sqlite3.Cursor, missing: str) -> StepRow:
    row = cursor.fetchone()
    if row is None:
        raise NotFound(missing, _("`crm history` lists the steps."))
    return StepRow(*row)


def take_back(transaction: Transaction, step: StepRow) -> list[str]:
    """Reverse `step` inside `transaction`; return the records kept because they changed since.

    Raises Conflict if an ordinary step cannot be reversed as a whole.
    """
    connection = transaction.connection
    if erased(connection, step.id):
        raise Conflict(
            _("An erased person cannot be brought back."),
            _("`crm history` lists the steps before it; `crm undo STEP` takes one of them back."),
        )
    connection.execute("PRAGMA defer_foreign_keys=ON")
    kept = _reverse_bulk(transaction, step) if step.bulk else _reverse(transaction, step)
    connection.execute("UPDATE step SET undone_by = ? WHERE id = ?", (transaction.step, step.id))
    if step.undoes is not None:
        connection.execute("UPDATE step SET undone_by = NULL WHERE id = ?", (step.undoes,))
    return kept


def erased(connection: sqlite3.Connection, step: int) -> bool:
    """Tell whether a step removed somebody for good."""
    found = connection.execute("SELECT 1 FROM change WHERE step = ? AND op = 'E'", (step,))
    return found.fetchone() is not None


def _reverse(transaction: Transaction, step: StepRow) -> list[str]:
    connection = transaction.connection
    later = later_step(connection, step.id)
    if later:
        raise Conflict(
            _("It changed again since: step {step}, {label}.").format(
                step=later[0], label=later[1]
            ),
            _("`crm undo {step}` first.").format(step=later[0]),
        )
    changes = connection.execute(
        "SELECT tbl, op, row, cols, old FROM change WHERE step = ? ORDER BY id DESC", (step.id,)
    ).fetchall()
    purchases = f"id IN (SELECT row FROM change WHERE step = {step.id} AND tbl = 'purchase')"
    has_many = sum(change[0] == "purchase" for change in changes) > _MANY
    with summed_once(connection, purchases) if has_many else nullcontext():
        for table, op, row, cols, old in changes:
            if op == "I":
                connection.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
            elif op == "U":
                restore_old(connection, table, row, cols, old)
            else:
                insert_old(connection, table, cols, old)
    return []


def _reverse_bulk(transaction: Transaction, step: StepRow) -> list[str]:
    connection = transaction.connection
    keep = Keep(connection, step.id)
    # Rows that the import changed let go of what it brought, before one asks what is in use.
    _reverse_rows(connection, step.id, keep)
    keep.keep_used()
    names = keep.names()
    with transaction.bulk():
        _delete_inserted(transaction, keep)
        _insert_packs(transaction, step.id)
        resum_buyers(connection)
    keep.close()
    return names


def _delete_inserted(transaction: Transaction, keep: Keep) -> None:
    connection = transaction.connection
    for table in reversed(JOURNALLED):
        condition = f"id BETWEEN ? AND ? AND {keep.goes(table)}"
        for span in keep.spans(table):
            if table == "purchase":
                mark_buyers(connection, condition, span)
            _mark_found_by(connection, table, condition, span)
            delete_packed(connection, transaction.step, table, condition, span)


def _mark_found_by(
    connection: sqlite3.Connection, table: str, condition: str, span: tuple[int, int]
) -> None:
    """Mark the contacts whose search key the rows of `table` are a part of."""
    if table == "contact":
        mark_search(connection, condition, span)
    elif table in ("contact_point", "contact_tag", "custom_value"):
        mark_search(connection, f"id IN (SELECT contact_id FROM {table} WHERE {condition})", span)


def _insert_packs(transaction: Transaction, step: int) -> None:
    """Put back what an undo of an import deleted."""
    connection = transaction.connection
    packs = connection.execute(
        "SELECT id, tbl, cols FROM change WHERE step = ? AND op = 'P' ORDER BY id DESC", (step,)
    ).fetchall()
    for change, table, cols in packs:
        (packed,) = connection.execute(
            "SELECT packed FROM change WHERE id = ?", (change,)
        ).fetchone()
        for span in insert_packed(connection, table, cols, packed):
            transaction.inserted_range(table, *span)
            if table == "purchase":
                mark_buyers(connection, "id BETWEEN ? AND ?", span)
            _mark_found_by(connection, table, "id BETWEEN ? AND ?", span)


def _reverse_rows(connection: sqlite3.Connection, step: int, keep: Keep) -> None:
    """Reverse the updates and deletions of an import, but for records that changed since."""
    changes = connection.execute(
        "SELECT tbl, op, row, cols, old FROM change WHERE step = ? AND op IN ('U', 'D') "
        "ORDER BY id DESC",
        (step,),
    ).fetchall()
    for table, op, row, cols, old in changes:
        if keep.has(table, row) or keep.has_owner(table, cols, old):
            continue
        if op == "U":
            restore_old(connection, table, row, cols, old)
        else:
            insert_old(connection, table, cols, old)
