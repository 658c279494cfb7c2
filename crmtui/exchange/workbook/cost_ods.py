"""Count the cells in the XML of .ods, where one element may stand for millions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmtui.exchange.workbook.archive import TOO_LARGE, Refused
from crmtui.exchange.workbook.cost import PLACE, ROW_LIMIT, TEXT

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

_COPIES = 3
"""How often the reader holds everything at once."""
_COLUMNS = "table:number-columns-repeated"
_ROWS = "table:number-rows-repeated"
_VALUE = ("office:", "calcext:", "table:formula")


class OdsCost:
    """One member: the sheets of the whole workbook, which are all loaded together."""

    def __init__(self, parser: XMLParserType, room: int) -> None:
        self.openers: dict[str, Callable[[dict[str, str]], None]] = {
            "table": self._open_table,
            "table-row": self._open_row,
            "table-cell": self._open_cell,
            "covered-table-cell": self._open_cell,
        }
        self.total = 0
        self._parser = parser
        self._room = room
        self._closers = {
            "table": self._close_table,
            "table-row": self._close_row,
            "table-cell": self._close_cell,
            "covered-table-cell": self._close_cell,
        }
        self._rows = self._columns = self._bytes = 0
        self._empty_rows = self._row_repeats = 0
        self._width = self._next = self._row_bytes = 0
        self._repeats = 1
        self._filled = self._is_text = False
        self._text = 0

    def _open_table(self, _attributes: dict[str, str]) -> None:
        self._rows = self._columns = self._bytes = self._empty_rows = 0
        self._parser.EndElementHandler = self._close

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row_repeats = int(attributes.get(_ROWS, 1))
        self._width = self._next = self._row_bytes = 0

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._repeats = int(attributes.get(_COLUMNS, 1))
        self._filled = any(name.startswith(_VALUE) for name in attributes)
        self._is_text = attributes.get("office:value-type", "string") == "string"
        self._text = len(attributes.get("office:string-value", "")) * 4
        self._parser.CharacterDataHandler = self._read_text

    def _read_text(self, text: str) -> None:
        self._filled = True
        if self._is_text:
            self._text += len(text.encode("utf-8", "replace"))

    def _close(self, name: str) -> None:
        closer = self._closers.get(name.rpartition(":")[2])
        if closer:
            closer()

    def _close_cell(self) -> None:
        self._parser.CharacterDataHandler = None
        self._next += self._repeats
        if self._filled:
            self._width = self._next
            if self._is_text:
                self._row_bytes += (self._text + TEXT) * self._repeats
            if self._row_bytes > ROW_LIMIT + TEXT * self._width:
                raise Refused(TOO_LARGE)

    def _close_row(self) -> None:
        if not self._width:
            self._empty_rows += self._row_repeats
            return
        self._rows += self._empty_rows + self._row_repeats
        self._empty_rows = 0
        self._columns = max(self._columns, self._width)
        self._bytes += self._row_bytes * self._row_repeats
        self._check()

    def _check(self) -> int:
        cost = (self._rows * self._columns * PLACE + self._bytes) * _COPIES
        if self.total + cost > self._room:
            raise Refused(TOO_LARGE)
        return cost

    def _close_table(self) -> None:
        self.total += self._check()
