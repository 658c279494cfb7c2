"""Every contact and purchase, page by page, as files carry them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from crmtui.reads.card import Card, card
from crmtui.text.formats import Formats

Read = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""Opens a connection for one page, so that a slow reader of the output locks nobody out."""

PAGE = 500
MANY = " ::: "
"""Parts several values in one cell, as address books do."""

CONTACT_COLUMNS = (
    "id",
    "name",
    "kind",
    "status",
    "phone",
    "email",
    "company",
    "city",
    "tags",
    "source",
    "birthday",
    "whatsapp",
    "telegram",
    "instagram",
    "web",
    "address",
    "note",
    "created_at",
)
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
)
_POINTS = ("phone", "email", "whatsapp", "telegram", "instagram", "web", "address")


def contact_rows(read: Read) -> Iterator[dict[str, Any]]:
    """Yield every contact that is not in the trash, by id."""
    for found in _pages(read, "SELECT id FROM contact WHERE id > ? AND deleted_at IS NULL"):
        with read() as connection:
            cards = [card(connection, number) for number in found]
        yield from map(_contact, cards)


def _contact(held: Card) -> dict[str, Any]:
    row = {name: getattr(held, name, None) for name in CONTACT_COLUMNS}
    points = {kind: [point.value for point in held.reach(kind)] for kind in _POINTS}
    return row | points | {"tags": held.tags}


def purchase_rows(read: Read, formats: Formats) -> Iterator[dict[str, Any]]:
    """Yield every line of every purchase; a purchase without lines is one row.

    Amounts are minor units; the date is the day in the shop's zone.
    """
    for found in _pages(read, "SELECT id FROM purchase WHERE id > ?"):
        with read() as connection:
            rows = [row for number in found for row in _purchase(connection, number, formats)]
        yield from rows


_LINES = """SELECT p.id, p.ref, p.contact_id, c.name, p.at, coalesce(l.item, ''),
 coalesce(l.sku, ''), coalesce(l.quantity, 1000), coalesce(l.amount, p.amount), p.refund_of, p.note
 FROM purchase p LEFT JOIN contact c ON c.id = p.contact_id
 LEFT JOIN purchase_line l ON l.purchase_id = p.id WHERE p.id = ? ORDER BY l.id"""


def _purchase(
    connection: sqlite3.Connection, number: int, formats: Formats
) -> Iterator[dict[str, Any]]:
    for row in connection.execute(_LINES, (number,)).fetchall():
        purchase, ref, contact, name, at, item, sku, quantity, amount, refund_of, note = row
        whole, part = divmod(quantity, 1000)
        yield {
            "id": purchase,
            "order": ref,
            "customer_id": contact,
            "customer": name,
            "date": formats.day(at).isoformat(),
            "at": at,
            "item": item,
            "sku": sku,
            "quantity": quantity / 1000 if part else whole,
            "amount": amount,
            "currency": formats.currency,
            "refund_of": refund_of,
            "note": note,
        }


def _pages(read: Read, select: str) -> Iterator[list[int]]:
    last = 0
    while True:
        with read() as connection:
            rows = connection.execute(f"{select} ORDER BY id LIMIT {PAGE}", (last,)).fetchall()
        if not rows:
            return
        yield [number for (number,) in rows]
        (last,) = rows[-1]
