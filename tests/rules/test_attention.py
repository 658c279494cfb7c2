"""The ranking: each reason, what silences it, and that more reasons never mean less attention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.attention import (
    NONE,
    Contacted,
    Debt,
    Facts,
    Keep,
    Occasion,
    Step,
    Weights,
    attention,
)
from crmtui.rules.rhythm import Rhythm

W = Weights()
LATE = Rhythm(21, 2, 44)
PROMISED = Step(1, "call", "2026-01-01T00:00:00Z", True, "ours", 1, True)


def step(late: int, promise: str | None = None, *, overdue: bool | None = None) -> Step:
    """Return a step of a day, or (`overdue` given) of an hour of it."""
    is_overdue = late > 0 if overdue is None else overdue
    return Step(7, "call", "2026-01-01T00:00:00Z", overdue is None, promise, late, is_overdue)


def kinds(facts: Facts, weights: Weights = W) -> list[str]:
    return [reason.kind for reason in attention(facts, weights).reasons]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (Facts(steps=(step(1),)), "task"),
        (Facts(steps=(step(0),)), "task"),
        (Facts(steps=(step(0, overdue=True),)), "task"),
        (Facts(steps=(step(0, overdue=False),)), "task"),
        (Facts(steps=(step(2, "ours"),)), "promise"),
        (Facts(steps=(step(0, "ours"),)), "promise"),
        (Facts(steps=(step(2, "theirs"),)), "their-promise"),
        (Facts(keep=Keep(30, 30, 0)), "keep"),
        (Facts(rhythm=LATE), "late"),
        (Facts(segment="at-risk"), "risk"),
        (Facts(segment="cant-lose"), "risk"),
        (Facts(debt=Debt(100, 1, 1.0)), "debt"),
        (Facts(occasions=(Occasion("birthday", 7),)), "birthday"),
        (Facts(occasions=(Occasion("anniversary", 0),)), "anniversary"),
    ],
)
def test_each_reason_and_its_weight(facts: Facts, kind: str) -> None:
    found = attention(facts, W)
    assert [reason.kind for reason in found.reasons] == [kind]
    assert found.score == found.reasons[0].points > 0
    weight = {"their-promise": "promise", "anniversary": "birthday"}.get(kind, kind)
    assert attention(facts, W._replace(**{weight: 0})) == NONE
    doubled = attention(facts, W._replace(**{weight: 2 * getattr(W, weight)}))
    assert doubled.score == pytest.approx(2 * found.score)


@pytest.mark.parametrize(
    "facts",
    [
        Facts(),
        Facts(steps=(step(-1),)),
        Facts(steps=(step(0, "theirs"),)),  # its day is not over
        Facts(rhythm=Rhythm(21, 2, 22)),
        Facts(rhythm=Rhythm(21, 2, 400)),  # lost, not late
        Facts(segment="champions"),
        Facts(keep=Keep(30, 29, -1)),
        Facts(occasions=(Occasion("birthday", 8),)),
    ],
)
def test_what_is_no_reason(facts: Facts) -> None:
    assert attention(facts, W) == NONE


ALL = Facts(
    steps=(PROMISED, step(3)),
    keep=Keep(30, 60, 30),
    rhythm=LATE,
    segment="at-risk",
    debt=Debt(100, 30, 1.0),
    occasions=(Occasion("birthday", 2),),
    worth=1.0,
)


def test_the_strongest_comes_first_and_the_others_add_less_and_less() -> None:
    found = attention(ALL, W)
    points = [reason.points for reason in found.reasons]
    assert points == sorted(points, reverse=True)
    assert kinds(ALL)[:3] == ["promise", "task", "debt"]
    assert max(points) < found.score < 2 * max(points)


def test_urgency_grows() -> None:
    order = [
        step(0, overdue=False),
        step(0, overdue=True),
        step(1),
        step(5),
        step(14),
    ]
    scores = [attention(Facts(steps=(one,)), W).score for one in order]
    assert scores == sorted(scores)
    assert attention(Facts(steps=(step(400),)), W).score == scores[-1]


def test_the_late_are_ranked_by_value_and_by_how_late() -> None:
    def score(worth: float, since: int) -> float:
        return attention(Facts(rhythm=Rhythm(20, 1, since), worth=worth), W).score

    assert score(0.9, 40) > score(0.1, 40)
    assert score(0.5, 50) > score(0.5, 30)


def test_cant_lose_presses_more_than_at_risk() -> None:
    score = {s: attention(Facts(segment=s), W).score for s in ("cant-lose", "at-risk")}
    assert score["cant-lose"] > score["at-risk"]


# What silences


def test_who_was_spoken_with_today_leaves_but_for_a_later_hour() -> None:
    today = Contacted(0, "reached")
    assert attention(ALL._replace(contacted=today), W) == NONE
    later = (*ALL.steps, step(0, overdue=False))
    found = attention(ALL._replace(contacted=today, steps=later), W)
    assert [reason.about for reason in found.reasons] == [step(0, overdue=False)]


def test_who_did_not_answer_today_goes_down() -> None:
    assert kinds(ALL._replace(tried_today=True)) == kinds(ALL)
    assert attention(ALL._replace(tried_today=True), W).score < attention(ALL, W).score / 2


@pytest.mark.parametrize(
    ("days", "outcome", "left"),
    [
        (6, "", ["keep"]),
        (7, "reached", ["debt", "keep", "late", "birthday", "risk"]),
        (29, "not-now", ["debt"]),
        (30, "not-now", ["debt", "keep", "late", "birthday", "risk"]),
        (89, "not-interested", ["debt"]),
        (90, "not-interested", ["debt", "keep", "late", "birthday", "risk"]),
    ],
)
def test_people_are_left_in_peace_after_a_talk(days: int, outcome: str, left: list[str]) -> None:
    facts = ALL._replace(steps=(), contacted=Contacted(days, outcome))
    assert sorted(kinds(facts)) == sorted(left)


def test_a_birthday_speaks_on_its_day_after_a_talk_too() -> None:
    facts = Facts(occasions=(Occasion("birthday", 0),), contacted=Contacted(1, "reached"))
    assert kinds(facts) == ["birthday"]
    assert kinds(facts._replace(contacted=Contacted(1, "not-interested"))) == []


def test_a_planned_step_keeps_outreach_silent_until_it_is_overdue() -> None:
    facts = Facts(keep=Keep(30, 60, 30), rhythm=LATE, segment="at-risk")
    assert kinds(facts._replace(steps=(step(-3),))) == []
    assert kinds(facts._replace(steps=(step(0, overdue=False),))) == ["task"]
    assert sorted(kinds(facts._replace(steps=(step(1),)))) == ["keep", "late", "risk", "task"]


def test_a_step_of_a_later_day_puts_debts_and_birthdays_off() -> None:
    facts = Facts(debt=Debt(1, 1, 1.0), occasions=(Occasion("birthday", 0),))
    assert kinds(facts._replace(steps=(step(-1),))) == []
    assert sorted(kinds(facts._replace(steps=(step(0),)))) == ["birthday", "debt", "task"]


def test_do_not_contact_leaves_what_was_agreed_and_what_is_owed() -> None:
    assert sorted(kinds(ALL._replace(may_contact=False))) == ["debt", "promise", "task"]


def test_suppliers_have_no_buying_reasons() -> None:
    left = set(kinds(ALL._replace(is_customer=False)))
    assert left == {"promise", "task", "debt", "keep", "birthday"}


# Whatever the facts

_overdue = st.builds(
    step,
    st.integers(1, 400),
    st.sampled_from([None, "ours", "theirs"]),
    overdue=st.sampled_from([None, True]),
)
_facts = st.builds(
    Facts,
    steps=st.lists(_overdue, max_size=4).map(tuple),
    keep=st.none() | st.builds(Keep, st.integers(1, 400), st.none(), st.integers(-5, 4000)),
    rhythm=st.none() | st.builds(Rhythm, st.floats(1, 900), st.floats(0, 90), st.integers(0, 4000)),
    segment=st.sampled_from(["", "at-risk", "cant-lose", "lost"]),
    debt=st.none() | st.builds(Debt, st.integers(1, 10**12), st.integers(1, 4000), st.floats(0, 1)),
    occasions=st.lists(
        st.builds(Occasion, st.sampled_from(["birthday", "anniversary"]), st.integers(0, 7)),
        max_size=2,
    ).map(tuple),
    worth=st.floats(0, 1),
    contacted=st.none()
    | st.builds(Contacted, st.integers(1, 90), st.sampled_from(["", "reached", "not-interested"])),
    tried_today=st.booleans(),
    may_contact=st.booleans(),
    is_customer=st.booleans(),
)


@dataclass(frozen=True)
class One:
    """One fact more."""

    field: str
    value: Any


_more = st.sampled_from(
    [
        One("rhythm", LATE),
        One("segment", "at-risk"),
        One("debt", Debt(5, 9, 0.5)),
        One("keep", Keep(9, 12, 3)),
    ]
)


@given(_facts, _more)
def test_one_more_reason_never_lowers_the_score(facts: Facts, more: One) -> None:
    without = facts._replace(**{more.field: Facts()._asdict()[more.field]})
    with_it = facts._replace(**{more.field: more.value})
    assert attention(with_it, W).score >= attention(without, W).score - 1e-9


@given(_facts, _overdue)
def test_one_more_overdue_step_never_lowers_it_either(facts: Facts, more: Step) -> None:
    with_it = facts._replace(steps=(*facts.steps, more))
    assert attention(with_it, W).score >= attention(facts, W).score - 1e-9


@given(_facts, st.sets(st.sampled_from(["promise", "task", "keep", "late", "risk", "debt"])))
def test_a_weight_of_nothing_silences_its_reason(facts: Facts, silent: set[str]) -> None:
    weights = W._replace(**dict.fromkeys(silent, 0))
    found = attention(facts, weights)
    spoken = {kind.removeprefix("their-") for kind in (r.kind for r in found.reasons)}
    assert not spoken & silent
    assert (found.score > 0) == bool(found.reasons)
