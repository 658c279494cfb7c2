"""One line of a vCard: its name, its parameters, and the value with its encodings undone."""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache
from typing import NamedTuple

from crmtui.exchange.tables.encoding import guess_bytes
from crmtui.text.clean import clean

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ENCODED = re.compile(r"(?:=[0-9A-Fa-f]{2})+")
_SEPARATOR = re.compile(r"(?<!\\);")
_HEAD_END = re.compile(r'(?:[^":\\]|\\.|"(?:[^"\\]|\\.)*")*?:', re.DOTALL)
_PARAMETER = re.compile(r'((?:[^";\\]|\\.|"(?:[^"\\]|\\.)*")+)', re.DOTALL)
_LONGEST_HEAD = 4096
_BACKSLASH = "\x00"
_ENDING = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\n"})
_PARTING = str.maketrans({";": "\\;", ",": "\\,"})
_LABELS = {
    "cell": "mobile",
    "iphone": "mobile",
    "assistantphone": "assistant",
    "homepage": "home",
    "workfax": "fax",
    "homefax": "fax",
    "email": "",
    "phone": "",
}
_MOST_TELLING = ("fax", "pager", "cell", "mobile", "iphone", "main", "work", "home", "other")
_NO_LABELS = frozenset(
    (
        *("internet", "x-internet", "x400", "pref", "voice", "text", "textphone", "msg", "video"),
        *("dom", "intl", "postal", "parcel", "isdn", "quoted-printable", "base64", "b", "8bit"),
    )
)


class Head(NamedTuple):
    """What stands before the colon."""

    name: str
    group: str
    """Ties a line to the one that holds its label."""
    types: frozenset[str]
    label: str
    """What the types say in our words: home, work, mobile, fax …"""
    preferred: bool
    encoding: str
    charset: str
    service: str
    user: str


class Property(NamedTuple):
    """A line taken apart; the value is as written."""

    head: Head
    value: str


def parse(line: str) -> Property | None:
    """Take a line apart; None when it is no property."""
    head, colon, value = line.partition(":")
    if not colon or len(head) > _LONGEST_HEAD:
        return None
    if '"' in head:
        end = _HEAD_END.match(line[:_LONGEST_HEAD])
        if end:
            head, value = line[: end.end() - 1], line[end.end() :]
    return Property(_head(head), value)


# A file repeats a few heads in every card.
@lru_cache(maxsize=2048)
def _head(text: str) -> Head:
    name, _semicolon, rest = text.partition(";")
    group, _dot, name = name.strip().rpartition(".")
    types: set[str] = set()
    parameters: dict[str, str] = {}
    for piece in _PARAMETER.findall(rest):
        key, equals, value = piece.partition("=")
        key, value = key.strip().casefold(), value.strip().strip('"')
        if key == "type" or not equals:
            # Version 2.1 leaves the names out: TEL;CELL or NOTE;QUOTED-PRINTABLE.
            words = clean(value if equals else key).casefold()
            types |= {word.strip() for word in words.split(",")}
        else:
            parameters[key] = value
    bare = next((word for word in ("quoted-printable", "base64", "b") if word in types), "")
    return Head(
        name.upper(),
        group.casefold(),
        frozenset(types),
        _label(types),
        "pref" in types or parameters.get("pref") == "1",
        parameters.get("encoding", bare).casefold(),
        parameters.get("charset", ""),
        clean(parameters.get("x-service-type", "")).casefold(),
        clean(parameters.get("x-user", "")),
    )


def _label(types: set[str]) -> str:
    word = next((word for word in _MOST_TELLING if word in types), "")
    return own_label(word or next(iter(sorted(types - _NO_LABELS)), ""))


def own_label(word: str) -> str:
    """Return a label in our words; one that somebody made up stays as it is."""
    return _LABELS.get(word.casefold(), word)


def decoded(item: Property) -> str:
    """Return the value with its transfer encoding undone, still escaped."""
    encoding = item.head.encoding
    if not encoding or encoding in ("8bit", "7bit"):
        return item.value
    if encoding == "quoted-printable":
        return _unquoted(item.value, item.head.charset)
    if encoding in ("b", "base64"):
        try:
            return _characters(base64.b64decode(item.value, validate=False), item.head.charset)
        except (binascii.Error, ValueError):
            return ""
    return item.value


def plain(item: Property) -> str:
    """Return the value as text."""
    text = decoded(item)
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def parts(item: Property) -> list[str]:
    """Return the parts of a structured value, like the lines of an address."""
    text = decoded(item)
    if "\\" not in text:
        return text.split(";")
    protected = text.replace("\\\\", _BACKSLASH)
    pieces = (piece.replace(_BACKSLASH, "\\\\") for piece in _SEPARATOR.split(protected))
    return [_ESCAPE.sub(_unescaped, piece) for piece in pieces]


def nth(item: Property, at: int) -> str:
    """Return one part of a structured value, clean."""
    found = parts(item)
    return clean(found[at]) if at < len(found) else ""


def escaped(text: str) -> str:
    """Write a text so that it stays one value and one line."""
    return link(text).translate(_PARTING)


def link(text: str) -> str:
    """Write a link: what parts texts is part of a link."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return text.translate(_ENDING)


def _unescaped(found: re.Match[str]) -> str:
    if found[1] in "nN":
        return "\n"
    return found[1] if found[1] in ',;:\\"' else found[0]


def _unquoted(text: str, charset: str) -> str:
    text = text.rstrip().removesuffix("=")
    if text.isascii():
        # As a whole, for the charsets whose characters are only half encoded.
        return _characters(binascii.a2b_qp(text), charset)
    return _ENCODED.sub(lambda run: _characters(binascii.a2b_qp(run[0]), charset), text)


def _characters(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8"):
        try:
            return data.decode(name) if name else data.decode()
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode(guess_bytes(data), "replace")
