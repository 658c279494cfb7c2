"""What may enter the store, and the last guard before a terminal."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import category, normalize

MARKS_IN_A_ROW = 8
"""Zero-width characters kept on one letter; a longer pile would be drawn over other lines."""

# Letters, digits and signs of Latin, Greek, Cyrillic and Arabic script: each is drawn, is NFC by
# itself and joins with no other of the set, so a text of these needs no Unicode tables.
COMMON = (
    r"!-~\xa1-\xac\xae-\u02ff\u0388-\u0482\u048a-\u058f"
    r"\u0620-\u064a\u0660-\u066f\u0671-\u06d3\u06f0-\u06ff"
)
_ORDINARY = rf"[ {COMMON}\u200c]*"
_DRAWN = rf"[{COMMON}]"
_PERHAPS_PILED = rf"[^\s{COMMON}]{{{MARKS_IN_A_ROW + 1}}}"

_BIDI_CONTROLS = r"\u202a-\u202e\u2066-\u206f"
_NONCHARACTERS = r"\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_FORBIDDEN = (
    rf"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_BIDI_CONTROLS}\ufeff\ufff9-\ufffb"
    rf"\ud800-\udfff\U000e0000-\U000e007f{_NONCHARACTERS}]"
)
_SEQUENCES = r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\"
"""What a terminal acts on goes as a whole: "\\x1b[31mAli" leaves "Ali"."""
_LINE_BREAKS = r"\r\n?|[\x0b\x0c\x85\u2028\u2029]"
_DRAWN_LETTERS = r"[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe80-\ufefc]"
"""Arabic letters in the forms they are drawn in: copied from a terminal, and found by nobody."""
_ACTS_ON_TERMINAL = rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_BIDI_CONTROLS}\ud800-\udfff]"

_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that are drawn as nothing."""


def clean(text: str) -> str:
    """Make a typed or imported value one safe line; a value with nothing to see becomes ""."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip()
    if not _compiled(_ORDINARY).fullmatch(text):
        text = " ".join(_mend(text).split())
        return text if _shows(text) else ""
    text = " ".join(text.split()) if "  " in text else text.strip()
    return text if text[:1] != "\u200c" or _shows(text) else ""


def clean_text(text: str) -> str:
    """Make a note safe: as `clean`, but line ends (as \\n), tabs and inner blanks stay."""
    if not (text.isascii() and text.isprintable()):
        text = _mend(_compiled(_LINE_BREAKS).sub("\n", text))
        if not _shows(text):
            return ""
    return text.strip()


def printable(text: str) -> str:
    """Remove what could act on a terminal; any other text comes back as it is."""
    if text.isprintable() or not _compiled(_ACTS_ON_TERMINAL).search(text):
        return text
    return _compiled(_ACTS_ON_TERMINAL).sub("", text)


def excerpt(text: str) -> str:
    """Cut a text so that it can stand in a message."""
    return clean(text)[:40]


def _mend(text: str) -> str:
    """Remove forbidden characters, compose, unjoin letters, and thin out piled marks."""
    if "\x1b" in text:
        text = _compiled(_SEQUENCES).sub("", text)
    text = normalize("NFC", _compiled(_FORBIDDEN).sub("", text))
    if _compiled(_DRAWN_LETTERS).search(text):
        from crmtui.text.bidi.undrawn import undrawn

        text = "\n".join(map(undrawn, text.split("\n")))
    return _thin(text) if _compiled(_PERHAPS_PILED).search(text) else text


def _thin(text: str) -> str:
    """Keep the first few zero-width characters of each run."""
    kept = []
    run = 0
    for char in text:
        run = run + 1 if category(char) in _ZERO_WIDTH else 0
        if run <= MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)


def _shows(text: str) -> bool:
    """Tell whether any character would be seen."""
    if _compiled(_DRAWN).search(text):
        return True
    return any(
        category(char) not in _ZERO_WIDTH and char not in _BLANK and not char.isspace()
        for char in text
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed; at import it would cost every lookup 4 ms."""
    return re.compile(pattern)
