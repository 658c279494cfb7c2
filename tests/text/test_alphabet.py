"""Names stand in the order of the Persian alphabet, in Python and in SQL alike."""

from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from crmtui.text.alphabet import in_order, sql_in_order
from crmtui.text.fold import fold

LETTERS = list("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")


def test_single_letters_stand_as_in_the_alphabet() -> None:
    mixed = LETTERS[::-1]
    assert sorted(mixed, key=in_order) == LETTERS


@given(st.lists(st.text(alphabet=[*LETTERS, " ", "a", "z", "1"], max_size=8), max_size=12))
def test_words_stand_letter_by_letter_as_in_a_dictionary(words: list[str]) -> None:
    rank = {letter: place for place, letter in enumerate([" ", "1", "a", "z", *LETTERS])}
    by_rank = sorted(words, key=lambda word: [rank[letter] for letter in word])
    assert sorted(words, key=in_order) == by_rank


@given(st.lists(st.text(max_size=10)))
def test_sql_says_the_same(names: list[str]) -> None:
    connection = sqlite3.connect(":memory:")
    keys = [fold(name).replace("\0", "") for name in names]
    rows = [
        connection.execute(f"SELECT {sql_in_order('k')} FROM (SELECT ? AS k)", (key,)).fetchone()[0]
        for key in keys
    ]
    assert rows == [in_order(key) for key in keys]


def test_latin_is_left_alone() -> None:
    assert in_order("zoë") == "zoë"
