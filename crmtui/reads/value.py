"""What every customer is likely to bring: the models fitted to the purchases, and each forecast."""

from __future__ import annotations

import sqlite3
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from crmtui.reads.horizon import Horizon
from crmtui.reads.visits import Visits, visits
from crmtui.rules.bgnbd import History
from crmtui.rules.gamma_gamma import Spent
from crmtui.rules.lifetime import Customer, Doubt, Models, fit
from crmtui.rules.rhythm import rhythm
from crmtui.text.formats import Formats

_REACH = 1.1
"""A forecast may reach so many times as far ahead as the history reaches back."""


class Forecast(NamedTuple):
    """What to expect of a customer within the horizon; None is unknown."""

    id: int
    repeats: int
    recency_days: int
    """From the first purchase to the last."""
    age_days: int
    """From the first purchase to the day of the look."""
    repeat_mean: int | None
    """What their repeat purchases came to on average, in minor units."""
    purchases: float | None
    spend: int | None
    """In minor units."""
    alive: float | None
    """The chance that they are still customers; after one purchase nobody can tell."""


class Value(NamedTuple):
    """The forecast of a day: of all customers, the best first."""

    as_of: date
    horizon: Horizon
    models: Models
    buyers: int
    back: int
    """Buyers who came back."""
    oldest: int
    """Days since the first of all purchases."""
    forecasts: list[Forecast]
    """Empty if the models alone were asked for."""

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why not to trust it."""
        is_far = self.models.bgnbd is not None and self.horizon.days > _REACH * self.oldest
        return (*self.models.doubts, *([Doubt.FAR] if is_far else []))


def value(
    connection: sqlite3.Connection,
    formats: Formats,
    day: date,
    horizon: Horizon,
    *,
    only_models: bool = False,
) -> Value:
    """Fit the models to everything bought up to the end of `day` and look ahead from there."""
    bought = list(visits(connection, formats.zone, day))
    major, today = 10**formats.cur.digits, day.toordinal()
    customers = [customer(one, today, major) for one in bought]
    # In major units, on which the likelihood depends.
    first = sum(one.sums[0] for one in bought) / major / max(1, len(bought))
    models = fit(customers, first)
    forecasts = []
    if not only_models:
        ahead = _Ahead(models, today, horizon.days, major)
        forecasts = list(map(ahead.of, bought, customers))
        forecasts.sort(key=lambda one: (one.spend is None, -(one.spend or 0), one.id))
    back = sum(who.history.repeats > 0 for who in customers)
    oldest = max((who.history.age for who in customers), default=0)
    return Value(day, horizon, models, len(customers), back, oldest, forecasts)


def forecast(
    models: Models, bought: Visits, formats: Formats, day: date, horizon: Horizon
) -> Forecast:
    """Return what to expect of one customer by models that are known."""
    major, today = 10**formats.cur.digits, day.toordinal()
    return _Ahead(models, today, horizon.days, major).of(bought, customer(bought, today, major))


def customer(bought: Visits, today: int, major: int) -> Customer:
    """Return what the models know of somebody."""
    days, repeats = bought.days, bought.repeats
    return Customer(
        History(repeats, days[-1] - days[0], today - days[0]),
        Spent(repeats, bought.repeated / major),
    )


class _Ahead:
    """Looks ahead, from a day on, for one customer after the other."""

    def __init__(self, models: Models, today: int, days: float, major: int) -> None:
        self._models = models
        self._today, self._days, self._major = today, days, major
        # 2F1 depends on few distinct numbers only.
        self._if_alive = lru_cache(maxsize=None)(self._compute)

    def of(self, bought: Visits, who: Customer) -> Forecast:
        """Return what to expect of somebody."""
        model, history, repeats = self._models.bgnbd, who.history, who.history.repeats
        alive = times = None
        if model is None:
            times = _by_rhythm(bought, self._today, self._days)
        else:
            alive = model.alive(history)
            times = alive * self._if_alive(repeats, history.age)
        return Forecast(
            bought.contact,
            *history,
            round(who.spent.total * self._major / repeats) if repeats else None,
            times,
            None if times is None else round(times * self._models.worth(who.spent) * self._major),
            alive if repeats else None,
        )

    def _compute(self, repeats: int, age: int) -> float:
        model = self._models.bgnbd
        return model.if_alive(repeats, age, self._days) if model else 0.0


def _by_rhythm(bought: Visits, today: int, days: float) -> float | None:
    """Foretell by somebody's own rhythm; None if they have none, or are lost."""
    found = rhythm(bought.days, today)
    return None if found is None or found.is_lost else days / found.usual
