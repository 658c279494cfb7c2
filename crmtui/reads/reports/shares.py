"""What the customers of a segment, a source or a tag brought, and whom customers sent."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import NamedTuple

from crmtui.reads.reports.buyers import Buyer
from crmtui.reads.reports.span import Span
from crmtui.reads.segment_scales import PROSPECT, scales
from crmtui.reads.segments import segmentation
from crmtui.rules.rfm import SEGMENTS
from crmtui.settings import Settings


class Share(NamedTuple):
    """Customers with something in common: how many bought, how many of them first, for how much."""

    name: str
    customers: int
    new: int
    revenue: int


class Referrer(NamedTuple):
    """Somebody who sent customers."""

    id: int
    name: str
    customers: int
    """Of those they sent, who bought in the span."""
    new: int
    """Who bought for the first time in it."""
    revenue: int


def by_segment(
    connection: sqlite3.Connection,
    settings: Settings,
    span: Span,
    buyers: list[Buyer],
    new: set[int],
) -> list[Share]:
    """Return the shares of the segments, as they were at the end of the span, the best first."""
    segment_of = segments_then(connection, settings, span)
    found = _shares(buyers, new, lambda buyer: segment_of.get(buyer.id, PROSPECT))
    return [found[name] for name in SEGMENTS if name in found]


def segments_then(connection: sqlite3.Connection, settings: Settings, span: Span) -> dict[int, str]:
    """Return everybody's segment at the end of a span."""
    if span.is_now:
        return dict(scales(connection, settings, span.today).each(connection))
    day = span.until + timedelta(days=1)
    found = segmentation(connection, settings, today=span.today, as_of=day)
    return {buyer.id: buyer.segment for buyer in found.buyers}


def by_source(buyers: list[Buyer], new: set[int]) -> list[Share]:
    """Return the shares of the sources, the one that brought most first; "" is none noted."""
    return _most_first(_shares(buyers, new, lambda buyer: buyer.source).values())


def by_tag(connection: sqlite3.Connection, buyers: list[Buyer], new: set[int]) -> list[Share]:
    """Return the shares of the tags; who has two counts under both."""
    by_id = {buyer.id: buyer for buyer in buyers}
    found: dict[str, list[Buyer]] = {}
    rows = connection.execute(
        "SELECT t.name, ct.contact_id FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id"
    )
    for name, contact in rows:
        if buyer := by_id.get(contact):
            found.setdefault(name, []).append(buyer)
    return _most_first(_share(name, some, new) for name, some in found.items())


def referrers(connection: sqlite3.Connection, buyers: list[Buyer], new: set[int]) -> list[Referrer]:
    """Return who sent customers that bought, the one whose customers brought most first."""
    by_id = {buyer.id: buyer for buyer in buyers}
    sent: dict[tuple[int, str], list[Buyer]] = {}
    rows = connection.execute(
        "SELECT o.id, o.name, l.contact_id FROM contact_link l JOIN contact o ON o.id = l.other_id "
        "WHERE l.role = 'referred-by' AND o.deleted_at IS NULL"
    )
    for number, name, contact in rows:
        if buyer := by_id.get(contact):
            sent.setdefault((number, name), []).append(buyer)
    found = [Referrer(number, *_share(name, some, new)) for (number, name), some in sent.items()]
    return sorted(found, key=lambda r: (-r.revenue, -r.customers, r.id))


def _shares(
    buyers: list[Buyer], new: set[int], name_of: Callable[[Buyer], str]
) -> dict[str, Share]:
    found: dict[str, list[Buyer]] = {}
    for buyer in buyers:
        found.setdefault(name_of(buyer), []).append(buyer)
    return {name: _share(name, some, new) for name, some in found.items()}


def _share(name: str, buyers: list[Buyer], new: set[int]) -> Share:
    customers = first = revenue = 0
    for buyer in buyers:
        customers += buyer.sales > 0
        first += buyer.id in new
        revenue += buyer.paid
    return Share(name, customers, first, revenue)


def _most_first(shares: Iterable[Share]) -> list[Share]:
    return sorted(shares, key=lambda share: (-share.revenue, -share.customers, share.name))
