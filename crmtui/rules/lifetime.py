"""What customers will bring: both models together, and when not to trust them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

from crmtui.rules import bgnbd, gamma_gamma
from crmtui.rules.bgnbd import BgNbd, History
from crmtui.rules.gamma_gamma import GammaGamma, Spent

LEAST_BUYERS, LEAST_BACK = 30, 10
"""Buyers, and buyers who came back, below which a model would only repeat its prior."""
_MISFIT = 0.15
"""The share by which the model may miss the repeats that happened."""
_TIED = 0.3
"""The correlation between how often and how much from which on they are no longer apart."""


class Doubt(StrEnum):
    """A reason not to trust the numbers."""

    FEW_BUYERS = "few-buyers"
    NOBODY_BACK = "nobody-back"
    UNSETTLED = "unsettled"
    HELD = "held"
    NOBODY_LEAVES = "nobody-leaves"
    MISFIT = "misfit"
    FAR = "far"
    FEW_AMOUNTS = "few-amounts"
    UNEVEN_AMOUNTS = "uneven-amounts"
    TIED_AMOUNTS = "tied-amounts"


NO_FORECAST = frozenset({Doubt.FEW_BUYERS, Doubt.NOBODY_BACK, Doubt.UNSETTLED})
"""The doubts that leave each customer's own rhythm as the only forecast."""


class Customer(NamedTuple):
    """What the models know of somebody."""

    history: History
    spent: Spent


class Models(NamedTuple):
    """What was fitted to all customers; a model that cannot be had is None."""

    bgnbd: BgNbd | None
    gamma_gamma: GammaGamma | None
    mean: float
    """What repeat purchases, or if there are none all purchases, come to on average."""
    doubts: tuple[Doubt, ...] = ()

    def worth(self, spent: Spent) -> float:
        """Return what to expect of somebody at a time, in major units."""
        if self.gamma_gamma is not None and (spent.repeats or self.gamma_gamma.has_mean):
            return max(0.0, self.gamma_gamma.mean(spent))
        return max(0.0, spent.total / spent.repeats if spent.repeats else self.mean)


def fit(customers: Sequence[Customer], mean_first: float) -> Models:
    """Fit both models; `mean_first` is what the average first purchase came to."""
    back = [who.spent for who in customers if who.spent.repeats]
    total = sum(spent.total for spent in back)
    mean = total / sum(spent.repeats for spent in back) if back else mean_first
    if customers and not back:
        return Models(None, None, mean, (Doubt.NOBODY_BACK,))
    if len(customers) < LEAST_BUYERS or len(back) < LEAST_BACK:
        return Models(None, None, mean, (Doubt.FEW_BUYERS,))
    histories = Counter(who.history for who in customers)
    often = bgnbd.fit_counted(histories)
    if often is None or not often.settled:
        return Models(None, None, mean, (Doubt.UNSETTLED,))
    much, about_amounts = _fit_amounts(back)
    return Models(often, much, mean, (*_doubts(often, histories), *about_amounts))


def _fit_amounts(back: list[Spent]) -> tuple[GammaGamma | None, tuple[Doubt, ...]]:
    paid = [spent for spent in back if spent.total > 0]
    much = gamma_gamma.fit(paid) if len(paid) >= LEAST_BACK else None
    if much is None or not much.settled:
        return None, (Doubt.FEW_AMOUNTS,)
    found = []
    if not much.has_mean:
        found.append(Doubt.UNEVEN_AMOUNTS)
    tie = _correlation([(spent.repeats, spent.total / spent.repeats) for spent in paid])
    if abs(tie) > _TIED:
        found.append(Doubt.TIED_AMOUNTS)
    return much, tuple(found)


def _doubts(model: BgNbd, histories: Counter[History]) -> Iterable[Doubt]:
    if model.held:
        yield Doubt.HELD
    if model.nobody_leaves:
        yield Doubt.NOBODY_LEAVES
    happened = sum(who.repeats * count for who, count in histories.items())
    if abs(_foreseen(model, histories) - happened) > _MISFIT * happened:
        yield Doubt.MISFIT


def _foreseen(model: BgNbd, histories: Counter[History]) -> float:
    """Return how many repeats the model would have foretold when each of them first came."""
    ages: Counter[int] = Counter()
    for who, count in histories.items():
        ages[who.age] += count
    return sum(count * model.if_alive(0, 0, age) for age, count in ages.items() if age)


def _correlation(pairs: list[tuple[float, float]]) -> float:
    n = len(pairs)
    mean_x, mean_y = sum(x for x, _y in pairs) / n, sum(y for _x, y in pairs) / n
    both = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    squares = [sum((x - mean_x) ** 2 for x, _y in pairs), sum((y - mean_y) ** 2 for _x, y in pairs)]
    # All equal but for rounding: nothing to go together with.
    if squares[0] < 1e-9 * n or squares[1] <= 1e-9 * n * mean_y**2:
        return 0.0
    return both / sqrt(squares[0] * squares[1])
