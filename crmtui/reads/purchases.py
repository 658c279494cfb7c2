"""Purchases as lists and one by one."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import NotFound
from crmtui.locale import _


class PurchaseLineRow(NamedTuple):
    """An item of a purchase; the quantity is in thousandths, the amount in minor units."""

    id: int
    item: str
    sku: str
    quantity: int
    amount: int


class PurchaseRow(NamedTuple):
    """A purchase with who bought; a walk-in sale has no contact."""

    id: int
    contact_id: int | None
    name: str
    at: str
    amount: int
    ref: str
    note: str
    refund_of: int | None
    items: str
    on_account: int
    due_on: str | None


_ROWS = """SELECT p.id, p.contact_id, coalesce(c.name, ''), p.at, p.amount, p.ref, p.note,
 p.refund_of, coalesce((SELECT group_concat(item, ', ') FROM (SELECT item FROM purchase_line
  WHERE purchase_id = p.id AND item <> '' ORDER BY id LIMIT 5)), ''),
 p.on_account, p.due_on
 FROM purchase p LEFT JOIN contact c ON c.id = p.contact_id"""


def purchases(
    connection: sqlite3.Connection,
    *,
    contact: int | None = None,
    since: str = "",
    until: str = "9999",
    limit: int = 50,
) -> list[PurchaseRow]:
    """Return the latest purchases between two UTC texts, of one contact or of all."""
    whose = "p.contact_id = :contact AND" if contact else ""
    rows = connection.execute(
        f"{_ROWS} WHERE {whose} p.at >= :since AND p.at < :until "
        "ORDER BY p.at DESC, p.id DESC LIMIT :limit",
        {"contact": contact, "since": since, "until": until, "limit": limit},
    )
    return [PurchaseRow(*row) for row in rows]


def count(connection: sqlite3.Connection) -> int:
    """Return how many purchases and refunds there are."""
    (number,) = connection.execute("SELECT count(*) FROM purchase").fetchone()
    return int(number)


def page(connection: sqlite3.Connection, skip: int, limit: int) -> list[PurchaseRow]:
    """Return up to `limit` purchases after the first `skip`, the newest first."""
    rows = connection.execute(
        f"{_ROWS} WHERE p.id IN (SELECT id FROM purchase ORDER BY at DESC, id DESC "
        "LIMIT ? OFFSET ?) ORDER BY p.at DESC, p.id DESC",
        (limit, skip),
    )
    return [PurchaseRow(*row) for row in rows]


def position(connection: sqlite3.Connection, number: int) -> int | None:
    """Return how many purchases stand before this one in the list; None if it is gone."""
    (at,) = connection.execute("SELECT max(at) FROM purchase WHERE id = ?", (number,)).fetchone()
    if at is None:
        return None
    (before,) = connection.execute(
        "SELECT count(*) FROM purchase WHERE (at, id) > (?, ?)", (at, number)
    ).fetchone()
    return int(before)


def purchase(connection: sqlite3.Connection, number: int) -> PurchaseRow:
    """Return one purchase. Raises NotFound."""
    row = connection.execute(f"{_ROWS} WHERE p.id = ?", (number,)).fetchone()
    if row is None:
        raise missing_purchase(number)
    return PurchaseRow(*row)


def missing_purchase(number: int) -> NotFound:
    """Build the error for a number that no purchase has."""
    return NotFound(
        _("There is no purchase #{id}.").format(id=number),
        _("`crm purchase list` shows their numbers."),
    )


def lines(connection: sqlite3.Connection, number: int) -> list[PurchaseLineRow]:
    """Return the items of a purchase."""
    rows = connection.execute(
        "SELECT id, item, sku, quantity, amount FROM purchase_line WHERE purchase_id = ? "
        "ORDER BY id",
        (number,),
    )
    return [PurchaseLineRow(*row) for row in rows]


def refundable(connection: sqlite3.Connection, number: int) -> int:
    """Return what of a purchase has not been refunded yet, in minor units."""
    (left,) = connection.execute(
        "SELECT p.amount + coalesce((SELECT sum(amount) FROM purchase WHERE refund_of = p.id), 0) "
        "FROM purchase p WHERE p.id = ?",
        (number,),
    ).fetchone()
    return int(left)


def sales_between(connection: sqlite3.Connection, since: str, until: str) -> tuple[int, int]:
    """Return how many sales there were between two UTC texts, and their net sum."""
    count, total = connection.execute(
        "SELECT coalesce(sum(amount > 0), 0), coalesce(sum(amount), 0) FROM purchase "
        "WHERE at >= ? AND at < ?",
        (since, until),
    ).fetchone()
    return count, total
