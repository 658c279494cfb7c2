"""What a sheet would take up in memory, reckoned before it is loaded.

A sheet is held as the whole rectangle around its cells, so two cells far apart can be gigabytes.
"""

from __future__ import annotations

from crmtui.exchange.workbook.archive import BROKEN, TOO_LARGE, Refused

LIMIT = 240 << 20
ROW_LIMIT = 4 << 20
"""Bytes of text in one row, which becomes Python's twice over."""

# Bytes, as measured with sheets of a million cells.
PLACE = 24
CELL = 32
TEXT = 32
SHARED = 56

_NOW_AND_THEN = 0xFFFF


class SheetCost:
    """Counts the cells of one sheet, from the first to the last."""

    def __init__(self, room: int, *, copies: int = 1) -> None:
        self._room = room
        self._copies = copies
        self._first_row = self._row = -1
        self._first_column, self._last_column = 1 << 32, -1
        self._cells = 0
        self._bytes = 0
        self._row_bytes = 0

    def cell(self, row: int, column: int, text: int = 0) -> None:
        """Count a cell that holds something, with the bytes of its text."""
        if row != self._row:
            self._begin(row)
        if column < self._first_column:
            self._first_column = column
        if column > self._last_column:
            self._last_column = column
        self._cells += 1
        if text:
            self._bytes += text + TEXT
            self._row_bytes += text
            if self._row_bytes > ROW_LIMIT:
                raise Refused(TOO_LARGE)
        if not self._cells & _NOW_AND_THEN:
            self.check()

    def _begin(self, row: int) -> None:
        # The reader takes the rows to be in order, and is lost if they are not.
        if row < self._row:
            raise Refused(BROKEN)
        if self._first_row < 0:
            self._first_row = row
        self._row = row
        self._row_bytes = 0

    def check(self) -> int:
        """Return the bytes that the sheet takes up, unless they are too many."""
        if not self._cells:
            return 0
        rows = self._row - self._first_row + 1
        columns = self._last_column - self._first_column + 1
        total = (rows * columns * PLACE + self._cells * CELL + self._bytes) * self._copies
        if total > self._room:
            raise Refused(TOO_LARGE)
        return total
