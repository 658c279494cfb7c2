from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.text import clean as module
from crmtui.text.clean import MARKS_IN_A_ROW, clean, clean_text, printable
from tests.text import data_file

ANY_TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(
            "\x00\x07\x1b\x7f\x85\x9b\r\n\t \u00a0\u200b\u200c\u200d\u200e\u200f\u202e\u2028\u2066"
            "\u2069\ufeff\ufdd0\ud800\U000e0041\u0301\u0308\u0654\u064e\ufe0f\u0600\u00ad\u3164آکیe"
        ),
    )
)
FORBIDDEN_LINE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufdd0-\ufdef"
    "\ufffe\uffff\U0001fffe\U0010ffff\U000e0000-\U000e007f]"
)
FORBIDDEN_NOTE = re.compile(FORBIDDEN_LINE.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ali Rezaei", "Ali Rezaei"),
        ("  Ali \t Rezaei\r\n", "Ali Rezaei"),
        ("Ali\nRezaei", "Ali Rezaei"),
        ("Ali\u00a0\u2003Rezaei", "Ali Rezaei"),
        ("\ufeffAli", "Ali"),
        ("می‌خواهم", "می‌خواهم"),
        ("ﺳﻼﻡ", "سلام"),
        ("ﻡﻼﺳ", "سلام"),
        ("  زهرا   کریمی ", "زهرا کریمی"),
        ("كيانا", "كيانا"),  # kept as typed; only the search key unifies letters
        ("e\u0301", "é"),
        ("ا\u0653ب", "آب"),
        ("\u202eevil\u202c", "evil"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]52;c;aGk=\x07x", "x"),
        ("a\x9b2Jb", "a2Jb"),
        ("a\x1fb", "ab"),
        ("a\ud800b", "ab"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("🏴\U000e0067\U000e007f", "🏴"),
        ("\u200e+98 912\u200f", "\u200e+98 912\u200f"),
        ("", ""),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "typed", [" ", "\u200c", "\u200e\u200f", " \u200c \u200d", "\u0301\u0301", "\u3164", "\n\t"]
)
def test_a_value_with_nothing_to_see_is_empty(typed: str) -> None:
    assert clean(typed) == ""
    assert clean_text(typed) == ""


def test_piled_marks_are_thinned_out() -> None:
    piled = "Z" + "\u0321\u200c" * 100 + "algo"
    assert clean(piled) == "Z" + "\u0321\u200c" * (MARKS_IN_A_ROW // 2) + "algo"
    assert clean("عَلِیٌّ") == "عَلِیٌّ"


def test_notes_keep_their_lines() -> None:
    assert clean_text("\r\na\r\nb\rc\u2028d\te  f\n\n") == "a\nb\nc\nd\te  f"
    assert clean_text("one line") == "one line"
    assert clean_text("x\x1b[2Jy\u202ez") == "xyz"


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_clean_is_safe_and_settled(text: str) -> None:
    kept = clean(text)
    assert not FORBIDDEN_LINE.search(kept)
    assert kept == " ".join(kept.split())
    assert clean(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert printable(kept) == kept


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_clean_text_is_safe_and_settled(text: str) -> None:
    kept = clean_text(text)
    assert not FORBIDDEN_NOTE.search(kept)
    assert clean_text(kept) == kept
    assert printable(kept) == kept


DRAWN_LETTERS = "".join(map(chr, (*range(0xFB50, 0xFDC8), *range(0xFE80, 0xFEFD))))


@given(st.text(st.characters(categories=("L", "Nd", "P", "S"), exclude_characters=DRAWN_LETTERS)))
@settings(deadline=None)
def test_visible_text_stays_whole(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert clean(text) in (composed, "")
    assert printable(text) == text


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_printable_removes_only_what_acts(text: str) -> None:
    shown = printable(text)
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown
    )
    shown.encode()
    assert printable(shown) == shown
    if not FORBIDDEN_NOTE.search(text):
        assert shown == text or re.search("[\u206a-\u206f]", text)


def test_printable_leaves_lines_and_tabs() -> None:
    assert printable("a\n\tb می‌خواهم") == "a\n\tb می‌خواهم"
    assert printable("a\r\x1b[2J\x85b") == "a[2Jb"


def test_common_characters_need_no_tables() -> None:
    """The short cut of `clean` rests on this."""
    common = [chr(code) for code in range(0x3000) if re.match(module._DRAWN, chr(code))]
    assert len(common) > 1000
    for char in common:
        assert unicodedata.normalize("NFC", char) == char
        assert not unicodedata.combining(char)
        assert unicodedata.category(char) not in {"Mn", "Me", "Cf", "Cc", "Cs", "Zs", "Zl", "Zp"}


def test_naughty_strings() -> None:
    for text in json.loads(data_file("adversarial", "blns", "blns.json").read_text("utf-8")):
        assert not FORBIDDEN_LINE.search(clean(text))
        assert not FORBIDDEN_NOTE.search(clean_text(text))
        assert clean(clean(text)) == clean(text)
