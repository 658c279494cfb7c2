"""How often customers will buy: BG/NBD (Fader, Hardie and Lee, Marketing Science 24, 2005).

While they are customers they buy at a pace of their own (gamma: r, alpha), and after each purchase
they may leave for good with a chance of their own (beta: a, b). Times are whole days outside and
weeks in the formulas.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from crmtui.rules.climb import climb
from crmtui.rules.hypergeometric import hyp2f1
from crmtui.rules.optimise import Least, Smooth

WEEK = 7
FEW = 300
"""Up to so many customers the likelihood alone runs off to absurd parameters."""
_FAR = math.log(1e4)
"""A parameter beyond this says that the data do not hold it."""
_NEVER = 1e-4
"""With `a` below this nobody ever leaves."""
_HARDLY = 0.01
"""Or with a mean chance to leave below this."""
_BIG = 500.0
"""The exponent from which on 1 + e**z is e**z."""


class History(NamedTuple):
    """What the model knows of a customer; purchases of one day are one."""

    repeats: int
    recency: int
    """Days from the first purchase to the last."""
    age: int
    """Days from the first purchase to the day of the look."""


class BgNbd(NamedTuple):
    """The parameters, and how well they fit."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    customers: int
    held: bool = False
    """A prior holds the parameters: the data alone do not."""
    settled: bool = True

    @property
    def nobody_leaves(self) -> bool:
        """Tell whether the model sees no customer ever leave."""
        return self.a < _NEVER or self.a / (self.a + self.b) < _HARDLY

    def alive(self, who: History) -> float:
        """Return the chance that somebody still comes: 1, by definition, after one purchase."""
        if not who.repeats:
            return 1.0
        odds = math.log(self.a / (self.b + who.repeats - 1)) + (self.r + who.repeats) * math.log(
            (self.alpha + who.age / WEEK) / (self.alpha + who.recency / WEEK)
        )
        return 1 / (1 + math.exp(min(odds, _BIG)))

    def expected(self, who: History, days: float) -> float:
        """Return how many purchases to expect of somebody in the next `days`."""
        return self.if_alive(who.repeats, who.age, days) * self.alive(who)

    def if_alive(self, repeats: int, age: int, days: float) -> float:
        """Return the same for somebody who is a customer for sure.

        Formula 10 of the paper, or the same after Euler's transformation of 2F1: the one of them
        that stays finite however far one looks.
        """
        a = self.a if abs(self.a - 1) > 1e-6 else 1 + 1e-6
        whole = a + self.b + repeats - 1
        whole = whole if abs(whole) > 1e-9 else 1e-9
        weeks, past, times = days / WEEK, self.alpha + age / WEEK, self.r + repeats
        near, far = past / (past + weeks), weeks / (past + weeks)
        if a - 1 > times:
            gone = math.pow(near, times) * hyp2f1(times, self.b + repeats, whole, far)
        else:
            gone = math.pow(near, a - 1) * hyp2f1(whole - times, a - 1, whole, far)
        return whole / (a - 1) * (1 - gone)


def fit(histories: Iterable[History]) -> BgNbd | None:
    """Return the parameters under which these histories are likeliest; None without a repeat.

    Few customers, and those who leave the likelihood without a peak, are held by a weak prior.
    """
    return fit_counted(Counter(histories))


def fit_counted(counts: Mapping[History, int]) -> BgNbd | None:
    """Return the same for histories and how many customers have each."""
    data = _Data([(who, counts[who]) for who in sorted(counts)])
    if not data.repeats or not data.weeks:
        return None
    if data.customers > FEW:
        found = climb(data, held=False)
        if found.settled and _is_near(*found.at):
            return _result(found, data, held=False)
    return _result(climb(data, held=True), data, held=True)


def _is_near(log_r: float, log_alpha: float, log_a: float, log_b: float) -> bool:
    """Tell whether the data hold the parameters; nobody leaving (a = 0) is an answer too."""
    return log_a < _FAR and all(abs(x) < _FAR for x in (log_r, log_alpha, log_b))


def _result(found: Least, data: _Data, *, held: bool) -> BgNbd:
    r, alpha, a, b = map(math.exp, found.at)
    likelihood = -found.value * data.customers - (_prior(found.at)[0] if held else 0.0)
    return BgNbd(r, alpha, a, b, likelihood, data.customers, held, found.settled)


