"""The customers behind a figure of a report, those who paid most in its days first."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import Any

from crmtui.reads.reports.customers import part_of
from crmtui.reads.reports.shares import segments_then
from crmtui.reads.reports.span import Span, days
from crmtui.settings import Settings

_BOUGHT = """SELECT p.contact_id FROM purchase p JOIN contact c ON c.id = p.contact_id
 WHERE c.deleted_at IS NULL AND p.at >= :begins AND p.at < :ends AND {only}
 GROUP BY p.contact_id HAVING sum(p.amount > 0) > 0 ORDER BY {paid} DESC, p.contact_id"""
_ONLY = {
    "": "1",
    "cohort": "p.contact_id IN (SELECT contact_id FROM customer_stats "
    "WHERE first_at >= :first AND first_at < :after)",
    "sources": "trim(c.source) = :value",
    "tags": "p.contact_id IN (SELECT ct.contact_id FROM contact_tag ct "
    "JOIN tag t ON t.id = ct.tag_id WHERE t.name = :value)",
    "referrers": "p.contact_id IN (SELECT contact_id FROM contact_link "
    "WHERE role = 'referred-by' AND other_id = :value)",
}


def customers_behind(
    connection: sqlite3.Connection, settings: Settings, span: Span, figure: tuple[str, str]
) -> list[int]:
    """Return who bought in a span and is counted in a figure, as the lines of a sheet name it.

    ("period", "24322"), ("cohort", "24300:4") for those who bought four periods later, ("top",
    "20") for the first so many, "20%" for the first part of them, ("segments", "lost"),
    ("sources", ""), ("tags", "vip"), ("referrers", "12").
    """
    kind, value = figure
    if kind == "period":
        return _bought(connection, _within(span, int(value)))
    if kind == "cohort":
        return _cohort(connection, span, value)
    if kind == "top":
        everybody = _bought(connection, span)
        number = int(value.rstrip("%"))
        return everybody[: part_of(len(everybody), number) if "%" in value else number]
    if kind == "segments":
        segment_of = segments_then(connection, settings, span)
        return [one for one in _bought(connection, span) if segment_of.get(one) == value]
    return _bought(connection, span, kind, value=int(value) if kind == "referrers" else value)


def _cohort(connection: sqlite3.Connection, span: Span, value: str) -> list[int]:
    period, _colon, later = value.partition(":")
    first = _within(span, int(period))
    within = _within(span, int(period) + int(later or 0))
    return _bought(connection, within, "cohort", first=first.begins, after=first.ends)


def _within(span: Span, period: int) -> Span:
    """Return what of a span is in a period."""
    first, last = span.starts(period), span.starts(period + 1) - timedelta(days=1)
    return span._replace(
        since=max(first, span.since) if span.since else first, until=min(last, span.until)
    )


def _bought(connection: sqlite3.Connection, span: Span, only: str = "", **binds: Any) -> list[int]:
    if days(connection, span) is None:
        return []
    sql = _BOUGHT.format(only=_ONLY[only], paid=span.total("p.amount"))
    return [contact for (contact,) in connection.execute(sql, span.binds | binds)]
