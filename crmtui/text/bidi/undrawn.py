"""Text copied from a terminal, in the order it is seen there: back to how one types it."""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import decomposition, normalize

from crmtui.text.bidi import Shaping
from crmtui.text.bidi.drawn import visual
from crmtui.text.bidi.shaping import joins_both_sides

_FORMS = re.compile(r"[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe80-\ufefc]")
_OPEN = ("<initial>", "<medial>")
"""Forms that join what comes after them; the others end a word, or stand before a non-joiner."""
_ENTERED = ("<medial>", "<final>")


def undrawn(line: str) -> str:
    """Return a line with letters instead of their forms, in the order it is read."""
    if _runs_left(line):
        line = visual(line, 1, Shaping.LETTERS).text
    letters = [_typed(char, after) for char, after in pairwise(f"{line} ")]
    return normalize("NFC", "".join(letters))


def _runs_left(line: str) -> bool:
    """Tell from the joins whether the first letter of a word is its last on the line."""
    kinds = [(_kind(char), _kind(after)) for char, after in pairwise(line)]
    right = sum(first in _OPEN and second in _ENTERED for first, second in kinds)
    left = sum(first in _ENTERED and second in _OPEN for first, second in kinds)
    return left > right


def _kind(char: str) -> str:
    return decomposition(char).partition(" ")[0] if _FORMS.match(char) else ""


def _typed(char: str, after: str) -> str:
    """Return what was typed for a form: a letter that does not join the next was kept from it."""
    if not _FORMS.match(char):
        return char
    letters = normalize("NFKC", char)
    kept_apart = _kind(char) not in _OPEN and joins_both_sides(letters[-1]) and _kind(after)
    return f"{letters}\u200c" if kept_apart else letters
