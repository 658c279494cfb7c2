"""Making one contact of two."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from crmtui.exchange.vcard.joined import joined
from crmtui.locale import _
from crmtui.models.contact import Contact
from crmtui.models.words import LinkRole
from crmtui.reads.merge import OWN, Comparison, compare
from crmtui.rules.merging import FIELDS
from crmtui.store.belongings import BELONGINGS, MERGED, Belonging, Meaning
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.store.stats import summed_once
from crmtui.store.transact import Done
from crmtui.text.fold import fold
from crmtui.writes.contacts import existing
from crmtui.writes.link_rows import BOTH_WAYS
from crmtui.writes.valid import change


def merge(store: Store, keep: int, gone: int, take: Iterable[str] = ()) -> Done:
    """Move everything of the contact `gone` to `keep`; what both have stays once.

    Where they differ the values of `keep` stay, but for the fields to `take`; those that lose are
    found as nickname or in the note. Raises NotFound, Conflict or InvalidValue.
    """
    with writing(store, _("Merged two contacts")) as w:
        connection = w.transaction.connection
        found = compare(connection, keep, gone, take)
        _part(connection, keep, gone)
        _one_preferred(connection, keep, gone)
        _labels(connection, keep, gone)
        _own_fields(connection, found)
        _vcards(connection, keep, gone)
        _one_referrer(connection, keep, gone)
        with summed_once(connection, f"contact_id IN ({keep}, {gone})"):
            for belonging in BELONGINGS:
                if belonging.meaning is not Meaning.SUMS:
                    _move(connection, belonging, keep, gone)
        _order_pairs(connection, keep)
        _links_once(connection, keep)
        _remember(connection, keep, gone)
        connection.execute("DELETE FROM contact WHERE id = ?", (gone,))
        record = existing(w.session, keep)
        change(record, _values(found))
        w.session.flush()
        w.transaction.label = _label(record, found)
        w.transaction.row = keep
    return w.transaction.done


def _label(record: Contact, found: Comparison) -> str:
    a, b = found.names
    other = a if record.name == b and a != b else b
    return _("Merged {other} (#{gone}) into {name}").format(
        other=other, gone=found.b, name=record.name
    )


def _values(found: Comparison) -> dict[str, object]:
    values = {row.field: row.kept for row in found.rows if row.field in FIELDS}
    # A field that neither has is not compared; an employer may have been one of the two.
    return {"company_id": None, **values, "name_key": fold(str(values["name"]))}


def _part(connection: sqlite3.Connection, keep: int, gone: int) -> None:
    """Let go of what ties the two together: nobody works for, or knows, themselves."""
    both = (keep, gone, keep, gone)
    connection.execute(
        "DELETE FROM contact_link WHERE contact_id IN (?, ?) AND other_id IN (?, ?)", both
    )
    connection.execute(
        "UPDATE contact SET company_id = NULL WHERE id IN (?, ?) AND company_id IN (?, ?)", both
    )
    connection.execute("DELETE FROM not_duplicate WHERE a_id IN (?, ?) AND b_id IN (?, ?)", both)


def _order_pairs(connection: sqlite3.Connection, keep: int) -> None:
    """Put the lower id first again in the pairs known to be different, and each pair once."""
    connection.execute(
        "DELETE FROM not_duplicate WHERE a_id > b_id AND ? IN (a_id, b_id) AND EXISTS "
        "(SELECT 1 FROM not_duplicate k WHERE k.a_id = not_duplicate.b_id "
        "AND k.b_id = not_duplicate.a_id)",
        (keep,),
    )
    connection.execute(
        "UPDATE not_duplicate SET a_id = b_id, b_id = a_id WHERE a_id > b_id AND ? IN (a_id, b_id)",
        (keep,),
    )


def _one_referrer(connection: sqlite3.Connection, keep: int, gone: int) -> None:
    """Leave who sent them to the contact that stays, where anybody did."""
    connection.execute(
        "DELETE FROM contact_link WHERE contact_id = ? AND role = ? AND EXISTS "
        "(SELECT 1 FROM contact_link k WHERE k.contact_id = ? AND k.role = contact_link.role)",
        (gone, LinkRole.REFERRED_BY, keep),
    )


def _links_once(connection: sqlite3.Connection, keep: int) -> None:
    """Let a role that says the same from either side stand on one of them only."""
    connection.execute(
        "DELETE FROM contact_link WHERE ? IN (contact_id, other_id) "
        f"AND role IN ({','.join('?' * len(BOTH_WAYS))}) AND EXISTS "
        "(SELECT 1 FROM contact_link k WHERE k.contact_id = contact_link.other_id "
        "AND k.other_id = contact_link.contact_id AND k.role = contact_link.role "
        "AND k.id < contact_link.id)",
        (keep, *BOTH_WAYS),
    )


def _one_preferred(connection: sqlite3.Connection, keep: int, gone: int) -> None:
    """Leave the preferred phone, e-mail … to the contact that stays, where it has one."""
    connection.execute(
        "UPDATE contact_point SET preferred = 0 WHERE contact_id = ? AND preferred = 1 "
        "AND kind IN (SELECT kind FROM contact_point WHERE contact_id = ? AND preferred = 1)",
        (gone, keep),
    )


def _labels(connection: sqlite3.Connection, keep: int, gone: int) -> None:
    """Give a point that both have the label, and the preference, that only the other has."""
    for column, none in (("label", "''"), ("preferred", "0")):
        connection.execute(
            f"UPDATE contact_point SET {column} = o.{column} FROM contact_point o "
            f"WHERE contact_point.contact_id = ? AND contact_point.{column} = {none} "
            "AND o.contact_id = ? AND o.kind = contact_point.kind AND o.key = contact_point.key "
            f"AND o.{column} <> {none}",
            (keep, gone),
        )


def _own_fields(connection: sqlite3.Connection, found: Comparison) -> None:
    """Take over the values of the shop's own fields that were chosen."""
    for row in found.rows:
        if row.field.startswith(OWN) and row.side == "b":
            connection.execute(
                "UPDATE custom_value SET value = ? WHERE contact_id = ? "
                "AND field_id = (SELECT id FROM custom_field WHERE key = ?)",
                (row.kept, found.a, row.field.removeprefix(OWN)),
            )


