"""The lines of a vCard file as they were meant: unfolded, without pictures, card by card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TextIO

from crmtui.exchange.vcard.names import PICTURES, USED, WRAPPING

CARD_LIMIT = 1 << 20
"""Characters read of one card, and as many that we have no field for; the rest is dropped."""

_PIECE = 1 << 16
_HEAD = 1000
_BEGIN = re.compile(r"[\ufeff \t]*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(r"END\s*:\s*VCARD\s*", re.IGNORECASE)
_EDGE = re.compile(r"(?:BEGIN|END)\s*:\s*VCARD\s*", re.IGNORECASE)
_MAY_BEGIN = frozenset("Bb\ufeff")
_NAME = re.compile(r"(?:[\w-]+\.)?([\w-]+)\s*[:;]")
_BASE64 = re.compile(
    r"[^:]*(?:;\s*(?:ENCODING\s*=\s*)?(?:B|BASE64)\s*[;:]|:\s*data:[\w/.+-]*;base64)",
    re.IGNORECASE,
)
_QUOTED_PRINTABLE = re.compile(r"[^:]*QUOTED-PRINTABLE", re.IGNORECASE)


def cards(stream: TextIO) -> Iterator[list[str]]:
    """Yield the lines of each card; a card within a card is passed over."""
    card: _Card | None = None
    for line in unfolded(stream):
        if line[:1] in _MAY_BEGIN and _BEGIN.fullmatch(line):
            if card and card.holds_another():
                continue
            # A card that never ended stops where the next begins.
            if card:
                yield card.done()
            card = _Card()
        elif card is None:
            continue
        elif line[:1] in ("E", "e") and _END.fullmatch(line):
            if card.ends():
                yield card.done()
                card = None
        else:
            card.add(line)
    if card:
        yield card.done()


class _Card:
    """The lines of one card while it is being read."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._last = ""
        self._inner = 0
        self._left = CARD_LIMIT
        self._spare = CARD_LIMIT
        self._more: list[str] = []

    def holds_another(self) -> bool:
        """Tell whether a card that begins here is within this one."""
        if self._inner or self._last == "AGENT":
            self._inner += 1
            return True
        return False

    def ends(self) -> bool:
        """Tell whether an end is that of this card."""
        self._inner -= 1
        return self._inner < 0

    def done(self) -> list[str]:
        """Return the lines of the card."""
        if self._more:
            self.lines[-1] += "".join(self._more)
            self._more = []
        return self.lines

    def add(self, line: str) -> None:
        """Keep a line, unless it is a picture, or there are too many."""
        if self._inner:
            return
        found = _NAME.match(line)
        if not found:
            # A note goes on in a line that is no property; nothing else does.
            if self._last == "NOTE" and len(line) + 2 <= self._left:
                self._more.append("\\n" + line)
                self._left -= len(line) + 2
            return
        self.done()
        name = self._last = found[1].upper()
        if name in USED:
            if len(line) <= self._left:
                self.lines.append(line)
                self._left -= len(line)
            elif name == "NOTE":
                self._last = ""
        elif name not in WRAPPING and len(line) <= self._spare:
            self.lines.append(line)
            self._spare -= len(line)


def unfolded(stream: TextIO) -> Iterator[str]:
    """Yield each line with what was folded away from it; a picture is cut short."""
    held = _Held("")
    soft = broken = False
    for piece in iter(partial(stream.readline, _PIECE), ""):
        text = piece.rstrip("\r\n")
        if broken:
            held.grow(text)
        elif soft and not _EDGE.fullmatch(text):
            held.grow(text, cut=1)
        elif text[:1] in (" ", "\t"):
            held.grow(text[1:])
        else:
            if held.text:
                yield held.whole()
            held = _Held(text)
        soft = text[-1:] == "=" and bool(_QUOTED_PRINTABLE.match(held.text, 0, _HEAD))
        broken = piece[-1] not in "\r\n"
    if held.text:
        yield held.whole()


class _Held:
    """A line that may go on."""

    __slots__ = ("_left", "_parts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._parts: list[str] = []
        self._left = -1

    def grow(self, text: str, *, cut: int = 0) -> None:
        """Add what was folded away, as far as it is wanted; first `cut` off a soft break."""
        if self._left < 0:
            self._parts = [self.text]
            self._left = CARD_LIMIT if _is_kept(self.text) else 0
        if self._left and (text or cut):
            text = text[: self._left]
            self._parts[-1] = self._parts[-1][: len(self._parts[-1]) - cut]
            self._parts.append(text)
            self._left -= len(text)

    def whole(self) -> str:
        """Return the line."""
        return "".join(self._parts) if self._parts else self.text


def _is_kept(line: str) -> bool:
    found = _NAME.match(line)
    return found is not None and found[1].upper() not in PICTURES and not _BASE64.match(line)
