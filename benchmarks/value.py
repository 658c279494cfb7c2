"""Fitting lifetime value, beside the lifetimes package on the same customers, in this process."""

from __future__ import annotations

import gc
import importlib
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.measure import Middle
from crmtui.rules import bgnbd, gamma_gamma
from crmtui.rules.bgnbd import History
from crmtui.rules.gamma_gamma import Spent

_DAYS = 730


def has_lifetimes() -> bool:
    """Tell whether the package is here."""
    return find_spec("lifetimes") is not None


def fits(customers: int, runs: int) -> tuple[Middle, Middle]:
    """Fit both models in turn with ours and theirs; they must come to the same parameters."""
    rows = _shop(customers)
    ours, theirs = _ours(rows), _theirs(rows)
    gc.disable()  # as our commands do
    try:
        pairs = [(_timed(ours), _timed(theirs)) for _round in range(runs)]
    finally:
        gc.enable()
    for one, other in zip(pairs[0][0][1], pairs[0][1][1], strict=True):
        if abs(one - other) > 0.002 * abs(other):
            raise AssertionError(f"lifetimes finds {other}, ours {one}")
    return (
        Middle(median(pair[0][0] for pair in pairs), 0),
        Middle(median(pair[1][0] for pair in pairs), 0),
    )


def _timed(fit: Callable[[], list[float]]) -> tuple[float, list[float]]:
    started = perf_counter()
    found = fit()
    return perf_counter() - started, found


def _ours(rows: list[tuple[int, int, int, float]]) -> Callable[[], list[float]]:
    histories = [History(x, last, age) for x, last, age, _total in rows]
    spent = [Spent(x, total) for x, _last, _age, total in rows if x]

    def fit() -> list[float]:
        often, much = bgnbd.fit(histories), gamma_gamma.fit(spent)
        assert often is not None
        assert much is not None
        return [often.r, often.alpha, often.a, often.b, much.p, much.q, much.v]

    return fit


def _theirs(rows: list[tuple[int, int, int, float]]) -> Callable[[], list[float]]:
    warnings.simplefilter("ignore")
    package: Any = importlib.import_module("lifetimes")
    pandas: Any = importlib.import_module("pandas")
    table = pandas.DataFrame(rows, columns=["x", "last", "age", "total"])
    recency, age = table["last"] / 7, table.age / 7
    back = table[table.x > 0]
    mean = back.total / back.x

    def fit() -> list[float]:
        often = package.BetaGeoFitter()
        often.fit(table.x, recency, age)
        much = package.GammaGammaFitter()
        much.fit(back.x, mean)
        return [*often.params_[["r", "alpha", "a", "b"]], *much.params_[["p", "q", "v"]]]

    return fit


def _shop(customers: int) -> list[tuple[int, int, int, float]]:
    """Make customers as the models see them: repeats, last day, age in days, money of repeats."""
    chance, rows = Random(customers), []
    for _customer in range(customers):
        age, day, repeats, last, total = chance.randrange(1, _DAYS), 0.0, 0, 0, 0.0
        pace = chance.gammavariate(0.25, 1 / 5) / 7 + 1e-12
        leaving = chance.betavariate(0.8, 2.5)
        scale = 1 / chance.gammavariate(3.7, 1 / 15)
        while (day := day + chance.expovariate(pace)) <= age:
            if int(day) > last:
                repeats, last = repeats + 1, int(day)
                total += round(chance.gammavariate(6.2, scale), 2) + 0.01
            if chance.random() < leaving:
                break
        rows.append((repeats, last, age, total))
    return rows
