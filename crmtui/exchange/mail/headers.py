"""The header of a mail or of one of its parts: fields, words, addresses, ids and dates.

The parser of the standard library takes seconds for a long list of recipients, and fails on
deeply nested comments; these patterns read each byte once.
"""

from __future__ import annotations

import binascii
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from crmtui.exchange.mail.charset import decode
from crmtui.text.calendar import to_utc_text
from crmtui.text.clean import clean

_LONGEST = 1 << 18
"""Bytes of a header that are looked at."""
_VALUE = 1 << 15
_LINE = 1_000
_SEVERAL = frozenset({"to", "cc", "bcc"})
_KEPT = _SEVERAL | {
    *("from", "sender", "subject", "date", "message-id", "references", "in-reply-to"),
    *("content-type", "content-transfer-encoding", "content-disposition"),
}

_FIELD = re.compile(rb"([!-9;-~]++)[ \t]*+:([^\n]*+(?:\n[ \t][^\n]*+)*+)(?:\n|\Z)")
_ENVELOPE = re.compile(rb">*From [^\n]*\n")
_BLANK = re.compile(rb"\r?\n")
_END = re.compile(rb"\n\r?\n")

_WORD = re.compile(r"=\?([^?*\s]{1,40}+)(?:\*[^?\s]*+)?\?([bBqQ])\?([^?]*+)\?=")
_BETWEEN = re.compile(r"(?<=\?=)\s++(?==\?)")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")

# A length is set wherever an end may be missing: looking for it from every start takes hours.
_ITEM = re.compile(
    r'(?:"(?:[^"\\]|\\.){0,500}+"|<[^<>]*+>|\((?:[^()\\]|\\.){0,500}+\)|[^,;])++', re.DOTALL
)
_BRACKETS = re.compile(r"<([^<>]*+)>")
_COMMENT = re.compile(r"\(((?:[^()\\]|\\.){0,500}+)\)", re.DOTALL)
_APART = re.compile(r"[\s:]+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ID = re.compile(r"<([^<>]++)>")
_PARAMETER = re.compile(r';\s*+([\w-]++\*?)\s*=\s*(?:"((?:[^"\\]|\\.){0,500}+)"|([^\s;"]++))')
_MOST_IDS = 50


class Address(NamedTuple):
    """Somebody a mail names."""

    name: str
    address: str


def read_head(raw: bytes, start: int, end: int) -> tuple[dict[str, bytes], int]:
    """Return the fields of the header at `start`, unfolded, and where the body begins."""
    fields: dict[str, bytes] = {}
    stop = min(end, start + _LONGEST)
    at = start
    if envelope := _ENVELOPE.match(raw, at, stop):
        at = envelope.end()
    while found := _FIELD.match(raw, at, stop):
        name = found[1].decode("ascii").lower()
        if name in _KEPT:
            value = found[2][:_VALUE].replace(b"\r", b"").replace(b"\n", b"").strip()
            if name in fields and name in _SEVERAL:
                value = (fields[name] + b", " + value)[:_VALUE]
            elif name in fields:
                value = fields[name]
            fields[name] = value
        at = found.end()
    if at >= stop and stop < end:
        cut = _END.search(raw, stop, end)
        return fields, cut.end() if cut else end
    blank = _BLANK.match(raw, at, end)
    return fields, blank.end() if blank else at


def field_names(block: bytes) -> set[str]:
    """Return the names of the fields of a block of lines; none if it holds anything else."""
    found, at = set(), 0
    while field := _FIELD.match(block, at):
        found.add(field[1].decode("ascii").lower())
        at = field.end()
    return found if at >= len(block) else set()


def words(value: bytes) -> str:
    """Return a field as text, its encoded words decoded."""
    text = decode(value, "")
    if "=?" not in text:
        return text
    pieces: list[str] = []
    # Some programs split a letter between two words: what stands together is decoded as one.
    charset, data, at = "", b"", 0
    text = _BETWEEN.sub("", text)
    for found in _WORD.finditer(text):
        if found.start() > at or found[1].lower() != charset:
            pieces += decode(data, charset), text[at : found.start()]
            charset, data = found[1].lower(), b""
        data += _unpacked(found[2], found[3].encode(errors="replace"))
        at = found.end()
    return "".join((*pieces, decode(data, charset), text[at:]))


def from_base64(data: bytes) -> bytes:
    """Decode base64 up to its end, whatever stands between its letters, and if it is cut off."""
    letters = _NOT_BASE64.sub(b"", data.partition(b"=")[0])
    whole = letters[: len(letters) // 4 * 4]
    rest = letters[len(whole) :]
    tail = binascii.a2b_base64(rest.ljust(4, b"=")) if len(rest) > 1 else b""
    return binascii.a2b_base64(whole) + tail


def addresses(value: bytes | None) -> list[Address]:
    """Return those whom a field names with an address."""
    found = map(_address, _ITEM.findall(decode(value or b"", "")))
    return [address for address in found if address]


def ids(value: bytes) -> list[str]:
    """Return the message ids of a field; of a long conversation its first and its last."""
    text = decode(value, "")
    found = _ID.findall(text) or [part for part in text.split() if "@" in part]
    kept = [clean(one) for one in (*found[:1], *found[1:][-_MOST_IDS:])]
    return [one for one in kept if one and len(one) <= _LINE]


def parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """Return what a field like Content-Type says: its first word, and its parameters."""
    text = decode(value, "")
    found = {m[1].lower().rstrip("*"): m[2] or m[3] or "" for m in _PARAMETER.finditer(text)}
    return text.partition(";")[0].strip().lower(), found


def moment(text: str) -> str:
    """Return a date as UTC text; "" if it is none."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = read(text[:100].strip())
            return to_utc_text(found if found.tzinfo else found.replace(tzinfo=UTC))
        except (ValueError, TypeError, IndexError, AttributeError, OverflowError):
            continue
    return ""


def _unpacked(encoding: str, said: bytes) -> bytes:
    if encoding in "bB":
        return from_base64(said)
    return binascii.a2b_qp(said, header=True)


def _address(item: str) -> Address | None:
    bracketed = _BRACKETS.search(item)
    if bracketed:
        address, name = bracketed[1], item[: bracketed.start()]
    else:
        bare = _APART.split(_COMMENT.sub(" ", item))
        comment = _COMMENT.search(item)
        address = next((part for part in bare if "@" in part), "")
        name = comment[1] if comment else ""
    address = clean(address).replace(" ", "")
    if "@" not in address.strip("@") or len(address) > _LINE:
        return None
    return Address(_name(name), address)


def _name(text: str) -> str:
    text = text.strip()
    if text[:1] == '"' and text[-1:] == '"':
        text = _ESCAPED.sub(r"\1", text[1:-1])
    text = clean(words(text.encode())).strip("'\"")
    return text[:_LINE].strip()
