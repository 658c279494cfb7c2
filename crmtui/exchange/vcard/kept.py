"""What a card says beyond our fields: kept line by line, and written back.

Names, employers and addresses in parts are kept too, but only written back for as long as they
say the same as the fields do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from crmtui.exchange.vcard.names import is_kept
from crmtui.exchange.vcard.parted import (
    address_value,
    employer,
    has_units,
    is_guess,
    is_one_line,
    spoken_name,
)
from crmtui.exchange.vcard.points import address
from crmtui.exchange.vcard.values import Property, decoded, escaped, parse, plain
from crmtui.text.clean import clean_text

EXTRA_LIMIT = 1 << 16
"""Characters kept of one card."""

_IN_PARTS = ("FN", "N", "ORG", "ADR")
_LEGAL = re.compile(r"(?:[\w-]+\.)?[\w-]+[;:]", re.ASCII)
_QUOTED_PRINTABLE = re.compile(
    r";\s*(?:ENCODING\s*=\s*)?QUOTED-PRINTABLE|;\s*CHARSET\s*=[^;:]*", re.IGNORECASE
)

Line = tuple[str, Property]
"""A line as it stands in the card, and taken apart."""
Card = Mapping[str, list[Property]]
"""The properties of a card by name."""


def extra_of(lines: Sequence[Line], card: Card, name: str, kind: str) -> str:
    """Return the lines worth keeping of a card that was read as this name and kind."""
    kept: list[str] = []
    left = EXTRA_LIMIT
    for unit in (*_in_parts(card, name, kind), *_units(lines)):
        size = len(unit) + 1
        if size <= left:
            kept.append(unit)
            left -= size
    return "\n".join(kept)


class Kept:
    """Kept lines, to be written into a card."""

    def __init__(self, extra: str) -> None:
        self._of: dict[str, list[Property]] = {}
        self.others: list[str] = []
        """Lines that stand for themselves."""
        self.anniversaries: list[str] = []
        """Of stores from before there was a field for it."""
        self.groups: set[str] = set()
        """What ties them together; no other line may use it."""
        if extra:
            self._read(extra)

    def _read(self, extra: str) -> None:
        lines = [_one_line(line) for line in extra.split("\n")]
        legal = [(line, item) for line in lines if _LEGAL.match(line) and (item := parse(line))]
        for _line, item in legal:
            if item.head.name in _IN_PARTS:
                self._of.setdefault(item.head.name, []).append(item)
        self.anniversaries = [line for line, item in legal if item.head.name == "ANNIVERSARY"]
        kept = _kept(legal)
        self.others = [line for line, _item in kept]
        self.groups = {item.head.group for _line, item in kept}

    def name(self, name: str) -> str:
        """Return the parts of a name; "" when they are those of another."""
        full = next(map(plain, self._of.get("FN", ())), "")
        for item in self._of.get("N", ()):
            if (full or spoken_name(item)) == name:
                return item.value
        return ""

    def employers(self, name: str) -> list[str]:
        """Return the employer with its departments, and others behind it."""
        items = self._of.get("ORG", ())
        return [item.value for item in items] if employer(items) == name else []

    def address(self, text: str) -> str:
        """Return an address in its parts; without them in one."""
        items = self._of.get("ADR", ())
        return next((i.value for i in items if address(i) == text), "") or address_value(text)


def _in_parts(card: Card, name: str, kind: str) -> Iterator[str]:
    for item in card.get("N", ()):
        if spoken := spoken_name(item):
            if not is_guess(item, name, kind):
                full = "" if spoken == name else f"FN:{escaped(name)}\n"
                yield f"{full}N:{_value(item)}"
            break
    employers = [item for item in card.get("ORG", ()) if employer([item]) or has_units(item)]
    if len(employers) > 1 or any(map(has_units, employers)):
        yield "\n".join(f"ORG:{_value(item)}" for item in employers)
    yield from (f"ADR:{_value(item)}" for item in card.get("ADR", ()) if not is_one_line(item))


def _units(lines: Iterable[Line]) -> Iterable[str]:
    """Return the lines of each group together, and any other by itself."""
    units: dict[object, str] = {}
    for number, (line, item) in enumerate(_kept(lines)):
        if text := _as_kept(line, item):
            key = item.head.group or number
            units[key] = f"{units[key]}\n{text}" if key in units else text
    return units.values()


def _kept(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that we have no field for, and the labels of those."""
    lines = [
        line for line in lines if line[1].head.name == "X-ABLABEL" or is_kept(line[1].head.name)
    ]
    groups = {item.head.group for _line, item in lines if is_kept(item.head.name)} - {""}
    return [
        (line, item)
        for line, item in lines
        if item.head.name != "X-ABLABEL" or item.head.group in groups
    ]


def _as_kept(line: str, item: Property) -> str:
    """Return a line without transfer encoding and controls; "" for pictures and the illegible."""
    head, value = line[: len(line) - len(item.value) - 1], item.value
    if item.head.encoding in ("b", "base64") or value.lstrip()[:5].casefold() == "data:":
        return ""
    if item.head.encoding == "quoted-printable":
        head, value = _QUOTED_PRINTABLE.sub("", head), _value(item)
    text = _one_line(f"{head}:{value}")
    # The words anywhere in the head make a program take an equals sign for a broken line.
    is_legal = _LEGAL.match(text) and "QUOTED-PRINTABLE" not in head.upper()
    return text if is_legal else ""


def _value(item: Property) -> str:
    """Return a value with its escapes as they are, in one clean line."""
    text = decoded(item)
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return _one_line(text)


def _one_line(text: str) -> str:
    return clean_text(text).replace("\n", " ")
