"""Finding the likeliest parameters: a part of the rows first, from whose peak it is not far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized
from typing import Protocol, Self

from crmtui.rules.optimise import Least, Smooth, least

_FEW, _PART = 400, 8
"""Of more rows than this, every eighth is enough to come near."""


class Likelihood(Protocol):
    """What is to be made likely, over logarithms of parameters."""

    @property
    def rows(self) -> Sized:
        """What was observed."""

    def part(self, every: int) -> Self | None:
        """Return the same of a part of the rows; None if that says too little."""

    def cost(self, *, held: bool) -> Smooth:
        """Return minus the mean log-likelihood, with or without a prior's part."""

    def starts(self) -> Iterable[Sequence[float]]:
        """Return where to start from, the best guess first."""


def climb(data: Likelihood, *, held: bool) -> Least:
    """Return the likeliest parameters: each way up is searched among a few rows only."""
    cost = data.cost(held=held)
    part = data.part(_PART) if len(data.rows) > _FEW else None
    if part is not None:
        near = climb(part, held=held)
        found = least(cost, near.at, inverse=near.inverse)
        if found.settled:
            return found
    tried: list[Least] = []
    for start in data.starts():
        tried.append(least(cost, start))
        if tried[-1].settled:
            return tried[-1]
    return min(tried, key=lambda found: found.value)
