"""Who lies in the trash, and whom a word means there."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import Ambiguous, NotFound
from crmtui.locale import _
from crmtui.reads.search import summaries
from crmtui.reads.who import ambiguous, resolve
from crmtui.store.search import shop_region
from crmtui.text.digits import to_ascii
from crmtui.text.fold import fold
from crmtui.text.phones import phone_digits, phone_key

_PHONE = 7
"""So many digits may be a phone."""


class Trashed(NamedTuple):
    """A contact in the trash; `deleted_at` is a UTC text, `net` what they paid."""

    id: int
    name: str
    kind: str
    phone: str
    city: str
    deleted_at: str
    purchases: int
    net: int


_TRASH = """SELECT c.id, c.name, c.kind,
 coalesce((SELECT CASE WHEN key LIKE '+%' THEN key ELSE value END FROM contact_point
  WHERE contact_id = c.id AND kind = 'phone' ORDER BY preferred DESC, id LIMIT 1), ''),
 c.city, c.deleted_at, coalesce(s.purchases, 0), coalesce(s.gross + s.refunds, 0)
 FROM contact c LEFT JOIN customer_stats s ON s.contact_id = c.id
 WHERE c.deleted_at IS NOT NULL ORDER BY c.deleted_at DESC, c.id DESC LIMIT ? OFFSET ?"""


def trash(connection: sqlite3.Connection, *, limit: int = 200, skip: int = 0) -> list[Trashed]:
    """Return who lies in the trash, the latest first."""
    return [Trashed(*row) for row in connection.execute(_TRASH, (limit, skip))]


def resolve_trashed(connection: sqlite3.Connection, who: str) -> int:
    """Return the id of the one contact in the trash that `who` means; any id means itself.

    Raises NotFound, or Ambiguous with the candidates.
    """
    number = _number(who)
    if number and _exists(connection, number):
        return number
    found = _found(connection, who)
    if not found and number:
        raise NotFound(_("There is no contact #{id}.").format(id=number))
    if not found:
        raise NotFound(
            _("Nobody in the trash fits {who}.").format(who=who),
            _("`crm contact trash` lists who is there."),
        )
    if len(found) > 1:
        raise ambiguous(summaries(connection, found), who)
    return found[0]


def resolve_anywhere(connection: sqlite3.Connection, who: str) -> int:
    """Return the id of the one contact that `who` means, be it in the trash.

    An id may be that of somebody who is in the journal alone, as after the undo of an import.
    Raises NotFound, or Ambiguous: also where one here and one in the trash fit alike.
    """
    number = _number(who)
    if number and (_exists(connection, number) or is_remembered(connection, number)):
        return number
    found = _found(connection, who)
    try:
        found.insert(0, resolve(connection, who))
    except Ambiguous:
        raise
    except NotFound:
        if not found:
            raise
    if len(found) > 1:
        raise ambiguous(summaries(connection, found), who)
    return found[0]


def _number(who: str) -> int:
    digits = to_ascii(who).strip().removeprefix("#")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0


def _exists(connection: sqlite3.Connection, number: int) -> bool:
    return bool(connection.execute("SELECT 1 FROM contact WHERE id = ?", (number,)).fetchone())


def is_remembered(connection: sqlite3.Connection, number: int) -> bool:
    """Tell whether the journal keeps a former contact of this id."""
    found = connection.execute(
        "SELECT 1 FROM change WHERE tbl = 'contact' AND ? BETWEEN row AND row_to AND op IN "
        "('U', 'D', 'P')",
        (number,),
    )
    return found.fetchone() is not None


def _found(connection: sqlite3.Connection, who: str) -> list[int]:
    """Return who fits in the trash: by a whole name or point, else by a part of a name.

    The search index knows nobody there, and the trash is never long.
    """
    trashed = "deleted_at IS NOT NULL"
    key, digits = fold(who), phone_digits(who)
    if not key:
        return []
    keys = {key}
    if len(digits) >= _PHONE:
        keys.add(phone_key(who, shop_region(connection)) or digits)
    names = connection.execute(f"SELECT id, name_key FROM contact WHERE {trashed}").fetchall()
    points = connection.execute(
        f"SELECT contact_id, p.key FROM contact_point p JOIN contact c ON c.id = contact_id "
        f"WHERE c.{trashed}"
    ).fetchall()
    whole = {contact for contact, text in (*names, *points) if text in keys}
    return sorted(whole or {contact for contact, text in names if key in text})


def name_of(connection: sqlite3.Connection, contact: int) -> str:
    """Return what somebody is called, trashed or not; "" for one who is in the journal alone."""
    row = connection.execute("SELECT name FROM contact WHERE id = ?", (contact,)).fetchone()
    return str(row[0]) if row else ""
