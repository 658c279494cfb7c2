"""Every contact with all that is said of them, as files carry them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

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
)
_POINTS = ("phone", "email", "address", "web", "whatsapp", "telegram", "instagram")

_CONTACTS = """SELECT c.id, c.name, c.kind, c.status, coalesce(o.name, ''), c.city, c.source,
 c.birthday, c.note, c.nickname, c.job_title, c.created_at, coalesce(e.vcard, '')
 FROM contact c LEFT JOIN contact o ON o.id = c.company_id AND o.deleted_at IS NULL
 LEFT JOIN contact_extra e ON e.contact_id = c.id WHERE {which} ORDER BY c.id"""
_AFTER = "SELECT id FROM contact WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?"
_KEPT = "AND c.deleted_at IS NULL"
_FIELDS = (
    *("id", "name", "kind", "status", "company", "city", "source"),
    *("birthday", "note", "nickname", "job_title", "created_at", "extra"),
)


def contact_rows(read: Read, chosen: Iterable[int] | None = None) -> Iterator[Row]:
    """Yield every contact, or those chosen, by id; what there are several of is a list.

    Who is in the trash is left out. Beside the columns of a table stands `extra`: the lines that
    only a vCard can hold.
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
