"""The reports of the view: their pages, and what is read for one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from crmtui.locale import _, mark
from crmtui.reads.prices import prices
from crmtui.reads.reports.sheets import Figure, Sheet
from crmtui.reads.reports.span import Span
from crmtui.settings import Settings
from crmtui.text.formats import Formats
from crmtui.text.periods import period_of, period_start

SPANS = {
    "all": mark("from the first sale on"),
    "12": mark("12 months and this one"),
    "24": mark("24 months and this one"),
    "year": mark("this year"),
}
"""The spans that one goes through, with their names."""


class Page(NamedTuple):
    """A table of a report."""

    report: str
    sheet: str
    name: str

    @property
    def id(self) -> str:
        """What the program remembers it by."""
        return f"{self.report}/{self.sheet}"


PAGES = (
    Page("customers", "periods", mark("Customers over time")),
    Page("customers", "cohorts", mark("Customers by cohort")),
    Page("customers", "segments", mark("Customers by segment")),
    Page("customers", "sources", mark("Customers by source")),
    Page("customers", "tags", mark("Customers by tag")),
    Page("customers", "referrers", mark("Customers by referrer")),
    Page("customers", "top", mark("Concentration")),
    Page("sales", "periods", mark("Sales over time")),
    Page("sales", "weekdays", mark("Sales by weekday")),
    Page("sales", "items", mark("Sales by item")),
    Page("sales", "sources", mark("Sales by source")),
    Page("pipeline", "stages", mark("Deals by stage")),
    Page("pipeline", "forecast", mark("Deals by month")),
    Page("pipeline", "owner", mark("Deals by owner")),
    Page("pipeline", "source", mark("Deals by source")),
    Page("pipeline", "product", mark("Deals by product")),
    Page("pipeline", "reasons", mark("Why deals were lost")),
    Page("service", "periods", mark("Tickets over time")),
    Page("service", "categories", mark("Tickets by category")),
    Page("service", "assignees", mark("Tickets by who has them")),
    Page("service", "open_by_age", mark("Open tickets by age")),
    Page("service", "statuses", mark("Tickets by status")),
)


APART = ("items", "sources")
"""Tables of sales that are read alone: each costs as much as all others together."""
WITH_PRICES = ("customers", "sales")
"""Reports whose amounts can be told at the prices of one month."""


class Wanted(NamedTuple):
    """What of a report is asked for."""

    report: str
    span: str
    by: str
    is_real: bool
    part: str = ""
    """The table, where reading one costs less than reading all."""


class Found(NamedTuple):
    """A report as it is shown, with its plain rows for files."""

    span: Span
    figures: list[Figure]
    sheets: dict[str, Sheet]
    plain: dict[str, Any]


def read_report(
    connection: sqlite3.Connection,
    wanted: Wanted,
    settings: Settings,
    formats: Formats,
    now: datetime,
) -> Found:
    """Read a report. Raises NotFound where prices are asked for and there is no index."""
    today = formats.day(now)
    since = _since(wanted.span, today, formats.calendar)
    index = prices(connection) if wanted.is_real else None
    span = Span(since, today, today, formats.zone, formats.calendar, wanted.by, prices=index)
    span = span._replace(weekdays=formats.weekdays())
    return _READERS[wanted.report](_Asked(connection, span, settings, formats, now, wanted.part))


def _since(span: str, today: date, calendar: str) -> date | None:
    if span == "all":
        return None
    months = int(span) if span.isdecimal() else 0
    if months:
        return period_start(period_of(today, 1, calendar) - months, 1, calendar)
    return period_start(period_of(today, 12, calendar), 12, calendar)


class _Asked(NamedTuple):
    """What a reader needs."""

    connection: sqlite3.Connection
    span: Span
    settings: Settings
    formats: Formats
    now: datetime
    part: str


def _customers(asked: _Asked) -> Found:
    from crmtui.reads.reports.customer_figures import customer_figures
    from crmtui.reads.reports.customer_sheets import customer_sheets
    from crmtui.reads.reports.customers import customer_report
    from crmtui.reads.reports.plain import customers_plain

    formats = asked.formats
    report = customer_report(asked.connection, asked.settings, asked.span)
    sheets = {sheet.name: sheet for sheet in customer_sheets(report, formats)}
    return Found(report.span, customer_figures(report, formats), sheets, customers_plain(report))


def _sales(asked: _Asked) -> Found:
    from crmtui.reads.reports.plain import sales_plain
    from crmtui.reads.reports.sales import sales_report
    from crmtui.reads.reports.sales_sheets import sales_figures, sales_sheets

    formats = asked.formats
    report = sales_report(asked.connection, asked.span, {asked.part})
    sheets = {sheet.name: sheet for sheet in sales_sheets(report, formats)}
    return Found(report.span, sales_figures(report, formats), sheets, sales_plain(report))


def _pipeline(asked: _Asked) -> Found:
    from crmtui.reads.reports.pipeline_rows import pipeline_rows
    from crmtui.reads.reports.pipeline_sheets import (
        pipeline_figures,
        pipeline_report,
        pipeline_sheets,
    )

    formats = asked.formats
    report = pipeline_report(asked.connection, asked.span, formats, asked.now)
    sheets = {sheet.name: sheet for sheet in pipeline_sheets(report, formats)}
    figures = pipeline_figures(report, formats)
    return Found(asked.span._replace(prices=None), figures, sheets, pipeline_rows(report))


def _service(asked: _Asked) -> Found:
    from crmtui.reads.reports.service import service_report
    from crmtui.reads.reports.service_sheets import service_figures, service_plain, service_sheets

    formats = asked.formats
    report = service_report(asked.connection, asked.span._replace(prices=None), asked.now)
    sheets = {sheet.name: sheet for sheet in service_sheets(report, formats)}
    return Found(report.span, service_figures(report, formats), sheets, service_plain(report))


_READERS: dict[str, Callable[[_Asked], Found]] = {
    "customers": _customers,
    "sales": _sales,
    "pipeline": _pipeline,
    "service": _service,
}
_NOTHING = {
    "pipeline": mark("No deal was open, won or lost in this time: 3 Pipeline has them."),
    "service": mark("No ticket was opened in this time."),
}


def nothing_words(page: Page, span: str) -> str:
    """Say that there is nothing to report, and what to do about it."""
    if page.report in _NOTHING:
        return _(_NOTHING[page.report])
    if span == "all":
        return _("What was sold is told of here. In Customers (2), $ records a sale.")
    return _("Nothing was sold in this time; p chooses another.")


def days_words(span: Span, formats: Formats) -> str:
    """Say which days a report is about, and at whose prices."""
    until = formats.date(span.until)
    if span.since is None and span.first is None:
        return _("up to {until}").format(until=until)
    days = _("{since} – {until}").format(since=formats.date(span.begun), until=until)
    return f"{days}, {span.prices.words(span.until, formats)}" if span.prices else days
