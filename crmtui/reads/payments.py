"""Payments as lists and one by one."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import NotFound
from crmtui.locale import _


class PaymentRow(NamedTuple):
    """A payment with who paid; a negative amount (in minor units) was paid back to them."""

    id: int
    contact_id: int | None
    name: str
    at: str
    amount: int
    method: str
    ref: str
    note: str
    purchase_id: int | None


_ROWS = """SELECT p.id, p.contact_id, coalesce(c.name, ''), p.at, p.amount, p.method, p.ref,
 p.note, p.purchase_id FROM payment p LEFT JOIN contact c ON c.id = p.contact_id"""


def payments(
    connection: sqlite3.Connection,
    *,
    contact: int | None = None,
    since: str = "",
    until: str = "9999",
    limit: int = 50,
) -> list[PaymentRow]:
    """Return the latest payments between two UTC texts, of one contact or of all."""
    whose = "p.contact_id = :contact AND" if contact else ""
    rows = connection.execute(
        f"{_ROWS} WHERE {whose} p.at >= :since AND p.at < :until "
        "ORDER BY p.at DESC, p.id DESC LIMIT :limit",
        {"contact": contact, "since": since, "until": until, "limit": limit},
    )
    return [PaymentRow(*row) for row in rows]


def payment(connection: sqlite3.Connection, number: int) -> PaymentRow:
    """Return one payment. Raises NotFound."""
    row = connection.execute(f"{_ROWS} WHERE p.id = ?", (number,)).fetchone()
    if row is None:
        raise NotFound(
            _("There is no payment #{id}.").format(id=number),
            _("`crm payment list` shows their numbers."),
        )
    return PaymentRow(*row)
