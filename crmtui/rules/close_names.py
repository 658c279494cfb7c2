"""How near two names are: one in another spelling, a slip of the fingers, or two people's."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from crmtui.rules.name_words import COMPANY_WORDS, FEMALE, MALE, NOBODY, SPOKEN_ALIKE, TITLES
from crmtui.rules.same_name import alike
from crmtui.rules.transliteration import is_transliterated


class Near(IntEnum):
    """How near two names are, the nearest highest."""

    OTHER = 0
    RHYME = 1
    """The given names differ by one letter, as those of a brother and a sister do."""
    PART = 2
    """One is the other without some of its words, or says nothing at all."""
    CLOSE = 3
    """One letter differs."""
    ALPHABET = 4
    """One in Persian letters, one in Latin ones."""
    SLIP = 5
    """Neighbouring letters changed places, a letter doubled, one written as it sounds."""
    SAME = 6


class Name(NamedTuple):
    """The words of a name that tell who it is, and the sex that its title says."""

    words: tuple[str, ...]
    letters: str = ""
    """All letters in order: one key for any order of the words and any blanks in them."""
    sex: str = ""


_SHORTEST_GIVEN, _SHORTEST_FAMILY = 4, 3
"""Letters below which another letter makes another name: Hasan and Hosein have three and four."""
_GLUED = re.compile("^(?:سیده?|حاج)(?=[^ی]..)")
"""A title written together with the name that follows."""
_SOUNDS = {char: sound for sound, chars in enumerate(SPOKEN_ALIKE) for char in chars}


@lru_cache(maxsize=16_384)
def name_of(folded: str, *, is_company: bool = False) -> Name:
    """Return what a folded name tells; no words for a phone, an e-mail or a "walk-in"."""
    if "@" in folded:
        return Name(())
    words = re.sub(r"[\W_]+", " ", folded.replace("'", "")).split()
    telling = tuple(words if is_company else [word for word in words if not word.isdecimal()])
    if not telling or "".join(telling) in NOBODY:
        return Name(())
    dropped = COMPANY_WORDS if is_company else TITLES
    kept = tuple(word for word in telling if word not in dropped) or telling
    if not is_company:
        kept = tuple(_GLUED.sub("", word) for word in kept)
    sex = "m" if MALE.intersection(telling) else "f" if FEMALE.intersection(telling) else ""
    return Name(kept, "".join(sorted("".join(kept))), "" if is_company else sex)


def near(one: Name, other: Name) -> Near:
    """Tell how near two names are, whichever comes first."""
    if one.sex and other.sex and one.sex != other.sex:
        return Near.OTHER
    if not one.words or not other.words:
        return Near.PART
    if one.letters == other.letters and _same_words(one.words, other.words):
        return Near.SAME
    if alike(" ".join(one.words), " ".join(other.words)):
        return Near.PART
    if is_transliterated(one.words, other.words):
        return Near.ALPHABET
    return _spelled(one.words, other.words)


def _same_words(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return sorted(one) == sorted(other) or not _turned(one).isdisjoint(_turned(other))


def _turned(words: tuple[str, ...]) -> set[str]:
    """Return a name without blanks, from each of its words on round to the one before."""
    return {"".join(words[start:] + words[:start]) for start in range(len(words))}


def _spelled(one: tuple[str, ...], other: tuple[str, ...]) -> Near:
    """Compare two names that share every word but one."""
    mine = [word for word in one if word not in other]
    theirs = [word for word in other if word not in one]
    if len(one) != len(other) or len(mine) != 1 or len(theirs) != 1:
        return Near.OTHER
    word, their_word = mine[0], theirs[0]
    # Which word is the given name is not known where the order changed.
    is_given = not (one.index(word) and other.index(their_word))
    return _same_word(*sorted((word, their_word), key=len), is_given=is_given)


def _same_word(short: str, long: str, *, is_given: bool) -> Near:
    """Tell whether one word may be the other with a wrong letter in it."""
    if len(short) < (_SHORTEST_GIVEN if is_given else _SHORTEST_FAMILY):
        return Near.OTHER
    first = next((i for i, char in enumerate(short) if char != long[i]), len(short))
    if len(short) == len(long):
        if short[first + 1 :] != long[first + 1 :]:
            swapped = short[first + 1] + short[first] + short[first + 2 :]
            return Near.SLIP if swapped == long[first:] else Near.OTHER
        sounds = _SOUNDS.get(short[first]), _SOUNDS.get(long[first])
        if sounds[0] is not None and sounds[0] == sounds[1]:
            return Near.SLIP
        return Near.RHYME if is_given else Near.CLOSE
    if short[first:] != long[first + 1 :]:
        return Near.OTHER
    if first > 0 and long[first] == long[first - 1]:
        return Near.SLIP
    # Saeed and Saeedeh, Daniel and Daniela: a letter at the end makes another given name.
    at_the_rim = first in (0, len(short))
    return Near.RHYME if is_given and at_the_rim else Near.CLOSE
