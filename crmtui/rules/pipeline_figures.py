"""What a pipeline brings: win rates, averages, cycles and velocity, from counts and sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from crmtui.rules.counted import mean, median


class Sum(NamedTuple):
    """How many deals, what those with an amount come to, and how many these are."""

    deals: int = 0
    amount: int = 0
    priced: int = 0

    def plus(self, other: Sum) -> Sum:
        """Return both together."""
        return Sum(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class Figures:
    """What some deals come to; `cycles` counts the won ones by the days that they took."""

    def __init__(self) -> None:
        self.won = self.lost = self.open = Sum()
        self.weighted = Fraction()
        self.cycles: Counter[int] = Counter()

    def add(self, kind: str, more: Sum, *, probability: int = 0, days: int | None = None) -> None:
        """Add deals of a kind that took so many days, if that is known."""
        setattr(self, kind, getattr(self, kind).plus(more))
        if kind == "open":
            self.weighted += Fraction(more.amount * probability, 100)
        elif kind == "won" and days is not None:
            self.cycles[days] += more.deals

    @property
    def win_rate_closed(self) -> float | None:
        """The share of the deals that ended which were won."""
        return _share(self.won.deals, self.won.deals + self.lost.deals)

    @property
    def win_rate_all(self) -> float | None:
        """The share of all deals, open ones too, which were won."""
        return _share(self.won.deals, self.won.deals + self.lost.deals + self.open.deals)

    @property
    def average_won(self) -> int | None:
        """What a won deal comes to, of those with an amount."""
        return round(Fraction(self.won.amount, self.won.priced)) if self.won.priced else None

    @property
    def cycle_mean(self) -> float | None:
        """The days from opening to winning, on average."""
        return mean(self.cycles)

    @property
    def cycle_median(self) -> float | None:
        """The days from opening to winning of the deal in the middle."""
        return median(self.cycles)

    @property
    def velocity(self) -> int | None:
        """What the open deals bring a day: deals x win rate x average won / cycle.

        The usual formula of sales velocity; None while a part of it is unknown.
        """
        rate, average, cycle = self.win_rate_closed, self.average_won, self.cycle_mean
        if rate is None or average is None or not cycle:
            return None
        return round(self.open.deals * rate * average / cycle)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


class Passage(NamedTuple):
    """A stay in a stage: its days if it is over, and whether it led on."""

    stage: int
    days: int | None
    led_on: bool


class StageFlow:
    """How deals go through a stage."""

    def __init__(self) -> None:
        self.entered = self.led_on = 0
        self.days: Counter[int] = Counter()

    @property
    def left(self) -> int:
        """How many stays are over."""
        return self.days.total()

    @property
    def conversion(self) -> float | None:
        """The share of the stays that are over which led to a later stage, or to a win."""
        return _share(self.led_on, self.left)


def flows(passages: Iterable[Passage]) -> dict[int, StageFlow]:
    """Return how deals go through each stage that any came into."""
    found: dict[int, StageFlow] = {}
    for passage in passages:
        flow = found.setdefault(passage.stage, StageFlow())
        flow.entered += 1
        if passage.days is not None:
            flow.days[passage.days] += 1
            flow.led_on += passage.led_on
    return found
