"""Every ticket with its history, messages and appointments, as files carry them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from crmtui.reads.exports.pages import Read, Row, pages
from crmtui.text.formats import Formats

_OWN = (
    *("subject", "status", "category", "priority", "assignee", "purchase_id", "product"),
    *("warranty_until", "reply_due", "solve_due", "first_reply_at", "solved_at", "closed_at"),
    *("ended_at", "waiting_since", "reopened", "csat", "nps", "comment", "rated_at"),
    "merged_into",
)
_VISIT = ("minutes", "place", "created_at", "done_at")
TICKET_COLUMNS = (
    *("id", "customer_id", "customer", "date", "at", "kind", "value", "by", "channel", "text"),
    *_OWN,
    *_VISIT,
)

_TICKETS = f"""SELECT t.id, t.contact_id, c.name, t.opened_at, t.channel,
 {", ".join(f"t.{name}" for name in _OWN)}
 FROM ticket t LEFT JOIN contact c ON c.id = t.contact_id
 WHERE t.id > ? AND c.deleted_at IS NULL ORDER BY t.id LIMIT ?"""
_PARTS = """SELECT ticket_id, 0, id, at, kind, value, by, NULL, '', NULL, '', NULL, NULL
  FROM ticket_event WHERE ticket_id BETWEEN :first AND :last
 UNION ALL SELECT ticket_id, 1, id, at,
  coalesce(direction, CASE channel WHEN 'note' THEN 'note' ELSE 'out' END), '', '', channel, text,
  NULL, '', NULL, NULL FROM interaction WHERE ticket_id BETWEEN :first AND :last
 UNION ALL SELECT ticket_id, 2, id, at, kind, CASE WHEN dropped THEN 'off' ELSE '' END, who, NULL,
  note, minutes, place, created_at, done_at
  FROM appointment WHERE ticket_id BETWEEN :first AND :last
 UNION ALL SELECT l.a_id, 3, l.id, t.opened_at, 'link', l.b_id, '', NULL, '', NULL, '', NULL, NULL
  FROM ticket_link l JOIN ticket t ON t.id = l.a_id WHERE l.a_id BETWEEN :first AND :last
 ORDER BY 1, 4, 2, 3"""
_PART = ("at", "kind", "value", "by", "channel", "text", *_VISIT)


def ticket_rows(read: Read, formats: Formats) -> Iterator[Row]:
    """Yield a row for every ticket, but of those in the trash, each followed by its parts.

    The row of a ticket has the kind "ticket". Behind it stand what changed, what was said (in, out,
    note), appointments (visit, call) and links to later tickets.
    """
    return pages(read, partial(_page, formats))


def _page(formats: Formats, connection: sqlite3.Connection, last: int, most: int) -> list[Row]:
    found = connection.execute(_TICKETS, (last, most)).fetchall()
    if not found:
        return []
    parts: defaultdict[int, list[Row]] = defaultdict(list)
    span = {"first": found[0][0], "last": found[-1][0]}
    for number, _rank, _id, *cells in connection.execute(_PARTS, span):
        parts[number].append(_row(formats, number, zip(_PART, cells, strict=True)))
    rows: list[Row] = []
    for number, contact, name, opened, channel, *own in found:
        head = _row(formats, number, zip(_OWN, own, strict=True))
        head |= {"customer_id": contact, "customer": name, "kind": "ticket", "channel": channel}
        head |= {"at": opened, "date": formats.day(opened).isoformat()}
        rows += [head, *parts[number]]
    return rows


def _row(formats: Formats, number: int, cells: zip[tuple[str, object]]) -> Row:
    row: Row = {**dict.fromkeys(TICKET_COLUMNS), "id": number, **dict(cells)}
    if row["at"]:
        row["date"] = formats.day(row["at"]).isoformat()
    return row
