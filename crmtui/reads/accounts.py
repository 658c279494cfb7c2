"""What customers owe: what they bought on account, less what they paid."""

from __future__ import annotations

import sqlite3

from crmtui.locale import _
from crmtui.text.formats import Formats

END = "9999-12-31T23:59:59Z"
"""Later than any moment."""

_BALANCE = """SELECT
 (SELECT sum(amount) FROM purchase WHERE contact_id = :contact AND on_account = 1),
 (SELECT sum(amount) FROM payment WHERE contact_id = :contact)"""


def balance(connection: sqlite3.Connection, contact: int) -> int | None:
    """Return what a contact owes in minor units, below zero if the shop owes them.

    None where nothing was ever sold to them on account or paid: no balance was recorded.
    """
    owed, paid = connection.execute(_BALANCE, {"contact": contact}).fetchone()
    return None if owed is None and paid is None else (owed or 0) - (paid or 0)


def standing(balance: int, formats: Formats) -> str:
    """Say a balance in words: "owes 1,250,000 toman", "is in credit by 50,000 toman"."""
    if not balance:
        return _("owes nothing")
    amount = formats.money(abs(balance))
    if balance < 0:
        return _("is in credit by {amount}").format(amount=amount)
    return _("owes {amount}").format(amount=amount)
