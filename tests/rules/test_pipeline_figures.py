"""The figures of a pipeline, against plain statistics of the same deals."""

from __future__ import annotations

import statistics
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.counted import mean, median
from crmtui.rules.pipeline_figures import Figures, Passage, Sum, flows


@given(st.lists(st.integers(-5, 500), min_size=1))
def test_counted_values_have_the_usual_mean_and_median(values: list[int]) -> None:
    counted = Counter(values)
    assert median(counted) == statistics.median(values)
    assert mean(counted) == pytest.approx(statistics.fmean(values))


def test_rates_say_of_what_and_amounts_of_which() -> None:
    figures = Figures()
    figures.add("won", Sum(2, 300, 1), days=10)
    figures.add("won", Sum(1, 50, 1))
    figures.add("lost", Sum(1, 999, 1), days=4)
    figures.add("open", Sum(4, 1000, 2), probability=25)
    assert (figures.win_rate_closed, figures.win_rate_all) == (0.75, 0.375)
    assert figures.average_won == 175
    assert (figures.cycle_mean, figures.cycle_median) == (10.0, 10.0)
    assert figures.weighted == 250
    assert figures.velocity == round(4 * 0.75 * 175 / 10)


def test_nothing_has_no_rates() -> None:
    figures = Figures()
    assert figures.win_rate_closed is figures.average_won is figures.velocity is None
    figures.add("won", Sum(1, 5, 1), days=0)
    assert figures.velocity is None  # a cycle of no days divides nothing


def test_conversion_is_of_the_stays_that_are_over() -> None:
    flow = flows([Passage(1, 3, True), Passage(1, 5, False), Passage(1, None, False)])[1]
    assert (flow.entered, flow.left, flow.conversion) == (3, 2, 0.5)
    assert flows([Passage(1, None, False)])[1].conversion is None
