"""Who went from one segment to another between two days, and how much of the revenue went along."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from crmtui.rules.rfm import SEGMENTS, Scored

_RANK = {name: rank for rank, name in enumerate(SEGMENTS)}


class Move(NamedTuple):
    """A customer whose segment changed."""

    id: int
    before: str
    after: str
    paid: int
    """What they had paid until the first day, in minor units."""
    spent: int
    """What they paid between the two days."""

    @property
    def is_fall(self) -> bool:
        """Tell whether it was to a worse segment."""
        return _RANK[self.after] > _RANK[self.before]


class Change(NamedTuple):
    """A segment on both days, and who came and left between them."""

    segment: str
    before: int
    after: int
    came: int
    left: int
    fell: int
    """How many of those who left went to a worse segment."""
    fell_paid: int
    """What those had paid until the first day, in minor units."""


class Summary(NamedTuple):
    """What happened between two days, in numbers."""

    since: date
    as_of: date
    up: int
    down: int
    revenue: int
    """All that was paid until the first day, in minor units."""
    changes: list[Change]

    def share(self, paid: int) -> float:
        """Return an amount as a part of that revenue, from 0 to 1."""
        return paid / self.revenue if self.revenue > 0 else 0.0


class Flow(NamedTuple):
    """How many went from one segment to another, and what they had paid until the first day."""

    before: str
    after: str
    customers: int
    paid: int


def moves(before: Sequence[Scored], after: Sequence[Scored]) -> list[Move]:
    """Return who changed segment, those who had paid most first; who bought nothing is a prospect.

    The later day holds all that the first one does: nobody becomes a prospect again.
    """
    were = {buyer.id: buyer for buyer in before}
    found = []
    for now in after:
        was = were.get(now.id)
        segment, paid = (was.segment, was.monetary) if was else (SEGMENTS[-1], 0)
        if segment != now.segment:
            found.append(Move(now.id, segment, now.segment, paid, now.monetary - paid))
    found.sort(key=lambda move: (-move.paid, -move.spent, move.id))
    return found


def changes(before: Sequence[Scored], after: Sequence[Scored]) -> list[Change]:
    """Return every segment of buyers, best first."""
    were, are = (Counter(buyer.segment for buyer in day) for day in (before, after))
    came, left, fell, paid = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for move in moves(before, after):
        came[move.after] += 1
        left[move.before] += 1
        if move.is_fall:
            fell[move.before] += 1
            paid[move.before] += move.paid
    return [
        Change(name, were[name], are[name], came[name], left[name], fell[name], paid[name])
        for name in SEGMENTS[:-1]
    ]


def flows(moved: Iterable[Move]) -> list[Flow]:
    """Return the ways that were taken, the one with most of the revenue first."""
    found: defaultdict[tuple[str, str], list[Move]] = defaultdict(list)
    for move in moved:
        found[move.before, move.after].append(move)
    summed = [Flow(*way, len(some), sum(m.paid for m in some)) for way, some in found.items()]
    return sorted(summed, key=lambda flow: (-flow.paid, -flow.customers, flow[:2]))
