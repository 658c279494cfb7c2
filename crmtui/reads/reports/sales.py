"""The sales of a span: by period, weekday, item, and where the customers came from.

A sale is a purchase with an amount above nothing, whoever bought; a refund is one below. Revenue is
the sales less the refunds, each on its own day.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from crmtui.reads.reports.span import DAY, Days, Span, days


class Sales(NamedTuple):
    """What was sold and given back; amounts in minor units."""

    sales: int = 0
    sold: int = 0
    revenue: int = 0
    known: int = 0
    """Sales whose customer is known."""

    @property
    def average(self) -> float | None:
        """What a sale comes to, refunds not taken off."""
        return self.sold / self.sales if self.sales else None

    @property
    def known_share(self) -> float | None:
        """The share of the sales whose customer is known."""
        return self.known / self.sales if self.sales else None

    def plus(self, other: Sales) -> Sales:
        """Return the sum of both."""
        return Sales(*(a + b for a, b in zip(self, other, strict=True)))


class WeekdaySales(NamedTuple):
    """The sales of a weekday, 0 for Monday, and how many of them the span has."""

    weekday: int
    days: int
    sales: Sales


class ItemSales(NamedTuple):
    """What was sold of an item, less what came back; the quantity is in thousandths."""

    item: str
    lines: int
    quantity: int
    revenue: int


class SourceSales(NamedTuple):
    """The sales to customers of a source; None are walk-ins, "" those with none noted."""

    source: str | None
    sales: int
    revenue: int


class SalesReport(NamedTuple):
    """The sales of a span."""

    span: Span
    total: Sales
    periods: list[tuple[int, Sales]]
    weekdays: list[WeekdaySales]
    items: list[ItemSales]
    itemised: int
    """What the lines of all items come to: sales without any line are missing there."""
    sources: list[SourceSales]


PARTS = frozenset({"periods", "weekdays", "items", "sources"})


def sales_report(
    connection: sqlite3.Connection, span: Span, parts: Collection[str] = PARTS
) -> SalesReport:
    """Report on the sales of a span; items and sources are left empty unless among the parts."""
    numbered = days(connection, span)
    if numbered is None:
        return SalesReport(span, Sales(), [], [], [], 0, [])
    span = span._replace(first=numbered.first)
    is_most = _is_most(connection, span)
    by_day = _by_day(connection, span, is_most)
    found = _items(connection, span, is_most) if "items" in parts else []
    return SalesReport(
        span,
        _sum(by_day),
        _by_period(by_day, numbered),
        _by_weekday(by_day, numbered, span),
        found,
        sum(item.revenue for item in found),
        _by_source(connection, span, is_most) if "sources" in parts else [],
    )


def _is_most(connection: sqlite3.Connection, span: Span) -> bool:
    """Tell whether so many purchases are in the span that reading all of them is quicker."""
    before, after, all_ = connection.execute(
        "SELECT (SELECT count(*) FROM purchase WHERE at < :begins), "
        "(SELECT count(*) FROM purchase WHERE at >= :ends), (SELECT count(*) FROM purchase)",
        span.binds,
    ).fetchone()
    return bool(4 * (all_ - before - after) > all_)


_COVERING = "INDEXED BY ix_purchase_contact"
"""Without the table: half the price where most purchases are wanted."""
_BY_DAY = """SELECT {day} AS n, sum(p.amount > 0), {sold}, {revenue},
 sum(p.amount > 0 AND p.contact_id IS NOT NULL)
 FROM purchase p {through} WHERE p.at >= :begins AND p.at < :ends GROUP BY n"""


def _by_day(connection: sqlite3.Connection, span: Span, is_most: bool) -> dict[int, Sales]:
    sql = _BY_DAY.format(
        day=DAY,
        sold=span.total("max(p.amount, 0)"),
        revenue=span.total("p.amount"),
        through=_COVERING if is_most else "",
    )
    return {day: Sales(*row) for day, *row in connection.execute(sql, span.binds)}


def _sum(by_day: dict[int, Sales]) -> Sales:
    total = Sales()
    for sales in by_day.values():
        total = total.plus(sales)
    return total


def _by_period(by_day: dict[int, Sales], numbered: Days) -> list[tuple[int, Sales]]:
    found = {period: Sales() for period in numbered.shown()}
    for day, sales in by_day.items():
        period = numbered.periods[day]
        found[period] = found[period].plus(sales)
    return list(found.items())


def _by_weekday(by_day: dict[int, Sales], numbered: Days, span: Span) -> list[WeekdaySales]:
    first = numbered.first.weekday()
    sold, counts = {weekday: Sales() for weekday in range(7)}, Counter[int]()
    for day in range(numbered.since, len(numbered.periods)):
        weekday = (first + day) % 7
        counts[weekday] += 1
        if sales := by_day.get(day):
            sold[weekday] = sold[weekday].plus(sales)
    return [WeekdaySales(n, counts[n], sold[n]) for n in span.weekdays]


_ITEMS = """SELECT CASE l.item WHEN '' THEN l.sku ELSE l.item END AS name, count(*),
 sum(l.quantity), {revenue} AS revenue FROM {lines} GROUP BY name ORDER BY revenue DESC, name"""
_ALL = "purchase_line l"
_MOST = """purchase_line l CROSS JOIN purchase p ON p.id = l.purchase_id
 WHERE p.at >= :begins AND p.at < :ends"""
"""Line after line: their purchases lie in about the same order."""
_FEW = """purchase p CROSS JOIN purchase_line l ON l.purchase_id = p.id
 WHERE p.at >= :begins AND p.at < :ends"""


def _items(connection: sqlite3.Connection, span: Span, is_most: bool) -> list[ItemSales]:
    """Return the items, the one that brought most first."""
    (is_all,) = connection.execute(
        "SELECT NOT EXISTS (SELECT 1 FROM purchase WHERE at < :begins) "
        "AND NOT EXISTS (SELECT 1 FROM purchase WHERE at >= :ends)",
        span.binds,
    ).fetchone()
    is_plain = is_all and span.prices is None
    lines = _ALL if is_plain else _MOST if is_most else _FEW
    sql = _ITEMS.format(lines=lines, revenue=span.total("l.amount"))
    rows = connection.execute(sql, {} if is_plain else span.binds)
    return [ItemSales(*row) for row in rows]


_BY_SOURCE = """SELECT CASE WHEN b.contact_id IS NOT NULL THEN trim(coalesce(c.source, '')) END,
 sum(b.sales), sum(b.revenue) AS revenue FROM (
  SELECT p.contact_id, sum(p.amount > 0) AS sales, {revenue} AS revenue FROM purchase p {through}
  WHERE p.at >= :begins AND p.at < :ends GROUP BY p.contact_id) b
 LEFT JOIN contact c ON c.id = b.contact_id GROUP BY 1 ORDER BY revenue DESC, 1"""


def _by_source(connection: sqlite3.Connection, span: Span, is_most: bool) -> list[SourceSales]:
    sql = _BY_SOURCE.format(revenue=span.total("p.amount"), through=_COVERING if is_most else "")
    return [SourceSales(*row) for row in connection.execute(sql, span.binds)]
