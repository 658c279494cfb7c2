"""RFM: how recently, how often and for how much somebody bought, and what to do about it.

Scores are fair to ties: equal values always get equal scores, whatever the order of the rows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Buyer(NamedTuple):
    """What a customer's purchases add up to on one day."""

    id: int
    recency: int
    """Calendar days since the last purchase."""
    frequency: int
    """Purchases, refunds left out."""
    monetary: int
    """Minor units, refunds taken off."""


class Scored(NamedTuple):
    """A buyer with scores from 1 (worst) to 5 (best) and the segment they lead to."""

    id: int
    recency: int
    frequency: int
    monetary: int
    r: int
    f: int
    m: int
    segment: str


SEGMENTS = (
    "champions",
    "loyal",
    "potential-loyalist",
    "new",
    "promising",
    "need-attention",
    "about-to-sleep",
    "at-risk",
    "cant-lose",
    "hibernating",
    "lost",
    "prospect",
)
"""The identifiers, best first; "prospect" has bought nothing yet."""

GRID = {
    5: ("new", "potential-loyalist", "potential-loyalist", "champions", "champions"),
    4: ("promising", "potential-loyalist", "potential-loyalist", "loyal", "loyal"),
    3: ("about-to-sleep", "about-to-sleep", "need-attention", "loyal", "loyal"),
    2: ("hibernating", "hibernating", "at-risk", "at-risk", "at-risk"),
    1: ("lost", "hibernating", "at-risk", "cant-lose", "cant-lose"),
}
"""Segment by R, then by FM - 1. Complete and disjoint."""

FEW = 30
"""Under so many buyers ranks mean nothing and fixed cut points are used."""


class Cuts(NamedTuple):
    """Cut points, each the least (R: the most) that earns scores 2 to 5 (R: 5 to 2); () is none."""

    recency: tuple[int, ...] = ()
    frequency: tuple[int, ...] = ()
    monetary: tuple[int, ...] = ()


_USUAL = Cuts((14, 30, 90, 180), (2, 3, 5, 8))
"""What holds for few buyers; the money's are parts of what they paid."""


def cuts_for(own: Cuts, buyers: int, paid: Iterable[int]) -> Cuts:
    """Return the cut points that hold: the shop's own, and for few buyers the usual ones as well.

    A score without cut points is by rank.
    """
    if not 0 < buyers < FEW:
        return own
    return Cuts(
        own.recency or _USUAL.recency,
        own.frequency or _USUAL.frequency,
        own.monetary or money_cuts(list(paid)),
    )


def fm_score(f: int, m: int) -> int:
    """Return the mean of F and M, halves rounded up."""
    return (f + m + 1) // 2


def segment_of(r: int, f: int, m: int) -> str:
    """Return the segment of a buyer's scores."""
    return GRID[r][fm_score(f, m) - 1]


def score(buyers: Sequence[Buyer], own: Cuts | None = None) -> list[Scored]:
    """Score buyers by rank; by cut points where the shop has `own`, or fewer than FEW buyers."""
    cuts = cuts_for(own or Cuts(), len(buyers), (buyer.monetary for buyer in buyers))
    r_of, f_of, m_of = _recency(buyers, cuts), _frequency(buyers, cuts), _monetary(buyers, cuts)
    result = []
    for buyer in buyers:
        r, f, m = r_of[buyer.recency], f_of[buyer.frequency], m_of[buyer.monetary]
        result.append(Scored(*buyer, r, f, m, segment_of(r, f, m)))
    return result


Scale = dict[int, int]
"""Value → score, for every value that occurs."""


def _recency(buyers: Sequence[Buyer], cuts: Cuts) -> Scale:
    if cuts.recency:
        return {b.recency: 5 - bisect_left(cuts.recency, b.recency) for b in buyers}
    ranked = fair_scores((-buyer.recency for buyer in buyers), 1, 5)
    return {-value: points for value, points in ranked.items()}


def _frequency(buyers: Sequence[Buyer], cuts: Cuts) -> Scale:
    if cuts.frequency:
        return {b.frequency: 1 + bisect_right(cuts.frequency, b.frequency) for b in buyers}
    ranked = fair_scores((buyer.frequency for buyer in buyers if buyer.frequency > 1), 2, 4)
    return ranked | {1: 1}  # one purchase is F 1; the rest of the scale is for those who came back


def _monetary(buyers: Sequence[Buyer], cuts: Cuts) -> Scale:
    if cuts.monetary:
        return {b.monetary: 1 + bisect_right(cuts.monetary, b.monetary) for b in buyers}
    return fair_scores((buyer.monetary for buyer in buyers), 1, 5)


def fair_scores(values: Iterable[int], lowest: int, levels: int) -> Scale:
    """Spread values over `levels` scores from `lowest` up, by how many are strictly worse.

    score = lowest + floor(levels * worse / (max_worse + 1)); all equal gives the middle level.
    """
    counts = Counter(values)
    ordered = sorted(counts)
    most = counts.total() - counts[ordered[-1]] if ordered else 0
    scale, worse = {}, 0
    for value in ordered:
        scale[value] = ranked_score(worse, most, lowest, levels)
        worse += counts[value]
    return scale


def ranked_score(worse: int, max_worse: int, lowest: int, levels: int) -> int:
    """Return the score of a value that `worse` others stand below, as `fair_scores` gives it."""
    if max_worse == 0:
        return lowest + (levels - 1) // 2
    return lowest + levels * worse // (max_worse + 1)


def needed_worse(level: int, max_worse: int, levels: int) -> int:
    """Return how many must stand below a value for it to earn `level` more than the lowest."""
    return -(-level * (max_worse + 1) // levels)


def money_cuts(paid: Sequence[int]) -> tuple[int, ...]:
    """Return cut points that fit the shop's own prices: parts of the mean sum of a buyer."""
    mean = sum(paid) // len(paid)
    # Where more was given back than paid, the parts of the mean stand the other way round.
    return tuple(sorted((mean // 4, mean // 2, mean, mean * 2)))
