"""One timeline of a contact: every interaction and purchase, newest first."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class Event(NamedTuple):
    """An entry of the timeline.

    `what` is the channel of an interaction, or "sale" or "refund"; `amount` is in minor units.
    """

    kind: str
    id: int
    at: str
    what: str
    direction: str | None
    outcome: str | None
    text: str
    amount: int | None


_EVENTS = """SELECT * FROM (
 SELECT * FROM (SELECT 'interaction' AS kind, id, at, channel AS what, direction, outcome, text,
   NULL AS amount FROM interaction WHERE contact_id = :contact AND at <= :before
   ORDER BY at DESC, id DESC LIMIT :most)
 UNION ALL
 SELECT * FROM (SELECT 'purchase', p.id, p.at,
   CASE WHEN p.amount < 0 THEN 'refund' ELSE 'sale' END, NULL, NULL,
   coalesce(nullif(p.note, ''), (SELECT group_concat(item, ', ') FROM (
     SELECT item FROM purchase_line WHERE purchase_id = p.id AND item <> '' ORDER BY id LIMIT 5)),
     p.ref), p.amount
   FROM purchase p WHERE p.contact_id = :contact AND p.at <= :before
   ORDER BY p.at DESC, p.id DESC LIMIT :most))
 ORDER BY at DESC, kind, id DESC LIMIT :most OFFSET :skip"""

_END = "9999-12-31T23:59:59Z"


def timeline(
    connection: sqlite3.Connection,
    contact: int,
    *,
    limit: int = 50,
    skip: int = 0,
    before: str = _END,
) -> list[Event]:
    """Return up to `limit` events not after the UTC text `before`, after the first `skip`."""
    rows = connection.execute(
        _EVENTS.replace("LIMIT :most)", f"LIMIT {limit + skip})"),
        {"contact": contact, "before": before, "most": limit, "skip": skip},
    )
    return [Event(*row) for row in rows]
