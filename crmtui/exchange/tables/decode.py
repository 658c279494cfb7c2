"""Open a text file of unknown encoding, plain or gzipped, as a stream of characters."""

from __future__ import annotations

import codecs
import gzip
import io
import shutil
import sys
import tempfile
import zlib
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, NamedTuple, NoReturn, TextIO, cast

from crmtui.errors import FileUnreadable
from crmtui.exchange.tables.encoding import BLOCK, BadBytes, NotText, Survey, survey
from crmtui.exchange.tables.magic import GZIP, kind_of
from crmtui.locale import _
from crmtui.text.clean import printable

_GZIP_BUFFER = 1 << 17

BROKEN = (UnicodeError, OSError, EOFError, zlib.error)
"""What reading a stream of ours can raise when the file under it is damaged or changes."""


class Decoded(NamedTuple):
    """An opened text, at its beginning; the line ends are as in the file."""

    stream: TextIO
    encoding: str
    guessed: bool
    """Neither the caller, nor a byte order mark, nor the bytes themselves settle the encoding."""
    size: int
    """Bytes of text, after unpacking."""
    longest: int = 0
    """At least so many bytes stand somewhere without a line end, counted in whole blocks."""
    longest_line: int = 0
    """The number of that line."""


def open_text(path: Path | None, *, encoding: str = "") -> Decoded:
    """Open `path`, or standard input for None; an empty `encoding` is guessed from all of it."""
    codec_named(encoding)
    return decode(open_raw(path), file_name(path), encoding)


def open_raw(path: Path | None) -> BinaryIO:
    """Open the bytes of `path`, or of standard input for None, such that they can be sought."""
    name = file_name(path)
    try:
        if path is None:
            return _kept(sys.stdin.buffer)
        raw = path.open("rb")
        # A pipe cannot be read twice, and finding the encoding takes one reading.
        if S_ISREG(path.stat().st_mode):
            return raw
        with raw:
            return _kept(raw)
    except FileNotFoundError:
        raise FileUnreadable(
            _("{file} does not exist.").format(file=name), _("Check the path and the spelling.")
        ) from None
    except IsADirectoryError:
        raise FileUnreadable(
            _("{file} is a folder, not a file.").format(file=name),
            _("Give one file; import several one after the other."),
        ) from None
    except (OSError, ValueError) as problem:
        _refuse_unreadable(name, problem)


def decode(raw: BinaryIO, name: str, encoding: str = "") -> Decoded:
    """Make text of bytes from `open_raw`, which are closed if that fails."""
    try:
        source = _unpacked(raw)
        seen = _surveyed(source, codec_named(encoding), name)
        line = line_of(source, seen.longest_at) if seen.longest > BLOCK else 0
        source.seek(0)
        if seen.nuls:
            source = io.BufferedReader(_WithoutNuls(source), BLOCK)
        errors = "replace" if seen.lossy else "strict"
        stream = io.TextIOWrapper(source, encoding=seen.encoding, errors=errors, newline="")
    except BaseException:
        raw.close()
        raise
    return Decoded(stream, seen.encoding, not seen.certain, seen.size, seen.longest, line)


def file_name(path: Path | None) -> str:
    """Name a file in a message."""
    return _("Standard input") if path is None else printable(str(path))


def line_of(source: BinaryIO, offset: int) -> int:
    """Count the line that the byte at `offset` stands in."""
    source.seek(0)
    line, left = 1, offset
    while left > 0 and (block := source.read(min(BLOCK, left))):
        line += block.count(b"\n")
        left -= len(block)
    return line


def codec_named(encoding: str) -> str:
    """Return Python's name of an encoding; "" stays open."""
    if not encoding:
        return ""
    try:
        info = codecs.lookup(encoding)
        codecs.getincrementaldecoder(info.name)().decode(b"")
        io.TextIOWrapper(io.BytesIO(), encoding=info.name)
    except (LookupError, ValueError, TypeError):
        raise FileUnreadable(
            _("There is no encoding called “{name}”.").format(name=printable(encoding)),
            _("Usual ones: utf-8, utf-16, windows-1256 (Persian, Arabic), windows-1252."),
        ) from None
    return info.name


def _kept(source: BinaryIO) -> BinaryIO:
    copy = tempfile.TemporaryFile()  # noqa: SIM115 the stream that is handed out closes it
    shutil.copyfileobj(source, copy, BLOCK)
    copy.seek(0)
    return copy


def _unpacked(raw: BinaryIO) -> BinaryIO:
    packed = raw.read(len(GZIP)) == GZIP
    raw.seek(0)
    if not packed:
        return raw
    unpacked = gzip.GzipFile(fileobj=raw, mode="rb")
    # So that closing the one closes the other, as it does when gzip opens the file itself.
    unpacked.myfileobj = cast("io.FileIO", raw)
    # Asked for 8 KB at a time, as text streams do, gzip spends more on calls than on unpacking.
    return io.BufferedReader(unpacked, _GZIP_BUFFER)


class _WithoutNuls(io.RawIOBase):
    """The bytes of a source, but for its NULs; it can be sought to its beginning only."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._source = source
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if offset or whence != io.SEEK_SET:
            raise io.UnsupportedOperation
        self._at = self._source.seek(0)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while block := self._source.read(len(buffer)):
            if kept := block.translate(None, b"\0"):
                buffer[: len(kept)] = kept
                self._at += len(kept)
                return len(kept)
        return 0

    def close(self) -> None:
        self._source.close()
        super().close()


def _surveyed(source: BinaryIO, encoding: str, name: str) -> Survey:
    try:
        _refuse_kind(source, name)
        seen = survey(source, encoding)
    except NotText as problem:
        raise FileUnreadable(
            _("{file} is not text: byte {offset} is a NUL.").format(
                file=name, offset=problem.offset + 1
            ),
            _("Save it as CSV (UTF-8) in the program it comes from."),
        ) from None
    except BadBytes as problem:
        _refuse_bytes(source, problem, name)
    except EOFError:
        raise FileUnreadable(
            _("{file} is a gzip file that is cut off.").format(file=name),
            _("Copy or download it again."),
        ) from None
    except (OSError, zlib.error) as problem:
        _refuse_unreadable(name, problem)
    if seen.blank:
        raise FileUnreadable(
            _("{file} is empty.").format(file=name),
            _("Export it again from the program it comes from."),
        )
    return seen


def _refuse_kind(source: BinaryIO, name: str) -> None:
    kind = kind_of(source.read(BLOCK))
    source.seek(0)
    if kind:
        raise FileUnreadable(
            _("{file} is {kind}, not text.").format(file=name, kind=_(kind)),
            _("Save it as CSV (UTF-8) in the program it comes from."),
        )


def _refuse_bytes(source: BinaryIO, problem: BadBytes, name: str) -> NoReturn:
    line = line_of(source, problem.offset)
    raise FileUnreadable(
        _("{file} is not in {encoding}: line {line}, byte {offset} of the file.").format(
            file=name, encoding=problem.encoding, line=line, offset=problem.offset + 1
        ),
        _("Leave --encoding out to have it guessed, or try windows-1256 or utf-16."),
    ) from None


def _refuse_unreadable(name: str, problem: Exception) -> NoReturn:
    reason = getattr(problem, "strerror", None) or str(problem)
    raise FileUnreadable(
        _("{file} cannot be read: {reason}.").format(file=name, reason=printable(reason)),
        _("Check that the file is whole and that you may read it."),
    ) from None
