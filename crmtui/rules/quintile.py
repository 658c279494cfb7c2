"""The classic RFM of the textbooks, for comparison: quintiles, and a map of R and F alone.

Recency is in full 24-hour days, the sums are gross, and ties in F are broken by customer.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from crmtui.rules.rfm import Buyer, Scored

MAP = {
    5: ("new", "potential-loyalist", "potential-loyalist", "champions", "champions"),
    4: ("promising", "potential-loyalist", "potential-loyalist", "loyal", "loyal"),
    3: ("about-to-sleep", "about-to-sleep", "need-attention", "loyal", "loyal"),
    2: ("hibernating", "hibernating", "at-risk", "at-risk", "cant-lose"),
    1: ("hibernating", "hibernating", "at-risk", "at-risk", "cant-lose"),
}
"""Segment by R, then by F - 1."""


def score_quintile(buyers: Sequence[Buyer]) -> list[Scored]:
    """Score buyers, given in the order that breaks ties in F."""
    if not buyers:
        return []
    recency = _edges([buyer.recency for buyer in buyers])
    monetary = _edges([buyer.monetary for buyer in buyers])
    ranks = _first_ranks([buyer.frequency for buyer in buyers])
    by_rank = _edges(ranks)
    result = []
    for buyer, rank in zip(buyers, ranks, strict=True):
        r = 6 - _bin(buyer.recency, recency)
        f = _bin(rank, by_rank)
        m = _bin(buyer.monetary, monetary)
        result.append(Scored(*buyer, r, f, m, MAP[r][f - 1]))
    return result


def _edges(values: Sequence[int]) -> list[Fraction]:
    """Return the four quintile edges, linear between order statistics (Hyndman and Fan type 7)."""
    ordered = sorted(values)
    edges = []
    for fifth in range(1, 5):
        place = Fraction(fifth * (len(ordered) - 1), 5)
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        edges.append(ordered[low] + (ordered[high] - ordered[low]) * (place - low))
    return edges


def _bin(value: int, edges: Sequence[Fraction]) -> int:
    """Return the quintile 1 to 5; a value on an edge belongs below it."""
    return 1 + sum(value > edge for edge in edges)


def _first_ranks(values: Sequence[int]) -> list[int]:
    """Rank values from 1 up; equal values in the order given."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0] * len(values)
    for rank, index in enumerate(order, 1):
        ranks[index] = rank
    return ranks
