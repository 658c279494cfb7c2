"""The figures over the report on customers, each with what it is of."""

from __future__ import annotations

from collections.abc import Iterator

from crmtui.locale import _, ngettext
from crmtui.reads.reports.customers import CustomerReport
from crmtui.reads.reports.satisfaction import all_scores
from crmtui.reads.reports.sheets import TOP, Figure, spark_figure, used
from crmtui.text.formats import Formats


def customer_figures(report: CustomerReport, formats: Formats) -> list[Figure]:
    """Return the figures over the tables; those of nothing are left out."""
    return list(_figures(report, formats)) if report.customers else []


def _figures(report: CustomerReport, formats: Formats) -> Iterator[Figure]:
    number, percent = formats.number, formats.percent
    yield Figure(
        _("Customers"),
        number(report.customers),
        _("{n} of them new").format(n=number(report.new)),
    )
    periods = [
        (count.period, float(count.customers))
        for count in used(report.returning.periods, lambda count: not count.customers)
    ]
    yield spark_figure(report.span, periods, formats)
    yield Figure(
        _("Average order"),
        formats.money(round(report.average_order or 0)),
        ngettext("of {n} sale", "of {n} sales", report.sales).format(n=number(report.sales)),
    )
    yield Figure(
        _("Bought again"),
        percent(report.repeat_rate),
        ngettext("of {n} customer", "of {n} customers", report.customers).format(
            n=number(report.customers)
        ),
    )
    if report.days_between_median is not None and report.days_between_mean is not None:
        yield Figure(
            _("Between two purchases"),
            _("{n} days").format(n=number(report.days_between_median)),
            _("median; mean {mean}, of {n} pairs").format(
                mean=number(round(report.days_between_mean, 1)), n=number(report.gaps)
            ),
        )
    top = next(top for top in report.top if top.share == TOP)
    if report.revenue > 0:
        yield Figure(
            _("Top 20%"),
            percent(top.revenue / report.revenue),
            ngettext(
                "of revenue, by {n} customer", "of revenue, by {n} customers", top.customers
            ).format(n=number(top.customers)),
        )
    yield from _satisfaction(report, formats)
    known = report.known
    yield Figure(
        _("Customer known"),
        percent(known.known_sales / known.sales),
        _("of {n} sales; {share} of their sum").format(
            n=number(known.sales), share=percent(known.known_sold / known.sold)
        ),
    )


def _satisfaction(report: CustomerReport, formats: Formats) -> Iterator[Figure]:
    scores = all_scores(report.scores)
    nps = scores.nps
    recommending = _("NPS {score} of {n}").format(
        score=formats.number(round(nps or 0)), n=formats.number(scores.recommending)
    )
    if scores.mean is not None:
        answers = ngettext("of {n} answer", "of {n} answers", scores.answers)
        of = answers.format(n=formats.number(scores.answers))
        yield Figure(
            _("Satisfaction"),
            _("{score} of 5").format(score=formats.number(round(scores.mean, 2))),
            of if nps is None else f"{of}; {recommending}",
        )
    elif nps is not None:
        yield Figure(_("Satisfaction"), recommending)