class _Data:
    """Histories laid out for the likelihood: most of it depends on few distinct numbers."""

    def __init__(self, rows: list[tuple[History, int]]) -> None:
        self.rows = rows
        self.customers = sum(count for _who, count in rows)
        self.repeats = sum(count * who.repeats for who, count in rows)
        self.weeks = sum(count * who.age for who, count in rows) / WEEK
        self._at_age: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
        """By age: customers, and their repeats."""
        bought = [0] * (1 + max((who.repeats for who, _count in rows), default=0))
        self._groups: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
        """By repeats: age, recency, customers."""
        for (repeats, recency, age), count in rows:
            sums = self._at_age[age]
            sums[0] += count
            sums[1] += count * repeats
            bought[repeats] += count
            if repeats:
                self._groups[repeats].append((age, recency, count))
        self._days = set(self._at_age).union(who.recency for who, _count in rows)
        """The ages and recencies there are: of few rows few."""
        self._length = 1 + max(self._days, default=0)
        self._more: list[int] = []
        """How many customers bought again more than 0, 1, 2 … times."""
        left = self.customers
        for count in bought[:-1]:
            left -= count
            self._more.append(left)

    def part(self, every: int) -> _Data | None:
        """Return the same of a part of the rows; None if that says too little."""
        found = _Data(self.rows[::every])
        return found if found.repeats and found.weeks else None

    def starts(self) -> Iterator[list[float]]:
        """Yield logarithms of parameters that give about the pace of these customers."""
        for r, a, b in ((0.5, 0.5, 2.0), (1.0, 1.0, 1.0), (0.2, 0.1, 5.0)):
            yield [math.log(x) for x in (r, r * self.weeks / self.repeats, a, b)]

    def cost(self, *, held: bool) -> Smooth:
        """Return minus the mean log-likelihood, and the prior's part, of log parameters."""

        def of(at: list[float]) -> tuple[float, list[float]]:
            value, slope = self._likelihood(*map(math.exp, at))
            if held:
                more, tilt = _prior(at)
                value += more
                slope = [one + other for one, other in zip(slope, tilt, strict=True)]
            return -value / self.customers, [-part / self.customers for part in slope]

        return of

    def _likelihood(self, r: float, alpha: float, a: float, b: float) -> tuple[float, list[float]]:
        """Return the log-likelihood and its slope along the logarithms of the parameters."""
        log, exp = math.log, math.exp
        value = self.customers * r * log(alpha)
        by_r, by_alpha = self.customers * log(alpha), self.customers * r / alpha
        by_a = by_b = 0.0
        for k, count in enumerate(self._more):
            value += count * log((r + k) * (b + k) / (a + b + k))
            by_r += count / (r + k)
            by_a -= count / (a + b + k)
            by_b += count / (b + k) - count / (a + b + k)
        logs, parts = [0.0] * self._length, [0.0] * self._length
        for day in self._days:
            later = alpha + day / WEEK
            logs[day], parts[day] = log(later), 1 / later
        for age, (customers, repeats) in self._at_age.items():
            power = r * customers + repeats
            value -= power * logs[age]
            by_r -= customers * logs[age]
            by_alpha -= power * parts[age]
        for repeats, rows in self._groups.items():
            # ln(1 + odds of having left), and its share of having left.
            power, base = r + repeats, log(a / (b + repeats - 1))
            gone = along_r = along_alpha = 0.0
            for age, recency, count in rows:
                apart = logs[age] - logs[recency]
                odds = base + power * apart
                if odds < _BIG:
                    both = 1 + exp(odds)
                    value += count * log(both)
                    share = count - count / both
                else:
                    value += count * odds
                    share = count
                gone += share
                along_r += share * apart
                along_alpha += share * (parts[age] - parts[recency])
            by_r += along_r
            by_alpha += power * along_alpha
            by_a += gone / a
            by_b -= gone / (b + repeats - 1)
        return value, [by_r * r, by_alpha * alpha, by_a * a, by_b * b]


_USUAL_R, _USUAL_SPREAD, _USUAL_LEAVING = math.log(0.5), math.log(3.0), math.log(0.25 / 0.75)
"""Where shops usually are: r, a + b, and the odds of leaving after a purchase."""
_USUAL_ALPHA, _ALPHA_WIDTH = math.log(8.0), 2.0
"""Some buy daily, some yearly: of the pace little is presumed."""


def _prior(at: list[float]) -> tuple[float, list[float]]:
    """Return a weak prior: normal with deviation 1 on the logarithms, wider for alpha."""
    log_r, log_alpha, log_a, log_b = at
    a, b = math.exp(log_a), math.exp(log_b)
    off_r = log_r - _USUAL_R
    off_alpha = (log_alpha - _USUAL_ALPHA) / _ALPHA_WIDTH
    off_spread = math.log(a + b) - _USUAL_SPREAD
    off_leaving = log_a - log_b - _USUAL_LEAVING
    value = -(off_r**2 + off_alpha**2 + off_spread**2 + off_leaving**2) / 2
    return value, [
        -off_r,
        -off_alpha / _ALPHA_WIDTH,
        -off_spread * a / (a + b) - off_leaving,
        -off_spread * b / (a + b) + off_leaving,
    ]
