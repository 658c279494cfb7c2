"""Every line of every purchase, as files carry them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial

from crmtui.reads.exports.pages import Read, Row, pages
from crmtui.text import digits
from crmtui.text.formats import Formats

PURCHASE_COLUMNS = (
    "id",
    "order",
    "customer_id",
    "customer",
    "date",
    "at",
    "item",
    "sku",
    "quantity",
    "amount",
    "currency",
    "refund_of",
    "note",
    "total",
    "on_account",
    "due_on",
)

_LINES = """SELECT p.id, p.ref, p.contact_id, c.name, p.at, coalesce(l.item, ''),
 coalesce(l.sku, ''), coalesce(l.quantity, 1000), coalesce(l.amount, p.amount), p.refund_of,
 p.note, p.amount, p.on_account, p.due_on
 FROM (SELECT * FROM purchase WHERE id > ? ORDER BY id LIMIT ?) p
 LEFT JOIN contact c ON c.id = p.contact_id
 LEFT JOIN purchase_line l ON l.purchase_id = p.id ORDER BY p.id, l.id"""


def purchase_rows(read: Read, formats: Formats) -> Iterator[Row]:
    """Yield every line of every purchase; a purchase without lines is one row.

    Amounts are minor units, `total` is that of the whole purchase on each of its rows; the date
    is the day in the shop's zone.
    """
    return pages(read, partial(_page, formats))


def _page(formats: Formats, connection: sqlite3.Connection, last: int, most: int) -> list[Row]:
    return [_row(formats, *line) for line in connection.execute(_LINES, (last, most))]


def _row(
    formats: Formats,
    purchase: int,
    ref: str,
    contact: int | None,
    name: str | None,
    at: str,
    item: str,
    sku: str,
    quantity: int,
    amount: int,
    refund_of: int | None,
    note: str,
    total: int,
    on_account: int,
    due_on: str | None,
) -> Row:
    return {
        "id": purchase,
        "order": ref,
        "customer_id": contact,
        "customer": name,
        "date": formats.day(at).isoformat(),
        "at": at,
        "item": item,
        "sku": sku,
        "quantity": digits.quantity(quantity),
        "amount": amount,
        "currency": formats.currency,
        "refund_of": refund_of,
        "note": note,
        "total": total,
        "on_account": bool(on_account),
        "due_on": due_on,
    }
