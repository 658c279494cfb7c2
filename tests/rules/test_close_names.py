"""Names in another spelling, and names of other people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.close_names import Near, name_of, near
from crmtui.text.fold import fold


def told(one: str, other: str, *, is_company: bool = False) -> Near:
    """How near two names are as typed; the same from both sides."""
    names = [name_of(fold(name), is_company=is_company) for name in (one, other)]
    result = near(names[0], names[1])
    assert near(names[1], names[0]) is result
    return result


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ali Rezaei", "rezaei, ALI", Near.SAME),
        ("علی رضا كريمي", "علی‌رضا کریمی", Near.SAME),
        ("علیرضا کریمی", "کریمی علی رضا", Near.SAME),
        ("عبد الله نوری", "عبدالله نوری", Near.SAME),
        ("آقای مهندس علی رضایی", "علی رضايي", Near.SAME),
        ("سیدحسن رسته", "سید حسن رسته", Near.SAME),
        ("Dr. John O'Neil", "John ONeil", Near.SAME),
        ("Jean-Pierre Blanc", "Jean Pierre Blanc", Near.SAME),
        ("جناب آقای علی نوری", "Ali Nouri", Near.ALPHABET),
        ("A. Rezaei", "Ali Rezaei", Near.PART),
        ("خانم احمدی", "مریم احمدی", Near.PART),
        ("0912 111 2233", "Ali Rezaei", Near.PART),
        ("Walk-in", "Ali Rezaei", Near.PART),
        ("مشتری ۱۷", "Ali Rezaei", Near.PART),
        ("Hassan Moradi", "Hasan Moradi", Near.SLIP),
        ("Raheem Moradi", "Rahene Moradi", Near.OTHER),
        ("محسن رضایی", "محسن رضایبی", Near.CLOSE),
        ("نوشین مرادی", "نوشنی مرادی", Near.SLIP),
        ("مصطفی غلامی", "مصطفی قلامی", Near.SLIP),
        ("علی محمدی", "علی محمودی", Near.CLOSE),
        ("فرهاد رضایی", "فرشاد رضایی", Near.RHYME),
        ("سعید کریمی", "سعیده کریمی", Near.RHYME),
        ("Daniel Weber", "Daniela Weber", Near.RHYME),
        ("حسن نوری", "حسین نوری", Near.OTHER),
        ("سارا نوری", "سحر نوری", Near.OTHER),
        ("آقای رضایی", "خانم رضایی", Near.OTHER),
        ("Mr Smith", "Mrs Smith", Near.OTHER),
        ("Ali", "Alireza", Near.OTHER),
        ("John Smith Jr", "John Smith Sr", Near.OTHER),
        ("سیدی", "سید", Near.OTHER),
    ],
)
def test_near(one: str, other: str, expected: Near) -> None:
    assert told(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Pars Co.", "PARS Company Ltd", Near.SAME),
        ("شرکت البرز (سهامی خاص)", "البرز", Near.SAME),
        ("فروشگاه برادران نوری", "برادران نوري", Near.SAME),
        ("Studio 54", "Studio 55", Near.OTHER),
        ("Pars Tehran", "Pars Shiraz", Near.OTHER),
    ],
)
def test_near_companies(one: str, other: str, expected: Near) -> None:
    assert told(one, other, is_company=True) is expected


@pytest.mark.parametrize("name", ["سید", "Dr", "Shop", "شرکت", "12", "[/]", "😀", ""])
def test_a_name_of_titles_alone_still_is_one(name: str) -> None:
    assert told(name, name) in (Near.SAME, Near.PART)
    assert told(name, name, is_company=True) in (Near.SAME, Near.PART)


words = st.lists(
    st.text("abcdeiklmnorst", min_size=1, max_size=7)
    | st.text("ابتحدرسعلمنهوی", min_size=1, max_size=7),
    min_size=1,
    max_size=4,
)


@given(words, st.randoms(use_true_random=False))
def test_the_order_of_the_words_says_nothing(parts: list[str], chance: object) -> None:
    mixed = list(parts)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    name = name_of(fold(" ".join(parts)))
    assert near(name, name_of(fold(" ".join(mixed)))) in (Near.SAME, Near.PART)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_compared_from_both_sides(one: str, other: str) -> None:
    told(one, other)
    told(one, other, is_company=True)
    assert told(one, one) in (Near.SAME, Near.PART)
