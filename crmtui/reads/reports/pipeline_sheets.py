"""The report on the pipeline as figures and tables, with what each figure is of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from crmtui.locale import _, ngettext
from crmtui.reads.forecast import Forecast, forecast
from crmtui.reads.pipeline_report import BY, Chosen, Report, report
from crmtui.reads.reports.sheets import Figure, Head, Line, Sheet
from crmtui.reads.reports.span import Span
from crmtui.rules.counted import median
from crmtui.rules.pipeline_figures import Figures, Sum
from crmtui.text.formats import Formats
from crmtui.text.months import Month
from crmtui.text.periods import period_of


class PipelineReport(NamedTuple):
    """The figures in all, by each of BY, and the months before and to come."""

    report: Report
    groups: dict[str, list[tuple[str, Figures]]]
    coming: Forecast


def pipeline_report(
    connection: sqlite3.Connection, span: Span, formats: Formats, now: datetime
) -> PipelineReport:
    """Report on the deals that ended in a span, and on all open ones."""
    chosen = Chosen(since=span.begins, until=span.ends) if span.since else Chosen()
    groups = {by: report(connection, formats, chosen, by).groups for by in BY}
    coming = forecast(connection, formats, now)
    return PipelineReport(report(connection, formats, chosen), groups, coming)


def pipeline_figures(found: PipelineReport, formats: Formats) -> list[Figure]:
    """Return the figures over the tables; those of nothing are left out."""
    return list(_figures(found.report.total, formats))


def _figures(total: Figures, formats: Formats) -> Iterator[Figure]:
    if not (total.won.deals or total.lost.deals or total.open.deals):
        return
    yield Figure(_("Won"), formats.money(total.won.amount), _deals(total.won, formats))
    yield Figure(_("Lost"), formats.money(total.lost.amount), _deals(total.lost, formats))
    weighted = _("{deals}; weighted {amount}").format(
        deals=_deals(total.open, formats),
        amount=formats.money(round(total.weighted), with_unit=False),
    )
    yield Figure(_("Open"), formats.money(total.open.amount), weighted)
    if total.win_rate_closed is not None:
        all_ = formats.percent(total.win_rate_all)
        yield Figure(
            _("Win rate"),
            formats.percent(total.win_rate_closed),
            _("of those that ended; {all} of all").format(all=all_),
        )
    if total.average_won is not None:
        yield Figure(
            _("Average won"), formats.money(total.average_won), _("of those with an amount")
        )
    if total.cycle_median is not None and total.cycle_mean is not None:
        yield Figure(
            _("From opening to winning"),
            _("{n} days").format(n=formats.number(total.cycle_median)),
            _("median; mean {mean}").format(mean=formats.number(round(total.cycle_mean, 1))),
        )


def _deals(some: Sum, formats: Formats) -> str:
    words = ngettext("in {n} deal", "in {n} deals", some.deals)
    return words.format(n=formats.number(some.deals))


def pipeline_sheets(found: PipelineReport, formats: Formats) -> list[Sheet]:
    """Return the tables."""
    titles = {
        "owner": (_("By owner"), _("Owner")),
        "source": (_("By source"), _("Source")),
        "product": (_("By product"), _("Product")),
        "month": (_("By month"), _("Month")),
    }
    groups = [_group_sheet(by, *titles[by], found.groups[by], formats) for by in titles if by in BY]
    return [_stages(found.report, formats), _months(found.coming, formats), *groups,
            _reasons(found.report, formats)]  # fmt: skip


def _stages(found: Report, formats: Formats) -> Sheet:
    several = len({stage.pipeline for stage in found.stages}) > 1
    lines = []
    for stage in found.stages:
        flow = stage.flow
        days = median(flow.days) if flow else None
        lines.append(
            Line(
                (
                    f"{stage.pipeline}: {stage.name}" if several else stage.name,
                    formats.number(stage.deals),
                    _money(stage.amount, formats),
                    formats.number(flow.entered) if flow else "",
                    formats.percent(flow.conversion) if flow else "",
                    "" if days is None else formats.number(round(days, 1)),
                ),
                stage.amount,
            )
        )
    heads = (
        Head(_("Stage"), right=False),
        Head(_("Deals")),
        Head(formats.unit_name, role="money"),
        Head(_("Came in"), rank=2),
        Head(_("Went on"), rank=1),
        Head(_("Days in it"), rank=3),
    )
    of = _("Went on: of those that came into the stage; days in it are medians.")
    return Sheet("stages", _("By stage"), of, heads, lines, bar="")


def _months(coming: Forecast, formats: Formats) -> Sheet:
    lines = [
        Line(
            (
                _month(each.month, formats) if each.month else _("no day"),
                _money(each.expected.amount, formats),
                _money(each.weighted, formats),
                _money(each.won.amount, formats),
                formats.number(each.won.deals),
                formats.number(each.late) if each.late else "",
            ),
            each.won.amount or each.weighted,
        )
        for each in coming.months
        if each.expected.deals or each.won.deals
    ]
    heads = (
        Head(_("Month"), right=False),
        Head(_("Expected"), role="money"),
        Head(_("Weighted"), rank=1, role="money"),
        Head(_("Won"), role="money"),
        Head(_("Deals won"), rank=2),
        Head(_("Still open"), rank=3),
    )
    of = _("Expected to close in the month, and won in it. A usual month: {amount}.").format(
        amount=formats.money(coming.usual)
    )
    return Sheet("forecast", _("Forecast"), of, heads, lines, bar="")


def _group_sheet(
    by: str, title: str, head: str, groups: list[tuple[str, Figures]], formats: Formats
) -> Sheet:
    lines = [
        Line(
            (
                name or _("none noted"),
                formats.number(each.won.deals),
                _money(each.won.amount, formats),
                formats.number(each.lost.deals),
                formats.number(each.open.deals),
                _money(round(each.weighted), formats),
                formats.percent(each.win_rate_closed),
            ),
            each.won.amount,
        )
        for name, each in groups
    ]
    heads = (
        Head(head, right=False),
        Head(_("Won")),
        Head(formats.unit_name, role="money"),
        Head(_("Lost"), rank=1),
        Head(_("Open"), rank=2),
        Head(_("Weighted"), rank=3, role="money"),
        Head(_("Win rate"), rank=1),
    )
    of = _("Win rate: of the deals that ended, the share won.")
    return Sheet(by, title, of, heads, lines, bar="")


def _reasons(found: Report, formats: Formats) -> Sheet:
    lines = [
        Line(
            (
                lost.name,
                formats.number(lost.deals),
                _money(lost.amount + lost.counter_amount, formats),
                formats.number(lost.counter),
            ),
            lost.deals + lost.counter,
        )
        for lost in found.reasons
    ]
    heads = (
        Head(_("Reason"), right=False),
        Head(_("Deals")),
        Head(formats.unit_name, role="money"),
        Head(_("At the counter"), rank=1),
    )
    of = _("Why deals were lost, and sales at the counter, which are in no rate.")
    return Sheet("reasons", _("Lost, by reason"), of, heads, lines, bar="")


def _money(minor: int, formats: Formats) -> str:
    return formats.money(minor, with_unit=False)


def _month(month: Month, formats: Formats) -> str:
    return formats.period(period_of(month.begins, 1, formats.calendar), 1)
