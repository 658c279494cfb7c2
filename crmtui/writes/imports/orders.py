"""Rows of a sales file, grouped into purchases in one pass, in a stage file.

The inner loop runs millions of times: it looks values up in caches and calls as little as it can.
"""

from __future__ import annotations

import gc
import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple
from zlib import crc32

from crmtui.errors import FileUnreadable, InvalidValue
from crmtui.locale import _
from crmtui.models.limits import LINE, MOST
from crmtui.text.clean import clean, clean_text
from crmtui.text.fold import fold
from crmtui.writes.imports.result import OnProgress

STAGE = """
CREATE TABLE customer(seq INTEGER PRIMARY KEY, ref TEXT, name TEXT, phone TEXT, email TEXT);
CREATE TABLE orders(seq INTEGER PRIMARY KEY, key TEXT, ref TEXT, number TEXT, customer INTEGER,
 at TEXT, amount INTEGER, note TEXT, refund_of TEXT, digest TEXT);
CREATE TABLE line(seq INTEGER, item TEXT, sku TEXT, quantity INTEGER, amount INTEGER);
"""

BATCH = 5_000
_GIVE_UP = 100_000
"""So many unreadable rows mean a wrong column, not bad luck."""
_WALK_IN = -1
_64_BITS = 2**64 - 1
_BUYER = (
    "customer",
    "customer_name",
    "customer_given",
    "customer_family",
    "customer_phone",
    "customer_email",
)


class Money(NamedTuple):
    """The quantity in thousandths and the amount in minor units of one row."""

    quantity: int
    amount: int
    rounded: bool


class OrderColumns(NamedTuple):
    """Where each field stands in a row (None: nowhere), and how its text is read."""

    when: Callable[[str], str]
    """Date (and time) as found → UTC text; raises InvalidValue."""
    money: Mapping[tuple[str, str, str], Money]
    """Amount, quantity and price as found → what they are worth; raises InvalidValue."""
    date: int
    per_order: bool = False
    """Each row repeats the amount of its whole order."""
    time: int | None = None
    order: int | None = None
    customer: int | None = None
    customer_name: int | None = None
    customer_given: int | None = None
    customer_family: int | None = None
    customer_phone: int | None = None
    customer_email: int | None = None
    amount: int | None = None
    quantity: int | None = None
    price: int | None = None
    item: int | None = None
    sku: int | None = None
    note: int | None = None
    number: int | None = None
    """The number on the receipt, where the order is known by another one."""
    refund_of: int | None = None
    """The order that this one gives back."""


class Orders(NamedTuple):
    """What could not be put into the stage."""

    broken: set[str]
    """Numbers of orders with a row that could not be read."""
    problems: dict[int, str]
    """Row number → why it could not be read."""
    rounded: int


class _Cleaned(dict[str, str]):
    """Cleaned texts by raw text: a shop has few items and many lines."""

    def __missing__(self, raw: str) -> str:
        if len(self) > 100_000:
            self.clear()
        self[raw] = value = clean(raw)
        return value


