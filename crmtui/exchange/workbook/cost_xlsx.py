"""Count the cells in the XML of .xlsx."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from crmtui.exchange.workbook.archive import BROKEN, TOO_LARGE, Refused
from crmtui.exchange.workbook.cost import ROW_LIMIT, SHARED, SheetCost

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

_DIGITS = "0123456789"
_NUMBERS = frozenset(("", "n", "b", "e"))
"""Types of cells that hold no text."""


class XlsxCost:
    """One member: a sheet, or the strings that all sheets share, or something else."""

    def __init__(self, parser: XMLParserType, shared: array[int], room: int) -> None:
        self.openers: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._open_row,
            "c": self._open_cell,
            "v": self._open_value,
            "is": self._open_inline,
            "si": self._open_shared,
        }
        self._parser = parser
        self._known = shared
        self._own = array("I")
        self._room = room - SHARED * len(shared) - sum(shared)
        self._sheet = SheetCost(self._room)
        self._row = -1
        self._column = 0
        self._next = 0
        self._kind = ""

    def end(self) -> array[int]:
        """Check the whole, and return the bytes of each shared string that is known now."""
        self._sheet.check()
        if self._own and self._known:
            raise Refused(BROKEN)
        return self._own or self._known

    def _open_row(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        self._row = int(place) - 1 if place else self._row + 1
        self._next = 0

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._parser.CharacterDataHandler = None
        self._kind = attributes.get("t", "")
        place = attributes.get("r")
        if place:
            letters = place.rstrip(_DIGITS)
            self._row = int(place[len(letters) :]) - 1
            self._column = column_number(letters)
        else:
            self._column = self._next
        self._next = self._column + 1

    def _open_value(self, attributes: dict[str, str]) -> None:
        if self._kind in _NUMBERS:
            self._sheet.cell(self._row, self._column)
        elif self._kind == "s":
            self._parser.CharacterDataHandler = self._read_index
        else:
            self._open_inline(attributes)

    def _open_inline(self, _attributes: dict[str, str]) -> None:
        self._parser.CharacterDataHandler = self._read_text

    def _read_index(self, text: str) -> None:
        if not text.isspace():
            self._sheet.cell(self._row, self._column, self._known[int(text)])

    def _read_text(self, text: str) -> None:
        self._sheet.cell(self._row, self._column, _bytes(text))

    def _open_shared(self, _attributes: dict[str, str]) -> None:
        self._own.append(0)
        self._parser.CharacterDataHandler = self._read_shared
        self._room -= SHARED
        if self._room < 0:
            raise Refused(TOO_LARGE)

    def _read_shared(self, text: str) -> None:
        length = _bytes(text)
        self._own[-1] += length
        self._room -= length
        if self._own[-1] > ROW_LIMIT or self._room < 0:
            raise Refused(TOO_LARGE)


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


@lru_cache(maxsize=1 << 15)
def column_number(letters: str) -> int:
    """Return the number of a column, from 0."""
    number = 0
    for letter in letters.upper():
        digit = ord(letter) - ord("A") + 1
        if not 1 <= digit <= 26:
            raise Refused(BROKEN)
        number = number * 26 + digit
    return number - 1
