"""The grammar of filters."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.text.fold import fold
from crmtui.text.query import OPERATORS, Parsed, Term, from_arguments, parse, quoted
from crmtui.text.query_words import (
    _WORDS,
    FIELDS,
    field_named,
    field_names,
    half_typed,
    key,
    word_named,
)

EVIL = st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"«»“”:=<>!-، ,\u200cس۱')))


def parts(text: str) -> list[tuple[str, str, str, bool]]:
    return [(t.field, t.sign, t.value, t.negated) for t in parse(text).terms]


def test_the_example_of_the_readme() -> None:
    found = parse('status:lead city:تهران last>30d balance>=0 -tag:old has:email "free words" ali')
    assert parts('status:lead city:تهران last>30d balance>=0 -tag:old has:email "a b" ali') == [
        ("status", ":", "lead", False),
        ("city", ":", "تهران", False),
        ("last", ">", "30d", False),
        ("balance", ">=", "0", False),
        ("tag", ":", "old", True),
        ("has", ":", "email", False),
    ]
    assert (found.words, found.phrases, found.unwanted) == ("ali", ("free words",), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('city:"San Francisco"', ("city", ":", "San Francisco", False)),
        ("city:«سان فرانسیسکو»", ("city", ":", "سان فرانسیسکو", False)),
        ('"shoe size">=۴۰', ("shoe size", ">=", "40", False)),
        ("!tag:x", ("tag", ":", "x", True)),
        ("last≥۳۰d", ("last", ">=", "30d", False)),
        ("شهر:کرج", ("شهر", ":", "کرج", False)),
        ("آخرین‌خرید>۲w", ("آخرین‌خرید", ">", "2w", False)),
        ("city:", ("city", ":", "", False)),
        ("a!=b", ("a", "!=", "b", False)),
    ],
)
def test_terms(text: str, expected: tuple[str, str, str, bool]) -> None:
    assert parts(text) == [expected]


@pytest.mark.parametrize(
    "text", ["ali", "0912 345 6789", "12:30", "http://pars.ir", "<a@b>", "-", "a - b", "O'Neil"]
)
def test_what_is_no_term_is_searched_as_it_is(text: str) -> None:
    assert parse(text) == Parsed(words=text)
    assert parse(text).is_plain


def test_commas_part_choices_unless_they_are_quoted() -> None:
    (term,) = parse('city:تهران،کرج,"a, b"').terms
    assert term.choices == ("تهران", "کرج", "a, b")


def test_an_empty_value_is_told_from_a_missing_one() -> None:
    assert [term.quoted for term in parse('city:"" city:').terms] == [True, False]


def test_words_with_a_minus_are_unwanted() -> None:
    assert parse('ali -reza -"old friend"') == Parsed(words="ali", unwanted=("reza", "old friend"))


@given(EVIL)
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    found = parse(text)
    assert all(term.sign in OPERATORS and term.choices for term in found.terms)
    assert all(term.text in text for term in found.terms)
    half_typed(text)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*FIELDS, "own field"]),
            st.sampled_from(OPERATORS),
            st.text(st.characters(exclude_characters='"«»“”', exclude_categories=["Nd", "Cs"])),
            st.booleans(),
        )
    )
)
def test_what_is_quoted_is_read_back(terms: list[tuple[str, str, str, bool]]) -> None:
    text = " ".join(
        f"{'-' if negated else ''}{quoted(field)}{sign}{quoted(value)}"
        for field, sign, value, negated in terms
    )
    assert parts(text) == terms


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["city:San Francisco"], 'city:"San Francisco"'),
        (["city:San Francisco", "status:lead"], 'city:"San Francisco" status:lead'),
        (["status:lead city:x"], "status:lead city:x"),
        (["status:lead reza"], "status:lead reza"),
        (['tag:"a b" x'], 'tag:"a b" x'),
        (["ali", "rezaei"], "ali rezaei"),
        (["last>2 weeks"], 'last>"2 weeks"'),
    ],
)
def test_a_shell_has_taken_the_quotes(arguments: Iterable[str], expected: str) -> None:
    assert from_arguments(arguments) == expected


def test_no_name_means_two_things() -> None:
    names = [key(name) for name in field_names()]
    assert len(set(names)) + 1 == len(names)  # e-mail is email
    assert all(field_named(name) for name in field_names())
    for field, words in _WORDS.items():
        meanings: dict[str, set[str]] = {}
        for word, others in words.items():
            for name in (word, *others.split()):
                meanings.setdefault(key(name), set()).add(word)
                assert word_named(field, name)
        assert [name for name, found in meanings.items() if len(found) > 1] == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("Last Purchase", "last"),
        ("last-purchase", "last"),
        ("آخرين خريد", "last"),
        ("وضعيت", "status"),
        ("cty", None),
    ],
)
def test_fields_have_names_in_both_languages(typed: str, field: str | None) -> None:
    assert field_named(typed) == field


def test_a_beginning_of_a_field_is_known_as_one() -> None:
    assert half_typed("last>30d stat") == "status"
    assert half_typed("last>30d -ta") == "tag"
    assert half_typed("وضع") == "status"
    assert half_typed("last>30d s") == ""
    assert half_typed("") == ""


def test_folding_a_term_changes_nothing_of_its_text() -> None:
    term = parse("City:KARAJ").terms[0]
    assert term == Term("City", ":", "KARAJ", ("KARAJ",), False, "City:KARAJ", False)
    assert fold(term.value) == "karaj"
