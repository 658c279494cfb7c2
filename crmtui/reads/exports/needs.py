"""Every need, as files carry them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial

from crmtui.reads.exports.pages import Read, Row, pages
from crmtui.text.formats import Formats

NEED_COLUMNS = ("id", "customer_id", "customer", "text", "date", "at", "met_at")
_FIELDS = tuple(name for name in NEED_COLUMNS if name != "date")

_NEEDS = """SELECT n.id, n.contact_id, c.name, n.text, n.at, n.met_at
 FROM need n JOIN contact c ON c.id = n.contact_id
 WHERE n.id > ? AND c.deleted_at IS NULL ORDER BY n.id LIMIT ?"""


def need_rows(read: Read, formats: Formats) -> Iterator[Row]:
    """Yield every need of somebody who is not in the trash, by id.

    The date is the day in the shop's zone.
    """
    return pages(read, partial(_page, formats))


def _page(formats: Formats, connection: sqlite3.Connection, last: int, most: int) -> list[Row]:
    found = connection.execute(_NEEDS, (last, most))
    rows: list[Row] = [dict(zip(_FIELDS, row, strict=True)) for row in found]
    for row in rows:
        row["date"] = formats.day(row["at"]).isoformat()
    return rows
