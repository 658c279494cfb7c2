"""Rows of a file of calls, messages and visits, checked and keyed in a stage file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from hashlib import blake2b

from crmtui.errors import InvalidValue
from crmtui.exchange.interaction_rows import InteractionRow
from crmtui.locale import _
from crmtui.models.limits import LINE, TEXT
from crmtui.text.fold import fold
from crmtui.text.phones import Region
from crmtui.writes.imports.result import OnProgress, OnReject, Rejected
from crmtui.writes.points_key import point_key

STAGE = """
CREATE TABLE customer(seq INTEGER PRIMARY KEY, ref TEXT, name TEXT, phone TEXT, email TEXT);
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
        self._connection = connection
        self._region = region
        self._when = when
        self._customers: dict[str, int] = {}
        self._seen: dict[tuple[str, str, str, str], tuple[int, str]] = {}

    def entry(self, seq: int, row: InteractionRow) -> tuple[object, ...]:
        """Return the row as the stage keeps it. Raises InvalidValue."""
        if row.dated and not row.date:
            raise InvalidValue(_("there is no date in it"))
        at = self._when(row.date) if row.date else None
        _check_length(row.text, TEXT)
        _check_length(row.thread, LINE)
        _check_length(row.ref, LINE)
        customer, who = self._customer(row)
        said = (
            *(at, row.text, row.channel, row.direction or None, row.purpose or None),
            *(row.outcome or None, row.minutes, row.thread),
        )
        digest = _digest("\0".join(map(str, (who, *said))))
        content = (row.ref and digest) or _digest("\0".join(row.raw))
        return seq, row.ref, content, digest, customer, *said

    def _customer(self, row: InteractionRow) -> tuple[int, str]:
        """Return the place and the reference of whom a row names. Raises InvalidValue."""
        cells = (row.customer, row.name, row.phone, row.email)
        found = self._seen.get(cells)
        if found is None:
            ref = row.customer or self._key(row) or row.name
            if not ref:
                raise InvalidValue(_("nobody is named in it"))
            if ref not in self._customers:
                self._add(ref, row)
            found = self._seen[cells] = self._customers[ref], ref
        return found

    def _key(self, row: InteractionRow) -> str:
        """Name somebody without an id by the phone or the e-mail, in one spelling."""
        for kind, value in (("phone", row.phone), ("email", row.email)):
            if value and (key := point_key(kind, value, self._region)):
                return key
        return ""

    def _add(self, ref: str, row: InteractionRow) -> None:
        name = row.name or row.customer or row.phone or row.email
        for text in (ref, name, row.phone, row.email):
            _check_length(text, LINE)
        if not fold(name):
            raise InvalidValue(_("the customer's name has no letters or digits"))
        seq = self._customers[ref] = len(self._customers)
        self._connection.execute(
            "INSERT INTO customer VALUES(?, ?, ?, ?, ?)", (seq, ref, name, row.phone, row.email)
        )


def _check_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise InvalidValue(_("a text in it is longer than {n} letters").format(n=limit))


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=12).hexdigest()
