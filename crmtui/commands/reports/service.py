"""How the service desk did."""

from __future__ import annotations

from typing import Annotated

from typer import Context, Option

from crmtui.commands.numbers import MaybeLimit
from crmtui.commands.output import patience
from crmtui.commands.reports.printing import print_report
from crmtui.commands.reports.reports import By, Output, Since, Until, report_head, report_span
from crmtui.commands.shop import shop
from crmtui.locale import _


def service(
    ctx: Context,
    since: Since = "",
    until: Until = "",
    by: By = "month",
    table: Annotated[
        str,
        Option(
            metavar="NAME",
            help=_("Only periods, categories, assignees, open_by_age or statuses."),
        ),
    ] = "",
    limit: MaybeLimit = None,
    output: Output = "",
) -> None:
    """Show how quickly tickets were answered and solved, and what customers thought of it.

    Of the tickets opened in the time; those merged into another count once. Times are of the
    calendar: from the opening to the first reply, and to the solution. The solve time of an
    imported log goes from its first event to its last, closed or not. Deadlines are in opening
    hours.
    """
    from crmtui.reads.reports.service import service_report
    from crmtui.reads.reports.service_sheets import (
        service_figures,
        service_plain,
        service_sheets,
    )

    here = shop(ctx)
    span = report_span(here, since, until, by)
    with patience(), here.read() as connection:
        report = service_report(connection, span, here.looked_at)
    plain = report_head(here) | service_plain(report)
    print_report(
        here,
        report.span,
        service_figures(report, here.formats),
        service_sheets(report, here.formats),
        plain,
        only=table,
        limit=limit,
        output=output,
        empty=_("No ticket was opened in this time."),
    )
