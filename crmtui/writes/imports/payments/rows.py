"""Rows of a list of payments, checked and keyed in a stage file."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from crmtui.errors import InvalidValue
from crmtui.exchange.cells import number_text
from crmtui.exchange.guard import unguard
from crmtui.locale import _
from crmtui.models.limits import LINE, MOST, TEXT
from crmtui.text.clean import clean, clean_text
from crmtui.writes.imports.purchases.buyers import WALK_IN, Buyers
from crmtui.writes.imports.purchases.columns import Money, OrderColumns
from crmtui.writes.imports.result import OnProgress, OnReject, Rejected
from crmtui.writes.imports.tables import check_width

STAGE = """
CREATE TABLE customer(seq INTEGER PRIMARY KEY, ref TEXT, name TEXT, phone TEXT, email TEXT);
CREATE TABLE paid(seq INTEGER PRIMARY KEY, own TEXT, ref TEXT, digest TEXT, customer INTEGER,
 at TEXT, amount INTEGER, method TEXT, number TEXT, note TEXT, purchase TEXT);
"""
_BATCH = 5_000
_PAID = f"INSERT INTO paid VALUES({', '.join('?' * 11)})"


class PaidColumns(NamedTuple):
    """Where each field stands in a row (-1: nowhere), and how its text is read."""

    when: Callable[[str], str]
    money: Mapping[tuple[str, str, str], Money]
    buyer: OrderColumns
    """Where the customer stands."""
    width: int
    date: int
    amount: int
    id: int = -1
    method: int = -1
    ref: int = -1
    note: int = -1
    purchase: int = -1


class Staged(NamedTuple):
    """What came of reading the rows."""

    rows: int
    rejected: int
    rounded: int


def stage_payments(
    connection: sqlite3.Connection,
    rows: Iterable[tuple[int, list[str]]],
    columns: PaidColumns,
    on_reject: OnReject,
    on_progress: OnProgress,
    *,
    is_ours: bool,
) -> Staged:
    """Read all rows into the stage; a file of ours (`is_ours`) has some of erased people."""
    stager = _Stager(connection, columns, is_ours)
    batch: list[tuple[object, ...]] = []
    rejected = count = 0
    for number, row in rows:
        if not any(map(str.strip, row)):
            continue
        count += 1
        try:
            batch.append(stager.entry(count, row))
        except InvalidValue as error:
            rejected += 1
            on_reject(Rejected(number, row, error.message))
        if len(batch) == _BATCH:
            connection.executemany(_PAID, batch)
            batch.clear()
            on_progress(count)
    connection.executemany(_PAID, batch)
    return Staged(count, rejected, stager.rounded)


class _Stager:
    """Checks rows one by one, and knows the customers they name."""

    def __init__(self, connection: sqlite3.Connection, columns: PaidColumns, is_ours: bool) -> None:
        self._columns = columns
        self._is_ours = is_ours
        self._buyers = Buyers(connection, columns.buyer)
        self._twins: Counter[str] = Counter()
        self.rounded = 0

    def entry(self, seq: int, row: list[str]) -> tuple[object, ...]:
        """Return the row as the stage keeps it. Raises InvalidValue."""
        columns = self._columns
        check_width(row, columns.width)
        cells = [*row, *[""] * (columns.width - len(row) + 1)]
        if not cells[columns.date].strip():
            raise InvalidValue(_("the date is empty"))
        at = columns.when(cells[columns.date])
        worth = columns.money[cells[columns.amount], "", ""]
        if not worth.amount or abs(worth.amount) >= MOST:
            raise InvalidValue(_("nothing was paid"))
        method, number = (clean(unguard(cells[at])) for at in (columns.method, columns.ref))
        note = clean_text(unguard(cells[columns.note]))
        if max(len(method), len(number)) > LINE or len(note) > TEXT:
            raise InvalidValue(_("a text in it is longer than {n} letters").format(n=LINE))
        customer = self._buyers.place_of(cells)
        if customer == WALK_IN and not self._is_ours:
            raise InvalidValue(_("nobody is named in it"))
        self.rounded += worth.rounded
        own, digest = number_text(clean(cells[columns.id])), _digest(row)
        return (
            *(seq, own, own or self._row_ref(digest), digest, customer, at, worth.amount),
            *(method, number, note, number_text(clean(cells[columns.purchase]))),
        )

    def _row_ref(self, digest: str) -> str:
        """Name a row without an id by its content and its count among equal rows."""
        self._twins[digest] += 1
        return f"row:{digest}:{self._twins[digest]}"


def paid_columns(
    places: Mapping[str, int],
    when: Callable[[str], str],
    money: Mapping[tuple[str, str, str], Money],
    width: int,
) -> PaidColumns:
    """Say where the fields of a payment stand and how their texts are read."""
    buyer: dict[str, Any] = {f: at for f, at in places.items() if f.startswith("customer")}
    own: dict[str, Any] = {f: places[f] for f in PaidColumns._fields if f in places}
    order = OrderColumns(when=when, money=money, date=places["date"], **buyer)
    return PaidColumns(when=when, money=money, buyer=order, width=width, **own)


def _digest(row: list[str]) -> str:
    return blake2b("\0".join(row).encode("utf-8", "replace"), digest_size=12).hexdigest()
