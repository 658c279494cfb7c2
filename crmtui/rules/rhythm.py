"""A customer's own rhythm: how often they usually buy, and whether they are late against it.

This, not a fixed number of days, tells whom to call: a weekly customer is late after two weeks,
one who comes twice a year is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

LEAST_DAYS = 3
"""Days with a purchase that make a rhythm; two gaps are the fewest that can agree."""
_SPREADS = 2
"""So many times the spread beyond the usual gap is still usual."""
_LEAST_MARGIN = 2
"""Days beyond the usual gap that mean nothing to anybody."""
_LOST_GAPS = 6
"""Who stayed away so many times the usual gap does not come late, they come no more."""
_NEVER_LOST_BEFORE, _ALWAYS_LOST_AFTER = 60, 730
"""Days: a daily customer may be on holiday, and after two years nobody is merely late."""


class Rhythm(NamedTuple):
    """The usual gap between two purchases, in days, and how long ago the last one was."""

    usual: float
    """The median gap."""
    spread: float
    """The median distance of a gap from the usual one."""
    since: int

    @property
    def lateness(self) -> float:
        """Days since the last purchase, in usual gaps."""
        return self.since / self.usual

    @property
    def is_late(self) -> bool:
        """They should have come by now, more than their gaps differ anyway, and are not lost."""
        margin = max(_SPREADS * self.spread, self.usual / 4, _LEAST_MARGIN)
        return self.usual + margin < self.since and not self.is_lost

    @property
    def is_lost(self) -> bool:
        """They stayed away for so long that this rhythm says nothing any more."""
        latest = max(_ALWAYS_LOST_AFTER, 2 * self.usual)
        return self.since > max(_NEVER_LOST_BEFORE, min(_LOST_GAPS * self.usual, latest))


def rhythm(days: Iterable[int], today: int) -> Rhythm | None:
    """Return the rhythm of purchases on these days (ordinals, in any order, repeated or not).

    None where there are too few days to tell.
    """
    ordered = sorted(set(days))
    if len(ordered) < LEAST_DAYS:
        return None
    gaps = [after - before for before, after in pairwise(ordered)]
    usual = _median(gaps)
    spread = _median([abs(gap - usual) for gap in gaps])
    return Rhythm(usual, spread, max(0, today - ordered[-1]))


def _median(values: Sequence[float]) -> float:
    """Return the middle value; the standard library's takes longer to import than to count."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
