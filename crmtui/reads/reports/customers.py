"""The customers of a span: who came, who came back, how much depends on how few, and from where.

Everything is about purchases with a known customer who is not in the trash, up to the end of the
span; revenue is what was paid less what was given back. `known` alone is about all sales.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import NamedTuple

from crmtui.reads.reports.buyers import Buyer, buyers
from crmtui.reads.reports.satisfaction import Scores, satisfaction
from crmtui.reads.reports.shares import Referrer, Share, by_segment, by_source, by_tag, referrers
from crmtui.reads.reports.span import Span, days
from crmtui.rules.counted import mean, median
from crmtui.rules.returning import Returning, returning
from crmtui.settings import Settings


class Top(NamedTuple):
    """Those who paid most: which share of the customers they are, and what they brought."""

    share: float
    customers: int
    revenue: int


class Known(NamedTuple):
    """How much is sold to customers who are known."""

    sales: int
    """All sales, those to walk-ins too."""
    known_sales: int
    sold: int
    known_sold: int


class CustomerReport(NamedTuple):
    """Figures of a span; amounts in minor units, days between two purchases as floats."""

    span: Span
    customers: int
    """Who bought in the span."""
    new: int
    """Who bought for the first time in it."""
    repeat: int
    """Who bought at least twice in it."""
    sales: int
    sold: int
    """What the sales came to, refunds not taken off."""
    revenue: int
    days_between_mean: float | None
    days_between_median: float | None
    gaps: int
    """So many pairs of purchases on different days, one after the other, of one customer."""
    known: Known
    top: list[Top]
    returning: Returning
    segments: list[Share]
    sources: list[Share]
    tags: list[Share]
    referrers: list[Referrer]
    scores: dict[int, Scores]
    """By period, what customers thought when they were asked."""

    @property
    def repeat_rate(self) -> float | None:
        """The share of the customers of the span who bought at least twice in it."""
        return self.repeat / self.customers if self.customers else None

    @property
    def average_order(self) -> float | None:
        """What a sale of the span comes to, refunds not taken off."""
        return self.sold / self.sales if self.sales else None


TOPS = (1, 5, 10, 20, 50)
"""Per cent of the customers."""


def customer_report(
    connection: sqlite3.Connection, settings: Settings, span: Span
) -> CustomerReport:
    """Report on the customers of a span; it begins with a whole period."""
    span = span.from_whole_period()
    numbered = days(connection, span)
    span = span._replace(first=numbered and numbered.first)
    everybody = list(buyers(connection, span)) if numbered else []
    here = [buyer for buyer in everybody if not buyer.is_trashed]
    came_back = (
        returning((b.days for b in here if b.days), numbered.periods, numbered.since)
        if numbered
        else Returning([], [], Counter())
    )
    since = numbered.since if numbered else 0
    active = [buyer for buyer in here if buyer.sales]
    new = {buyer.id for buyer in active if min(buyer.days) >= since}
    counted = [buyer for buyer in here if buyer.sales or buyer.paid]
    return CustomerReport(
        span,
        len(active),
        len(new),
        sum(buyer.sales > 1 for buyer in active),
        sum(buyer.sales for buyer in active),
        sum(buyer.sold for buyer in active),
        sum(buyer.paid for buyer in counted),
        mean(came_back.gaps),
        median(came_back.gaps),
        came_back.gaps.total(),
        _known(connection, span, everybody),
        _tops(active),
        came_back,
        by_segment(connection, settings, span, counted, new),
        by_source(counted, new),
        by_tag(connection, counted, new),
        referrers(connection, counted, new),
        satisfaction(connection, span, numbered) if numbered else {},
    )


def _known(connection: sqlite3.Connection, span: Span, everybody: list[Buyer]) -> Known:
    if span.first is None:
        return Known(0, 0, 0, 0)
    walk_ins, sold = connection.execute(
        f"SELECT count(*), coalesce({span.total('p.amount')}, 0) FROM purchase p "
        "WHERE p.contact_id IS NULL AND p.amount > 0 AND p.at >= :begins AND p.at < :ends",
        span.binds,
    ).fetchone()
    known, known_sold = sum(b.sales for b in everybody), sum(b.sold for b in everybody)
    return Known(walk_ins + known, known, sold + known_sold, known_sold)


def _tops(active: list[Buyer]) -> list[Top]:
    """Return what each share of the customers brought."""
    paid = sorted((buyer.paid for buyer in active), reverse=True)
    sizes = ((percent, part_of(len(paid), percent)) for percent in TOPS)
    return [Top(percent / 100, size, sum(paid[:size])) for percent, size in sizes if paid]


def part_of(customers: int, percent: int) -> int:
    """Return how many customers a share of them is; a part of one is a whole one."""
    return -(-customers * percent // 100)
