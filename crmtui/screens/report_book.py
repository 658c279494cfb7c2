"""The reports of the view: their pages, and what is read for one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
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
)


class Wanted(NamedTuple):
    """What of a report is asked for."""

    report: str
    span: str
    by: str
    is_real: bool


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
    today: date,
) -> Found:
    """Read a report. Raises NotFound where prices are asked for and there is no index."""
    since = _since(wanted.span, today, formats.calendar)
    index = prices(connection) if wanted.is_real else None
    span = Span(since, today, today, formats.zone, formats.calendar, wanted.by, prices=index)
    return _READERS[wanted.report](connection, span, settings, formats)


def _since(span: str, today: date, calendar: str) -> date | None:
    if span == "all":
        return None
    months = int(span) if span.isdecimal() else 0
    if months:
        return period_start(period_of(today, 1, calendar) - months, 1, calendar)
    return period_start(period_of(today, 12, calendar), 12, calendar)


def _customers(
    connection: sqlite3.Connection, span: Span, settings: Settings, formats: Formats
) -> Found:
    from crmtui.reads.reports.customer_sheets import customer_figures, customer_sheets
    from crmtui.reads.reports.customers import customer_report
    from crmtui.reads.reports.plain import customers_plain

    report = customer_report(connection, settings, span)
    sheets = {sheet.name: sheet for sheet in customer_sheets(report, formats)}
    return Found(report.span, customer_figures(report, formats), sheets, customers_plain(report))


def _sales(
    connection: sqlite3.Connection, span: Span, settings: Settings, formats: Formats
) -> Found:
    from crmtui.reads.reports.plain import sales_plain
    from crmtui.reads.reports.sales import sales_report
    from crmtui.reads.reports.sales_sheets import sales_figures, sales_sheets

    report = sales_report(connection, span)
    sheets = {sheet.name: sheet for sheet in sales_sheets(report, formats)}
    return Found(report.span, sales_figures(report, formats), sheets, sales_plain(report))


_READERS: dict[str, Callable[[sqlite3.Connection, Span, Settings, Formats], Found]] = {
    "customers": _customers,
    "sales": _sales,
}


def days_words(span: Span, formats: Formats) -> str:
    """Say which days a report is about, and at whose prices."""
    days = _("{since} – {until}").format(
        since=formats.date(span.begun), until=formats.date(span.until)
    )
    return f"{days}, {span.prices.words(span.until, formats)}" if span.prices else days
