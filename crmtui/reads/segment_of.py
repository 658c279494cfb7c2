"""One customer's segment, without scoring everybody."""

from __future__ import annotations

import sqlite3
from datetime import date

from crmtui.reads.segment_scales import BUYERS, PAID, PROSPECT, scales
from crmtui.reads.segments import segmentation
from crmtui.settings import Settings


def contact_segment(
    connection: sqlite3.Connection,
    settings: Settings,
    contact: int,
    *,
    today: date,
    as_of: date | None = None,
) -> str:
    """Return the segment of one contact, the same that `segmentation` gives them.

    A past day costs the whole segmentation.
    """
    if as_of is not None:
        found = segmentation(connection, settings, today=today, as_of=as_of)
        return next((b.segment for b in found.buyers if b.id == contact), PROSPECT)
    mine = connection.execute(
        f"SELECT last_at, purchases, {PAID} {BUYERS} AND contact_id = ?", (contact,)
    ).fetchone()
    return scales(connection, settings, today).segment(*mine) if mine else PROSPECT
