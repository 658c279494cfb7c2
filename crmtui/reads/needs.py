"""What customers wish for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from crmtui.errors import NotFound
from crmtui.locale import _
from crmtui.text.fold import fold
from crmtui.text.formats import Formats

_LONG_AGO = 300
"""Days."""


class NeedLine(NamedTuple):
    """A wish with whose it is; the times are UTC texts."""

    id: int
    contact_id: int
    name: str
    text: str
    at: str
    met_at: str | None


_NEEDS = """SELECT n.id, n.contact_id, c.name, n.text, n.at, n.met_at
 FROM need n JOIN contact c ON c.id = n.contact_id WHERE {which}
 ORDER BY n.met_at IS NOT NULL, n.at DESC, n.id DESC"""


def needs(
    connection: sqlite3.Connection,
    *,
    text: str = "",
    contact: int | None = None,
    met: bool = False,
) -> list[NeedLine]:
    """Return the open needs, the newest first, and behind them those that were `met` if wanted.

    They are those of one contact, or all but those of somebody in the trash; each has all words of
    `text` in it, in any spelling.
    """
    which = "n.contact_id = :contact" if contact else "c.deleted_at IS NULL"
    which += "" if met else " AND n.met_at IS NULL"
    rows = connection.execute(_NEEDS.format(which=which), {"contact": contact})
    words = fold(text).split()
    lines = map(NeedLine._make, rows)
    return [line for line in lines if not words or _has(fold(line.text), words)]


def need(connection: sqlite3.Connection, number: int) -> NeedLine:
    """Return one need. Raises NotFound."""
    row = connection.execute(_NEEDS.format(which="n.id = ?"), (number,)).fetchone()
    if row is None:
        raise missing_need(number)
    return NeedLine(*row)


def missing_need(number: int) -> NotFound:
    """Build the error for a number that no need has."""
    return NotFound(
        _("There is no need #{id}.").format(id=number), _("`crm needs` shows their numbers.")
    )


def shown_needs(lines: Iterable[NeedLine], formats: Formats, today: date) -> str:
    """Show needs on one line: "oak shelf 90 cm (3 Nov), a lamp (21 Nov)"."""
    return ", ".join(f"{line.text} ({_since(line, formats, today)})" for line in lines)


def _since(line: NeedLine, formats: Formats, today: date) -> str:
    """Return the day of a need; the year is said of those long ago."""
    day = formats.day(line.at)
    return formats.date(day) if (today - day).days > _LONG_AGO else formats.short_date(day)


def _has(key: str, words: list[str]) -> bool:
    return all(word in key for word in words)
