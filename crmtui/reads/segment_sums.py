"""The table of segments: how many customers each has and what they paid."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from crmtui.reads.contacts import count
from crmtui.reads.segment_scales import PROSPECT, scales
from crmtui.reads.segments import SegmentSum, segmentation, sums
from crmtui.rules.rfm import FEW, Cuts
from crmtui.settings import Settings


class SegmentSums(NamedTuple):
    """Every segment, empty ones too, best first, as of a day."""

    as_of: date
    buyers: int
    lines: list[SegmentSum]
    fixed_cuts: bool
    """Too few buyers to rank: fixed cut points were used."""
    cuts: Cuts = Cuts()
    """The cut points that were used; a score without any is by rank."""


def segment_sums(
    connection: sqlite3.Connection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None = None,
    method: str = "fair",
) -> SegmentSums:
    """Return the sums of the segments; a past day and the other method cost scoring everybody.

    Raises UsageError for a method that does not exist.
    """
    if as_of is None and method == "fair":
        return _today(connection, settings, today)
    found = segmentation(connection, settings, today=today, as_of=as_of, method=method)
    return SegmentSums(found.as_of, len(found.buyers), sums(found), found.fixed_cuts, found.cuts)


def _today(connection: sqlite3.Connection, settings: Settings, today: date) -> SegmentSums:
    found = scales(connection, settings, today)
    lines = [SegmentSum(*line) for line in found.sums(connection)]
    buyers = found.found.buyers
    lines.append(SegmentSum(PROSPECT, count(connection) - buyers, 0))
    return SegmentSums(today, buyers, lines, 0 < buyers < FEW, found.cuts)
