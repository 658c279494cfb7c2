"""Whether two contacts are one, and why."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.duplicates import LIKELY, WEAK, Person, Verdict, compare
from crmtui.text.fold import fold

MOBILE, OTHER_MOBILE, LINE = "+989121112233", "+989351112233", "+982188445566"


def person(name: str, **values: Any) -> Person:
    """Somebody as typed."""
    sets: dict[str, Any] = {
        key: frozenset(values.pop(key).split()) for key in ("phones", "emails") if key in values
    }
    folded: dict[str, Any] = {key: fold(value) for key, value in values.items()}
    return Person(fold(name), **folded, **sets)


def told(one: Person, other: Person) -> Verdict:
    """The verdict on two, the same from both sides."""
    verdict = compare(one, other)
    assert compare(other, one) == verdict
    return verdict


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (
            person("علی رضایی", phones=MOBILE),
            person("آقای رضايي علي", phones=MOBILE),
            ("same-phone", "same-name"),
        ),
        (
            person("Ali Rezaei", phones=LINE),
            person("Ali Rezaei", phones=LINE),
            ("same-phone", "same-name"),
        ),
        (
            person("Ali Rezaei", phones=MOBILE, emails="a@x.ir"),
            person("Ali Rezaei", phones=OTHER_MOBILE, emails="a@x.ir"),
            ("same-email", "same-name", "different-phones"),
        ),
        (
            person("علی محمدی", phones=MOBILE),
            person("علی محمودی", phones=MOBILE),
            ("same-phone", "close-name"),
        ),
        (
            person("Ali Rezaei", phones=MOBILE),
            person("علی رضایی", phones=MOBILE),
            ("same-phone", "other-alphabet"),
        ),
        (
            person("Ali", phones=MOBILE),
            person("Ali R.", phones=MOBILE),
            ("same-phone", "part-of-name"),
        ),
        (
            person("+989121112233", phones=MOBILE),
            person("Ali Rezaei", phones=MOBILE),
            ("same-phone", "no-name"),
        ),
        (
            person("Ali Rezaei", company="Pars Co.", phones=MOBILE),
            person("Rezaei Ali", company="شرکت Pars"),
            ("same-name-and-company",),
        ),
        (
            person("Ali Rezaei", company="Pars"),
            person("Ali Rezaee", company="pars", city="Tehran"),
            ("close-name", "same-company"),
        ),
        (
            person("Ali Rezaei", birthday="1980-02-03"),
            person("Ali Rezaei", birthday="1980-02-03", phones=MOBILE),
            ("same-name", "same-birthday"),
        ),
        (
            person("Pars", kind="company", phones=LINE),
            person("Pars Trading", kind="company", phones=LINE),
            ("same-phone", "part-of-name"),
        ),
        (
            person("Pars Ltd", kind="company", city="Tehran"),
            person("Pars", kind="company", city="Tehran", phones=LINE),
            ("same-name", "same-city"),
        ),
    ],
)
def test_one_person(one: Person, other: Person, reasons: tuple[str, ...]) -> None:
    verdict = told(one, other)
    assert verdict.reasons == reasons
    assert LIKELY <= verdict.score <= 0.99


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Namesakes with phones of their own, in one town and company too.
        (person("محمد محمدی", phones=MOBILE), person("محمد محمدی", phones=OTHER_MOBILE)),
        (
            person("Ali Rezaei", phones=MOBILE, company="Pars", city="Tehran"),
            person("Ali Rezaei", phones=OTHER_MOBILE, company="Pars", city="Tehran"),
        ),
        # Families and colleagues.
        (person("علی رضایی", phones=LINE), person("مریم رضایی", phones=LINE)),
        (person("علی رضایی", phones=MOBILE), person("مریم رضایی", phones=MOBILE)),
        (person("سعید رضایی", phones=LINE), person("سعیده رضایی", phones=LINE)),
        (person("فرهاد رضایی", phones=MOBILE), person("فرشاد رضایی", phones=MOBILE)),
        (
            person("Ali Karimi", phones=LINE, company="Pars"),
            person("Sara Ahmadi", phones=LINE, company="Pars"),
        ),
        (person("Ali Karimi", emails="info@x.ir"), person("Sara Ahmadi", emails="info@x.ir")),
        (person("آقای رضایی", phones=MOBILE), person("خانم رضایی", phones=MOBILE)),
        # Close names, and nothing else.
        (person("علی محمدی"), person("علی محمودی")),
        (person("علی محمدی", city="Tehran"), person("علی محمودی", city="Tehran")),
        # Nobody in particular.
        (person("Walk-in"), person("walk in")),
        (person("مشتری حضوری"), person("مشتری حضوری")),
        (person("Ali Rezaei"), person("Ali Rezaei", city="")),
        (
            person("Ali Rezaei", phones=LINE, birthday="1950-01-01"),
            person("Ali Rezai", phones=LINE, birthday="1980-01-01"),
        ),
    ],
)
def test_two_people(one: Person, other: Person) -> None:
    assert told(one, other).score < LIKELY


def test_a_name_alone_is_weak_and_nothing_once_it_is_contradicted() -> None:
    bare = person("Ali Rezaei", city="Tehran")
    assert told(bare, person("Ali Rezaei", phones=MOBILE)) == (WEAK, ("same-name",))
    assert LIKELY > told(bare, bare).score > WEAK
    for against in (person("Ali Rezaei", city="Shiraz"), person("Ali Rezaei", kind="company")):
        assert told(bare, against).score < WEAK
    one, other = (person("Ali Rezaei", emails=email) for email in ("a@x.ir", "b@x.ir"))
    assert told(one, other).score < WEAK


def test_birthdays_without_a_year_agree_with_their_day() -> None:
    full, day = "1980-02-03", "1604-02-03"
    one = person("Ali Rezaei", phones=MOBILE, birthday=full)
    assert told(one, one._replace(birthday=day)).reasons == ("same-phone", "same-name")
    assert "different-birthday" in told(one, one._replace(birthday="1604-02-04")).reasons


names = st.sampled_from(
    [
        "ali rezaei", "rezaei ali", "a. rezaei", "ali rezaee", "علی رضایی", "علی رضا رضایی",
        "علیرضا رضایی", "sara karimi", "walk-in", "0912", "mr rezaei", "mrs rezaei", "😀",
    ]
)  # fmt: skip
few = st.frozensets(st.sampled_from([MOBILE, OTHER_MOBILE, LINE, "+12025550100", "1234567"]))
people = st.builds(
    Person,
    names,
    st.sampled_from(["person", "company"]),
    st.sampled_from(["", "pars", "pars co", "البرز"]),
    st.sampled_from(["", "tehran", "شیراز"]),
    st.sampled_from(["", "1980-02-03", "1604-02-03", "1981-02-03"]),
    few,
    st.frozensets(st.sampled_from(["a@x.ir", "b@x.ir"])),
    st.frozensets(st.sampled_from(["telegram:ali", "instagram:ali"])),
)


@given(people, people)
def test_a_verdict_is_the_same_from_both_sides(one: Person, other: Person) -> None:
    score, reasons = told(one, other)
    assert 0 <= score <= 0.99
    assert bool(score) <= bool(reasons)


@given(people)
def test_everybody_is_like_themselves(one: Person) -> None:
    if one.phones or one.emails or one.handles:
        assert told(one, one).score >= (LIKELY if one.name_words.words else 0.5)
