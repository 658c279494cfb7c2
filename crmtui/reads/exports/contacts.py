"""Every contact with all that is said of them, as files carry them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from crmtui.exchange.contact_more import REFERRED_BY, other_text
from crmtui.reads.custom import own_fields
from crmtui.reads.exports.pages import PAGE, Read, Row, pages

CONTACT_COLUMNS = (
    "id",
    "name",
    "kind",
    "status",
    "phone",
    "email",
    "company",
    "city",
    "tags",
    "source",
    "birthday",
    "whatsapp",
    "telegram",
    "instagram",
    "web",
    "address",
    "note",
    "nickname",
    "job_title",
    "phone_labels",
    "email_labels",
    "address_labels",
    "web_labels",
    "whatsapp_labels",
    "telegram_labels",
    "instagram_labels",
    "created_at",
    "relation",
    "owner",
    "anniversary",
    "preferred_channel",
    "do_not_contact",
    "keep_days",
    "referred_by",
    "linked_to",
    "preferred_points",
)
_POINTS = ("phone", "email", "address", "web", "whatsapp", "telegram", "instagram")

_CONTACTS = """SELECT c.id, c.name, c.kind, c.status, coalesce(o.name, ''), c.city, c.source,
 c.birthday, c.note, c.nickname, c.job_title, c.created_at, coalesce(e.vcard, ''), c.relation,
 c.owner, c.anniversary, c.preferred_channel, c.do_not_contact, c.keep_days
 FROM contact c LEFT JOIN contact o ON o.id = c.company_id AND o.deleted_at IS NULL
 LEFT JOIN contact_extra e ON e.contact_id = c.id WHERE {which} ORDER BY c.id"""
_AFTER = "SELECT id FROM contact WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?"
_KEPT = "AND c.deleted_at IS NULL"
_FIELDS = (
    *("id", "name", "kind", "status", "company", "city", "source"),
    *("birthday", "note", "nickname", "job_title", "created_at", "extra"),
    *("relation", "owner", "anniversary", "preferred_channel", "do_not_contact", "keep_days"),
)


def contact_rows(read: Read, chosen: Iterable[int] | None = None) -> Iterator[Row]:
    """Yield every contact, or those chosen, by id; what there are several of is a list.

    Who is in the trash is left out. Beside the columns of a table stand `extra`, the lines that
    only a vCard can hold, `linked`, the links as (role, id, name), and `own`, what the shop's own
    fields hold, as (field, value).
    """
    if chosen is None:
        return pages(read, _page)
    return _chosen_rows(read, sorted(set(chosen)))


def _chosen_rows(read: Read, ids: list[int]) -> Iterator[Row]:
    for start in range(0, len(ids), PAGE):
        part = ids[start : start + PAGE]
        with read() as connection:
            rows = _rows(connection, f"c.id IN ({','.join('?' * len(part))}) {_KEPT}", part)
        yield from rows


def _page(connection: sqlite3.Connection, last: int, most: int) -> list[Row]:
    return _rows(connection, f"c.id IN ({_AFTER})", [last, most])


def contact_row(connection: sqlite3.Connection, contact: int) -> Row:
    """Return one contact as the others, be it in the trash."""
    return _rows(connection, "c.id = ?", [contact])[0]


def _rows(connection: sqlite3.Connection, which: str, binds: list[int]) -> list[Row]:
    found = connection.execute(_CONTACTS.format(which=which), binds).fetchall()
    rows = [dict(zip(_FIELDS, row, strict=True)) for row in found]
    if rows:
        by_id = {row["id"]: row | _lists() for row in rows}
        _fill(connection, by_id, (rows[0]["id"], rows[-1]["id"]))
        rows = list(by_id.values())
    return rows


def _lists() -> Row:
    kinds: Row = {kind: [] for kind in _POINTS}
    labels: Row = {f"{kind}_labels": [] for kind in _POINTS}
    lists = ("tags", "preferred_points", "referred_by", "linked_to", "linked", "own")
    return kinds | labels | {name: [] for name in lists}


def _fill(connection: sqlite3.Connection, by_id: dict[int, Row], between: tuple[int, int]) -> None:
    """Add points, the preferred ones first, tags, links and own fields."""
    points = connection.execute(
        "SELECT contact_id, kind, value, label, preferred FROM contact_point "
        "WHERE contact_id BETWEEN ? AND ? ORDER BY contact_id, preferred DESC, id",
        between,
    )
    for contact, kind, value, label, preferred in points:
        if row := by_id.get(contact):
            if preferred and not row[kind]:
                row["preferred_points"].append(kind)
            row[kind].append(value)
            row[f"{kind}_labels"].append(label)
    tags = connection.execute(
        "SELECT ct.contact_id, t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id "
        "WHERE ct.contact_id BETWEEN ? AND ? ORDER BY t.key",
        between,
    )
    for contact, name in tags:
        if row := by_id.get(contact):
            row["tags"].append(name)
    _fill_links(connection, by_id, between)
    _fill_own(connection, by_id, between)
    for row in by_id.values():
        row["do_not_contact"] = bool(row["do_not_contact"])


def _fill_links(
    connection: sqlite3.Connection, by_id: dict[int, Row], between: tuple[int, int]
) -> None:
    """Add whom a contact is what to; nobody in the trash."""
    links = connection.execute(
        "SELECT l.contact_id, l.role, o.id, o.name FROM contact_link l "
        "JOIN contact o ON o.id = l.other_id AND o.deleted_at IS NULL "
        "WHERE l.contact_id BETWEEN ? AND ? "
        f"ORDER BY l.contact_id, l.role <> '{REFERRED_BY}', l.role, l.other_id",
        between,
    )
    for contact, role, number, name in links:
        if row := by_id.get(contact):
            row["linked"].append((role, number, name))
            if role == REFERRED_BY:
                row["referred_by"].append(other_text(number, name))
            else:
                row["linked_to"].append(f"{role} {other_text(number, name)}")


def _fill_own(
    connection: sqlite3.Connection, by_id: dict[int, Row], between: tuple[int, int]
) -> None:
    """Add what the shop's own fields hold."""
    fields = {field.id: field for field in own_fields(connection)}
    values = connection.execute(
        "SELECT contact_id, field_id, value FROM custom_value WHERE contact_id BETWEEN ? AND ?",
        between,
    )
    for contact, field, value in values:
        if row := by_id.get(contact):
            row["own"].append((fields[field], value))