def _vcards(connection: sqlite3.Connection, keep: int, gone: int) -> None:
    """Join what the vCards of both said beyond our fields."""
    found: dict[int, str] = dict(
        connection.execute(
            "SELECT contact_id, vcard FROM contact_extra WHERE contact_id IN (?, ?)", (keep, gone)
        ).fetchall()
    )
    if len(found) == 2:
        connection.execute(
            "UPDATE contact_extra SET vcard = ? WHERE contact_id = ?",
            (joined(found[keep], found[gone]), keep),
        )
        connection.execute("DELETE FROM contact_extra WHERE contact_id = ?", (gone,))


def _move(connection: sqlite3.Connection, belonging: Belonging, keep: int, gone: int) -> None:
    """Have rows refer to the contact that stays, but for those that say what it says already."""
    table, column, _meaning, same, only, _personal = belonging
    if same:
        alike = " AND ".join(f"k.{name} = {table}.{name}" for name in same)
        connection.execute(
            f"DELETE FROM {table} WHERE {column} = ? AND {only} AND EXISTS "
            f"(SELECT 1 FROM {table} k WHERE k.{column} = ? AND {alike})",
            (gone, keep),
        )
    connection.execute(
        f"UPDATE {table} SET {column} = ? WHERE {column} = ? AND {only}", (keep, gone)
    )


def _remember(connection: sqlite3.Connection, keep: int, gone: int) -> None:
    """Note down where the contact went: who asks for the old id, or imports it, is led on."""
    connection.execute(
        "INSERT INTO source_ref(source, kind, ref, row_id, digest) "
        "SELECT ?, 'contact', id, ?, created_at FROM contact WHERE id = ?",
        (MERGED, keep, gone),
    )
