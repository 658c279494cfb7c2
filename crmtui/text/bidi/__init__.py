"""Right-to-left text in cells, by Unicode's bidirectional algorithm (UAX #9).

Text is stored, compared and copied in the order it is spoken; only what is drawn is reordered,
by `drawn.visual`. This module is all that a text without such letters ever imports.
"""

from __future__ import annotations

import re
from enum import Enum

RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def has_rtl(text: str) -> bool:
    """Tell whether any letter is written from right to left; nothing else needs the engine."""
    return not text.isascii() and RIGHT_TO_LEFT.search(text) is not None


class Shaping(Enum):
    """Who joins the letters, and how many cells a pair of lam and alef takes."""

    LIGATURES = "ligatures"
    """Presentation forms; lam and alef are one sign."""
    LETTERS = "letters"
    """Presentation forms, each letter with a cell of its own: for what is being edited."""
    TERMINAL = "terminal"
    """The terminal joins and reverses each run of such letters itself, as kitty does."""
