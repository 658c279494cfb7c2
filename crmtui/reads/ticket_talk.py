"""The conversation on a ticket: what was said, noted and changed, in its order."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class Said(NamedTuple):
    """A message (in or out), a note, or a change of a ticket.

    `kind` is "in", "out", "note", or what changed: "status", "assignee", "priority", "merged",
    "split", "rated"; `text` is then the new value, and `id` is 0.
    """

    kind: str
    id: int
    at: str
    channel: str
    text: str
    by: str

    @property
    def is_message(self) -> bool:
        """Somebody said it."""
        return self.id > 0


_TALK = """SELECT kind, id, at, channel, text, by FROM (
 SELECT coalesce(direction, CASE channel WHEN 'note' THEN 'note' ELSE 'out' END) AS kind,
  id, at, channel, text, '' AS by, 1 AS late FROM interaction WHERE ticket_id = :ticket
 UNION ALL
 SELECT kind, 0, at, '', value, by, 0 FROM ticket_event WHERE ticket_id = :ticket)
 ORDER BY at, late, id"""


def conversation(connection: sqlite3.Connection, ticket: int) -> list[Said]:
    """Return all that was said and changed on a ticket, the oldest first."""
    return [Said(*row) for row in connection.execute(_TALK, {"ticket": ticket})]
