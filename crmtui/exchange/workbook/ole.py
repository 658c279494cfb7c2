"""The streams in an OLE file, the container of old Office documents and of locked new ones."""

from __future__ import annotations

from array import array
from struct import error, unpack_from

from crmtui.exchange.workbook.archive import BROKEN, LOCKED, Refused
from crmtui.locale import mark

NO_WORKBOOK = mark("{file} is an old Word document, or else nothing with a table in it.")

_HEADER = 512
_ENTRY = 128
_MINI = 64
_MINI_BELOW = 4096
_LAST = 0xFFFFFFFA
"""Sectors have smaller numbers; the others end a chain."""


def workbook_in(data: bytes) -> bytes:
    """Return the stream of an old Excel workbook."""
    try:
        return _Ole(data).workbook()
    except (IndexError, ValueError, error):
        raise Refused(BROKEN) from None


class _Ole:
    """Follows the chains of sectors, none of which may come by the same sector twice."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = unpack_from("<HH", data, 30)
        if shift not in (9, 12) or 1 << mini_shift != _MINI:
            raise ValueError
        self._size = 1 << shift
        self._most = len(data) // self._size + 1
        fats, directory, _, _, minis, mini_fats, difat, difats = unpack_from("<8I", data, 44)
        if max(fats, mini_fats, difats) > self._most:
            raise ValueError
        self._fat = self._read_fat(array("I", data[76:_HEADER]), difat)
        self._mini_fat = array("I", self._joined(minis))
        self._streams: dict[str, tuple[int, int]] = {}
        entries = self._joined(directory)
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            self._note(entries[at : at + _ENTRY])
        root, size = unpack_from("<II", entries, 116)
        self._ministream = self._joined(root) if size else b""

    def workbook(self) -> bytes:
        """Find the workbook among the streams."""
        if "EncryptedPackage" in self._streams:
            raise Refused(LOCKED)
        start, size = self._streams.get("Workbook") or self._streams.get("Book") or (0, 0)
        if not size:
            raise Refused(NO_WORKBOOK)
        if size >= _MINI_BELOW:
            return self._joined(start)[:size]
        sectors = self._chain(start, self._mini_fat)
        return b"".join(self._ministream[at * _MINI : (at + 1) * _MINI] for at in sectors)[:size]

    def _read_fat(self, places: array[int], next_: int) -> array[int]:
        """Read the table of which sector follows on which, itself spread over sectors."""
        for _turn in range(self._most):
            if next_ >= _LAST:
                break
            more = array("I", self._sector(next_))
            next_ = more.pop()
            places += more
        else:
            raise ValueError
        fat = array("I")
        for place in places:
            if place < _LAST:
                fat.frombytes(self._sector(place))
        if len(fat) > 2 * self._most + self._size:
            raise ValueError
        return fat

    def _note(self, entry: bytes) -> None:
        start, size = unpack_from("<II", entry, 116)
        name = entry[:64].decode("utf-16-le", "replace").partition("\0")[0]
        if size > len(self._data):
            raise ValueError
        self._streams.setdefault(name, (start, size))

    def _joined(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._fat)))

    def _chain(self, start: int, table: array[int]) -> list[int]:
        chain: list[int] = []
        while start < _LAST:
            chain.append(start)
            start = table[start]
            if len(chain) > len(table) or len(chain) > self._most * (self._size // _MINI):
                raise ValueError
        return chain

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._data):
            raise IndexError
        return self._data[at : at + self._size]
