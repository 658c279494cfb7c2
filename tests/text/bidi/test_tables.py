"""What is derived or written down here is what Unicode's files say."""

from __future__ import annotations

from crmtui.text.bidi.mirrors import CLOSING, MIRRORED, OPENING
from crmtui.text.bidi.shaping import shaped
from tests.text.bidi import character, unicode_fields

NO_FORM_INSIDE = "06BA"
"""Noon ghunna stands at the end of words."""


def test_mirrored_characters() -> None:
    expected = {character(a): character(b) for a, b in unicode_fields("BidiMirroring.txt")}
    assert expected == MIRRORED


def test_brackets() -> None:
    brackets = [
        (character(a), character(b), kind) for a, b, kind in unicode_fields("BidiBrackets.txt")
    ]
    assert {a: b for a, b, kind in brackets if kind == "o"} == OPENING
    assert {a: b for a, b, kind in brackets if kind == "c"} == CLOSING


def test_letters_join_as_unicode_says() -> None:
    """Between two beh, each letter joins on the sides it may."""
    checked = 0
    for code, _, joining, _ in unicode_fields("ArabicShaping.txt"):
        first, middle, last = shaped(["ب", character(code), "ب"])
        if middle != character(code) and code != NO_FORM_INSIDE:
            checked += 1
            assert first == "\ufe91", code
            assert last == ("\ufe90" if joining == "D" else "\ufe8f"), code
    assert checked > 70
