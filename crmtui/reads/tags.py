"""The tags of the shop."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.text.alphabet import sql_in_order


class TagLine(NamedTuple):
    """A tag and how many contacts have it, those in the trash apart."""

    id: int
    name: str
    contacts: int


def tags(connection: sqlite3.Connection) -> list[TagLine]:
    """Return every tag, by name."""
    rows = connection.execute(
        "SELECT t.id, t.name, count(c.id) FROM tag t "
        "LEFT JOIN contact_tag ct ON ct.tag_id = t.id "
        "LEFT JOIN contact c ON c.id = ct.contact_id AND c.deleted_at IS NULL "
        f"GROUP BY t.id ORDER BY {sql_in_order('t.key')}"
    )
    return [TagLine(*row) for row in rows]
