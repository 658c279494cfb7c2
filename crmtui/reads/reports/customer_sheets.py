"""The report on customers as tables, with what their figures are of."""

from __future__ import annotations

from collections.abc import Callable

from crmtui.labels import segment_label
from crmtui.locale import _, pgettext
from crmtui.reads.reports.customers import CustomerReport
from crmtui.reads.reports.satisfaction import Scores
from crmtui.reads.reports.shares import Share
from crmtui.reads.reports.sheets import (
    Head,
    Line,
    Sheet,
    nothing_since,
    period_cell,
    period_title,
    used,
)
from crmtui.rules.returning import PeriodCount
from crmtui.text.formats import Formats


def customer_sheets(report: CustomerReport, formats: Formats) -> list[Sheet]:
    """Return the tables, most asked for first."""
    return [
        months_sheet(report, formats),
        cohorts_sheet(report, formats),
        _shares_sheet(
            report,
            formats,
            "segments",
            (_("By segment"), _("Segment")),
            _("Segments as on the last day; revenue is sales less refunds."),
            report.segments,
            segment_label,
        ),
        _shares_sheet(
            report,
            formats,
            "sources",
            (_("By source"), _("Source")),
            _("Where customers came from; new is who bought for the first time."),
            report.sources,
            lambda name: name or _("none noted"),
        ),
        _shares_sheet(
            report,
            formats,
            "tags",
            (_("By tag"), _("Tag")),
            _("Who has two tags counts under both."),
            report.tags,
            str,
        ),
        _referrers_sheet(report, formats),
        _top_sheet(report, formats),
    ]


def months_sheet(report: CustomerReport, formats: Formats) -> Sheet:
    """Return who came and came back, period by period, the latest first."""
    span, number = report.span, formats.number
    periods = _periods(report)
    lines = [
        Line(
            (
                period_cell(span, count.period, formats),
                number(count.customers),
                number(count.new),
                number(count.returning),
                number(count.retained),
                formats.percent(count.retention),
                formats.percent(count.churn),
                *([_score(report, count.period, formats)] if report.scores else []),
            ),
            count.customers,
            ("period", str(count.period)) if count.customers else None,
        )
        for count in reversed(periods)
    ]
    return Sheet(
        "periods",
        {"month": _("By month"), "quarter": _("By quarter"), "year": _("By year")}[span.by],
        _(
            "New: first purchase of all. Kept: bought in the period before too. "
            "Retention and churn are of the customers of the period before. "
            "…: not over yet."
        )
        + nothing_since(span, [count.period for count in periods], formats),
        (
            Head(period_title(span), right=False),
            Head(_("Customers")),
            Head(_("New")),
            Head(_("Returning"), rank=2),
            Head(pgettext("customers", "Kept"), rank=3),
            Head(_("Retention"), rank=1),
            Head(_("Churn"), rank=4),
            *([Head(_("Score"), rank=2)] if report.scores else []),
        ),
        lines,
        bar="",
    )


def _score(report: CustomerReport, period: int, formats: Formats) -> str:
    mean = report.scores.get(period, Scores()).mean
    return "" if mean is None else formats.number(round(mean, 1))


def cohorts_sheet(report: CustomerReport, formats: Formats) -> Sheet:
    """Return which share of the customers of a first period bought in later ones."""
    span = report.span
    cohorts = report.returning.cohorts
    last = max((count.period for count in _periods(report)), default=0)
    shares = {
        c: [bought / c.customers for bought in c.bought[1 : last - c.period + 1]] for c in cohorts
    }
    wide = max((len(row) for row in shares.values()), default=0)
    darkest = max((share for row in shares.values() for share in row), default=0) or 1
    lines = [
        Line(
            (
                period_cell(span, cohort.period, formats),
                formats.number(cohort.customers),
                *(formats.number(round(100 * share)) for share in shares[cohort]),
            ),
            behind=("cohort", str(cohort.period)),
            shades=tuple(share / darkest for share in shares[cohort]),
        )
        for cohort in reversed(cohorts)
    ]
    later = tuple(Head(formats.number(n)) for n in range(1, wide + 1))
    return Sheet(
        "cohorts",
        _("Cohorts"),
        _(
            "Of those who first bought in a period, the share in % who bought again "
            "so many periods later."
        ),
        (Head(_("First bought"), right=False), Head(_("Customers")), *later),
        lines,
        shaded=wide,
    )


def _periods(report: CustomerReport) -> list[PeriodCount]:
    return used(report.returning.periods, lambda count: not count.customers)


def _shares_sheet(
    report: CustomerReport,
    formats: Formats,
    name: str,
    titles: tuple[str, str],
    of: str,
    shares: list[Share],
    label: Callable[[str], str],
) -> Sheet:
    lines = [
        Line(
            (
                label(share.name),
                formats.number(share.customers),
                formats.number(share.new),
                formats.money(round(share.revenue), with_unit=False),
                formats.percent(part := _part(share.revenue, report.revenue)),
            ),
            part or 0,
            (name, share.name),
        )
        for share in shares
    ]
    return Sheet(name, titles[0], of, _share_heads(titles[1], formats), lines, bar="")


def _referrers_sheet(report: CustomerReport, formats: Formats) -> Sheet:
    lines = [
        Line(
            (
                referrer.name,
                formats.number(referrer.customers),
                formats.number(referrer.new),
                formats.money(round(referrer.revenue), with_unit=False),
                formats.percent(part := _part(referrer.revenue, report.revenue)),
            ),
            part or 0,
            ("referrers", str(referrer.id)),
        )
        for referrer in report.referrers
    ]
    of = _("The customers that somebody sent, and what those brought.")
    heads = _share_heads(_("Name"), formats)
    return Sheet("referrers", _("By referrer"), of, heads, lines, bar="")


def _top_sheet(report: CustomerReport, formats: Formats) -> Sheet:
    lines = [
        Line(
            (
                _("Top {share}").format(share=formats.percent(top.share)),
                formats.number(top.customers),
                formats.money(round(top.revenue), with_unit=False),
                formats.percent(part := _part(top.revenue, report.revenue)),
            ),
            part or 0,
            ("top", str(top.customers)),
        )
        for top in report.top
    ]
    return Sheet(
        "top",
        _("Concentration"),
        _("The customers who paid most; a part of a customer counts as a whole one."),
        (
            Head(_("Who"), right=False),
            Head(_("Customers")),
            Head(formats.unit_name, role="money"),
            Head("%"),
        ),
        lines,
        bar="",
    )


def _share_heads(title: str, formats: Formats) -> tuple[Head, ...]:
    return (
        Head(title, right=False),
        Head(_("Customers")),
        Head(_("New"), rank=1),
        Head(formats.unit_name, role="money"),
        Head("%", rank=1),
    )


def _part(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None
