"""Contacts as they are compared with one another."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Iterator

from crmtui.models.words import PointKind
from crmtui.rules.duplicates import Person
from crmtui.store.search import shop_region
from crmtui.text.fold import fold
from crmtui.text.phones import Region, phone_key

TELLING = ("phone", "email", "whatsapp", "telegram", "instagram")
"""The kinds of points that may tell who somebody is; a web site or an address does not."""
_SHORTEST = 7
"""Digits that a phone without a key must have: "0" or an extension tells nothing."""
_CHUNK = 500

Point = tuple[str, str]
"""The kind of a point and its key."""


def persons(
    connection: sqlite3.Connection, ids: Iterable[int], placeholders: Container[Point] = ()
) -> dict[int, Person]:
    """Return what is compared of these contacts; those in the trash are left out.

    Points that are `placeholders` tell nothing.
    """
    region = shop_region(connection)
    found: dict[int, Person] = {}
    for chunk in _chunks(list(ids)):
        marks = ",".join("?" * len(chunk))
        points: dict[int, list[Point]] = {}
        for contact, kind, key in connection.execute(
            f"SELECT contact_id, kind, key FROM contact_point WHERE contact_id IN ({marks})",
            chunk,
        ):
            telling = telling_point(kind, key, region)
            if telling and telling not in placeholders:
                points.setdefault(contact, []).append(telling)
        for row in connection.execute(
            "SELECT c.id, c.name_key, c.kind, coalesce(o.name_key, ''), c.city, "
            "coalesce(c.birthday, '') FROM contact c LEFT JOIN contact o ON o.id = c.company_id "
            f"WHERE c.id IN ({marks}) AND c.deleted_at IS NULL",
            chunk,
        ):
            number, name, kind, company, city, birthday = row
            found[number] = person(name, kind, company, city, birthday, points.get(number, ()))
    return found


def person(
    name_key: str, kind: str, company_key: str, city: str, birthday: str, points: Iterable[Point]
) -> Person:
    """Return what is compared of a contact with these telling points."""
    keys: dict[str, set[str]] = {}
    for point_kind, key in points:
        keys.setdefault(point_kind, set()).add(key)
    phones, emails = keys.pop("phone", set()), keys.pop("email", set())
    handles = frozenset(f"{kind}:{key}" for kind, found in keys.items() for key in found)
    return Person(
        name_key, kind, company_key, fold(city), birthday,
        frozenset(phones), frozenset(emails), handles,
    )  # fmt: skip


def telling_point(kind: str, key: str, region: Region) -> Point | None:
    """Return a point as it is compared, a WhatsApp number as a phone; None if it tells nothing."""
    if kind not in TELLING:
        return None
    if kind == PointKind.WHATSAPP:
        kind, key = PointKind.PHONE, phone_key(key, region) or key
    if kind == PointKind.PHONE and not key.startswith("+") and len(key) < _SHORTEST:
        return None
    return str(kind), key


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
