"""What a changed setting means for what is kept already, whoever changes it: a person or undo."""

from __future__ import annotations

import sqlite3

from crmtui.errors import Conflict
from crmtui.locale import _
from crmtui.store.connect import Store
from crmtui.store.search import mark_search, shop_region
from crmtui.writes.points_key import point_key

_AMOUNTS = """SELECT 1 FROM purchase UNION ALL SELECT 1 FROM payment
 UNION ALL SELECT 1 FROM deal WHERE amount IS NOT NULL
 UNION ALL SELECT 1 FROM custom_value v JOIN custom_field f ON f.id = v.field_id
 WHERE f.kind = 'money' LIMIT 1"""


def check_no_amounts(connection: sqlite3.Connection) -> None:
    """Raise Conflict if amounts are recorded: in another currency they would mean another sum."""
    if has_amounts(connection):
        raise Conflict(
            _("There are amounts recorded already; their currency cannot change."),
            _("A shop in another currency needs a store of its own: --db FILE."),
        )


def has_amounts(connection: sqlite3.Connection) -> bool:
    """Tell whether any amount is recorded."""
    return connection.execute(_AMOUNTS).fetchone() is not None


def is_undecided(store: Store) -> bool:
    """Tell whether the shop has neither an amount nor a currency of its own."""
    with store.read() as connection:
        named = connection.execute("SELECT 1 FROM setting WHERE key = 'currency'").fetchone()
        return named is None and not has_amounts(connection)


def key_phones_anew(connection: sqlite3.Connection) -> None:
    """Key every phone for the shop's country as it is now: local numbers mean something else."""
    region = shop_region(connection)
    rows = connection.execute(
        "SELECT id, value, key FROM contact_point WHERE kind = 'phone'"
    ).fetchall()
    for number, value, key in rows:
        if (fresh := point_key("phone", value, region)) != key:
            connection.execute("UPDATE contact_point SET key = ? WHERE id = ?", (fresh, number))
    mark_search(
        connection, "id IN (SELECT contact_id FROM contact_point WHERE kind = ?)", ("phone",)
    )
