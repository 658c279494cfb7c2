"""The report on sales as figures and tables, with what each figure is of."""

from __future__ import annotations

from collections.abc import Iterator

from crmtui.locale import _, ngettext
from crmtui.reads.reports.sales import ItemSales, Sales, SalesReport
from crmtui.reads.reports.sheets import (
    Figure,
    Head,
    Line,
    Sheet,
    nothing_since,
    period_cell,
    period_title,
    spark_figure,
    used,
)
from crmtui.text.calendar import weekday_word
from crmtui.text.formats import Formats


def sales_figures(report: SalesReport, formats: Formats) -> list[Figure]:
    """Return the figures over the tables; those of nothing are left out."""
    return list(_figures(report, formats)) if report.total.sales else []


def _figures(report: SalesReport, formats: Formats) -> Iterator[Figure]:
    total = report.total
    refunded = total.sold - total.revenue
    sales = ngettext("of {n} sale", "of {n} sales", total.sales)
    sales = sales.format(n=formats.number(total.sales))
    yield Figure(
        _("Revenue"),
        formats.money(round(total.revenue)),
        _("after refunds of {amount}").format(
            amount=formats.money(round(refunded), with_unit=False)
        )
        if refunded
        else _("no refunds"),
    )
    periods = [(period, float(sales.revenue)) for period, sales in _used(report)]
    yield spark_figure(report.span, periods, formats)
    yield Figure(_("Average order"), formats.money(round(total.average or 0)), sales)
    yield Figure(_("Customer known"), formats.percent(total.known_share), sales)


def sales_sheets(report: SalesReport, formats: Formats) -> list[Sheet]:
    """Return the tables."""
    return [
        _periods(report, formats),
        _weekdays(report, formats),
        _items(report, formats),
        _sources(report, formats),
    ]


def _periods(report: SalesReport, formats: Formats) -> Sheet:
    span = report.span
    periods = _used(report)
    earlier = dict(periods)
    year = 12 // span.size
    lines = [
        Line(
            (
                period_cell(span, period, formats),
                formats.number(sales.sales),
                formats.money(round(sales.revenue), with_unit=False),
                _money(sales.average, formats),
                _change(report, period, earlier.get(period - year), formats),
            ),
            max(0, sales.revenue),
            ("period", str(period)) if sales.known else None,
        )
        for period, sales in reversed(periods)
    ]
    return Sheet(
        "periods",
        {"month": _("By month"), "quarter": _("By quarter"), "year": _("By year")}[span.by],
        _("Revenue is sales less refunds; an average order is of sales alone.")
        + nothing_since(span, [period for period, _sales in periods], formats),
        (
            Head(period_title(span), right=False),
            Head(_("Sales")),
            Head(formats.unit_name, role="money"),
            Head(_("Average order"), rank=2),
            Head(_("On the year"), rank=1),
        ),
        lines,
        bar="",
    )


def _used(report: SalesReport) -> list[tuple[int, Sales]]:
    return used(report.periods, lambda line: not (line[1].sales or line[1].revenue))


def _change(report: SalesReport, period: int, before: Sales | None, formats: Formats) -> str:
    """Return how much more the revenue is than a year before: of whole periods alone."""
    span, revenue = report.span, dict(report.periods)[period].revenue
    year = 12 // span.size
    if before is None or before.revenue <= 0:
        return ""
    if not (span.is_whole(period) and span.is_whole(period - year)):
        return ""
    change = revenue / before.revenue - 1
    return ("+" if change > 0 else "") + formats.percent(change)


def _weekdays(report: SalesReport, formats: Formats) -> Sheet:
    def a_day(sales: float, days: int) -> float:
        return sales / days if days else 0

    lines = [
        Line(
            (
                weekday_word(day.weekday),
                formats.number(day.days),
                formats.number(day.sales.sales),
                formats.money(round(day.sales.revenue), with_unit=False),
                formats.money(round(a_day(day.sales.revenue, day.days)), with_unit=False),
            ),
            max(0, a_day(day.sales.revenue, day.days)),
        )
        for day in report.weekdays
    ]
    return Sheet(
        "weekdays",
        _("By weekday"),
        _("A day is the revenue of such a weekday by how many of them there were."),
        (
            Head(_("Weekday"), right=False),
            Head(_("Days"), rank=2),
            Head(_("Sales"), rank=1),
            Head(formats.unit_name, role="money"),
            Head(_("A day"), role="money"),
        ),
        lines,
        bar="",
    )


def _items(report: SalesReport, formats: Formats) -> Sheet:
    total = report.total.revenue
    lines = [
        Line(
            (
                item.item or _("no name"),
                _quantity(item, formats),
                formats.money(round(item.revenue), with_unit=False),
                formats.percent(part := item.revenue / total if total > 0 else None),
            ),
            max(0.0, part or 0),
        )
        for item in report.items
    ]
    noted = report.itemised / total if total > 0 else None
    of = _("Revenue by item. Items are noted for {share} of it.").format(
        share=formats.percent(noted) or formats.percent(0)
    )
    heads = (
        Head(_("Item"), right=False),
        Head(_("Quantity"), rank=1),
        Head(formats.unit_name, role="money"),
        Head("%", rank=1),
    )
    return Sheet("items", _("By item"), of, heads, lines, bar="")


def _sources(report: SalesReport, formats: Formats) -> Sheet:
    total = report.total.revenue
    lines = [
        Line(
            (
                _("walk-in") if row.source is None else row.source or _("none noted"),
                formats.number(row.sales),
                formats.money(round(row.revenue), with_unit=False),
                formats.percent(part := row.revenue / total if total > 0 else None),
            ),
            max(0.0, part or 0),
            None if row.source is None else ("sources", row.source),
        )
        for row in report.sources
    ]
    heads = (
        Head(_("Source"), right=False),
        Head(_("Sales")),
        Head(formats.unit_name, role="money"),
        Head("%", rank=1),
    )
    of = _("Where the customers who bought came from.")
    return Sheet("sources", _("By source"), of, heads, lines, bar="")


def _quantity(item: ItemSales, formats: Formats) -> str:
    return formats.number(item.quantity / 1000)


def _money(minor: float | None, formats: Formats) -> str:
    return "" if minor is None else formats.money(round(minor), with_unit=False)
