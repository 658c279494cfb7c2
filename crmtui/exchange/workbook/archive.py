"""What a zip archive is and holds, without believing what it says of itself."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from crmtui.exchange.tables.magic import OLE, SPREADSHEET, ZIP
from crmtui.locale import mark

if TYPE_CHECKING:
    from zipfile import ZipInfo

BLOCK = 1 << 18
UNPACKED_LIMIT = 256 << 20
"""Bytes of all members together; a sheet of a million rows has less."""

# Text that is all the same shrinks to a 150th in real sheets; what goes far beyond is made to.
_RATIO_LIMIT = 400
_RATIO_FROM = 8 << 20
# Python takes a kilobyte for each of the entries, which have at least 46 bytes.
_DIRECTORY_LIMIT = 2 << 20
_END, _END_SIZE = b"PK\x05\x06", 22
_END64_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20
_LOCAL_SIZE = 30
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 1

BROKEN = mark("{file} is damaged or cut off.")
LOCKED = mark("{file} is locked with a password.")
TOO_LARGE = mark("{file} would take up too much memory.")


_HEAD = 1 << 16
_SAID = 100


class Refused(Exception):
    """Why a workbook cannot be read, in words yet to be translated."""


def workbook_form(raw: BinaryIO) -> str:
    """Tell xlsx, ods and xls by what is in the file; "" for anything that is no workbook."""
    raw.seek(0)
    head = raw.read(_HEAD)
    try:
        if head.startswith(OLE):
            return "xls"
        return _archive_form(raw, head) if head.startswith(ZIP) else ""
    finally:
        raw.seek(0)


def _archive_form(raw: BinaryIO, head: bytes) -> str:
    try:
        listed = members(raw)
    except Refused:
        # Where the list of members, at the end of the file, is lost, the first ones must do.
        return "xlsx" if b"xl/" in head else "ods" if SPREADSHEET in head else ""
    if any(member.filename.startswith("xl/workbook.") for member in listed):
        return "xlsx"
    said = next((member for member in listed if member.filename == "mimetype"), None)
    try:
        kind = next(Unpacker(raw).blocks(said), b"") if said else b""
    except Refused:
        return ""
    return "ods" if SPREADSHEET in kind[:_SAID] else ""


def members(raw: BinaryIO) -> list[ZipInfo]:
    """List what is in an archive."""
    from zipfile import BadZipFile, ZipFile

    if _directory_size(raw) > _DIRECTORY_LIMIT:
        raise Refused(TOO_LARGE)
    try:
        with ZipFile(raw) as archive:
            return archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise Refused(BROKEN) from None


class Unpacker:
    """Unpacks members, as long as all of them together are of a sensible size."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._sizes: dict[int, int] = {}
        self._total = 0

    def blocks(self, member: ZipInfo) -> Iterator[bytes]:
        """Yield the bytes of a member, which may be read again."""
        at = member.header_offset
        self._total -= self._sizes.pop(at, 0)
        if member.flag_bits & _ENCRYPTED:
            raise Refused(LOCKED)
        size = 0
        for block in self._unpacked(member):
            size += len(block)
            self._sizes[at] = size
            self._total += len(block)
            packed_small = size > _RATIO_FROM and size > member.compress_size * _RATIO_LIMIT
            if packed_small or self._total > UNPACKED_LIMIT:
                raise Refused(TOO_LARGE)
            yield block

    def _unpacked(self, member: ZipInfo) -> Iterator[bytes]:
        if member.compress_type == _STORED:
            yield from self._packed(member)
            return
        if member.compress_type != _DEFLATED:
            raise Refused(BROKEN)
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for packed in self._packed(member):
                while packed:
                    if block := inflater.decompress(packed, BLOCK):
                        yield block
                    packed = inflater.unconsumed_tail
        except zlib.error:
            raise Refused(BROKEN) from None
        if not inflater.eof:
            raise Refused(BROKEN)

    def _packed(self, member: ZipInfo) -> Iterator[bytes]:
        at = member.header_offset
        self._raw.seek(max(at, 0))
        local = self._raw.read(_LOCAL_SIZE)
        if at < 0 or len(local) < _LOCAL_SIZE or not local.startswith(ZIP):
            raise Refused(BROKEN)
        names = local[26:28], local[28:30]
        at += _LOCAL_SIZE + sum(int.from_bytes(size, "little") for size in names)
        left = member.compress_size
        while left:
            # Several members may be read by turns.
            self._raw.seek(at)
            block = self._raw.read(min(BLOCK, left))
            if not block:
                raise Refused(BROKEN)
            at += len(block)
            left -= len(block)
            yield block


def _directory_size(raw: BinaryIO) -> int:
    """Return how many bytes the list of members takes; it is read at once."""
    raw.seek(0, 2)
    size = raw.tell()
    raw.seek(max(size - _END_SIZE - 0xFFFF, 0))
    tail = raw.read()
    at = tail.rfind(_END)
    if at < 0 or at + _END_SIZE > len(tail):
        raise Refused(BROKEN)
    locator = tail[max(at - _LOCATOR_SIZE, 0) : at]
    if not locator.startswith(_END64_LOCATOR):
        return int.from_bytes(tail[at + 12 : at + 16], "little")
    raw.seek(min(int.from_bytes(locator[8:16], "little"), size))
    return int.from_bytes(raw.read(48)[40:48], "little")
