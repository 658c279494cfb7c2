"""Two functions that the standard library lacks: 2F1 within the unit circle, and digamma."""

from __future__ import annotations

import math

_TERMS = 100_000
_NEAR_ONE = 0.95
"""From here on the series takes hundreds of terms, around 1 only a few."""
_LARGE = 50.0
"""With such a third parameter the series around 1 loses too many digits."""
_HOLE = 1e-5
"""So near to a hole both of its sides are taken, whose errors cancel out."""


def hyp2f1(a: float, b: float, c: float, z: float) -> float:
    """Return Gauss's 2F1(a, b; c; z) for 0 <= z < 1."""
    if z > _NEAR_ONE and abs(c) < _LARGE:
        return _around_one(a, b, c, 1 - z)
    return _series(a, b, c, z)


def _series(a: float, b: float, c: float, z: float) -> float:
    term = total = 1.0
    for n in range(_TERMS):
        term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
        total += term
        # The terms fall by at least about z from here on.
        if abs(term) <= 1e-12 * abs(total) * (1 - z):
            break
    return total


def _around_one(a: float, b: float, c: float, rest: float) -> float:
    """Return 2F1 at 1 - rest: Abramowitz and Stegun 15.3.6, which has holes at whole c - a - b."""
    s = c - a - b
    if abs(s - round(s)) < _HOLE:
        middle = c - s + round(s)
        sides = (_around_one(a, b, middle + way * 2 * _HOLE, rest) for way in (-1, 1))
        return sum(sides) / 2
    one = _gammas((c, s), (c - a, c - b)) * _series(a, b, 1 - s, rest)
    other = _gammas((c, -s), (a, b)) * _series(c - a, c - b, 1 + s, rest)
    return one + math.pow(rest, s) * other


def _gammas(above: tuple[float, ...], below: tuple[float, ...]) -> float:
    """Return a product of Γ over another; 1/Γ is 0 at zero and the negative whole numbers."""
    if any(x <= 0 and x == int(x) for x in below):
        return 0.0
    logs = sum(map(math.lgamma, above)) - sum(map(math.lgamma, below))
    negative = sum(x < 0 and math.floor(x) % 2 for x in (*above, *below))
    return -math.exp(logs) if negative % 2 else math.exp(logs)


def digamma(x: float) -> float:
    """Return the slope of ln Γ at x > 0: recurrence up to 6, then the asymptotic series."""
    below = 0.0
    while x < 6:
        below -= 1 / x
        x += 1
    s = 1 / (x * x)
    return (
        below
        + math.log(x)
        - 0.5 / x
        - s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s / 132))))
    )
