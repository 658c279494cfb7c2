"""Pairs that may be one, as lists show them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from crmtui.reads.duplicate_scan import Pair
from crmtui.reads.search import Found, summaries

_CHUNK = 500


class PairLine(NamedTuple):
    """Two contacts that may be one, with what tells them apart."""

    a: int
    a_name: str
    a_phone: str
    b: int
    b_name: str
    b_phone: str
    score: float
    reasons: tuple[str, ...]


def pair_lines(connection: sqlite3.Connection, pairs: Sequence[Pair]) -> list[PairLine]:
    """Return one line for each pair, in the order given; pairs with unknown ids are left out."""
    ids = sorted({number for pair in pairs for number in (pair.a, pair.b)})
    found: dict[int, Found] = {}
    for start in range(0, len(ids), _CHUNK):
        found |= {one.id: one for one in summaries(connection, ids[start : start + _CHUNK])}
    return [
        _line(pair, found[pair.a], found[pair.b])
        for pair in pairs
        if pair.a in found and pair.b in found
    ]


def _line(pair: Pair, one: Found, other: Found) -> PairLine:
    return PairLine(
        pair.a, one.name, one.phone, pair.b, other.name, other.phone, pair.score, pair.reasons
    )
