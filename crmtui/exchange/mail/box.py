"""Where the messages of an mbox begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from crmtui.exchange.mail.headers import moment

_PIECE = 1 << 16
"""Bytes read at once of a line without an end."""
_SPACE = b" \t\r\n"

_ENVELOPE = re.compile(rb"From (?:[^\s:]+@[^\s:]+|[^\s:]+[ \t]*$|.{0,200}\d\d:\d\d)", re.MULTILINE)
"""A `From ` line names a sender, or ends in a date; "From my point of view," does neither."""
_DATED = re.compile(rb"From .{0,200}\d\d:\d\d.{0,20}\d{4}")
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|>?From ")
_ENVELOPE_DATE = re.compile(r"From .*?\b((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*)")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def messages(stream: BinaryIO, limit: int, *, boxed: bool) -> Iterator[bytes]:
    """Yield each message of a box, or the whole stream as one, up to `limit` bytes of each."""
    kept = bytearray()
    at_start = after_blank = True
    line = stream.readline(_PIECE)
    while line:
        following = stream.readline(_PIECE)
        may_begin = boxed and at_start and kept and line.startswith(b"From ")
        if may_begin and begins_message(line, after_blank=after_blank, following=following):
            yield bytes(kept)
            kept = bytearray()
        if len(kept) < limit and (kept or line.strip(_SPACE)):
            kept += line[: limit - len(kept)]
        after_blank = at_start and not line.strip(_SPACE)
        at_start = line.endswith(b"\n")
        line = following
    if kept:
        yield bytes(kept)


def begins_message(line: bytes, *, after_blank: bool, following: bytes) -> bool:
    """Tell whether a line is a `From ` line: by its look, the line before and the one after."""
    if not _ENVELOPE.match(line):
        return False
    dated = bool(_DATED.match(line))
    return (dated and after_blank) or ((dated or after_blank) and bool(_FIELD.match(following)))


def content(raw: bytes) -> bytes:
    """Return a message of a box as it was sent: no `From ` line, and no `>` put before others."""
    sent = raw[raw.find(b"\n") + 1 :] if raw.startswith(b"From ") else raw
    return _QUOTED_FROM.sub(rb"\1", sent) if b">From " in sent else sent


def envelope_date(raw: bytes) -> str:
    """Return the date of the `From ` line as UTC text; "" if it has none."""
    line = raw[:300].partition(b"\n")[0].decode("ascii", "replace")
    found = _ENVELOPE_DATE.match(line)
    return moment(found[1]) if found else ""
