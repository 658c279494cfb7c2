"""How often customers buy: the likelihood, its slope, its peak, and what is foretold."""

from __future__ import annotations

import math
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules import gamma_gamma
from crmtui.rules.bgnbd import FEW, BgNbd, History, _Data, fit
from crmtui.rules.gamma_gamma import Spent
from crmtui.rules.hypergeometric import digamma, hyp2f1
from crmtui.rules.optimise import least

CDNOW = BgNbd(0.2426, 4.414, 0.793, 2.426, 0.0, 2357)


def made(customers: int, seed: int, model: BgNbd = CDNOW, days: int = 500) -> list[History]:
    """Histories of customers who behave as the model says."""
    chance, found = Random(seed), []
    for _customer in range(customers):
        age, day, repeats, last = chance.randrange(1, days), 0.0, 0, 0
        pace = chance.gammavariate(model.r, 1 / model.alpha) / 7 + 1e-12
        leaving = chance.betavariate(model.a, model.b)
        while (day := day + chance.expovariate(pace)) <= age:
            if math.ceil(day) > last:
                repeats, last = repeats + 1, math.ceil(day)
            if chance.random() < leaving:
                break
        found.append(History(repeats, last, age))
    return found


def history(repeats: int, more: int, since: int) -> History:
    recency = repeats + more if repeats else 0
    return History(repeats, recency, recency + since)


histories = st.lists(
    st.builds(history, st.integers(0, 40), st.integers(0, 400), st.integers(0, 400)),
    min_size=1,
    max_size=40,
)
logs = st.lists(st.floats(-3, 3), min_size=4, max_size=4)


@given(histories, logs, st.booleans())
def test_the_slope_is_that_of_the_likelihood(
    rows: list[History], at: list[float], held: bool
) -> None:
    cost = _Data(sorted(Counter(rows).items())).cost(held=held)
    _value, slope = cost(at)
    for place in range(4):
        step = [1e-5 * (k == place) for k in range(4)]
        above, _slope = cost([x + d for x, d in zip(at, step, strict=True)])
        below, _slope = cost([x - d for x, d in zip(at, step, strict=True)])
        assert slope[place] == pytest.approx((above - below) / 2e-5, rel=1e-4, abs=1e-4)


def test_the_parameters_behind_the_histories_come_back() -> None:
    true = BgNbd(0.8, 6.0, 0.9, 2.5, 0.0, 0)
    found = fit(made(30_000, 1, true))
    assert found is not None
    assert found.settled
    assert found.r / found.alpha == pytest.approx(true.r / true.alpha, rel=0.1)
    assert found.a / (found.a + found.b) == pytest.approx(0.9 / 3.4, rel=0.1)


@given(histories)
def test_any_histories_give_sane_answers(rows: list[History]) -> None:
    found = fit(rows)
    if found is None:
        assert not any(row.repeats for row in rows) or not any(row.age for row in rows)
        return
    assert found.held
    assert math.isfinite(found.log_likelihood)
    for who in rows:
        assert 0 <= found.alive(who) <= 1
        near, far = found.expected(who, 30), found.expected(who, 365)
        assert 0 <= near <= far * (1 + 1e-9) + 1e-9


@pytest.mark.parametrize("customers", [40, 100, 300])
def test_few_customers_do_not_run_off(customers: int) -> None:
    for seed in range(5):
        found = fit(made(customers, seed))
        assert found is not None
        assert found.held == (customers <= FEW)
        assert found.settled
        assert max(found.r, found.a, found.b) < 30


def test_order_and_copies_matter_as_they_should() -> None:
    rows = made(1_000, 4)
    mixed = rows.copy()
    Random(1).shuffle(mixed)
    assert fit(mixed) == fit(rows)
    once, twice = fit(rows), fit(rows * 2)
    assert once is not None
    assert twice is not None
    assert twice.r == pytest.approx(once.r, rel=1e-3)
    assert twice.log_likelihood == pytest.approx(2 * once.log_likelihood)


def test_a_sample_first_leads_to_the_same_peak() -> None:
    """So many rows that a part of them is climbed first."""
    rows = made(25_000, 5, BgNbd(1.2, 5.0, 0.6, 3.0, 0.0, 0), days=900)
    assert len(set(rows)) > 6_000
    found = fit(rows)
    assert found is not None
    data = _Data(sorted(Counter(rows).items()))
    whole = least(data.cost(held=False), next(data.starts()))
    assert math.log(found.a) == pytest.approx(whole.at[2], abs=1e-3)
    assert found.log_likelihood == pytest.approx(-whole.value * len(rows), rel=1e-9)


