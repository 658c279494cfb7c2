"""Every payment, as files carry them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial

from crmtui.reads.exports.pages import Read, Row, pages
from crmtui.text.formats import Formats

PAYMENT_COLUMNS = (
    *("id", "customer_id", "customer", "date", "at", "amount", "currency", "method", "ref"),
    *("note", "purchase_id"),
)
_FIELDS = tuple(name for name in PAYMENT_COLUMNS if name not in ("date", "currency"))

_PAYMENTS = """SELECT p.id, p.contact_id, c.name, p.at, p.amount, p.method, p.ref, p.note,
 p.purchase_id FROM payment p LEFT JOIN contact c ON c.id = p.contact_id
 WHERE p.id > ? ORDER BY p.id LIMIT ?"""


def payment_rows(read: Read, formats: Formats) -> Iterator[Row]:
    """Yield every payment, by id.

    Amounts are minor units, the date is the day in the shop's zone.
    """
    return pages(read, partial(_page, formats))


def _page(formats: Formats, connection: sqlite3.Connection, last: int, most: int) -> list[Row]:
    found = connection.execute(_PAYMENTS, (last, most))
    rows: list[Row] = [dict(zip(_FIELDS, row, strict=True)) for row in found]
    for row in rows:
        row["date"] = formats.day(row["at"]).isoformat()
        row["currency"] = formats.currency
    return rows
