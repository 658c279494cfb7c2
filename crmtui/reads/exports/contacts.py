"""Every contact with all that is said of them, as files carry them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from crmtui.reads.exports.pages import Read, Row, pages

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
)
_POINTS = ("phone", "email", "address", "web", "whatsapp", "telegram", "instagram")

_CONTACTS = """SELECT c.id, c.name, c.kind, c.status, coalesce(o.name, ''), c.city, c.source,
 c.birthday, c.note, c.nickname, c.job_title, c.created_at, coalesce(e.vcard, '')
 FROM contact c LEFT JOIN contact o ON o.id = c.company_id AND o.deleted_at IS NULL
 LEFT JOIN contact_extra e ON e.contact_id = c.id"""
_MANY = f"{_CONTACTS} WHERE c.id > ? AND c.deleted_at IS NULL ORDER BY c.id LIMIT ?"
_ONE = f"{_CONTACTS} WHERE c.id = ?"
_FIELDS = (
    *("id", "name", "kind", "status", "company", "city", "source"),
    *("birthday", "note", "nickname", "job_title", "created_at", "extra"),
)


def contact_rows(read: Read) -> Iterator[Row]:
    """Yield every contact that is not in the trash, by id; what there are several of is a list.

    Beside the columns of a table stands `extra`: the lines that only a vCard can hold.
    """
    return pages(read, _page)


def _page(connection: sqlite3.Connection, last: int, most: int) -> list[Row]:
    return _filled(connection, connection.execute(_MANY, (last, most)).fetchall())


def contact_row(connection: sqlite3.Connection, contact: int) -> Row:
    """Return one contact as the others, be it in the trash."""
    return _filled(connection, connection.execute(_ONE, (contact,)).fetchall())[0]


def _filled(connection: sqlite3.Connection, found: list[tuple[Any, ...]]) -> list[Row]:
    rows = [dict(zip(_FIELDS, row, strict=True)) for row in found]
    if rows:
        by_id = {row["id"]: row | _lists() for row in rows}
        _fill(connection, by_id, (rows[0]["id"], rows[-1]["id"]))
        rows = list(by_id.values())
    return rows


def _lists() -> Row:
    kinds: Row = {kind: [] for kind in _POINTS}
    return kinds | {f"{kind}_labels": [] for kind in _POINTS} | {"tags": []}


def _fill(connection: sqlite3.Connection, by_id: dict[int, Row], between: tuple[int, int]) -> None:
    """Add points, the preferred ones first, and tags."""
    points = connection.execute(
        "SELECT contact_id, kind, value, label FROM contact_point "
        "WHERE contact_id BETWEEN ? AND ? ORDER BY contact_id, preferred DESC, id",
        between,
    )
    for contact, kind, value, label in points:
        if row := by_id.get(contact):
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
