"""Every deal, as files carry them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from crmtui.reads.exports.pages import Read, Row, pages
from crmtui.text.formats import Formats

DEAL_COLUMNS = (
    *("id", "title", "customer_id", "customer", "pipeline", "stage", "outcome", "probability"),
    *("amount", "currency", "products", "opened", "closed", "expected", "opened_at", "closed_at"),
    *("source", "owner", "reason", "competitor", "ref", "note", "touched", "at_counter"),
    *("purchase_id", "history"),
)
_FIELDS = (
    *("id", "title", "customer_id", "customer", "pipeline", "stage", "outcome", "probability"),
    *("amount", "products", "expected", "opened_at", "closed_at", "source", "owner", "reason"),
    *("competitor", "ref", "note", "touched", "at_counter", "purchase_id"),
)
_DEALS = """SELECT d.id, d.title, d.contact_id, coalesce(c.name, ''), p.name, s.name, s.kind,
 s.probability, d.amount, d.products, d.expected_close, d.opened_at, d.closed_at, d.source, d.owner,
 coalesce(r.name, ''), d.competitor, d.ref, d.note, d.touched_at, d.at_counter, d.purchase_id
 FROM deal d JOIN stage s ON s.id = d.stage_id JOIN pipeline p ON p.id = s.pipeline_id
 LEFT JOIN contact c ON c.id = d.contact_id LEFT JOIN lost_reason r ON r.id = d.lost_reason_id
 WHERE d.id > ? ORDER BY d.id LIMIT ?"""
_PAST = """SELECT h.deal_id, h.at, s.name FROM deal_stage h JOIN stage s ON s.id = h.stage_id
 WHERE h.deal_id > ? AND h.deal_id <= ? ORDER BY h.id"""


def deal_rows(read: Read, formats: Formats) -> Iterator[Row]:
    """Yield every deal, by id, with the stages that it went through.

    Amounts are minor units, the dates are days in the shop's zone.
    """
    return pages(read, partial(_page, formats))


def _page(formats: Formats, connection: sqlite3.Connection, last: int, most: int) -> list[Row]:
    found = connection.execute(_DEALS, (last, most)).fetchall()
    rows: list[Row] = [dict(zip(_FIELDS, row, strict=True)) for row in found]
    if not rows:
        return rows
    past: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for deal, at, name in connection.execute(_PAST, (last, rows[-1]["id"])):
        past[deal].append((at, name))
    for row in rows:
        row["opened"] = formats.day(row["opened_at"]).isoformat() if row["opened_at"] else None
        row["closed"] = formats.day(row["closed_at"]).isoformat() if row["closed_at"] else None
        row["currency"] = formats.currency
        row["at_counter"] = "yes" if row["at_counter"] else ""
        row["history"] = written_history(past[row["id"]])
    return rows


def written_history(entries: Iterable[tuple[str, str]]) -> str:
    """Write moments and stages into one cell; `read_history` takes them out again."""
    return json.dumps([*entries], ensure_ascii=False)


def read_history(text: str) -> list[tuple[str, str]]:
    """Return the moments and stages of a cell; none if it is anything else."""
    try:
        return [
            (datetime.fromisoformat(at).strftime("%Y-%m-%dT%H:%M:%SZ"), str(name))
            for at, name in json.loads(text)
        ]
    except (TypeError, ValueError):
        return []
