"""Medians and means of counted values; the rest is proved by the reports."""

from __future__ import annotations

from collections import Counter
from statistics import mean as plain_mean
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.returning import mean, middle, returning


@given(st.lists(st.integers(1, 400), min_size=1))
def test_counted_values_have_the_median_and_mean_of_the_values(values: list[int]) -> None:
    counts = Counter(values)
    assert middle(counts) == median(values)
    assert mean(counts) is not None
    assert abs((mean(counts) or 0) - plain_mean(values)) < 1e-9


def test_nothing_has_neither() -> None:
    assert (middle(Counter()), mean(Counter())) == (None, None)


def test_who_comes_back_after_a_pause_is_returning_and_not_retained() -> None:
    found = returning([[0, 70], [31]], [0] * 31 + [1] * 28 + [2] * 31)
    assert [(p.customers, p.new, p.returning, p.retained) for p in found.periods] == [
        (1, 1, 0, 0),
        (1, 1, 0, 0),
        (1, 0, 1, 0),
    ]
    assert [p.churn for p in found.periods] == [None, 1, 1]
    assert [cohort.bought for cohort in found.cohorts] == [(1, 0, 1), (1, 0)]
