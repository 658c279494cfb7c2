"""Search keys: one spelling for all the ways people type the same name."""

from __future__ import annotations

from collections.abc import Sequence

# Hardly anything is imported here: a lookup from the shell must not pay for tables.

_SAME = {
    **dict.fromkeys("يىېۍێےئ", "ی"),
    **dict.fromkeys("كڪ", "ک"),
    **dict.fromkeys("ةەۀہھۂۃ", "ه"),
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ؤۆۇۈ", "و"),
    **dict.fromkeys("ءـ", ""),
    **dict.fromkeys("٬،", ","),
    **dict.fromkeys("‘’ʼʹ´‛′", "'"),
    **dict.fromkeys("“”«»„‟″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "٫": ".",
    "؟": "?",
    "؛": ";",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
    "ə": "e",
}

_BETWEEN = "\u241e"
"""A sign that folds to itself and stands in nobody's name."""

_DROPPED_KINDS = frozenset({"Cc", "Cf", "Cs", "Me"})


def fold(text: str) -> str:
    """Return the search key: letters, digits and blanks that people confuse become one."""
    if text.isascii():
        lowered = text.lower()
        if lowered.isprintable():
            return " ".join(lowered.split())
    return " ".join(text.translate(_FOLDS).split())


def fold_all(texts: Sequence[str]) -> list[str]:
    """Fold texts of one line each, without blanks around or double ones in them, all at once."""
    joined = _BETWEEN.join(texts)
    if joined.replace(_BETWEEN, "").isascii():
        return joined.lower().split(_BETWEEN)
    folded = joined.translate(_FOLDS)
    # What vanishes may leave blanks behind.
    if "  " in folded or f" {_BETWEEN}" in folded or f"{_BETWEEN} " in folded:
        return list(map(fold, texts))
    return folded.strip(" ").split(_BETWEEN)


def tight(text: str) -> str:
    """Return `fold` without blanks, hyphens, dots and apostrophes: "O'Neil" meets "oneil"."""
    return tightened(fold(text))


def tightened(key: str, *, keep_blanks: bool = False) -> str:
    """Return `tight` of what is folded already."""
    for sign in "-.'" if keep_blanks else " -.'":
        if sign in key:
            key = key.replace(sign, "")
    return key


class _Folds(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_char(chr(code))
        return folded


_FOLDS = _Folds()


def _fold_char(char: str) -> str:
    """Fold one character until nothing changes any more."""
    from unicodedata import normalize

    known = _SAME.get(char.casefold(), char)
    folded = "".join(_fold_part(part) for part in normalize("NFKD", known))
    return folded if folded == char else "".join(map(_fold_char, folded))


def _fold_part(part: str) -> str:
    """Fold one character of a decomposed one: marks and controls vanish, digits become ASCII."""
    from unicodedata import category, combining, decimal

    kind = category(part)
    if part.isspace():
        return " "
    if combining(part) or kind in _DROPPED_KINDS or _is_selector(part):
        return ""
    if kind == "Nd":
        return str(decimal(part))
    lowered = part.casefold()
    return _SAME.get(lowered, lowered)


def _is_selector(part: str) -> bool:
    """Tell whether a character only selects a glyph of the one before it."""
    return part == "\u034f" or "\ufe00" <= part <= "\ufe0f" or "\U000e0100" <= part <= "\U000e01ef"
