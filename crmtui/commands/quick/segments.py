"""The table of segments."""

from __future__ import annotations

from typing import Any

from crmtui.commands.output import Column, say, table, terminal_width, write_json
from crmtui.commands.shop import Shop, on_terminal
from crmtui.labels import segment_advice, segment_label
from crmtui.locale import _
from crmtui.reads.segment_sums import SegmentSums, segment_sums
from crmtui.reads.segments import SegmentSum
from crmtui.rules.rfm import Cuts

_ROOMY = 118
"""Cells that a line takes with what to do at its end."""


def segments(here: Shop, method: str = "fair") -> None:
    """Print how many customers each segment has and what they paid."""
    with here.read() as connection:
        sums = segment_sums(
            connection, here.settings, today=here.today, as_of=here.as_of, method=method
        )
    if here.json:
        write_json(
            {
                "as_of": sums.as_of.isoformat(),
                "method": method,
                "buyers": sums.buyers,
                "segments": [_json(sums, line) for line in sums.lines],
            }
        )
    else:
        _print(here, sums)


def _json(found: SegmentSums, line: SegmentSum) -> dict[str, Any]:
    customers = sum(other.customers for other in found.lines)
    revenue = sum(other.revenue for other in found.lines)
    return line._asdict() | {
        "share": round(line.customers / customers, 6) if customers else 0.0,
        "revenue_share": round(line.revenue / revenue, 6) if revenue > 0 else 0.0,
        "advice": segment_advice(line.segment),
    }


def _print(here: Shop, found: SegmentSums) -> None:
    lines = found.lines
    total = sum(line.revenue for line in lines)
    customers = sum(line.customers for line in lines)
    rows: list[dict[str, Any]] = [line._asdict() for line in lines]
    if on_terminal():
        rows = [
            {
                "segment": segment_label(line.segment),
                "customers": here.formats.number(line.customers),
                "share": _percent(line.customers, customers),
                "revenue": here.formats.money(line.revenue, with_unit=False),
                "of_revenue": _percent(line.revenue, total),
                "advice": segment_advice(line.segment),
            }
            for line in lines
        ]
    columns = [
        Column("segment", _("Segment")),
        Column("customers", _("Customers"), right=True),
        Column("share", "%", right=True),
        Column("revenue", here.formats.unit_name, right=True),
        Column("of_revenue", "%", right=True),
        Column("advice", _("What to do")),
    ]
    if not on_terminal():
        columns = [column for column in columns if column.key in rows[0]]
    elif terminal_width() < _ROOMY:
        columns.pop()  # `segments show` says it for each
    table(columns, rows)
    if not found.buyers:
        say(_("Nobody has bought anything yet. `crm sale WHO AMOUNT` records a sale."))
    elif found.fixed_cuts:
        say(few_buyers())
    elif any(found.cuts):
        say(by_own_cuts(found.cuts))


def few_buyers() -> str:
    """Say why nobody was ranked."""
    return _("Under 30 buyers: fixed cut points are used, ranks would mean nothing.")


def by_own_cuts(cuts: Cuts) -> str:
    """Say which scores come from the cut points of the settings."""
    letters = [letter for letter, points in zip("RFM", cuts, strict=True) if points]
    return _("By your own cut points: {scores}; `crm config list` shows them.").format(
        scores=", ".join(letters)
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}" if whole > 0 and part else ""
