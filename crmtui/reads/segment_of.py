"""One customer's segment, without scoring everybody: by how many stand below them."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from crmtui.reads.segment_scales import BUYERS, PROSPECT
from crmtui.reads.segments import segmentation
from crmtui.rules.rfm import FEW, ranked_score, segment_of
from crmtui.settings import Settings
from crmtui.text.calendar import day_start, from_utc_text, local_day, to_utc_text


class _Best(NamedTuple):
    """How many buyers there are, and the best of each number among them."""

    buyers: int
    last_at: str
    frequency: int
    monetary: int


class _Mine(NamedTuple):
    last_at: str
    frequency: int
    monetary: int


def contact_segment(
    connection: sqlite3.Connection,
    settings: Settings,
    contact: int,
    *,
    today: date,
    as_of: date | None = None,
) -> str:
    """Return the segment of one contact, the same that `segmentation` gives them.

    A past day, and a shop with few buyers, cost the whole segmentation.
    """
    best = _Best(
        *connection.execute(
            "SELECT count(*), max(last_at), max(purchases), max(gross + refunds) " + BUYERS
        ).fetchone()
    )
    if as_of is not None or best.buyers < FEW:
        found = segmentation(connection, settings, today=today, as_of=as_of)
        return next((b.segment for b in found.buyers if b.id == contact), PROSPECT)
    mine = connection.execute(
        f"SELECT last_at, purchases, gross + refunds {BUYERS} AND contact_id = ?", (contact,)
    ).fetchone()
    return _segment(connection, settings["zone"], today, best, _Mine(*mine)) if mine else PROSPECT


def _segment(
    connection: sqlite3.Connection, zone: str, today: date, best: _Best, mine: _Mine
) -> str:
    def day_began(at: str) -> str:
        # A purchase of tomorrow is no more recent than one of today.
        return to_utc_text(day_start(min(local_day(from_utc_text(at), zone), today), zone))

    counted = connection.execute(
        "SELECT sum(last_at < :mine_day), sum(last_at < :best_day), "
        "sum(purchases > 1 AND purchases < :mine_count), "
        "sum(purchases > 1 AND purchases < :best_count), "
        f"sum(gross + refunds < :mine_sum), sum(gross + refunds < :best_sum) {BUYERS}",
        {
            "mine_day": day_began(mine.last_at),
            "best_day": day_began(best.last_at),
            "mine_count": mine.frequency,
            "best_count": best.frequency,
            "mine_sum": mine.monetary,
            "best_sum": best.monetary,
        },
    ).fetchone()
    older, older_than_best, rarer, rarer_than_best, less, less_than_best = counted
    return segment_of(
        ranked_score(older, older_than_best, 1, 5),
        1 if mine.frequency == 1 else ranked_score(rarer, rarer_than_best, 2, 4),
        ranked_score(less, less_than_best, 1, 5),
    )