def test_one_time_buyers_are_alive_by_definition() -> None:
    assert CDNOW.alive(History(0, 0, 300)) == 1
    assert CDNOW.alive(History(5, 10, 300)) < 0.05 < CDNOW.alive(History(5, 290, 300))


@pytest.mark.parametrize("a", [1 - 1e-9, 1.0, 1 + 1e-9])
def test_nothing_happens_at_a_equal_to_one(a: float) -> None:
    near = CDNOW._replace(a=1.001).if_alive(2, 200, 90)
    assert CDNOW._replace(a=a).if_alive(2, 200, 90) == pytest.approx(near, rel=1e-3)


@pytest.mark.parametrize(
    ("model", "who", "days", "purchases"),
    [
        # Formula 10 in fifty digits.
        ((0.1, 2.0, 50.0, 0.5), (1, 0), 3650, 1.028278022050506),
        ((0.5, 0.01, 0.001, 30.0), (0, 0), 3650, 25901.991056601997),
        ((1.5, 3.0, 2.0, 7.0), (0, 0), 365, 5.491523088493821),
        ((0.3, 100.0, 200.0, 300.0), (5, 700), 90, 0.3150014785934907),
        ((2.0, 0.1, 1e-09, 2.0), (20, 7), 30, 85.71428562659469),
    ],
)
def test_extreme_parameters_too(
    model: tuple[float, float, float, float], who: tuple[int, int], days: int, purchases: float
) -> None:
    found = BgNbd(*model, 0.0, 0).if_alive(*who, days)
    assert found == pytest.approx(purchases, rel=1e-6)


@pytest.mark.parametrize(
    ("a", "b", "c", "z", "value"),
    [
        (1, 1, 2, 0.5, 2 * math.log(2)),  # -ln(1 - z) / z
        (2, 3, 3, 0.9, 100.0),  # (1 - z)^-a
        (0.5, 0.5, 1.5, 0.25, math.asin(0.5) / 0.5),
        (1, 1, 2, 0.999, -math.log(0.001) / 0.999),
        (2, 3, 3, 0.99, 1e4),
        (0.5, 0.5, 1.5, 0.9604, math.asin(0.98) / 0.98),
        (-2, 3, 1, 0.5, 1 - 6 * 0.5 + 6 * 0.25),
    ],
)
def test_hypergeometric(a: float, b: float, c: float, z: float, value: float) -> None:
    assert hyp2f1(a, b, c, z) == pytest.approx(value, rel=1e-7)


def test_digamma() -> None:
    assert digamma(1) == pytest.approx(-0.5772156649015329, rel=1e-9)
    assert digamma(0.5) == pytest.approx(-1.9635100260214235, rel=1e-9)
    assert digamma(100) == pytest.approx(4.600161852738087, rel=1e-9)


spending = st.lists(
    st.tuples(st.integers(1, 30), st.floats(0.01, 1e9)).map(lambda t: Spent(*t)),
    min_size=1,
    max_size=30,
)


@given(spending, st.lists(st.floats(-2, 3), min_size=3, max_size=3), st.booleans())
def test_the_slope_of_amounts(rows: list[Spent], at: list[float], held: bool) -> None:
    cost = gamma_gamma._Data(rows).cost(held=held)
    _value, slope = cost(at)
    for place in range(3):
        step = [1e-5 * (k == place) for k in range(3)]
        above, _slope = cost([x + d for x, d in zip(at, step, strict=True)])
        below, _slope = cost([x - d for x, d in zip(at, step, strict=True)])
        assert slope[place] == pytest.approx((above - below) / 2e-5, rel=1e-3, abs=1e-2)


def test_amounts_come_back_and_lie_between() -> None:
    chance, rows, p, q, v = Random(2), [], 6.0, 4.0, 15.0
    for _customer in range(20_000):
        repeats = chance.randrange(1, 8)
        scale = 1 / chance.gammavariate(q, 1 / v)
        rows.append(Spent(repeats, sum(chance.gammavariate(p, scale) for _n in range(repeats))))
    found = gamma_gamma.fit(rows)
    assert found is not None
    assert not found.held
    assert (found.p, found.q, found.v) == pytest.approx((p, q, v), rel=0.1)
    of_all = found.mean(Spent(0, 0))
    assert of_all == pytest.approx(p * v / (q - 1), rel=0.05)
    assert of_all < found.mean(Spent(4, 4 * 2 * of_all)) < 2 * of_all
    assert gamma_gamma.fit([Spent(0, 0), Spent(2, -5)]) is None
