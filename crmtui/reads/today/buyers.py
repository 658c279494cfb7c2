"""Customers late against their own rhythm, and those who are about to be lost."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crmtui.reads.segment_scales import BUYERS, PAID, PROSPECT, scales
from crmtui.reads.today.day import Day
from crmtui.rules.attention import AT_RISK
from crmtui.rules.rhythm import LEAST_DAYS

_AT_ONCE = 5_000
_SUMS = f"SELECT contact_id, last_at, purchases, {PAID} AS paid {BUYERS}"
_OF = _SUMS + " AND contact_id IN ({marks})"
_BETWEEN = _SUMS + f" AND {PAID} > ? AND {PAID} <= ? ORDER BY paid DESC, contact_id"
_PAID = f"SELECT {PAID} AS paid {BUYERS} ORDER BY paid"


class Buyer(NamedTuple):
    """What somebody's purchases add up to, and what they are worth beside the others."""

    segment: str = PROSPECT
    paid: int = 0
    """In minor units."""
    worth: float = 0.0
    """The share of all buyers who paid less, from 0 to 1."""
    may_be_late: bool = False
    """It is worth looking at their rhythm."""


NOBODY = Buyer()


class Buyers:
    """Everybody who bought; read only as far as somebody asks."""

    def __init__(self, connection: sqlite3.Connection, day: Day) -> None:
        self._connection = connection
        self._scales = scales(connection, day.settings, day.today)
        self._paid = [paid for (paid,) in connection.execute(_PAID)]
        self._some_days_ago = day.before(LEAST_DAYS)

    def of(self, contacts: Sequence[int]) -> dict[int, Buyer]:
        """Return those of these contacts who bought."""
        marks = ",".join("?" * len(contacts))
        rows = self._connection.execute(_OF.format(marks=marks), contacts)
        return {contact: self._buyer(*sums) for contact, *sums in rows}

    def watched(self) -> Iterator[int]:
        """Yield who may be late or lost soon, the most valuable first."""
        paid = self._paid
        most = paid[-1] if paid else 0
        for place in range(len(paid) - _AT_ONCE, -_AT_ONCE, -_AT_ONCE):
            beyond = paid[place - 1] if place > 0 else paid[0] - 1
            for contact, *sums in self._connection.execute(_BETWEEN, (beyond, most)).fetchall():
                buyer = self._buyer(*sums)
                if buyer.may_be_late or buyer.segment in AT_RISK:
                    yield contact
            most = beyond

    def _buyer(self, last_at: str, purchases: int, paid: int) -> Buyer:
        return Buyer(
            self._scales.segment(last_at, purchases, paid),
            paid,
            bisect_left(self._paid, paid) / max(1, len(self._paid) - 1),
            purchases >= LEAST_DAYS and last_at < self._some_days_ago,
        )
