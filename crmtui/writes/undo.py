"""Taking steps back, and bringing them again."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import Conflict
from crmtui.locale import _
from crmtui.store.connect import Store
from crmtui.store.transact import Done, Transaction, transact
from crmtui.store.undo import StepRow, step_to_redo, step_to_undo, take_back
from crmtui.writes.consequences import check_no_amounts, key_phones_anew


class Undone(NamedTuple):
    """What an undo or redo did: the step it took back or brought again, and what it kept."""

    done: Done
    step: int
    label: str
    kept: list[str]
    """Records of an import that stay because they changed or were used since."""


def undo(store: Store, number: int | None = None) -> Undone:
    """Take back a step, by default the last one in effect. Raises NotFound or Conflict."""
    with transact(store, "") as transaction:
        step = step_to_undo(transaction.connection, number)
        transaction.label = _("Undid: {label}").format(label=step.label)
        kept = _take_back(transaction, step)
    return Undone(transaction.done, step.id, step.label, kept)


def redo(store: Store) -> Undone:
    """Bring back what the last undo took. Raises NotFound or Conflict."""
    with transact(store, "") as transaction:
        step = step_to_redo(transaction.connection)
        original = transaction.connection.execute(
            "SELECT id, label FROM step WHERE id = ?", (step.undoes,)
        ).fetchone()
        transaction.label = _("Redid: {label}").format(label=original[1])
        kept = _take_back(transaction, step)
    return Undone(transaction.done, original[0], original[1], kept)


def _take_back(transaction: Transaction, step: StepRow) -> list[str]:
    changed = _settings_changed(transaction, step)
    transaction.undoes = step.id
    transaction.is_bulk = bool(step.bulk)
    try:
        kept = take_back(transaction, step)
    except sqlite3.IntegrityError as error:
        raise Conflict(
            _("What it brought has come in again since."),
            _("`crm history` shows the later steps; take those back first."),
        ) from error
    if "currency" in changed:
        # Afterwards: the import that brought the currency takes its amounts with it.
        check_no_amounts(transaction.connection)
    if changed & {"country", "area_code"}:
        key_phones_anew(transaction.connection)
    return kept


def _settings_changed(transaction: Transaction, step: StepRow) -> set[str]:
    rows = transaction.connection.execute(
        "SELECT s.key FROM change c JOIN setting s ON s.id = c.row "
        "WHERE c.step = ? AND c.tbl = 'setting'",
        (step.id,),
    )
    return {key for (key,) in rows}
