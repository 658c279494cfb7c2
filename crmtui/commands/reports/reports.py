"""Looking back: the customers and the sales of a span."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from typer import Context, Option

from crmtui.commands.numbers import MaybeLimit
from crmtui.commands.output import patience
from crmtui.commands.reports.printing import print_report
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.errors import InvalidValue, UsageError
from crmtui.locale import _

if TYPE_CHECKING:
    from crmtui.reads.reports.span import Span

_FEW = 50
"""Customers that a list has if nobody says how many."""
Since = Annotated[str, Option(metavar="DATE", help=_("From this day, month or year on."))]
Until = Annotated[str, Option(metavar="DATE", help=_("Up to this day, month or year."))]
Real = Annotated[
    bool, Option("--real", help=_("Amounts at the prices of one month: see `crm report prices`."))
]
Base = Annotated[
    str, Option(metavar="MONTH", help=_("That month, like 2026-10; else the latest of the index."))
]
Output = Annotated[
    str,
    Option("--output", "-o", metavar="FILE", help=_("One table into a file: csv, xlsx, json …")),
]
By = Annotated[str, Option(help=_("month, quarter or year, of the shop's calendar."))]


def customers(
    ctx: Context,
    since: Since = "",
    until: Until = "",
    by: By = "month",
    table: Annotated[
        str,
        Option(
            metavar="NAME",
            help=_("Only periods, cohorts, segments, sources, tags, referrers or top."),
        ),
    ] = "",
    limit: MaybeLimit = None,
    output: Output = "",
    real: Real = False,
    base: Base = "",
    who: Annotated[
        str,
        Option(
            metavar="FIGURE",
            help=_("The customers behind one: period=2026-11, cohort=2026-01+3, source=…, top=20%"),
        ),
    ] = "",
) -> None:
    """Show who came, who came back, and how much depends on how few.

    Of purchases with a known customer. Retention: of who bought in the period before, the share
    who bought again; churn: the rest. Repeat rate: of who bought, the share who did so at least
    twice. Revenue: sales less refunds. Days between two purchases of one customer count purchases
    of one day as one.
    """
    from crmtui.reads.prices import prices
    from crmtui.reads.reports.customer_figures import customer_figures
    from crmtui.reads.reports.customer_sheets import customer_sheets
    from crmtui.reads.reports.customers import customer_report
    from crmtui.reads.reports.plain import customers_plain

    here = shop(ctx)
    span = report_span(here, since, until, by)
    if who:
        from crmtui.commands.reports.who import print_behind

        print_behind(here, span, who, limit or _FEW)
        return
    with patience(), here.read() as connection:
        if real or base:
            span = span._replace(prices=prices(connection, base))
        report = customer_report(connection, here.settings, span)
    plain = report_head(here) | customers_plain(report)
    print_report(
        here,
        report.span,
        customer_figures(report, here.formats),
        customer_sheets(report, here.formats),
        plain,
        only=table,
        limit=limit,
        output=output,
        empty=_("No customer bought anything in this time."),
    )


def sales(
    ctx: Context,
    since: Since = "",
    until: Until = "",
    by: By = "month",
    table: Annotated[
        str, Option(metavar="NAME", help=_("Only periods, weekdays, items or sources."))
    ] = "",
    limit: MaybeLimit = None,
    output: Output = "",
    real: Real = False,
    base: Base = "",
) -> None:
    """Show what was sold, by month, weekday, item and source.

    A sale is a purchase with an amount above nothing, whoever bought; revenue is sales less
    refunds, each on its own day; an average order is of the sales alone.
    """
    from crmtui.reads.prices import prices
    from crmtui.reads.reports.plain import sales_plain
    from crmtui.reads.reports.sales import PARTS, sales_report
    from crmtui.reads.reports.sales_sheets import sales_figures, sales_sheets

    here = shop(ctx)
    span = report_span(here, since, until, by)
    with patience(), here.read() as connection:
        if real or base:
            span = span._replace(prices=prices(connection, base))
        report = sales_report(connection, span, _parts(here, table, output, PARTS))
    plain = report_head(here) | sales_plain(report)
    print_report(
        here,
        report.span,
        sales_figures(report, here.formats),
        sales_sheets(report, here.formats),
        plain,
        only=table,
        limit=limit,
        output=output,
        empty=_("Nothing was sold in this time."),
    )


def _parts(here: Shop, table: str, output: str, all_: Collection[str]) -> Collection[str]:
    """Return the tables that will be seen: one in a pipe or a file."""
    if here.json and not output:
        return all_
    return all_ if on_terminal() and not table and not output else {table or "periods"}


def report_head(here: Shop) -> dict[str, Any]:
    """Return what every report begins with for scripts."""
    as_of = here.as_of or here.today
    return {"as_of": as_of.isoformat(), "currency": here.settings["currency"]}


def report_span(here: Shop, since: str, until: str, by: str) -> Span:
    """Return the days that a report is about. Raises InvalidValue or UsageError."""
    from crmtui.reads.reports.span import Span
    from crmtui.text.periods import SIZES

    if by not in SIZES:
        raise UsageError(
            _("Nothing is counted by {by}.").format(by=by or "''"),
            _("Choose one of: {choices}.").format(choices=", ".join(SIZES)),
        )
    first = _day(here, since, last=False) if since else None
    end = here.as_of - timedelta(days=1) if here.as_of else here.today
    last = min(_day(here, until, last=True), end) if until else end
    if first and first > last:
        raise InvalidValue(
            _("{since} is after {until}.").format(
                since=here.formats.date(first), until=here.formats.date(last)
            ),
            _("--since is the first day, --until the last."),
        )
    formats = here.formats
    return Span(first, last, here.today, formats.zone, formats.calendar, by, formats.weekdays())


def _day(here: Shop, text: str, *, last: bool) -> date:
    from crmtui.text.periods import written_span

    if found := written_span(text):
        return found[last]
    return here.formats.parse_date(text, here.today, past=True)