class Stager:
    """Groups rows into orders as they come.

    An order is known by its number, its day and its buyer: receipts start at 1 again every year.
    """

    def __init__(self, connection: sqlite3.Connection, columns: OrderColumns) -> None:
        self._connection = connection
        self._columns = columns
        places = [getattr(columns, field) for field in _BUYER]
        self._buyer_places = [_place(place) for place in places]
        known = [place for place in places if place is not None]
        self._buyer_cells = itemgetter(*known) if known else None
        self._order_place = _place(columns.order)
        # What makes two rows in a row lines of one order: number first, then time and buyer.
        self._identity: Callable[[list[str]], tuple[str, ...]] = itemgetter(
            self._order_place, columns.date, _place(columns.time), *known
        )
        self._cleaned = _Cleaned()
        self.problems: dict[int, str] = {}
        self.broken: set[str] = set()
        self.rounded = 0
        self._places: dict[str, int] = {}
        self._latest: dict[str, int] = {}
        self._keys: list[str] = []
        self._refs: list[str] = []
        self._ats: list[str] = []
        self._extras: dict[int, tuple[str, str, str]] = {}
        self._amounts = array("q")
        self._digests = array("Q")
        self._buyers = array("q")
        self._buyer_of_cells: dict[Any, int] = {}
        self._customers: dict[str, int] = {}
        self._twins: Counter[bytes] = Counter()

    def read(self, rows: Iterator[list[str]], first_row: int, on_progress: OnProgress) -> int:
        """Stage every row; return how many there were."""
        numbered = enumerate(rows, first_row)
        count = 0
        while batch := list(islice(numbered, BATCH)):
            self._stage(batch)
            count += len(batch)
            on_progress(count)
            if len(self.problems) > _GIVE_UP:
                reason = next(iter(self.problems.values()))
                raise FileUnreadable(
                    _("Too many rows cannot be read; the first: {reason}").format(reason=reason),
                    _("Check the columns with --map and --dry-run."),
                )
        return count

    def _stage(self, batch: list[tuple[int, list[str]]]) -> None:
        columns = self._columns
        money, per_order = columns.money, columns.per_order
        amount, quantity, price = map(_place, (columns.amount, columns.quantity, columns.price))
        item, sku = map(_place, (columns.item, columns.sku))
        identity, last, seq = self._identity, None, -1
        amounts, digests, cleaned = self._amounts, self._digests, self._cleaned
        lines = []
        for number, row in batch:
            if not row:
                continue
            row.append("")  # what a missing column reads: place -1
            try:
                many, worth, rounded = money[row[amount], row[quantity], row[price]]
                mine = identity(row)
                if mine != last or not mine[0]:  # else one more line of the order before
                    last, seq = mine, self._order(row, self._when(row))
                lines.append((seq, cleaned[row[item]], cleaned[row[sku]], many, worth))
            except InvalidValue as error:
                self._problem(number, row, error.message)
                continue
            except IndexError:
                reason = _("the row has only {n} columns").format(n=len(row) - 1)
                self._problem(number, row, reason)
                continue
            self.rounded += rounded
            if not per_order:
                amounts[seq] += worth
            elif not digests[seq]:
                amounts[seq] = worth
            # Added up, so that the order of an order's rows does not matter.
            digests[seq] = digests[seq] + crc32("\0".join(row).encode()) & _64_BITS
        self._connection.executemany("INSERT INTO line VALUES(?, ?, ?, ?, ?)", lines)

    def _when(self, row: list[str]) -> str:
        """Read a row's time; a further line of an order may leave it blank."""
        date, time = self._columns.date, self._columns.time
        if not row[date] and (latest := self._latest.get(row[self._order_place])) is not None:
            return self._ats[latest]
        return self._columns.when(row[date] if time is None else f"{row[date]} {row[time]}")

    def _order(self, row: list[str], at: str) -> int:
        """Return the place of the row's order, made if this is its first row."""
        number, buyer = row[self._order_place], self._buyer(row)
        if not number:
            return self._new_order("", row, at, buyer)
        key = f"{number}\0{at[:10]}"
        seq = self._places.get(key)
        if seq is not None and buyer != (held := self._buyers[seq]) and buyer != _WALK_IN:
            if held == _WALK_IN:
                self._buyers[seq] = buyer
            else:
                key = f"{key}\0{buyer}"
                seq = self._places.get(key)
        if seq is None:
            seq = self._places[key] = self._new_order(number, row, at, buyer)
        elif at > self._ats[seq]:
            self._ats[seq] = at  # an invoice with two times was finished at the later one
        self._latest[number] = seq
        return seq

    def _new_order(self, number: str, row: list[str], at: str, buyer: int) -> int:
        seq = len(self._ats)
        self._ats.append(at)
        self._keys.append(number)
        self._refs.append("" if number else self._row_ref(row))
        self._amounts.append(0)
        self._digests.append(0)
        self._buyers.append(buyer)
        columns = self._columns
        places = map(_place, (columns.note, columns.number, columns.refund_of))
        note, receipt, refund_of = (row[place] for place in places)
        if note or receipt or refund_of:
            self._extras[seq] = clean_text(note), clean(receipt), refund_of
        return seq

    def _row_ref(self, row: list[str]) -> str:
        """Name a row without an order number by its content and its count among equal rows."""
        digest = blake2b("\0".join(row).encode(), digest_size=12).digest()
        self._twins[digest] += 1
        return f"row:{digest.hex()}:{self._twins[digest]}"

    def _buyer(self, row: list[str]) -> int:
        if self._buyer_cells is None:
            return _WALK_IN
        cells = self._buyer_cells(row)
        seq = self._buyer_of_cells.get(cells)
        if seq is None:
            seq = self._buyer_of_cells[cells] = self._customer(row)
        return seq

    def _customer(self, row: list[str]) -> int:
        """Return the place of the customer that a row names, or _WALK_IN."""
        found = [clean(row[place]) for place in self._buyer_places]
        ref, name, given, family, phone, email = found
        name = name or f"{given} {family}".strip()
        ref = ref or phone or email or name
        if not ref:
            return _WALK_IN
        seq = self._customers.get(ref)
        if seq is None:
            _check_name(ref, name)
            seq = self._customers[ref] = len(self._customers)
            self._connection.execute(
                "INSERT INTO customer VALUES(?, ?, ?, ?, ?)", (seq, ref, name or ref, phone, email)
            )
        return seq

    def _problem(self, number: int, row: list[str], reason: str) -> None:
        """Note why a row cannot be read, and hold back the other rows of its order."""
        self.problems[number] = reason
        if len(row) > self._order_place and row[self._order_place]:
            self.broken.add(row[self._order_place])

    def finish(self) -> None:
        """Write the orders down, but for the broken ones."""
        refs = list(self._customers)
        self._connection.executemany(
            "INSERT INTO orders VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._written(seq, refs)
                for seq, number in enumerate(self._keys)
                if number not in self.broken
            ),
        )
        self._connection.execute("CREATE INDEX order_key ON orders(key)")

    def _written(self, seq: int, refs: list[str]) -> tuple[object, ...]:
        number, at, buyer = self._keys[seq], self._ats[seq], self._buyers[seq]
        if abs(self._amounts[seq]) >= MOST:
            raise FileUnreadable(_("Order {number} is too large.").format(number=number))
        who = "" if buyer == _WALK_IN else refs[buyer]
        note, receipt, refund_of = self._extras.get(seq, ("", "", ""))
        return (
            seq,
            number,
            self._refs[seq] or f"{number}|{at[:10]}|{who}",
            receipt or (clean(number) if self._columns.number is None else ""),
            None if buyer == _WALK_IN else buyer,
            at,
            self._amounts[seq],
            note,
            refund_of,
            f"{self._digests[seq]:016x}",
        )


def _check_name(ref: str, name: str) -> None:
    if len(ref) > LINE or len(name) > LINE:
        raise InvalidValue(_("the customer's name is longer than {n} letters").format(n=LINE))
    if not fold(name or ref):
        raise InvalidValue(_("the customer's name has no letters or digits"))


def _place(column: int | None) -> int:
    return -1 if column is None else column


def stage_orders(
    connection: sqlite3.Connection,
    rows: Iterator[list[str]],
    columns: OrderColumns,
    first_row: int,
    on_progress: OnProgress,
) -> Orders:
    """Read all rows into the stage. Raises FileUnreadable if hardly any can be read."""
    stager = Stager(connection, columns)
    gc.disable()  # nothing here makes cycles, and looking for them takes a tenth of the time
    try:
        stager.read(rows, first_row, on_progress)
    finally:
        gc.enable()
    stager.finish()
    return Orders(stager.broken, stager.problems, stager.rounded)
