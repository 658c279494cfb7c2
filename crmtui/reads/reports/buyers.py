"""Every customer who bought up to the end of a span, in one pass over the covering index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from crmtui.reads.reports.span import DAY, Span


class Buyer(NamedTuple):
    """A customer: what they bought in the span, and on which days up to its end."""

    id: int
    source: str
    is_trashed: int
    sales: int
    """Purchases in the span; refunds and purchases of nothing are none."""
    sold: int
    """What those come to, in minor units."""
    paid: int
    """The same less what was given back in the span."""
    days: list[int]


_BUYERS = """SELECT c.id, trim(c.source), c.deleted_at IS NOT NULL, b.sales, b.sold, b.paid, b.days
 FROM (SELECT p.contact_id,
   sum({counted}) AS sales,
   {sold} AS sold, {paid} AS paid,
   group_concat(CASE WHEN p.amount > 0 THEN {day} END) AS days
  FROM purchase p WHERE p.contact_id IS NOT NULL AND p.amount <> 0 AND p.at < :ends
  GROUP BY p.contact_id) b
 JOIN contact c ON c.id = b.contact_id"""


def buyers(connection: sqlite3.Connection, span: Span) -> Iterator[Buyer]:
    """Yield the customers; the days of the span must be numbered already."""
    sold, paid, counted = "max(p.amount, 0)", "p.amount", "p.amount > 0"
    if span.since:
        sold, paid = (f"CASE WHEN p.at >= :begins THEN {sum_} ELSE 0 END" for sum_ in (sold, paid))
        counted += " AND p.at >= :begins"
    sql = _BUYERS.format(day=DAY, counted=counted, sold=span.total(sold), paid=span.total(paid))
    rows = connection.execute(sql, span.binds)
    for number, source, is_trashed, sales, sold, paid, days in rows:
        bought = [*map(int, days.split(","))] if days else []
        yield Buyer(number, source, is_trashed, sales, sold, paid, bought)
