"""A quick look at a sheet of .xlsx: most are certainly small enough, at a tenth of the pains.

Only what every spreadsheet program writes is understood here. For anything else, and where the
bounds do not suffice, `cost_xlsx` looks closely.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable

from crmtui.exchange.workbook.archive import BLOCK, TOO_LARGE, Refused
from crmtui.exchange.workbook.cost import CELL, PLACE, ROW_LIMIT, SHARED, TEXT
from crmtui.exchange.workbook.cost_xlsx import column_number

_ROOT = re.compile(
    rb'(?:\xef\xbb\xbf)?(?:<\?xml [^>]*?encoding="[Uu][Tt][Ff]-8"[^>]*>)?\s*<worksheet'
)
_ODD_ELEMENT = re.compile(rb"<(?:!|v[^>]|si[\s>]|c[\t\r\n>])")
_PREFIXED = re.compile(rb":(?:c|v|is|row|si|table)[\s>/]")
_SINGLE_QUOTED = re.compile(rb"=\s*'")
_PLACE = re.compile(rb'<c [^>]*?(?<=\s)r="([A-Z]{1,3}[1-9][0-9]{0,6})"')
_LETTERS = bytes(range(ord("A"), ord("Z") + 1))
_DIGITS = b"0123456789"
_ANY = 1 << 62
_SHORTEST = len('<c r="A1"><v></v></c>')


class Glance:
    """Bounds for one sheet, from above."""

    def __init__(self, shared: array[int]) -> None:
        self._longest = max(shared, default=0)
        self._shared = SHARED * len(shared) + sum(shared)
        self._columns: set[bytes] = set()
        self._first_row = self._last_row = 0
        self._cells = self._size = self._run = 0

    def fits(self, blocks: Iterable[bytes], room: int) -> bool:
        """Tell whether a sheet is certainly small enough; raise if it cannot be."""
        rest = b""
        for block in blocks:
            data = rest + block
            cut = data.rfind(b">") + 1
            if not self._size and not _ROOT.match(data):
                return False
            piece, rest = data[:cut], data[cut:]
            if len(rest) > BLOCK or not self._take(piece):
                return False
        if self._cells * (PLACE + CELL) > room:
            raise Refused(TOO_LARGE)
        return not rest.strip() and self._bound() <= room

    def _take(self, piece: bytes) -> bool:
        places = _PLACE.findall(piece)
        if _is_strange(piece) or len(places) != piece.count(b"<c "):
            return False
        self._size += len(piece)
        self._run = 0 if b"<row" in piece else self._run + len(piece)
        if places and not self._note(b" ".join(places)):
            return False
        self._cells += len(places)
        return self._run <= ROW_LIMIT // 2

    def _note(self, places: bytes) -> bool:
        """Take in where the cells are, unless their rows are out of order."""
        numbers = dict.fromkeys(places.translate(None, _LETTERS).split())
        rows = [*map(int, numbers)]
        self._columns.update(places.translate(None, _DIGITS).split())
        last, self._last_row = self._last_row, rows[-1]
        self._first_row = self._first_row or rows[0]
        return last <= rows[0] and rows == sorted(rows)

    def _bound(self) -> int:
        if not self._cells:
            return 0
        columns = max(map(column_number, map(bytes.decode, self._columns))) + 1
        if columns * self._longest > ROW_LIMIT // 2:
            return _ANY
        places = columns * (self._last_row - self._first_row + 1)
        # What is no markup is text, and each cell may hold the longest of the shared ones.
        texts = max(self._size - self._cells * _SHORTEST, 0) + self._cells * self._longest
        return places * PLACE + self._cells * (CELL + TEXT) + texts + self._shared


def _is_strange(piece: bytes) -> bool:
    return bool(
        _ODD_ELEMENT.search(piece)
        or _PREFIXED.search(piece)
        or b"\0" in piece
        or (b"'" in piece and _SINGLE_QUOTED.search(piece))
    )
