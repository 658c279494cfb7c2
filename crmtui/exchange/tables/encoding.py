"""Which encoding a file is in, judged over all of it, block by block."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

BLOCK = 1 << 18
_EVIDENCE = 20_000
_FEW_NULS = 5

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # The UTF-32 mark begins with the UTF-16 one, so it is tried first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ARABIC_RUN = re.compile(rb"[\xc0-\xff][\x80-\xff]{2}")
_UPPER_BYTES = bytes((*range(0x21), *range(0xF9, 0x100)))
_ASCII_TO_BLANK = bytes(32 if byte < 128 else byte for byte in range(256))
_NOT_OF_TEXT = bytes((*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20)))


class Survey(NamedTuple):
    """What reading a file once from end to end has shown."""

    encoding: str
    certain: bool
    lossy: bool
    """Some bytes have no meaning in the encoding and will be shown as U+FFFD."""
    size: int
    longest: int
    """At least so many bytes stand somewhere without a line end, counted in whole blocks."""
    longest_at: int
    """Where these bytes begin."""
    blank: bool
    nuls: bool
    """A few NULs stand in what else is text: a program left them there, nobody meant them."""


class NotText(Exception):
    """The byte at `offset` does not occur in text."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class BadBytes(Exception):
    """The bytes at `offset` mean nothing in `encoding`."""

    def __init__(self, encoding: str, offset: int) -> None:
        super().__init__(encoding, offset)
        self.encoding = encoding
        self.offset = offset


def survey(source: BinaryIO, encoding: str = "") -> Survey:
    """Read `source` to its end and settle its encoding; a given one is only checked."""
    blocks = _Blocks(source)
    mark = next((name for mark, name in _BOMS if blocks.first.startswith(mark)), "")
    if encoding == "utf-8" and mark == "utf-8-sig":
        encoding = mark
    known = encoding or mark or _wide(blocks.first)
    if known:
        _verify(blocks, known)
        found = (known, bool(encoding or mark), False)
    else:
        found = _narrow(blocks)
    nuls = blocks.nuls > 0 and not found[0].startswith(("utf-16", "utf-32"))
    return Survey(*found, blocks.size, blocks.longest, blocks.longest_at, blocks.blank, nuls)


def guess_bytes(data: bytes) -> str:
    """Name the encoding of a short piece that carries no mark."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return _single_byte(_runs(data))
    return "utf-8"


class _Blocks:
    """The blocks of a file, with what is learned on the way."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.first = source.read(BLOCK)
        self.size = 0
        self.longest = 0
        self.longest_at = 0
        self.blank = True
        self.nuls = 0
        self.first_nul = 0
        self._strange = 0
        self._run = 0

    def __iter__(self) -> Iterator[bytes]:
        block = self.first
        while block:
            if self.blank:
                self.blank = not block.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe")
            self._measure(block)
            yield block
            self.size += len(block)
            block = self._source.read(BLOCK)

    def _measure(self, block: bytes) -> None:
        self._run = 0 if b"\n" in block or b"\r" in block else self._run + len(block)
        if self._run > self.longest:
            self.longest = self._run
            self.longest_at = self.size + len(block) - self._run
        if b"\0" in block:
            self.first_nul = self.first_nul if self.nuls else self.size + block.index(0)
            self.nuls += block.count(0)
            self._strange += len(block) - len(block.translate(None, _NOT_OF_TEXT))

    def refuse_binary(self) -> None:
        """Refuse what has more NULs, or other bytes that no text has, than an accident leaves."""
        allowed = max(self.size // 100, _FEW_NULS)
        if self.nuls and (self._strange > allowed or self._strange * 20 > self.size):
            raise NotText(self.first_nul)


def _wide(head: bytes) -> str:
    """Recognise UTF-16 without a mark: every ASCII character has its NUL on the same side.

    The characters beside it are of scripts that are written with letters: U+0000 to U+20FF.
    """
    odd, even = head[1::2].count(0), head[::2].count(0)
    most = max(odd, even)
    if not most or most * 20 < len(head) or min(odd, even) * 10 > most:
        return ""
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    upper = head[1::2] if odd > even else head[::2]
    strange = upper.translate(None, _UPPER_BYTES)
    text = head[: len(head) & ~1].decode(encoding, "replace")
    return encoding if len(strange) * 10 <= len(upper) and "\0" not in text else ""


def _verify(blocks: _Blocks, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    plain = encoding.startswith(("utf-8", "cp125", "iso8859", "ascii"))
    pending = b""
    for block in blocks:
        # ASCII means itself in these, and asking is 20 times faster than decoding.
        if plain and not pending and block.isascii():
            continue
        try:
            decoder.decode(block)
        except UnicodeDecodeError as problem:
            at = blocks.size - len(pending) + problem.start
            raise BadBytes(encoding, max(at, 0)) from problem
        pending = decoder.getstate()[0]
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as problem:
        raise BadBytes(encoding, max(blocks.size - len(pending), 0)) from problem


def _narrow(blocks: _Blocks) -> tuple[str, bool, bool]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    pending = b""
    good = bad = 0
    evidence: list[bytes] = []
    for block in blocks:
        if (block.isascii() and not pending) or bad > max(good, 1000):
            continue
        try:
            text = decoder.decode(block)
        except UnicodeDecodeError:
            decoder = codecs.getincrementaldecoder("utf-8")("replace")
            text = decoder.decode(pending + block)
        if decoder.errors == "replace":
            bad += text.count("\ufffd")
            evidence += _runs(block)[: max(_EVIDENCE - len(evidence), 0)]
        good += len(block) - len(text)
        pending = decoder.getstate()[0]
    blocks.refuse_binary()
    if not bad and not pending:
        return "utf-8", True, False
    if good >= 20 and bad * 10 <= good:
        return "utf-8", False, True
    evidence = evidence or _runs(pending)
    name = _single_byte(evidence)
    return name, False, name != "cp1256"


def _runs(data: bytes) -> list[bytes]:
    return data.translate(_ASCII_TO_BLANK).split()


def _single_byte(runs: list[bytes]) -> str:
    """Tell Arabic script from Latin: its words are long runs of letters above 0xC0."""
    arabic = sum(1 for run in runs if _ARABIC_RUN.search(run))
    return "cp1256" if arabic and arabic * 4 >= len(runs) else "cp1252"
