"""Scores and segments as their definition says."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.quintile import score_quintile
from crmtui.rules.rfm import FEW, GRID, SEGMENTS, Buyer, Cuts, fair_scores, fm_score, score

buyers_of = st.lists(
    st.tuples(st.integers(0, 900), st.integers(1, 40), st.integers(-500, 10**7)),
    min_size=FEW,
    max_size=120,
).map(lambda rows: [Buyer(number, *row) for number, row in enumerate(rows, 1)])


def test_the_grid_is_complete_and_knows_only_segments() -> None:
    cells = [name for row in GRID.values() for name in row]
    assert sorted(GRID) == [1, 2, 3, 4, 5]
    assert len(cells) == 25
    assert set(cells) == set(SEGMENTS) - {"prospect"}


@pytest.mark.parametrize(("f", "m", "fm"), [(1, 1, 1), (1, 2, 2), (2, 3, 3), (4, 5, 5), (5, 5, 5)])
def test_halves_of_fm_are_rounded_up(f: int, m: int, fm: int) -> None:
    assert fm_score(f, m) == fm


def test_ten_distinct_values_spread_evenly() -> None:
    points = fair_scores(range(10), 1, 5)
    assert list(points.values()) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_all_equal_gives_the_middle() -> None:
    assert fair_scores([7, 7, 7], 1, 5) == {7: 3}


def test_the_score_follows_the_number_strictly_worse() -> None:
    # 6 customers have 1, 3 have 2, 1 has 9: worse = 0, 6, 9; max_worse + 1 = 10.
    assert fair_scores([1] * 6 + [2] * 3 + [9], 1, 5) == {1: 1, 2: 4, 9: 5}


@given(buyers_of)
def test_equal_numbers_get_equal_scores(buyers: list[Buyer]) -> None:
    seen: dict[tuple[int, int, int], tuple[int, int, int, str]] = {}
    for one in score(buyers):
        assert seen.setdefault(one[1:4], one[4:]) == one[4:]


@given(buyers_of, st.randoms())
def test_order_and_ids_change_nothing(buyers: list[Buyer], random: Random) -> None:
    numbers = {buyer.id: buyer.id * 7 + 3 for buyer in buyers}
    renamed = [buyer._replace(id=numbers[buyer.id]) for buyer in buyers]
    random.shuffle(renamed)
    by_id = {one.id: one for one in score(renamed)}
    for one in score(buyers):
        assert by_id[numbers[one.id]][1:] == one[1:]


@given(buyers_of)
def test_better_never_scores_worse(buyers: list[Buyer]) -> None:
    scored = score(buyers)
    for a, b in pairwise(scored):
        if a.recency <= b.recency:
            assert a.r >= b.r
        if a.frequency >= b.frequency:
            assert a.f >= b.f
        if a.monetary >= b.monetary:
            assert a.m >= b.m


@given(buyers_of)
def test_one_purchase_is_f_1_and_more_is_not(buyers: list[Buyer]) -> None:
    for one in score(buyers):
        assert (one.f == 1) == (one.frequency == 1)


def test_under_thirty_buyers_fixed_cut_points_hold() -> None:
    cuts = Cuts(monetary=(100, 200, 400, 800))
    (best, worst) = score([Buyer(1, 14, 8, 800), Buyer(2, 181, 1, 99)], cuts)
    assert best[4:] == (5, 5, 5, "champions")
    assert worst[4:] == (1, 1, 1, "lost")


def test_nobody_and_a_lone_buyer_do_not_break() -> None:
    assert score([]) == []
    assert score_quintile([]) == []
    assert score([Buyer(1, 0, 1, 0)])[0].segment in SEGMENTS
    assert score_quintile([Buyer(1, 0, 1, 5)])[0].segment in SEGMENTS
