"""Names written in the Persian and in the Latin alphabet.

Persian writes consonants and long vowels, so a Persian word is a pattern for the ways to spell it
in Latin letters: محمد fits Mohammad and Muhamad, but حسن (Hasan) does not fit Hossein.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import permutations

_SIGNS = {
    **dict(zip("بپتطثسصجچحهخدذزضظرژشقغفکگلمن", "bpttsssjchhxdzzzzrj$qqfkglmn", strict=True)),
    "ا": "a",
    "ع": "a?",
    "ی": "i",
    "و": "[uvo]",
}
_SHORT_VOWELS = "[aeo]*"
_DIGRAPHS = {
    "kh": "x", "ch": "c", "sh": "$", "zh": "j", "gh": "q", "ph": "f", "ck": "k", "ee": "i",
    "oo": "u", "ou": "u", "c": "k", "w": "v", "y": "i",
}  # fmt: skip
_MOST_WORDS = 4
"""More words are not tried in every order."""
_LONGEST = 20
"""Letters beyond which a word is no name, and a pattern of it takes long to be tried."""


def is_transliterated(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether one name is the other in the other alphabet, in any order of the words."""
    if _is_latin(one) == _is_latin(other) or len(one) != len(other) or len(one) > _MOST_WORDS:
        return False
    persian, latin = (other, one) if _is_latin(one) else (one, other)
    return any(all(map(_fits, persian, order)) for order in permutations(latin))


def _is_latin(words: tuple[str, ...]) -> bool:
    return all(word.isascii() for word in words)


def _fits(persian: str, latin: str) -> bool:
    if max(len(persian), len(latin)) > _LONGEST:
        return False
    return re.fullmatch(_pattern(persian), _simple(latin)) is not None


@lru_cache(maxsize=4096)
def _pattern(persian: str) -> str:
    """Return the pattern of the ways to spell a folded Persian word."""
    word = re.sub(r"(.)\1", r"\1", persian)
    end = "[aeo]+" if word.endswith("ه") else ""
    start = "[aeo]" if word[:1] in ("ا", "ع") else ""
    rest = word[bool(start) :].removesuffix("ه")
    signs = [_SIGNS.get(char, re.escape(char)).replace("$", r"\$") for char in rest]
    return start + _SHORT_VOWELS.join(["", *signs] if start else signs) + end


@lru_cache(maxsize=4096)
def _simple(latin: str) -> str:
    """Return a folded Latin word with one sign for each sound."""
    parts = re.findall("|".join(_DIGRAPHS) + "|.", latin.removesuffix("h"))
    return re.sub(r"(.)\1", r"\1", "".join(_DIGRAPHS.get(part, part) for part in parts))
