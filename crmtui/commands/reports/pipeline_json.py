"""The report on the pipeline as an object with stable keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crmtui.commands.shop import Shop
from crmtui.rules.counted import mean, median

if TYPE_CHECKING:
    from crmtui.reads.forecast import Forecast
    from crmtui.reads.pipeline_report import Lost, Report, StageFigures
    from crmtui.rules.pipeline_figures import Figures, Sum


def report_json(here: Shop, found: Report, coming: Forecast, by: str) -> dict[str, Any]:
    """Return a report as an object with stable keys."""
    shown: dict[str, Any] = {"currency": here.settings["currency"]}
    shown |= figures_json(found.total)
    shown["stages"] = [_stage_json(stage) for stage in found.stages]
    shown["reasons"] = [_lost_json(lost, "reason") for lost in found.reasons]
    shown["competitors"] = [_lost_json(lost, "competitor") for lost in found.competitors]
    shown["lost_at_counter"] = {
        "deals": sum(lost.counter for lost in found.reasons),
        "amount": sum(lost.counter_amount for lost in found.reasons),
    }
    shown["usual_month"] = coming.usual
    shown["months"] = [
        {
            "month": month.month and month.month.name,
            "from": month.month and month.month.begins.isoformat(),
            "expected": _sum_json(month.expected),
            "weighted": month.weighted,
            "won": _sum_json(month.won),
            "late": month.late,
        }
        for month in coming.months
    ]
    if by:
        shown["by"] = by
        shown["groups"] = [{by: name or None} | figures_json(each) for name, each in found.groups]
    return shown


def figures_json(figures: Figures) -> dict[str, Any]:
    """Return figures as an object: rates are fractions of 1, amounts minor units."""
    return {
        "won": _sum_json(figures.won),
        "lost": _sum_json(figures.lost),
        "open": _sum_json(figures.open) | {"weighted": round(figures.weighted)},
        "win_rate_closed": _rounded(figures.win_rate_closed),
        "win_rate_all": _rounded(figures.win_rate_all),
        "average_won": figures.average_won,
        "cycle_days_mean": _rounded(figures.cycle_mean),
        "cycle_days_median": figures.cycle_median,
        "velocity_per_day": figures.velocity,
    }


def _sum_json(some: Sum) -> dict[str, int]:
    return {"deals": some.deals, "amount": some.amount}


def _stage_json(stage: StageFigures) -> dict[str, Any]:
    flow = stage.flow
    return {
        "stage": stage.name,
        "pipeline": stage.pipeline,
        "kind": stage.kind,
        "probability": stage.probability / 100,
        "deals": stage.deals,
        "amount": stage.amount,
        "entered": flow.entered if flow else 0,
        "left": flow.left if flow else 0,
        "conversion": _rounded(flow.conversion) if flow else None,
        "days_mean": _rounded(mean(flow.days)) if flow else None,
        "days_median": median(flow.days) if flow else None,
    }


def _lost_json(lost: Lost, key: str) -> dict[str, Any]:
    return {
        key: lost.name,
        "deals": lost.deals,
        "amount": lost.amount,
        "at_counter": {"deals": lost.counter, "amount": lost.counter_amount},
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def flat(figures: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield names and values, for a pipe."""
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from ((f"{name}_{part}", n) for part, n in value.items())
        else:
            yield name, value
