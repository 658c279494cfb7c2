"""Who owes for what: the open items of every account, allocated by the one rule."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from crmtui.reads.accounts import END
from crmtui.rules.debts import Account, Charge, Paid, settle


class Debtor(NamedTuple):
    """Somebody who owes; amounts are minor units."""

    contact_id: int
    name: str
    amount: int
    since: str
    """The UTC text of the oldest purchase that is not paid in full."""
    due: date | None
    """The first day by which something should be paid."""
    past_due: int
    """What of it should have been paid already."""
    days: int
    """For how many days."""


class Creditor(NamedTuple):
    """Somebody whom the shop owes, in minor units."""

    contact_id: int
    name: str
    amount: int


class PastDue(NamedTuple):
    """Somebody with debts past their day: how much, in minor units, and for how many days."""

    contact_id: int
    name: str
    amount: int
    days: int


def account(connection: sqlite3.Connection, contact: int, *, before: str = END) -> Account:
    """Return what is open on the account of a contact, by what happened before a UTC text."""
    ledger = _Ledger("", [], [])
    binds = {"contact": contact, "before": before}
    for _contact, *row in connection.execute(_rows("= :contact", before), binds):
        ledger.take(*row)
    return settle(ledger.charges, ledger.payments)


def debtors(connection: sqlite3.Connection, today: date, *, before: str = END) -> list[Debtor]:
    """Return who owes, the oldest debt first, by what happened before a UTC text.

    Contacts in the trash are left out here as in every list.
    """
    found = [
        _debtor(contact, name, account, today)
        for contact, name, account in _accounts(connection, "a.balance > 0", before)
    ]
    return sorted(found, key=lambda debtor: (debtor.since, debtor.contact_id))


def creditors(connection: sqlite3.Connection, *, before: str = END) -> list[Creditor]:
    """Return who is in credit, the most first, by what happened before a UTC text."""
    rows = connection.execute(
        f"{_with_chosen('a.balance < 0', before)} SELECT contact_id, name, -balance FROM chosen "
        "ORDER BY balance, contact_id",
        {"before": before},
    )
    return [Creditor(*row) for row in rows]


def past_due(connection: sqlite3.Connection, today: date) -> list[PastDue]:
    """Return who has debts past their day, the longest first."""
    late = (
        "a.balance > 0 AND a.contact_id IN (SELECT contact_id FROM purchase "
        "WHERE on_account = 1 AND due_on < :today)"
    )
    found = []
    for contact, name, account in _accounts(connection, late, today=today.isoformat()):
        debtor = _debtor(contact, name, account, today)
        if debtor.past_due:
            found.append(PastDue(contact, name, debtor.past_due, debtor.days))
    return sorted(found, key=lambda debt: (-debt.days, -debt.amount, debt.contact_id))


_CHARGES = """SELECT p.contact_id, coalesce(p.refund_of, p.id) AS bought,
 coalesce(min(CASE WHEN p.refund_of IS NULL THEN p.at END), min(p.at)), sum(p.amount),
 max(p.due_on), 1 FROM purchase p INDEXED BY ix_purchase_account WHERE p.on_account = 1"""
_BY_PURCHASE = "GROUP BY p.contact_id, bought"
_PAYMENTS = """SELECT y.contact_id, y.purchase_id, y.at, y.amount, NULL, 0 FROM payment y
 WHERE y.contact_id IS NOT NULL"""


def _rows(condition: str, before: str) -> str:
    """Return a query for charges and payments; `condition` says whose."""
    # Said only where it matters: without it the partial index answers all by itself.
    until = "" if before == END else " AND at < :before"
    return (
        f"{_CHARGES} AND p.contact_id {condition}{until} {_BY_PURCHASE} "
        f"UNION ALL {_PAYMENTS} AND y.contact_id {condition}{until}"
    )


def _with_chosen(which: str, before: str) -> str:
    """Return the beginning of a query: `chosen` are the contacts whose balance fulfils `which`."""
    until = "" if before == END else " AND at < :before"
    return f"""WITH chosen AS MATERIALIZED (
 SELECT a.contact_id, c.name, a.balance FROM (
  SELECT contact_id, sum(part) AS balance FROM (
   SELECT contact_id, sum(amount) AS part FROM purchase
    WHERE on_account = 1 AND contact_id IS NOT NULL{until} GROUP BY contact_id
   UNION ALL SELECT contact_id, -sum(amount) FROM payment
    WHERE contact_id IS NOT NULL{until} GROUP BY contact_id)
  GROUP BY contact_id) a
 JOIN contact c ON c.id = a.contact_id WHERE {which} AND c.deleted_at IS NULL)"""


def _accounts(
    connection: sqlite3.Connection, which: str, before: str = END, today: str = ""
) -> Iterator[tuple[int, str, Account]]:
    """Yield the accounts of the contacts whose balance fulfils `which`; others are not read."""
    among = "IN (SELECT contact_id FROM chosen)"
    sql = f"""{_with_chosen(which, before)}
 SELECT c.name, r.* FROM ({_rows(among, before)}) r JOIN chosen c USING (contact_id)"""
    found: dict[int, _Ledger] = {}
    for name, contact, *row in connection.execute(sql, {"before": before, "today": today}):
        ledger = found.get(contact)
        if ledger is None:
            ledger = found[contact] = _Ledger(name, [], [])
        ledger.take(*row)
    for contact, ledger in found.items():
        yield contact, ledger.name, settle(ledger.charges, ledger.payments)


class _Ledger(NamedTuple):
    """What was read of an account."""

    name: str
    charges: list[Charge]
    payments: list[Paid]

    def take(
        self, purchase: int | None, at: str, amount: int, due: str | None, is_charge: int
    ) -> None:
        if is_charge and purchase is not None:
            day = date.fromisoformat(due) if due else None
            self.charges.append(Charge(purchase, at, day, amount))
        else:
            self.payments.append(Paid(at, amount, purchase))


def _debtor(contact: int, name: str, account: Account, today: date) -> Debtor:
    items = account.items
    late = [(item.left, days) for item in items if (days := item.days_past(today))]
    return Debtor(
        contact,
        name,
        account.balance,
        min((item.at for item in items), default=""),
        min((item.due for item in items if item.due), default=None),
        sum(left for left, _days in late),
        max((days for _left, days in late), default=0),
    )
