"""Removing somebody for good, as they may ask for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

from crmtui.errors import Conflict, CrmError, NotFound
from crmtui.locale import _
from crmtui.reads.trash import is_remembered
from crmtui.store.backup_search import HeldIn, backups_with
from crmtui.store.belongings import BELONGINGS, NAMING, merged_into, went_to
from crmtui.store.connect import Store
from crmtui.store.forget import Forgetting
from crmtui.store.search import rebuild_index, refresh_search
from crmtui.store.stats import summed_once
from crmtui.store.traces import Traces
from crmtui.store.transact import Done, Transaction, transact
from crmtui.store.trouble import clear_errors


class Erased(NamedTuple):
    """What erasing did, and the backups that still hold the person."""

    done: Done
    backups: list[HeldIn]
    left_over: str
    """Why the file could not be written anew; "" if it was."""


def erase(store: Store, number: int) -> Erased:
    """Remove a contact, trashed or not, with everything stored about them; no undo brings it back.

    What they bought and paid stays as sums of nobody. Raises NotFound or Conflict.
    """
    # No backup is made before: it would be one more copy of what has to go.
    with transact(store, _("Erased a contact for good")) as transaction:
        people = _people(transaction.connection, number)
        _erase(transaction, people)
        transaction.row = number
    left_over = _rewrite_file(store)
    return Erased(transaction.done, backups_with(store, people), left_over)


def _people(connection: sqlite3.Connection, number: int) -> frozenset[int]:
    """Return the contact with all who were merged into it: they are one person."""
    found = connection.execute("SELECT 1 FROM contact WHERE id = ?", (number,)).fetchone()
    if into := went_to(connection, number):
        raise Conflict(
            _("#{id} was merged into #{into}.").format(id=number, into=into),
            _("Erase #{id}, and both are gone.").format(id=into),
        )
    if not found and not is_remembered(connection, number):
        raise NotFound(_("There is no contact #{id}.").format(id=number))
    return frozenset({number, *merged_into(connection, number)})


def _erase(transaction: Transaction, people: frozenset[int]) -> None:
    connection = transaction.connection
    connection.execute("PRAGMA defer_foreign_keys=ON")
    traces = Traces(connection, people)
    forgetting = Forgetting(connection, traces)
    with summed_once(connection, f"contact_id IN ({','.join(map(str, people))})"):
        counts = dict(_remove(connection, traces))
    refresh_search(connection)
    rebuild_index(connection)
    forgetting.run(transaction.step)
    # Marks that say which tables changed and that nothing of it is kept; no id is below zero.
    connection.executemany(
        "INSERT INTO change(step, tbl, op, row, row_to) VALUES(?, ?, 'E', ?, -1)",
        ((transaction.step, table, -n) for table, n in counts.items() if n),
    )


def _remove(connection: sqlite3.Connection, traces: Traces) -> Iterator[tuple[str, int]]:
    """Remove what is theirs and take their name off what stays; yield tables and counts."""
    people = [(contact,) for contact in traces.people]
    for belonging in BELONGINGS:
        if belonging.meaning in NAMING:
            emptied = "".join(f", {name} = ''" for name in belonging.personal)
            yield (
                belonging.table,
                connection.executemany(
                    f"UPDATE {belonging.table} SET {belonging.column} = NULL{emptied} "
                    f"WHERE {belonging.column} = ?",
                    people,
                ).rowcount,
            )
    for table, ids in traces.rows.items():
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", ((row,) for row in ids))
        yield table, len(ids)


def _rewrite_file(store: Store) -> str:
    """Write the file anew, and return why that was not possible, or "".

    SQLite wipes what it deletes, but not the copies it made when rows moved between pages: some
    in a thousand rows are still there.
    """
    try:
        with clear_errors(store.path), closing(store.connect()) as connection:
            connection.execute("VACUUM")
    except CrmError as error:
        return error.message
    return ""
