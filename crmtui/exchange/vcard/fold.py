"""Lines of a vCard as they go into a file: folded, with CRLF."""

from __future__ import annotations

LIMIT = 75
"""Octets of a line, as RFC 2426 has it."""


def folded(line: str) -> bytes:
    """Write a line, folded between characters and never within one."""
    data = line.encode("utf-8", "replace")
    if len(data) <= LIMIT:
        return data + b"\r\n"
    pieces = []
    at, room = 0, LIMIT
    while len(data) - at > room:
        end = at + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[at:end])
        # The blank that begins the next line counts.
        at, room = end, LIMIT - 1
    return b"\r\n ".join((*pieces, data[at:])) + b"\r\n"
