"""How often somebody usually buys, and from when on they are late, and lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.rhythm import Rhythm, rhythm

DAY = 740_000


def every(gap: int, times: int, ago: int) -> Rhythm:
    found = rhythm([DAY - ago - gap * n for n in range(times)], DAY)
    assert found is not None
    return found


def test_the_median_gap_and_its_spread() -> None:
    found = rhythm([DAY - 44, DAY - 65, DAY - 85, DAY - 107, DAY - 300], DAY)
    assert found == Rhythm(usual=21.5, spread=1.0, since=44)
    assert found.lateness == pytest.approx(44 / 21.5)
    assert found.is_late
    assert not found.is_lost


@pytest.mark.parametrize("days", [[], [DAY], [DAY, DAY - 5], [DAY, DAY, DAY - 5, DAY - 5]])
def test_two_days_are_no_rhythm(days: list[int]) -> None:
    assert rhythm(days, DAY) is None


def test_purchases_of_one_day_are_one() -> None:
    assert rhythm([DAY, DAY, DAY - 10, DAY - 20, DAY - 20], DAY) == Rhythm(10, 0, 0)


@pytest.mark.parametrize(
    ("gap", "ago", "late", "lost"),
    [
        (7, 7, False, False),
        (7, 9, False, False),  # a few days are noise
        (7, 10, True, False),
        (7, 60, True, False),  # a holiday
        (7, 61, False, True),
        (1, 3, False, False),
        (1, 4, True, False),
        (30, 37, False, False),
        (30, 38, True, False),
        (30, 180, True, False),
        (30, 181, False, True),
        (180, 226, True, False),
        (180, 731, False, True),
        (500, 700, True, False),
        (500, 1001, False, True),
    ],
)
def test_late_is_beyond_the_usual_and_lost_is_long_after(
    gap: int, ago: int, late: bool, lost: bool
) -> None:
    found = every(gap, 5, ago)
    assert (found.is_late, found.is_lost) == (late, lost)


def test_who_varies_much_is_late_later() -> None:
    steady = rhythm([DAY - 30 - n for n in (0, 20, 40, 60)], DAY)
    varied = rhythm([DAY - 30 - n for n in (0, 8, 28, 58)], DAY)
    assert steady is not None
    assert varied is not None
    assert steady.usual == varied.usual == 20
    assert steady.is_late
    assert not varied.is_late


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=30), st.integers(0, 3000))
def test_nobody_is_both_late_and_lost(gaps: list[int], since: int) -> None:
    days = [DAY - since]
    for gap in gaps:
        days.append(days[-1] - gap)
    found = rhythm(days, DAY)
    assert found is not None
    assert found == rhythm(reversed(days + days), DAY)
    assert min(gaps) <= found.usual <= max(gaps)
    assert found.since == since
    assert not (found.is_late and found.is_lost)
