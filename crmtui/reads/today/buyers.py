"""Customers late against their own rhythm, and those who are about to be lost."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from heapq import heapify, heappop

from crmtui.reads.segments import Segmentation
from crmtui.rules.attention import AT_RISK
from crmtui.rules.rfm import Scored
from crmtui.rules.rhythm import LEAST_DAYS


class Buyers:
    """Everybody who bought, with what they are worth beside the others."""

    def __init__(self, found: Segmentation) -> None:
        self._by_id = {buyer.id: buyer for buyer in found.buyers}
        self._sums = sorted(buyer.monetary for buyer in found.buyers)

    def segment(self, contact: int) -> str:
        """Return the segment of a contact."""
        buyer = self._by_id.get(contact)
        return buyer.segment if buyer else "prospect"

    def paid(self, contact: int) -> int:
        """Return what a contact paid, in minor units."""
        buyer = self._by_id.get(contact)
        return buyer.monetary if buyer else 0

    def worth(self, contact: int) -> float:
        """Return the share of all buyers who paid less, from 0 to 1."""
        buyer = self._by_id.get(contact)
        if buyer is None:
            return 0.0
        return bisect_left(self._sums, buyer.monetary) / max(1, len(self._sums) - 1)

    def may_be_late(self, contact: int) -> bool:
        """Tell whether it is worth looking at the rhythm of a contact."""
        buyer = self._by_id.get(contact)
        return buyer is not None and _may_be_late(buyer)

    def watched(self) -> Iterator[int]:
        """Yield who may be late or lost soon, the most valuable first."""
        waiting = [
            (-buyer.monetary, buyer.id)
            for buyer in self._by_id.values()
            if buyer.segment in AT_RISK or _may_be_late(buyer)
        ]
        heapify(waiting)  # only the first few hundred will be asked for
        while waiting:
            yield heappop(waiting)[1]


def _may_be_late(buyer: Scored) -> bool:
    return buyer.frequency >= LEAST_DAYS and buyer.recency > LEAST_DAYS
