"""What every customer is likely to bring: the models fitted to the purchases, and each forecast."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from crmtui.reads.horizon import Horizon
from crmtui.reads.visits import Visits, visits
from crmtui.rules.bgnbd import BgNbd, History
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
    forecasts: list[Forecast]

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why not to trust it."""
        oldest = max((one.age_days for one in self.forecasts), default=0)
        is_far = self.models.bgnbd is not None and self.horizon.days > _REACH * oldest
        return (*self.models.doubts, *([Doubt.FAR] if is_far else []))


def value(connection: sqlite3.Connection, formats: Formats, day: date, horizon: Horizon) -> Value:
    """Fit the models to everything bought up to the end of `day` and look ahead from there."""
    bought = list(visits(connection, formats.zone, day))
    models = fit_visits(bought, formats, day)
    forecasts = list(_forecasts(models, bought, formats, day, horizon))
    forecasts.sort(key=lambda one: (one.spend is None, -(one.spend or 0), one.id))
    back = sum(one.repeats > 0 for one in forecasts)
    return Value(day, horizon, models, len(forecasts), back, forecasts)


def fit_visits(bought: list[Visits], formats: Formats, day: date) -> Models:
    """Fit the models; amounts are in major units, on which the likelihood depends."""
    major, today = 10**formats.cur.digits, day.toordinal()
    customers = [customer(one, today, major) for one in bought]
    first = sum(one.sums[0] for one in bought) / major / max(1, len(bought))
    return fit(customers, first)


def customer(bought: Visits, today: int, major: int) -> Customer:
    """Return what the models know of somebody."""
    days, repeats = bought.days, bought.repeats
    return Customer(
        History(repeats, days[-1] - days[0], today - days[0]),
        Spent(repeats, bought.repeated / major),
    )


def forecast(
    models: Models, bought: Visits, formats: Formats, day: date, horizon: Horizon
) -> Forecast:
    """Return what to expect of one customer."""
    return next(iter(_forecasts(models, [bought], formats, day, horizon)))


def _forecasts(
    models: Models, bought: Iterable[Visits], formats: Formats, day: date, horizon: Horizon
) -> Iterable[Forecast]:
    major, today = 10**formats.cur.digits, day.toordinal()
    model = models.bgnbd
    expect = _by_model(model, horizon.days) if model else None
    for one in bought:
        who = customer(one, today, major)
        repeats = who.history.repeats
        times = expect(who.history) if expect else _by_rhythm(one, today, horizon.days)
        yield Forecast(
            one.contact,
            *who.history,
            round(one.repeated / repeats) if repeats else None,
            times,
            None if times is None else round(times * models.worth(who.spent) * major),
            model.alive(who.history) if model and repeats else None,
        )


def _by_model(model: BgNbd, days: float) -> Callable[[History], float]:
    """Return what foretells purchases; 2F1 depends on few distinct numbers only."""
    if_alive = lru_cache(maxsize=None)(lambda repeats, age: model.if_alive(repeats, age, days))
    return lambda who: if_alive(who.repeats, who.age) * model.alive(who)


def _by_rhythm(bought: Visits, today: int, days: float) -> float | None:
    """Foretell by somebody's own rhythm; None if they have none, or are lost."""
    found = rhythm(bought.days, today)
    return None if found is None or found.is_lost else days / found.usual
