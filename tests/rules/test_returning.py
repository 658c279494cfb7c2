"""Who came back, by the days they bought on; the rest is proved by the reports."""

from __future__ import annotations

from crmtui.rules.returning import returning


def test_who_comes_back_after_a_pause_is_returning_and_not_retained() -> None:
    found = returning([[0, 70], [31]], [0] * 31 + [1] * 28 + [2] * 31)
    assert [(p.customers, p.new, p.returning, p.retained) for p in found.periods] == [
        (1, 1, 0, 0),
        (1, 1, 0, 0),
        (1, 0, 1, 0),
    ]
    assert [p.churn for p in found.periods] == [None, 1, 1]
    assert [cohort.bought for cohort in found.cohorts] == [(1, 0, 1), (1, 0)]
