"""Arabic letters joined: each replaced by the presentation form its neighbours ask for.

A terminal that draws what it is sent, cell by cell, joins nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from unicodedata import combining, decomposition

_BLOCKS = (range(0xFB50, 0xFDFB), range(0xFE70, 0xFEFD))
_JOINERS = frozenset("\u0640\u200d")
"""Tatweel and the zero-width joiner: they have no forms, and what stands beside them joins."""
_LAM = "\u0644"
_HEH_WITH_HAMZA = "\u06c0"
_AE = "\u06d5"
"""Drawn as heh, but never joined to what follows."""

_ISOLATED, _FINAL, _INITIAL, _MEDIAL = "<isolated>", "<final>", "<initial>", "<medial>"


def shaped(letters: Sequence[str]) -> list[str]:
    """Return each letter in its form. Marks are left out by the caller: joining passes over them.

    A letter without forms (some of Pashto and Uyghur) stays as it is, and nothing joins it.
    """
    forms = _forms()
    drawn = list(letters)
    for at, letter in enumerate(letters):
        if letter in forms:
            before = at > 0 and _joins_after(letters[at - 1]) and _joins_before(letter)
            after = _joins_after(letter) and _joins_before("".join(letters[at + 1 : at + 2]))
            drawn[at] = forms[letter].get(_form(before, after), letter)
    return drawn


def lam_alef(letters: Sequence[str], at: int) -> str | None:
    """Return the one sign for lam and the alef after it, None where there is no such pair."""
    pair = "".join(letters[at : at + 2])
    if pair not in _forms():
        return None
    before = at > 0 and _joins_after(letters[at - 1])
    return _forms()[pair][_form(before, False)]


def joins_both_sides(letter: str) -> bool:
    """Tell whether a letter joins its neighbours on both sides."""
    return _INITIAL in _forms().get(letter, {})


def _form(before: bool, after: bool) -> str:
    if before:
        return _MEDIAL if after else _FINAL
    return _INITIAL if after else _ISOLATED


def _joins_before(letter: str) -> bool:
    """Tell whether a letter joins the one before it."""
    return letter in _JOINERS or _FINAL in _forms().get(letter, {})


def _joins_after(letter: str) -> bool:
    """Tell whether a letter joins the one after it."""
    return letter in _JOINERS or _INITIAL in _forms().get(letter, {})


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Read the forms of each letter, and of lam with alef, from Unicode's compatibility forms."""
    forms: dict[str, dict[str, str]] = {}
    for code in (code for block in _BLOCKS for code in block):
        kind, *parts = decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(part, 16)) for part in parts)
        is_letter = len(letters) == 1 and not combining(letters)
        if kind.startswith("<") and (is_letter or (len(letters) == 2 and letters[0] == _LAM)):
            forms.setdefault(letters, {})[kind] = chr(code)
    for letters in [each for each in forms if not _is_drawn(each, forms[each])]:
        del forms[letters]
    heh = {kind: forms["\u0647"][kind] for kind in (_ISOLATED, _FINAL)}
    forms[_AE] = heh
    # Fonts for terminals have this letter in two parts more often than in one.
    forms[_HEH_WITH_HAMZA] = {kind: form + "\u0654" for kind, form in heh.items()}
    return forms


def _is_drawn(letters: str, forms: dict[str, str]) -> bool:
    """Leave out what joins nothing, and signs of two letters other than lam and alef."""
    return len(forms) > 1 and (len(letters) == 1 or letters[1] in "\u0622\u0623\u0625\u0627")
