"""Every interaction, as files carry them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial

from crmtui.reads.exports.pages import Read, Row, pages
from crmtui.text.formats import Formats

INTERACTION_COLUMNS = (
    "id",
    "customer_id",
    "customer",
    "date",
    "at",
    "channel",
    "direction",
    "purpose",
    "outcome",
    "minutes",
    "text",
    "thread",
)
_FIELDS = tuple(name for name in INTERACTION_COLUMNS if name != "date")

_INTERACTIONS = """SELECT i.id, i.contact_id, c.name, i.at, i.channel, i.direction, i.purpose,
 i.outcome, i.minutes, i.text, i.thread
 FROM interaction i JOIN contact c ON c.id = i.contact_id
 WHERE i.id > ? AND i.ticket_id IS NULL AND c.deleted_at IS NULL ORDER BY i.id LIMIT ?"""


def interaction_rows(read: Read, formats: Formats) -> Iterator[Row]:
    """Yield every interaction with somebody who is not in the trash, by id; tickets have theirs.

    The date is the day in the shop's zone.
    """
    return pages(read, partial(_page, formats))


def _page(formats: Formats, connection: sqlite3.Connection, last: int, most: int) -> list[Row]:
    found = connection.execute(_INTERACTIONS, (last, most))
    rows: list[Row] = [dict(zip(_FIELDS, row, strict=True)) for row in found]
    for row in rows:
        row["date"] = formats.day(row["at"]).isoformat()
    return rows
