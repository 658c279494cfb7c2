"""Count the cells in the binary records of .xls, whose sheets are all loaded together."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from struct import error, unpack_from

from crmtui.exchange.workbook.archive import BROKEN, LOCKED, TOO_LARGE, Refused
from crmtui.exchange.workbook.cost import LIMIT, SHARED, SheetCost
from crmtui.exchange.workbook.ole import workbook_in

_COPIES = 3
"""How often the reader holds a sheet at once, with its formulas."""
_FILE_COPIES = 4
_RECORDS = 10_000_000
_ROWS, _COLUMNS = 1 << 16, 1 << 8

_END, _CONTINUED, _LOCK, _SHEET, _STRINGS, _SIZE = 0x0A, 0x3C, 0x2F, 0x85, 0xFC, 0x200
_NUMBERS, _INDEX = 0xBD, 0xFD
_TEXTS = frozenset((0x204, 0xD6))
_CELLS = frozenset((0x06, 0x203, 0x204, 0x205, 0x27E, 0xD6, _INDEX))

_Record = tuple[int, int, int]


def check_xls(data: bytes) -> None:
    """Refuse an old workbook that is locked, damaged or too large."""
    room = LIMIT - _FILE_COPIES * len(data)
    if room < 0:
        raise Refused(TOO_LARGE)
    try:
        _Xls(workbook_in(data), room).check()
    except (IndexError, error):
        raise Refused(BROKEN) from None


class _Xls:
    """The stream of a workbook: what is true of all sheets, then the sheets."""

    def __init__(self, stream: bytes, room: int) -> None:
        self._stream = stream
        self._room = room
        self._shared = array("I")
        self._left = _RECORDS

    def check(self) -> None:
        """Add up all sheets."""
        sheets = []
        parts: list[tuple[int, int]] = []
        for kind, at, size in self._records(0):
            if kind == _LOCK:
                raise Refused(LOCKED)
            if kind == _SHEET:
                sheets.append(unpack_from("<I", self._stream, at)[0])
            if kind == _STRINGS or (kind == _CONTINUED and parts):
                parts.append((at, size))
            elif parts:
                self._note_strings(parts)
                parts = []
        for start in sheets:
            self._room -= self._sheet(start)

    def _records(self, at: int) -> Iterator[_Record]:
        """Yield the kind of each record, where its content begins, and its size."""
        while at + 4 <= len(self._stream):
            kind, size = unpack_from("<HH", self._stream, at)
            at += 4
            self._left -= 1
            if at + size > len(self._stream):
                raise Refused(BROKEN)
            if self._left < 0:
                raise Refused(TOO_LARGE)
            yield kind, at, size
            if kind == _END:
                return
            at += size

    def _sheet(self, start: int) -> int:
        sheet = SheetCost(self._room, copies=_COPIES)
        for kind, at, size in self._records(start):
            if kind == _SIZE:
                self._check_size(at, size)
            elif kind in _CELLS:
                row, column = unpack_from("<HH", self._stream, at)
                sheet.cell(row, column, self._text(kind, at, size))
            elif kind == _NUMBERS:
                row, column = unpack_from("<HH", self._stream, at)
                (last,) = unpack_from("<H", self._stream, at + size - 2)
                for each in range(column, last + 1):
                    sheet.cell(row, each)
        return sheet.check()

    def _check_size(self, at: int, size: int) -> None:
        """Refuse a sheet that says it is larger than any can be: the reader believes it."""
        first, last, left, right = unpack_from("<IIHH" if size > 10 else "<4H", self._stream, at)
        if first > last or left > right or last > _ROWS or right > _COLUMNS:
            raise Refused(BROKEN)

    def _text(self, kind: int, at: int, size: int) -> int:
        """Return the bytes of a cell's text in UTF-8, which needs up to three for each one."""
        if kind == _INDEX:
            return self._shared[int.from_bytes(self._stream[at + 6 : at + 10], "little")]
        return size * 3 if kind in _TEXTS else 0

    def _note_strings(self, parts: list[tuple[int, int]]) -> None:
        _all, count = unpack_from("<II", self._stream, parts[0][0])
        if count * 3 > len(self._stream):
            raise Refused(BROKEN)
        reader = _Strings([self._stream[at : at + size] for at, size in parts])
        for _turn in range(count):
            length = reader.skip()
            self._shared.append(length)
            self._room -= SHARED + length
            if self._room < 0:
                raise Refused(TOO_LARGE)


class _Strings:
    """The strings that all sheets share, one behind the other, whatever records they cross."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = iter(parts)
        self._part = next(self._parts)
        self._at = 8

    def skip(self) -> int:
        """Go behind the next string and return its bytes, at most, in UTF-8."""
        if self._at >= len(self._part):
            self._next()
        length, flags = unpack_from("<HB", self._part, self._at)
        self._at += 3
        behind = 0
        if flags & 8:
            behind += 4 * unpack_from("<H", self._part, self._at)[0]
            self._at += 2
        if flags & 4:
            behind += unpack_from("<I", self._part, self._at)[0]
            self._at += 4
        self._skip_characters(length, flags)
        self._skip_bytes(behind)
        return int(length) * 3

    def _skip_characters(self, left: int, flags: int) -> None:
        while True:
            width = 1 + (flags & 1)
            here = min(left, (len(self._part) - self._at) // width)
            self._at += here * width
            left -= here
            if not left:
                return
            # In the next record it is said anew how wide the characters are.
            self._next()
            flags = self._part[0]
            self._at = 1

    def _skip_bytes(self, left: int) -> None:
        while left > len(self._part) - self._at:
            left -= len(self._part) - self._at
            self._next()
        self._at += left

    def _next(self) -> None:
        part = next(self._parts, None)
        if part is None:
            raise IndexError
        self._part, self._at = part, 0
