"""Canned replies, what they would say on a ticket, and how well they served."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import Ambiguous, NotFound
from crmtui.locale import _
from crmtui.reads.tickets import TicketLine
from crmtui.rules.placeholders import filled
from crmtui.text.fold import fold


class CannedLine(NamedTuple):
    """A canned reply with how often it went out, and how often the ticket came back after it."""

    id: int
    name: str
    category: str
    text: str
    used: int
    came_back: int


# A ticket came back if its customer wrote again after the reply.
_CAME_BACK = """EXISTS (SELECT 1 FROM interaction i WHERE i.ticket_id = u.ticket_id
 AND i.direction = 'in' AND i.at > u.at)"""
_LINES = f"""SELECT c.id, c.name, c.category, c.text,
 (SELECT count(*) FROM canned_use u WHERE u.canned_id = c.id),
 (SELECT count(*) FROM canned_use u WHERE u.canned_id = c.id AND {_CAME_BACK})
 FROM canned_reply c"""


def canned_replies(connection: sqlite3.Connection, category: str = "") -> list[CannedLine]:
    """Return all canned replies: those of a category first, then those for all, the most used.

    Of other categories none is left out: they stand at the end.
    """
    lines = [CannedLine(*row) for row in connection.execute(f"{_LINES} ORDER BY c.key")]
    key = fold(category)

    def place(line: CannedLine) -> tuple[int, int]:
        fits = 0 if key and fold(line.category) == key else 2 if line.category else 1
        return fits, -line.used

    return sorted(lines, key=place)


def suggestions(
    connection: sqlite3.Connection, category: str, limit: int | None = None
) -> list[CannedLine]:
    """Return the canned replies that fit a category, or any, those that served best first.

    One after which few tickets came back stands before one that is merely used much.
    """
    key = fold(category)
    fitting = [c for c in canned_replies(connection) if fold(c.category) in {"", key}]
    fitting.sort(key=lambda c: (fold(c.category) != key, -_served(c), -c.used, fold(c.name)))
    return fitting[:limit]


def _served(line: CannedLine) -> float:
    """Return how often a ticket did not come back: of few uses, nearer to one half (Laplace)."""
    return (line.used - line.came_back + 1) / (line.used + 2)


def canned_reply(connection: sqlite3.Connection, number: int) -> CannedLine:
    """Return one canned reply. Raises NotFound."""
    row = connection.execute(f"{_LINES} WHERE c.id = ?", (number,)).fetchone()
    if row is None:
        raise missing_canned(number)
    return CannedLine(*row)


def canned_named(connection: sqlite3.Connection, text: str) -> CannedLine:
    """Return the canned reply with a number or a name, or a part of it. Raises NotFound."""
    if text.removeprefix("#").isdecimal():
        return canned_reply(connection, int(text.removeprefix("#")[:18]))
    lines, key = canned_replies(connection), fold(text)
    found = [line for line in lines if fold(line.name) == key]
    found = found or [line for line in lines if key and key in fold(line.name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous(
            _("Several canned replies fit {text}.").format(text=text),
            [f"#{line.id} {line.name}" for line in found],
        )
    raise NotFound(
        _("There is no canned reply {text}.").format(text=text),
        _("`crm canned list` shows them."),
    )


def missing_canned(number: int) -> NotFound:
    """Build the error for a number that no canned reply has."""
    return NotFound(
        _("There is no canned reply #{id}.").format(id=number), _("`crm canned list` shows them.")
    )


def filled_for(text: str, ticket: TicketLine, shop: str) -> str:
    """Return a text with its places filled for a ticket. Raises InvalidValue for an unknown one."""
    name = ticket.name or _("customer")
    values = {
        "name": name,
        "first_name": name.split()[0],
        "number": f"#{ticket.id}",
        "subject": ticket.subject,
        "product": ticket.product or ticket.subject,
        "assignee": ticket.assignee,
        "shop": shop,
    }
    return filled(text, values)
