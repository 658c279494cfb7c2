"""The statement of an account: what was charged and paid between two moments."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.reads.accounts import END
from crmtui.reads.card import card
from crmtui.reads.debts import account
from crmtui.rules.debts import Account


class Entry(NamedTuple):
    """A line of a statement; amounts are minor units.

    `what` is "sale", "refund", "payment" or "paid-back". The amount is what it adds to the debt:
    below zero for what was paid or refunded.
    """

    what: str
    id: int
    at: str
    amount: int
    balance: int
    """What was owed after it."""
    purchase_id: int | None
    """What a refund or payment is for."""
    text: str
    """The items or the note of a purchase; the way, number and note of a payment."""


class Statement(NamedTuple):
    """The account of a contact from a UTC text up to another, which is not in it."""

    contact_id: int
    name: str
    since: str
    until: str
    opening: int
    entries: list[Entry]
    closing: int
    account: Account
    """What was open in the end."""


_MOVES = """SELECT CASE WHEN p.refund_of IS NULL THEN 'sale' ELSE 'refund' END AS what, p.id, p.at,
  p.amount, p.refund_of, coalesce(nullif(p.note, ''), (SELECT group_concat(item, ', ') FROM (
   SELECT item FROM purchase_line WHERE purchase_id = p.id AND item <> '' ORDER BY id LIMIT 5)),
   p.ref), 0 AS later
 FROM purchase p WHERE p.contact_id = :contact AND p.on_account = 1 AND p.at < :until
 UNION ALL SELECT CASE WHEN y.amount < 0 THEN 'paid-back' ELSE 'payment' END, y.id, y.at,
  -y.amount, y.purchase_id, trim(y.method || CASE WHEN y.ref <> '' THEN ' ' || y.ref ELSE '' END
   || CASE WHEN y.note <> '' THEN ' · ' || y.note ELSE '' END, ' ·'), 1
 FROM payment y WHERE y.contact_id = :contact AND y.at < :until
 ORDER BY at, later, id"""


def statement(
    connection: sqlite3.Connection, contact: int, *, since: str = "", until: str = END
) -> Statement:
    """Return the statement of a contact between two UTC texts. Raises NotFound."""
    name = card(connection, contact).name
    opening = closing = 0
    entries = []
    for what, number, at, amount, purchase, text, _later in connection.execute(
        _MOVES, {"contact": contact, "until": until}
    ):
        closing += amount
        if at < since:
            opening = closing
        else:
            entries.append(Entry(what, number, at, amount, closing, purchase, text))
    open_then = account(connection, contact, before=until)
    return Statement(contact, name, since, until, opening, entries, closing, open_then)
