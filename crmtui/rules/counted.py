"""Means and medians of values by how often each occurs; None of none."""

from __future__ import annotations

from collections import Counter


def mean(counted: Counter[int]) -> float | None:
    """Return the mean of counted values."""
    total = counted.total()
    return sum(value * n for value, n in counted.items()) / total if total else None


def median(counted: Counter[int]) -> float | None:
    """Return the value in the middle, or halfway between the two there."""
    total = counted.total()
    if not total:
        return None
    return (_ranked(counted, (total - 1) // 2) + _ranked(counted, total // 2)) / 2


def _ranked(counted: Counter[int], rank: int) -> int:
    for value in sorted(counted):
        rank -= counted[value]
        if rank < 0:
            return value
    raise IndexError(rank)
