"""Bytes of a mail as text: its charset is a claim, and often a wrong one."""

from __future__ import annotations

import codecs
from functools import lru_cache

from crmtui.exchange.tables.encoding import guess_bytes

_NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})
"""Codecs of Python that no mail means; some take hours for a megabyte."""
_LATIN = frozenset({"ascii", "iso8859-1", "iso8859-15", "cp1252"})
"""What programs claim that never asked: UTF-8 in them is no accident."""
_ASCII = bytes(range(128))


def decode(data: bytes, charset: str) -> str:
    """Decode with the named charset; where that is none or wrong, with the likeliest one."""
    name = _codec(charset)
    if data.isascii() and (not name or name in _LATIN):
        return data.decode("ascii")
    if name and not (name in _LATIN and guess_bytes(data) == "utf-8"):
        text = data.decode(name, "replace")
        if text.count("\ufffd") * 20 <= len(data.translate(None, _ASCII)):
            return text
    return data.decode(guess_bytes(data), "replace")


def cut(data: bytes, most: int) -> bytes:
    """Cut data off, but not within a letter of UTF-8."""
    if len(data) <= most:
        return data
    last = next((at for at in range(most, most - 4, -1) if data[at] & 0xC0 != 0x80), most)
    return data[:last]


@lru_cache(maxsize=256)
def _codec(charset: str) -> str:
    try:
        name = codecs.lookup(charset).name if charset else ""
        b"a".decode(name or "ascii", "replace")  # there are codecs that are none of text
    except (LookupError, ValueError):
        return ""
    return "" if name.replace("-", "_") in _NO_CHARSETS else name
