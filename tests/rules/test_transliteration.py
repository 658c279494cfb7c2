"""Persian names in Latin letters."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.transliteration import is_transliterated
from crmtui.text.fold import fold


def fits(persian: str, latin: str) -> bool:
    """Tell whether names as typed are one; the same from both sides."""
    one, other = tuple(fold(persian).split()), tuple(fold(latin).split())
    result = is_transliterated(one, other)
    assert is_transliterated(other, one) is result
    return result


@pytest.mark.parametrize(
    ("persian", "latin"),
    [
        ("علی رضایی", "Ali Rezaei"),
        ("علی رضایی", "Rezaee Ali"),
        ("محمد کریمی", "Mohammad Karimi"),
        ("فاطمه حسینی", "Fatemeh Hosseini"),
        ("خسرو شاهرخی", "Khosrow Shahrokhi"),
        ("یوسف موسوی", "Yousef Mousavi"),
        ("سعید غلامی", "Saeed Gholami"),
        ("ژاله چراغی", "Zhaleh Cheraghi"),
    ],
)
def test_one_name_in_two_alphabets(persian: str, latin: str) -> None:
    assert fits(persian, latin)


@pytest.mark.parametrize(
    ("persian", "latin"),
    [
        ("حسن", "Hossein"),
        ("مینا", "Amin"),
        ("امیر", "Amira"),
        ("سعیده", "Saeed"),
        ("سحر", "Sara"),
        ("راضیه", "Reza"),
        ("علی رضایی", "Ali"),
        ("علی", "علی"),
    ],
)
def test_names_of_other_people(persian: str, latin: str) -> None:
    assert not fits(persian, latin)


@given(
    st.lists(st.text("اوعیهبر", min_size=1, max_size=40), min_size=1, max_size=4),
    st.lists(st.text("aoeiuhb", min_size=1, max_size=40), min_size=1, max_size=4),
)
def test_no_name_takes_long(persian: list[str], latin: list[str]) -> None:
    before = time.perf_counter()
    is_transliterated(tuple(persian), tuple(latin))
    assert time.perf_counter() - before < 0.5


def test_a_name_made_to_take_long_does_not() -> None:
    before = time.perf_counter()
    assert not fits("اواواواواواواواوا ب", "a" + "oa" * 9 + "x b")
    assert time.perf_counter() - before < 0.5
