"""Count the cells in the binary records of .xlsb."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from struct import Struct, error

from crmtui.exchange.workbook.archive import BROKEN, TOO_LARGE, Refused
from crmtui.exchange.workbook.cost import LIMIT, SHARED, SheetCost

_ROW = 0
_SHARED_TEXT = 7
_TEXTS = frozenset((6, 8))
_CELLS = frozenset(range(2, 12))
_SHARED_ITEM = 19
_SHARED_BEGIN = 159
_MEMBER_LIMIT = 64 << 20
_NUMBER = Struct("<I")


class XlsbCost:
    """Reads the members of a workbook, shared strings first, and refuses what is too large."""

    def __init__(self, room: int = LIMIT) -> None:
        self._room = room
        self._shared = array("I")

    def read(self, blocks: Iterable[bytes]) -> None:
        """Read one member, be it a sheet or the strings that all share."""
        data = bytearray()
        for block in blocks:
            data += block
            if len(data) > _MEMBER_LIMIT:
                raise Refused(TOO_LARGE)
        try:
            self._count(data)
        except (IndexError, error):
            raise Refused(BROKEN) from None

    def _count(self, data: bytearray) -> None:
        sheet = SheetCost(self._room)
        row = declared = 0
        for kind, at, size in _records(data):
            if kind == _ROW:
                (row,) = _NUMBER.unpack_from(data, at)
            elif kind in _CELLS:
                (column,) = _NUMBER.unpack_from(data, at)
                sheet.cell(row, column, self._text(data, kind, at, size))
            elif kind == _SHARED_BEGIN:
                (declared,) = _NUMBER.unpack_from(data, at + 4)
            elif kind == _SHARED_ITEM:
                self._shared.append(size * 3 // 2)
                self._room -= SHARED + size * 3 // 2
                if self._room < 0:
                    raise Refused(TOO_LARGE)
        # The reader makes room for as many as are announced.
        if declared > len(self._shared):
            raise Refused(BROKEN)
        sheet.check()

    def _text(self, data: bytearray, kind: int, at: int, size: int) -> int:
        """Return the bytes of a cell's text in UTF-8, which needs up to three for each two."""
        if kind == _SHARED_TEXT:
            return self._shared[int.from_bytes(data[at + 8 : at + 12], "little")]
        return size * 3 // 2 if kind in _TEXTS else 0


def _records(data: bytearray) -> Iterator[tuple[int, int, int]]:
    """Yield the kind of each record, where its content begins, and its size."""
    at = 0
    while at < len(data):
        kind, at = data[at], at + 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | (data[at] & 0x7F) << 7, at + 1
        size = shift = 0
        while shift < 28:
            byte, at = data[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if at + size > len(data):
            raise Refused(BROKEN)
        yield kind, at, size
        at += size
