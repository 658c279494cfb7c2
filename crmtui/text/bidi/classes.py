"""The bidirectional class of each character, and the sets of classes the rules speak of."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import bidirectional

from crmtui.text.bidi import RIGHT_TO_LEFT

ISOLATES = frozenset({"LRI", "RLI", "FSI"})
EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO"})
REMOVED = EMBEDDINGS | {"PDF", "BN"}
"""What rule X9 takes out: these are not drawn."""
NEUTRAL = ISOLATES | {"B", "S", "WS", "ON", "PDI"}
TRAILING = ISOLATES | REMOVED | {"WS", "PDI"}
"""What goes back to the level of the paragraph before a separator or the end (L1)."""
STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
"""The direction each strong class has in rules N0 to N2, where numbers count as right-to-left."""


@lru_cache(maxsize=4096)
def class_of(char: str) -> str:
    """Return the class of a character; an unassigned one takes that of its block."""
    return bidirectional(char) or ("R" if RIGHT_TO_LEFT.match(char) else "L")
