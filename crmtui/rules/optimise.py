"""Finding the least of a smooth function of a few variables: BFGS with a backtracking search.

Own code, because the usual libraries take longer to import than such a search takes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

Smooth = Callable[[list[float]], tuple[float, list[float]]]
"""A function that returns its value and its gradient."""
Matrix = list[list[float]]

_LONGEST = 2.0
"""The longest step: the variables are logarithms, so it is a factor of seven."""
_NOISE = 1e-15
"""The part of a value that is lost to rounding."""
_UNSEEN = 1e-9
"""A step that gains so little is the last: it is taken without looking. The
parameters are then right to five digits."""


class Least(NamedTuple):
    """Where a function is least, and how it bends there."""

    at: list[float]
    value: float
    settled: bool
    """The gradient vanished; else the search gave up."""
    inverse: Matrix
    """The inverse of the second derivatives, as far as the search came to know them."""


def least(
    f: Smooth,
    start: Sequence[float],
    *,
    inverse: Matrix | None = None,
    tolerance: float = 1e-8,
    rounds: int = 200,
) -> Least:
    """Search from `start` downwards; `inverse` is what is known of the second derivatives."""
    at = list(start)
    bend = inverse or _identity(len(at))
    known = 0 if inverse else 2 * len(at)
    value, slope = f(at)
    for done in range(rounds):
        step = [-_dot(row, slope) for row in bend]
        gain = -_dot(step, slope)
        if max(map(abs, slope)) < tolerance:
            return Least(at, value, True, bend)
        if done >= known and 0 <= gain < _UNSEEN:
            moved = [x + d for x, d in zip(at, step, strict=True)]
            return Least(moved, value - gain / 2, True, bend)
        step = _shortened(step)
        if _dot(step, slope) >= 0:
            bend = _identity(len(at))
            step = _shortened([-part for part in slope])
        found = _search(f, at, value, step, _dot(step, slope))
        if found is None:
            # As flat as the arithmetic can tell.
            return Least(at, value, max(map(abs, slope)) < 100 * tolerance, bend)
        moved, value, turned = found
        bend = _updated(bend, _minus(moved, at), _minus(turned, slope))
        at, slope = moved, turned
    return Least(at, value, False, bend)


def _search(
    f: Smooth, at: list[float], value: float, step: list[float], descent: float
) -> tuple[list[float], float, list[float]] | None:
    """Halve the step until the value falls as the slope promises; None if it never does."""
    part = 1.0
    while -part * descent > _NOISE * abs(value):
        moved = [x + part * d for x, d in zip(at, step, strict=True)]
        found, slope = f(moved)
        if found <= value + 1e-4 * part * descent:
            return moved, found, slope
        part /= 2
    return None


def _updated(bend: Matrix, moved: list[float], turned: list[float]) -> Matrix:
    """Return the inverse second derivatives after a step, by the formula of BFGS."""
    curve = _dot(moved, turned)
    if curve <= 1e-14:
        return bend
    bent = [_dot(row, turned) for row in bend]
    scale = (1 + _dot(turned, bent) / curve) / curve
    return [
        [
            old + scale * s * t - (u * t + s * v) / curve
            for old, t, v in zip(row, moved, bent, strict=True)
        ]
        for row, s, u in zip(bend, moved, bent, strict=True)
    ]


def _shortened(step: list[float]) -> list[float]:
    longest = max(map(abs, step))
    return [part * _LONGEST / longest for part in step] if longest > _LONGEST else step


def _identity(size: int) -> Matrix:
    return [[float(row == column) for column in range(size)] for row in range(size)]


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _minus(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [a - b for a, b in zip(one, other, strict=True)]
