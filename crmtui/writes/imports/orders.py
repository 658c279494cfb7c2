"""Rows of a sales file, grouped into purchases in one pass, in a stage file.

The inner loop runs millions of times: it looks values up in caches and calls as little as it can.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple
from zlib import crc32

from crmtui.errors import FileUnreadable, InvalidValue
from crmtui.locale import _
from crmtui.models.limits import LINE, MOST
from crmtui.text.clean import clean, clean_text
from crmtui.text.fold import fold
from crmtui.writes.imports.result import OnProgress

STAGE = """
CREATE TABLE customer(seq INTEGER PRIMARY KEY, ref TEXT, name TEXT, phone TEXT, email TEXT);
CREATE TABLE orders(seq INTEGER PRIMARY KEY, ref TEXT, number TEXT, customer INTEGER, at TEXT,
 amount INTEGER, note TEXT, digest TEXT);
CREATE TABLE line(seq INTEGER, item TEXT, sku TEXT, quantity INTEGER, amount INTEGER);
"""

BATCH = 5_000
_GIVE_UP = 100_000
"""So many unreadable rows mean a wrong column, not bad luck."""
_WALK_IN = -1
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


class Orders(NamedTuple):
    """What the stage holds, and what could not be put there."""

    numbers: dict[str, int]
    """Order number → its place in the stage."""
    broken: set[int]
    """Orders with a row that could not be read."""
    problems: dict[int, str]
    """Row number → why it could not be read."""
    rounded: int
    rows: int


class _Cleaned(dict[str, str]):
    """Cleaned texts by raw text: a shop has few items and many lines."""

    def __missing__(self, raw: str) -> str:
        if len(self) > 100_000:
            self.clear()
        self[raw] = value = clean(raw)
        return value


class Stager:
    """Groups rows into orders as they come."""

    def __init__(self, connection: sqlite3.Connection, columns: OrderColumns) -> None:
        self._connection = connection
        self._columns = columns
        self._buyer_places = [_place(getattr(columns, field)) for field in _BUYER]
        self._order_place = _place(columns.order)
        self._cleaned = _Cleaned()
        self.numbers: dict[str, int] = {}
        self.problems: dict[int, str] = {}
        self.broken: set[int] = set()
        self.rounded = 0
        self._refs: list[str] = []
        self._ats: list[str] = []
        self._notes: dict[int, str] = {}
        self._amounts = array("q")
        self._digests = array("Q")
        self._buyers = array("q")
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
        when, money, date, per_order = columns.when, columns.money, columns.date, columns.per_order
        time, amount, quantity = map(_place, (columns.time, columns.amount, columns.quantity))
        price, item, sku = map(_place, (columns.price, columns.item, columns.sku))
        has_time = columns.time is not None
        cleaned, lines = self._cleaned, []
        for number, row in batch:
            if not row:
                continue
            row.append("")  # what a missing column reads: place -1
            try:
                worth = money[row[amount], row[quantity], row[price]]
                at = when(f"{row[date]} {row[time]}" if has_time else row[date])
                seq = self._order(row, at)
                lines.append((seq, cleaned[row[item]], cleaned[row[sku]], *worth[:2]))
            except InvalidValue as error:
                self._problem(number, row, error.message)
                continue
            except IndexError:
                reason = _("the row has only {n} columns").format(n=len(row) - 1)
                self._problem(number, row, reason)
                continue
            self.rounded += worth.rounded
            if not per_order:
                self._amounts[seq] += worth.amount
            elif not self._digests[seq]:
                self._amounts[seq] = worth.amount
            # Added up, so that the order of an order's rows does not matter.
            self._digests[seq] = (self._digests[seq] + crc32("\0".join(row).encode())) % 2**64
        self._connection.executemany("INSERT INTO line VALUES(?, ?, ?, ?, ?)", lines)

    def _order(self, row: list[str], at: str) -> int:
        """Return the place of the row's order, made if this is its first row."""
        raw = row[self._order_place]
        seq = self.numbers.get(raw) if raw else None
        if seq is None:
            return self._new_order(raw, row, at)
        if at > self._ats[seq]:
            self._ats[seq] = at  # an invoice with two times was finished at the later one
        if self._buyers[seq] == _WALK_IN:
            self._buyers[seq] = self._buyer(row)
        return seq

    def _new_order(self, raw: str, row: list[str], at: str) -> int:
        buyer = self._buyer(row)
        seq = self._room(raw, "" if raw else self._row_ref(row))
        self._ats[seq], self._buyers[seq] = at, buyer
        if note := row[_place(self._columns.note)]:
            self._notes[seq] = clean_text(note)
        return seq

    def _room(self, raw: str, ref: str = "") -> int:
        """Make room for one more order."""
        seq = len(self._ats)
        self._ats.append("")
        self._amounts.append(0)
        self._digests.append(0)
        self._buyers.append(_WALK_IN)
        self._refs.append(ref)
        if raw:
            self.numbers[raw] = seq
        return seq

    def _row_ref(self, row: list[str]) -> str:
        """Name a row without an order number by its content and its count among equal rows."""
        digest = blake2b("\0".join(row).encode(), digest_size=12).digest()
        self._twins[digest] += 1
        return f"row:{digest.hex()}:{self._twins[digest]}"

    def _buyer(self, row: list[str]) -> int:
        found = [row[place] for place in self._buyer_places]
        if not any(found):
            return _WALK_IN
        ref, name, given, family, phone, email = map(clean, found)
        name = name or f"{given} {family}".strip()
        ref = ref or phone or email or name
        if not ref:
            return _WALK_IN
        seq = self._customers.get(ref)
        if seq is None:
            if len(ref) > LINE or len(name) > LINE:
                raise InvalidValue(
                    _("the customer's name is longer than {n} letters").format(n=LINE)
                )
            if not fold(name or ref):
                raise InvalidValue(_("the customer's name has no letters or digits"))
            seq = self._customers[ref] = len(self._customers)
            self._connection.execute(
                "INSERT INTO customer VALUES(?, ?, ?, ?, ?)", (seq, ref, name or ref, phone, email)
            )
        return seq

    def _problem(self, number: int, row: list[str], reason: str) -> None:
        """Note why a row cannot be read, and hold back the other rows of its order."""
        self.problems[number] = reason
        raw = row[self._order_place] if len(row) > self._order_place else ""
        if raw:
            seq = self.numbers.get(raw)
            self.broken.add(self._room(raw) if seq is None else seq)

    def finish(self) -> None:
        """Write the orders down, but for the broken ones."""
        numbers = {seq: clean(raw) for raw, seq in self.numbers.items()}
        self._connection.executemany(
            "INSERT INTO orders VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    seq,
                    self._refs[seq] or numbers[seq],
                    numbers.get(seq, ""),
                    None if self._buyers[seq] == _WALK_IN else self._buyers[seq],
                    at,
                    self._amounts[seq],
                    self._notes.get(seq, ""),
                    f"{self._digests[seq]:016x}",
                )
                for seq, at in enumerate(self._ats)
                if seq not in self.broken and self._fits(seq)
            ),
        )
        self._connection.execute("CREATE INDEX line_seq ON line(seq)")

    def _fits(self, seq: int) -> bool:
        return abs(self._amounts[seq]) < MOST


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
    count = stager.read(rows, first_row, on_progress)
    stager.finish()
    return Orders(stager.numbers, stager.broken, stager.problems, stager.rounded, count)
