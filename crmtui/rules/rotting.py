"""When a deal is stale: nothing happened for too long, and nothing is planned.

What is too long is the stage's own limit, else what the shop's won deals show: nine in ten of them
had left the stage by then; below thirty of them a usual pace stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

ENOUGH = 30
"""Won deals that stayed in a stage, from which on its limit is learned."""
USUAL_DAYS = 14
_LEAST = 3
"""Days: a shop whose deals are won within hours does not want to hear of it the next day."""


class Limit(NamedTuple):
    """Quiet days after which a deal in a stage is stale; 0 is never."""

    days: int
    learned_from: int = 0
    """The won deals that it was learned from; 0 for a limit that was set."""


def limit(own: int | None, stays: Sequence[int]) -> Limit:
    """Return the limit of a stage, from its own and the days that won deals stayed in it."""
    if own is not None:
        return Limit(own)
    if len(stays) < ENOUGH:
        return Limit(USUAL_DAYS)
    rank = -(-9 * len(stays) // 10)  # the nearest rank of the 90th percentile
    return Limit(max(_LEAST, sorted(stays)[rank - 1]), len(stays))


def is_stale(quiet: int, limit: Limit, *, planned: bool) -> bool:
    """Tell whether a deal that was quiet for so many days is stale."""
    return not planned and 0 < limit.days <= quiet
