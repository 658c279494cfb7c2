"""The lists that the shop gave a name."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import NotFound
from crmtui.locale import _
from crmtui.text.alphabet import sql_in_order
from crmtui.text.clean import clean, excerpt
from crmtui.text.fold import fold


class SavedListLine(NamedTuple):
    """A named list; `query` is the filter behind it."""

    id: int
    name: str
    key: str
    query: str


_LISTS = "SELECT id, name, key, query FROM saved_list"


def saved_lists(connection: sqlite3.Connection) -> list[SavedListLine]:
    """Return every named list, by name."""
    rows = connection.execute(f"{_LISTS} ORDER BY {sql_in_order('key')}")
    return [SavedListLine(*row) for row in rows]


def saved_list(connection: sqlite3.Connection, name: str) -> SavedListLine:
    """Return the list of that name. Raises NotFound."""
    row = connection.execute(f"{_LISTS} WHERE key = ?", (fold(clean(name)),)).fetchone()
    if row is None:
        raise NotFound(
            _("There is no list {name}.").format(name=excerpt(name)),
            _("`crm list` shows them; `crm list save NAME QUERY` makes one."),
        )
    return SavedListLine(*row)
