"""The order of the Persian alphabet: where its letters stand elsewhere than their code points."""

from __future__ import annotations

_AFTER = "\uf8ff"
"""Stands after every letter, so that what ends in it comes right behind all that begins as it."""
_PLACES = {
    "پ": f"ب{_AFTER}",
    "چ": f"ج{_AFTER}",
    "ژ": f"ز{_AFTER}",
    "ک": f"ق{_AFTER}",
    "گ": f"ق{_AFTER}{_AFTER}",
    "ه": f"و{_AFTER}",
}
_TABLE = str.maketrans(_PLACES)


def in_order(key: str) -> str:
    """Return what a folded text is sorted by: پ behind ب, چ behind ج, ژ, ک, گ and ه in place."""
    return key if key.isascii() else key.translate(_TABLE)


def sql_in_order(column: str) -> str:
    """Return the SQL of the same; an index serves it where the words are the same to the letter."""
    for letter, place in _PLACES.items():
        column = f"replace({column}, '{letter}', '{place}')"
    return column
