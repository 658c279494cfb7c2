"""The tables of the report on the pipeline as rows for files."""

from __future__ import annotations

from typing import Any

from crmtui.reads.reports.pipeline_sheets import PipelineReport


def pipeline_rows(found: PipelineReport) -> dict[str, list[dict[str, Any]]]:
    """Return the tables as rows for files: amounts in minor units, rates as shares of 1."""
    stages = [
        {
            "stage": stage.name,
            "pipeline": stage.pipeline,
            "deals": stage.deals,
            "amount": stage.amount,
            "entered": stage.flow.entered if stage.flow else 0,
            "conversion": stage.flow.conversion if stage.flow else None,
        }
        for stage in found.report.stages
    ]
    months = [
        {
            "month": each.month and each.month.name,
            "expected": each.expected.amount,
            "weighted": each.weighted,
            "won_amount": each.won.amount,
            "deals_won": each.won.deals,
            "late": each.late,
        }
        for each in found.coming.months
    ]
    reasons = [
        {
            "reason": lost.name,
            "deals": lost.deals,
            "amount": lost.amount,
            "counter": lost.counter,
            "counter_amount": lost.counter_amount,
        }
        for lost in found.report.reasons
    ]
    groups = {
        by: [
            {
                by: name,
                "won": each.won.deals,
                "amount": each.won.amount,
                "lost": each.lost.deals,
                "open": each.open.deals,
                "weighted": round(each.weighted),
                "win_rate_closed": each.win_rate_closed,
            }
            for name, each in some
        ]
        for by, some in found.groups.items()
    }
    return {"stages": stages, "forecast": months, "reasons": reasons, **groups}
