"""Which of a customer's debts their payments have settled, and what is left of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Charge(NamedTuple):
    """What a purchase put on the account, in minor units: less what was refunded of it."""

    purchase: int
    at: str
    """When, as a text that sorts."""
    due: date | None
    amount: int


class Paid(NamedTuple):
    """A payment in minor units; below zero the shop gave money back."""

    at: str
    amount: int
    purchase: int | None = None
    """What it was for; else the oldest debt."""


class OpenItem(NamedTuple):
    """A debt that is not settled, and what is left of it; `left` is above zero."""

    purchase: int | None
    """None for money that the shop gave without owing it."""
    at: str
    due: date | None
    amount: int
    left: int

    def days_past(self, today: date) -> int:
        """Return for how many days it should have been paid; 0 if its day is not over."""
        return max(0, (today - self.due).days) if self.due else 0


class Account(NamedTuple):
    """What is open, the oldest first, and what the customer has paid beyond it."""

    items: list[OpenItem]
    credit: int

    @property
    def balance(self) -> int:
        """What is owed, below zero if the customer is in credit."""
        return sum(item.left for item in self.items) - self.credit


def settle(charges: Iterable[Charge], payments: Iterable[Paid]) -> Account:
    """Allocate payments: first to the purchase they are for, the rest to the oldest debt."""
    payments = list(payments)
    named: dict[int | None, int] = defaultdict(int)
    for payment in payments:
        named[payment.purchase] += payment.amount
    owed = []
    rest = 0
    for charge in sorted(charges, key=lambda charge: (charge.at, charge.purchase)):
        left = charge.amount - max(0, named[charge.purchase])
        named[charge.purchase] = min(0, named[charge.purchase])
        rest += max(0, -left)
        owed.append((charge, max(0, left)))
    rest += sum(named.values())
    items = []
    for charge, left in owed:
        paid = min(left, max(0, rest))
        rest -= paid
        if left > paid:
            items.append(OpenItem(*charge, left - paid))
    if rest < 0:
        given = max((paid.at for paid in payments if paid.amount < 0), default="")
        items.append(OpenItem(None, given, None, -rest, -rest))
        items.sort(key=lambda item: item.at)
    return Account(items, max(0, rest))
