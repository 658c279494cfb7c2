"""Rows of a sales file, grouped into purchases in one pass, in a stage file.

The inner loop runs millions of times: it looks values up in caches and calls as little as it can.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from operator import itemgetter
from typing import NamedTuple
from zlib import crc32

from crmtui.errors import FileUnreadable, InvalidValue
from crmtui.locale import _
from crmtui.text.clean import clean
from crmtui.writes.imports.purchases.book import ALL_BITS, OrderBook, Written
from crmtui.writes.imports.purchases.buyers import Buyers
from crmtui.writes.imports.purchases.columns import OrderColumns, place
from crmtui.writes.imports.result import OnProgress
from crmtui.writes.imports.tables import check_width

STAGE = """
CREATE TABLE customer(seq INTEGER PRIMARY KEY, ref TEXT, name TEXT, phone TEXT, email TEXT);
CREATE TABLE orders(seq INTEGER PRIMARY KEY, key TEXT, ref TEXT, number TEXT, customer INTEGER,
 at TEXT, amount INTEGER, note TEXT, refund_of TEXT, digest TEXT,
 on_account INTEGER, due_on TEXT);
CREATE TABLE line(seq INTEGER, item TEXT, sku TEXT, quantity INTEGER, amount INTEGER);
"""

BATCH = 5_000
_GIVE_UP = 100_000
"""So many unreadable rows mean a wrong column, not bad luck."""


class Orders(NamedTuple):
    """What could not be put into the stage."""

    broken: set[str]
    """Numbers of orders with a row that could not be read."""
    problems: dict[int, str]
    """Row number → why it could not be read."""
    skipped: int
    """Rows that do not count, such as those of cancelled orders."""
    rounded: int
    rows: int
    """All that were read."""


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
        self._book = OrderBook(columns)
        self._buyers = Buyers(connection, columns)
        self._order_place = place(columns.order)
        # What makes two rows in a row lines of one order: number first, then time and buyer.
        self._identity: Callable[[list[str]], tuple[str, ...]] = itemgetter(
            self._order_place, columns.date, place(columns.time), *self._buyers.columns
        )
        self._used = [at for at in columns if isinstance(at, int)]
        self._cleaned = _Cleaned()
        self._current: int | None = None
        """The order of the row before; None if that could not be read."""
        self._number = ""
        """Its number, so that what goes on under it shares its fate."""
        self._left_out = ""
        """The number of the order before, if that does not count."""
        self.problems: dict[int, str] = {}
        self.broken: set[str] = set()
        self.skipped = 0
        self.rounded = 0

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
        money, passes = columns.money, columns.passes
        width, gives_back = columns.width, columns.gives_back
        widest = width + 1 if width else 1 << 30
        whole = columns.total is not None or columns.refunded is not None
        amount, quantity, price = map(place, (columns.amount, columns.quantity, columns.price))
        item, sku = map(place, (columns.item, columns.sku))
        identity, last, seq = self._identity, None, -1
        sums, digests, cleaned = self._book.sums, self._book.digests, self._cleaned
        lines = []
        for number, row in batch:
            if not row:
                continue
            row.append("")  # what a missing column reads: place -1
            try:
                if len(row) > widest:
                    check_width(row, width)
                if passes is not None and self._is_left_out(row, passes):
                    self.skipped += 1
                    continue
                if whole and not (row[amount].strip() or row[price].strip()):
                    many, worth, rounded = money["0", row[quantity], ""]
                else:
                    many, worth, rounded = money[row[amount], row[quantity], row[price]]
                mine = identity(row)
                if mine != last or not mine[0]:  # else one more line of the order before
                    last, seq = mine, self._order(row)
                if whole:
                    self._whole(seq, row)
                if gives_back is not None and gives_back(row):
                    self._book.give_back(seq)
                lines.append((seq, cleaned[row[item]], cleaned[row[sku]], many, worth))
            except InvalidValue as error:
                self._problem(number, row, error.message)
                last = None
                continue
            except IndexError:
                reason = _("the row has only {n} columns").format(n=len(row) - 1)
                self._problem(number, row, reason)
                last = None
                continue
            self.rounded += rounded
            sums[seq] += worth
            digests[seq] = digests[seq] + crc32("\0".join(row).encode()) & ALL_BITS
        self._connection.executemany("INSERT INTO line VALUES(?, ?, ?, ?, ?)", lines)

    def _is_left_out(self, row: list[str], passes: Callable[[list[str]], bool]) -> bool:
        """Tell whether a row does not count, or goes on with one that does not."""
        number = row[self._order_place]
        if passes(row):
            goes_on = number == self._left_out and not row[self._columns.date].strip()
            if not (self._left_out and (goes_on or self._goes_on(row))):
                self._left_out = ""
                return False
        else:
            self._left_out = self._number = number
        return True

    def _order(self, row: list[str]) -> int:
        """Return the place of the row's order."""
        number = row[self._order_place]
        if number and (self._columns.unique or not row[self._columns.date].strip()):
            latest = self._book.latest(number)
            if latest is not None:  # one more line, with less about the order than the first
                self._current, self._number = latest, number
                return latest
        if self._goes_on(row):
            if self._current is None:
                raise InvalidValue(_("it goes on with the row before, which cannot be read"))
            return self._current
        self._current, self._number = None, number
        at = self._when(row)
        self._current = self._book.place_of(number, row, at, self._buyers.place_of(row))
        return self._current

    def _goes_on(self, row: list[str]) -> bool:
        """Tell whether a row only adds a line: number, date and buyer stand in a row above."""
        columns = self._columns
        if not self._number or columns.order is None:
            return False
        # A row with nothing but an amount is the sum below a table.
        has_item = row[place(columns.item)].strip() or row[place(columns.sku)].strip()
        return bool(has_item) and not any(map(str.strip, self._identity(row)))

    def _when(self, row: list[str]) -> str:
        """Read a row's time."""
        date, time = self._columns.date, self._columns.time
        if not row[date].strip():
            raise InvalidValue(_("the date is empty"))
        return self._columns.when(row[date] if time is None else f"{row[date]} {row[time]}")

    def _whole(self, seq: int, row: list[str]) -> None:
        """Take in what a row says about its whole order."""
        columns, money = self._columns, self._columns.money
        for column, keep in (
            (columns.total, self._book.set_total),
            (columns.refunded, self._book.set_refund),
        ):
            if column is not None and row[column].strip():
                keep(seq, money[row[column], "", ""].amount)

    def _problem(self, number: int, row: list[str], reason: str) -> None:
        """Note why a row cannot be read, and hold back the other rows of its order."""
        self.problems[number] = reason
        if len(row) > self._order_place and row[self._order_place]:
            self.broken.add(row[self._order_place])
        elif len(row) > max(self._used) and self._goes_on(row):
            self.broken.add(self._number)

    def finish(self) -> None:
        """Write the orders down, but for the broken ones."""
        self._connection.executemany(
            f"INSERT INTO orders VALUES({', '.join('?' * len(Written._fields))})",
            self._book.written(list(self._buyers.refs), self.broken),
        )
        self._connection.execute("CREATE INDEX order_key ON orders(key)")


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
        count = stager.read(rows, first_row, on_progress)
    finally:
        gc.enable()
    stager.finish()
    return Orders(stager.broken, stager.problems, stager.skipped, stager.rounded, count)
