"""The days on which customers bought, and what they paid on each: what a forecast is made of."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from crmtui.reads.local_days import local_days
from crmtui.text.calendar import day_start, to_utc_text

_PURCHASES = """SELECT contact_id, at, amount, id FROM purchase
 WHERE contact_id {whose} AND amount >= 0 AND at < ?
 AND contact_id NOT IN (SELECT id FROM contact WHERE deleted_at IS NOT NULL)
 ORDER BY contact_id, at"""
_REFUNDS = """SELECT r.contact_id, coalesce(p.at, r.at), r.amount, p.id
 FROM purchase r LEFT JOIN purchase p ON p.id = r.refund_of
 WHERE r.contact_id {whose} AND r.amount < 0 AND r.at < ?"""
_RETURNED = """SELECT p.id FROM purchase p
 JOIN (SELECT refund_of, sum(amount) AS back FROM purchase
  WHERE refund_of IS NOT NULL AND contact_id {whose} AND at < ?
  GROUP BY refund_of) r ON r.refund_of = p.id
 WHERE p.amount > 0 AND p.amount + r.back <= 0"""


class Visits(NamedTuple):
    """The days on which a customer bought, as ordinals, and what each came to, in minor units."""

    contact: int
    days: list[int]
    sums: list[int]

    @property
    def repeats(self) -> int:
        """How often they came back."""
        return len(self.days) - 1

    @property
    def repeated(self) -> int:
        """What they paid when they came back, refunds taken off."""
        return sum(self.sums) - self.sums[0]


def visits(
    connection: sqlite3.Connection, zone: str, day: date, *, contact: int | None = None
) -> Iterator[Visits]:
    """Yield who bought up to the end of `day`, in order of their ids, or one contact alone.

    Purchases of one day in the shop's zone are one; gifts (amount 0) count. A refund lowers the
    day of its purchase, or the last one before it; what came back as a whole was no purchase.
    The index has them in order, so running through it takes half the time of a GROUP BY.
    """
    until = to_utc_text(day_start(day + timedelta(days=1), zone))
    whose, who = ("IS NOT NULL", ()) if contact is None else ("= ?", (contact,))
    returns = _RETURNED.format(whose=whose)
    returned = {number for (number,) in connection.execute(returns, (*who, until))}
    refunds = defaultdict(list)
    days = local_days(zone)
    for number, at, amount, of in connection.execute(_REFUNDS.format(whose=whose), (*who, until)):
        if of not in returned:
            refunds[number].append((days.of(at), amount))
    rows = connection.execute(_PURCHASES.format(whose=whose), (*who, until))
    for found in _merged(rows, days.of, returned):
        if found.contact in refunds:
            _take_off(found, refunds[found.contact])
        yield found


def _merged(
    rows: Iterable[tuple[int, str, int, int]],
    day_of: Callable[[str], int],
    returned: set[int],
) -> Iterator[Visits]:
    """Yield each customer's days; one loop, for there may be a million rows."""
    current, last = 0, 0
    days: list[int] = []
    sums: list[int] = []
    for contact, at, amount, number in rows:
        if number in returned:
            continue
        day = day_of(at)
        if contact != current:
            if days:
                yield Visits(current, days, sums)
            current, days, sums = contact, [day], [amount]
        elif day == last:
            sums[-1] += amount
        else:
            days.append(day)
            sums.append(amount)
        last = day
    if days:
        yield Visits(current, days, sums)


def _take_off(found: Visits, refunds: list[tuple[int, int]]) -> None:
    """Lower the sums by what was given back."""
    for day, amount in refunds:
        place = bisect_right(found.days, day) - 1
        if place >= 0:
            found.sums[place] += amount
