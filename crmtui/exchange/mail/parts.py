"""The parts of a mail, and which of them is its text.

One pass over the lines that bound parts, so that neither the depth of a mail nor the number of
its parts matters.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from crmtui.exchange.mail.charset import cut, decode
from crmtui.exchange.mail.headers import from_base64, parameters, read_head
from crmtui.exchange.mail.html import html_text

_MOST_PARTS = 2_000
_MOST_BYTES = 1 << 20
"""Of a decoded text part."""
_BOUND = re.compile(rb"(?:^|\n)--([^\r\n]+)")


class Part(NamedTuple):
    """A part that holds no others: what it is, and where it stands."""

    kind: str
    charset: str
    encoding: str
    within: str
    """The kind of what it is a part of."""
    attached: bool
    start: int
    end: int


def body_text(raw: bytes, fields: dict[str, bytes], start: int, most: int) -> str:
    """Return the text of a mail whose header has been read, or hardly more than `most` of it."""
    html: Part | None = None
    for part in islice(_parts(raw, fields, start), _MOST_PARTS):
        if part.attached:
            continue
        if part.kind == "text/html":
            html = html or part
        elif part.kind == "text/plain" and (html is None or part.within == "alternative"):
            text = _decoded(raw, part)[: 4 * most]
            if text.strip():
                return text
    return html_text(_decoded(raw, html), 2 * most) if html else ""


def _parts(raw: bytes, fields: dict[str, bytes], start: int) -> Iterator[Part]:
    """Yield the parts of a mail that hold no others, in order."""
    bounds: list[bytes] = []
    kinds: dict[bytes, str] = {}
    part = _open(fields, start, bounds, kinds)
    for found in _BOUND.finditer(raw, max(start - 1, 0)):
        bound, closes = _bound(found[1].rstrip(), kinds)
        if not bound or found.start() < start - 1:
            continue
        if part:
            yield part._replace(end=max(part.start, found.start()))
        while bounds[-1] != bound:
            del kinds[bounds.pop()]
        if closes:
            del kinds[bounds.pop()]
            part = None
            continue
        line_end = raw.find(b"\n", found.end())
        fields, start = read_head(raw, line_end + 1 if line_end >= 0 else len(raw), len(raw))
        part = _open(fields, start, bounds, kinds)
    if part:
        yield part._replace(end=len(raw))


def _bound(line: bytes, kinds: dict[bytes, str]) -> tuple[bytes, bool]:
    """Return the bound that a line is, and whether it is the last of its kind."""
    if line in kinds:
        return line, False
    if line.endswith(b"--") and line[:-2] in kinds:
        return line[:-2], True
    return b"", False


def _open(
    fields: dict[str, bytes], start: int, bounds: list[bytes], kinds: dict[bytes, str]
) -> Part | None:
    """Return the part that begins here; None if it holds others, whose bound is noted down."""
    kind, said = parameters(fields.get("content-type", b"")[:2_000])
    within = kinds[bounds[-1]] if bounds else ""
    main, _slash, sub = kind.partition("/")
    bound = said.get("boundary", "").rstrip().encode(errors="replace")
    if main == "multipart" and bound and bound not in kinds:
        bounds.append(bound)
        kinds[bound] = sub
        return None
    disposition, named = parameters(fields.get("content-disposition", b"")[:2_000])
    return Part(
        kind if "/" in kind and main != "multipart" else "text/plain",
        said.get("charset", ""),
        parameters(fields.get("content-transfer-encoding", b"")[:100])[0],
        within,
        disposition == "attachment" or "name" in said or "filename" in named,
        start,
        start,
    )


def _decoded(raw: bytes, part: Part) -> str:
    data = raw[part.start : part.end]
    if part.encoding == "base64":
        data = from_base64(data[: 2 * _MOST_BYTES])
    elif part.encoding == "quoted-printable":
        data = binascii.a2b_qp(data[: 3 * _MOST_BYTES])
    return decode(cut(data, _MOST_BYTES), part.charset).replace("\r\n", "\n")
