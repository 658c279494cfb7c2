"""Interactions as lists and one by one."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import NotFound
from crmtui.locale import _


class InteractionLine(NamedTuple):
    """An interaction with whom it was."""

    id: int
    contact_id: int | None
    """None on a ticket without a customer."""
    name: str
    at: str
    channel: str
    direction: str | None
    purpose: str | None
    outcome: str | None
    minutes: int | None
    text: str
    ticket_id: int | None = None


_LINES = """SELECT i.id, i.contact_id, coalesce(c.name, ''), i.at, i.channel, i.direction,
 i.purpose, i.outcome, i.minutes, i.text, i.ticket_id
 FROM interaction i LEFT JOIN contact c ON c.id = i.contact_id"""


def interactions(
    connection: sqlite3.Connection,
    *,
    contact: int | None = None,
    since: str = "",
    until: str = "9999",
    limit: int = 50,
) -> list[InteractionLine]:
    """Return the latest interactions between two UTC texts.

    They are those of one contact, or of all who are not in the trash.
    """
    where = "i.contact_id = :contact" if contact else "c.deleted_at IS NULL"
    rows = connection.execute(
        f"{_LINES} WHERE {where} AND i.at >= :since AND i.at < :until "
        "ORDER BY i.at DESC, i.id DESC LIMIT :limit",
        {"contact": contact, "since": since, "until": until, "limit": limit},
    )
    return [InteractionLine(*row) for row in rows]


def interaction(connection: sqlite3.Connection, number: int) -> InteractionLine:
    """Return one interaction. Raises NotFound."""
    row = connection.execute(f"{_LINES} WHERE i.id = ?", (number,)).fetchone()
    if row is None:
        raise NotFound(
            _("There is no interaction #{id}.").format(id=number),
            _("`crm interaction list` shows their numbers."),
        )
    return InteractionLine(*row)
