"""How much customers pay at a time: Gamma-Gamma (Fader and Hardie, 2013).

Each customer has a mean of their own, around which their purchases lie (gamma: p), and the means
of all of them are spread in their turn (gamma: q, v). Only repeat purchases tell.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import truediv
from typing import NamedTuple

from crmtui.rules.climb import climb
from crmtui.rules.hypergeometric import digamma
from crmtui.rules.optimise import Smooth

FEW = 300
"""Up to so many customers, and where nothing else holds them, a weak prior holds p and q."""
_FAR = math.log(1e4)
_USUAL = math.log(4.0)
"""Where p and q usually are."""


class Spent(NamedTuple):
    """What somebody paid for so many repeat purchases, in major units of money."""

    repeats: int
    total: float


class GammaGamma(NamedTuple):
    """The parameters, and how well they fit."""

    p: float
    q: float
    v: float
    log_likelihood: float
    customers: int
    held: bool = False
    """A prior holds the parameters: the data alone do not."""
    settled: bool = True

    @property
    def has_mean(self) -> bool:
        """Tell whether the mean of all customers is a number at all."""
        return self.q > 1

    def mean(self, spent: Spent) -> float:
        """Return what to expect of somebody at a time: between their own mean and that of all."""
        return self.p * (self.v + spent.total) / (self.p * spent.repeats + self.q - 1)


def fit(spent: Iterable[Spent]) -> GammaGamma | None:
    """Return the likeliest parameters; None if nobody paid anything again.

    Who paid nothing at all, or got more back than they paid, has no mean the model could know.
    """
    data = _Data([one for one in spent if one.repeats > 0 and one.total > 0])
    if not data.customers:
        return None
    held = data.customers <= FEW
    found = climb(data, held=held)
    if not held and not (found.settled and all(abs(x) < _FAR for x in found.at[:2])):
        held = True
        found = climb(data, held=True)
    p, q, v = map(math.exp, found.at)
    minus_mean, _slope = data.cost(held=False)(found.at)
    return GammaGamma(p, q, v, -minus_mean * data.customers, data.customers, held, found.settled)


class _Data:
    """The customers by how often they came back: all but two sums per evaluation is per group."""

    def __init__(self, spent: list[Spent]) -> None:
        self.rows = sorted(spent)
        self.customers = len(spent)
        self._totals: defaultdict[int, list[float]] = defaultdict(list)
        for repeats, total in self.rows:
            self._totals[repeats].append(total)
        # Σ x ln(x m) and Σ ln m do not change with the parameters.
        logs = {x: sum(map(math.log, totals)) for x, totals in self._totals.items()}
        self._weighted = sum(x * log for x, log in logs.items())
        self._log_means = sum(log - len(self._totals[x]) * math.log(x) for x, log in logs.items())
        self._mean = math.exp(self._log_means / max(1, self.customers))

    def part(self, every: int) -> _Data:
        """Return the same of a part of the rows."""
        return _Data(self.rows[::every])

    def starts(self) -> Iterator[list[float]]:
        """Yield logarithms of parameters whose mean is about that of these customers."""
        yield [_USUAL, _USUAL, math.log(self._mean) - _USUAL + math.log(3)]

    def cost(self, *, held: bool) -> Smooth:
        """Return minus the mean log-likelihood, and the prior's part, of log parameters."""

        def of(at: list[float]) -> tuple[float, list[float]]:
            value, slope = self._likelihood(*map(math.exp, at))
            if held:
                off_p, off_q = at[0] - _USUAL, at[1] - _USUAL
                value -= (off_p**2 + off_q**2) / 2
                slope = [slope[0] - off_p, slope[1] - off_q, slope[2]]
            return -value / self.customers, [-part / self.customers for part in slope]

        return of

    def _likelihood(self, p: float, q: float, v: float) -> tuple[float, list[float]]:
        """Return the log-likelihood and its slope along the logarithms of the parameters."""
        n = self.customers
        value = n * (q * math.log(v) - math.lgamma(q)) + p * self._weighted - self._log_means
        by_p, by_q, by_v = self._weighted, n * (math.log(v) - digamma(q)), n * q / v
        for x, totals in self._totals.items():
            count, shape = len(totals), p * x
            sums = [total + v for total in totals]
            logs = sum(map(math.log, sums))
            value += count * (math.lgamma(shape + q) - math.lgamma(shape)) - (shape + q) * logs
            of_both = digamma(shape + q)
            by_p += x * (count * (of_both - digamma(shape)) - logs)
            by_q += count * of_both - logs
            by_v -= (shape + q) * sum(map(truediv, (1.0,) * count, sums))
        return value, [by_p * p, by_q * q, by_v * v]
