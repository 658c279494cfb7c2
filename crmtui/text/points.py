"""How a way to reach somebody is written and read: "*0912 345 6789 (work)".

A * before it prefers it, a word in brackets behind it is its label. Several are separated by
commas; addresses and links, which have commas of their own, stand on a line each. A backslash
makes a sign plain, a colon makes anything a label: "Unit 4 (rear\\)", "0912 345 6789 (:2)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from crmtui.text.clean import clean, clean_text

ONE_A_LINE = frozenset({"address", "web"})
"""Kinds whose values may hold commas."""

_SIGNS = "\\*(),،;"
_PLAIN = {f"\\{sign}": chr(0xFDD0 + at) for at, sign in enumerate(_SIGNS)}
"""Plain signs while a text is read, as characters that no cleaned text has."""
_SHOWN = {ord(hidden): escaped[1] for escaped, hidden in _PLAIN.items()}
_BACKSLASH = r"\\(?=[\\*(),،;]|$)"
_COMMA = r"[,،;\n](?![^()]*\))"
_COMMAS = "[,،;]"
_LABELLED = r"(.+?)(?:\s+|(?<=[0-9۰-۹]))\(([^()]*)\)"
_EXTENSION = r"(?i)(?:ext(?:ension|n)?|x|داخل[یي])[.:=\s]*[0-9۰-۹٠-٩]+"
"""Belongs to a phone, although it stands in brackets."""
_BALANCED = r"[^()]*(?:\([^()]*\)[^()]*)*"


class Way(NamedTuple):
    """A phone, e-mail, handle or address as typed; None is what was not said about it."""

    value: str
    label: str | None = None
    preferred: bool | None = None


def read_point(text: str) -> Way:
    """Read one way to reach somebody; without * and label it has neither."""
    return _read(_hidden(clean(text)))


def read_points(kind: str, text: str) -> list[Way]:
    """Read several: between commas, or one a line."""
    hidden = _hidden(clean_text(text))
    parts = hidden.split("\n") if kind in ONE_A_LINE else re.split(_COMMA, hidden)
    ways = [_read(part.strip()) for part in parts]
    return [way for way in ways if way.value]


def show_point(value: str, label: str = "", preferred: object = False) -> str:
    """Show a way to reach somebody to be looked at; `write_points` is for what is read again."""
    shown = f"*{value}" if preferred else value
    return f"{shown} ({label})" if label else shown


def write_points(kind: str, ways: Iterable[Way]) -> str:
    """Write several so that reading them gives the same again."""
    if kind in ONE_A_LINE:
        return "\n".join(_written(way, "") for way in ways)
    return ", ".join(_written(way, _COMMAS) for way in ways)


def _hidden(text: str) -> str:
    """Replace each sign that a backslash makes plain."""
    return re.sub(r"\\[\\*(),،;]", lambda found: _PLAIN[found[0]], text)


def _read(hidden: str) -> Way:
    bare = hidden.removeprefix("*")
    value, label = _parted(bare.strip())
    return Way(_shown(value), _shown(label), bare != hidden)


def _shown(hidden: str) -> str:
    return clean(hidden.translate(_SHOWN))


def _parted(hidden: str) -> tuple[str, str]:
    """Part a value from its label, "" if there is none."""
    found = re.fullmatch(_LABELLED, hidden)
    if not found:
        return hidden, ""
    value, label = found.groups()
    if label.startswith(":"):
        return value, label[1:]
    return (value, label) if _is_label(_shown(label)) else (hidden, "")


def _is_label(label: str) -> bool:
    return any(map(str.isalpha, label)) and not re.fullmatch(_EXTENSION, label)


def _written(way: Way, separators: str) -> str:
    value = re.sub(_BACKSLASH, r"\\\\", way.value)
    if value.startswith("*"):
        value = "\\" + value
    if separators:
        value = re.sub(separators, r"\\\g<0>", value)
        if not re.fullmatch(_BALANCED, value):
            value = re.sub(r"[()]", r"\\\g<0>", value)
    if not way.label:
        return show_point(_without_label(value), "", way.preferred)
    label = re.sub(r"[\\(),،;]", r"\\\g<0>", way.label)
    forced = not _is_label(way.label) or way.label.startswith(":")
    return show_point(value, f":{label}" if forced else label, way.preferred)


def _without_label(value: str) -> str:
    """Keep the end of a value from being read as its label."""
    return f"{value[:-1]}\\)" if value.endswith(")") and not value.endswith("\\)") else value
