"""Rows of a file of calls, messages and visits, checked and keyed in a stage file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from hashlib import blake2b

from crmtui.errors import InvalidValue
from crmtui.exchange.interaction_rows import InteractionRow
from crmtui.locale import _
from crmtui.models.limits import LINE, TEXT
from crmtui.text.phones import Region
from crmtui.writes.imports.named import CUSTOMERS, NamedCustomers, check_length
from crmtui.writes.imports.result import OnProgress, OnReject, Rejected

STAGE = f"""
{CUSTOMERS}
CREATE TABLE entry(seq INTEGER PRIMARY KEY, own TEXT, content TEXT, digest TEXT, customer INTEGER,
 at TEXT, text TEXT, channel TEXT, direction TEXT, purpose TEXT, outcome TEXT, minutes INTEGER,
 thread TEXT);
"""
_BATCH = 5_000
_ENTRY = f"INSERT INTO entry VALUES({', '.join('?' * 13)})"


def stage_rows(
    connection: sqlite3.Connection,
    rows: Iterable[InteractionRow],
    region: Region,
    when: Callable[[str], str],
    on_reject: OnReject,
    on_progress: OnProgress,
) -> int:
    """Read all rows into the stage; return how many were rejected."""
    stager = _Stager(connection, region, when)
    rejected = 0
    batch: list[tuple[object, ...]] = []
    for count, row in enumerate(rows, 1):
        try:
            batch.append(stager.entry(count, row))
        except InvalidValue as error:
            rejected += 1
            on_reject(Rejected(row.row, row.raw, error.message))
        if len(batch) == _BATCH:
            connection.executemany(_ENTRY, batch)
            batch.clear()
            on_progress(count)
    connection.executemany(_ENTRY, batch)
    return rejected


class _Stager:
    """Checks rows one by one, and knows the customers they name."""

    def __init__(
        self, connection: sqlite3.Connection, region: Region, when: Callable[[str], str]
    ) -> None:
        self._when = when
        self._customers = NamedCustomers(connection, region)

    def entry(self, seq: int, row: InteractionRow) -> tuple[object, ...]:
        """Return the row as the stage keeps it. Raises InvalidValue."""
        if row.dated and not row.date:
            raise InvalidValue(_("there is no date in it"))
        at = self._when(row.date) if row.date else None
        check_length(row.text, TEXT)
        check_length(row.thread, LINE)
        check_length(row.ref, LINE)
        customer, who = self._customers.place(row.customer, row.name, row.phone, row.email)
        said = (
            *(at, row.text, row.channel, row.direction or None, row.purpose or None),
            *(row.outcome or None, row.minutes, row.thread),
        )
        digest = _digest("\0".join(map(str, (who, *said))))
        content = (row.ref and digest) or _digest("\0".join(row.raw))
        return seq, row.ref, content, digest, customer, *said


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=12).hexdigest()
