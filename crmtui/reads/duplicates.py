"""Who looks like somebody: found by look-ups alone, while one is being added."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from crmtui.reads.persons import Point, person, persons, telling_point
from crmtui.reads.search import find_ids
from crmtui.rules.close_names import name_of
from crmtui.rules.duplicates import LIKELY, WEAK, Person, compare
from crmtui.rules.same_name import CARRIERS
from crmtui.store.search import shop_region
from crmtui.text.fold import fold

_COLLEAGUES = 200
"""Of a company, so many are compared by their names."""

_WARNED = 3
"""More people of one name are no news, but a common name."""


class Match(NamedTuple):
    """A contact that may be the one asked about: how sure that is, and the kinds of reasons."""

    id: int
    name: str
    score: float
    reasons: tuple[str, ...]


class Draft(NamedTuple):
    """Somebody who is not in the store yet; points are of a kind and the key they are found by."""

    name: str
    kind: str = "person"
    company: str = ""
    city: str = ""
    birthday: str = ""
    points: tuple[Point, ...] = ()


def like(
    connection: sqlite3.Connection, draft: Draft, *, but: int = 0, least: float = WEAK
) -> list[Match]:
    """Return the contacts that may be the drafted one, the likeliest first, without #`but`."""
    region = shop_region(connection)
    points = [told for kind, key in draft.points if (told := telling_point(kind, key, region))]
    drafted = person(
        fold(draft.name), draft.kind, fold(draft.company), draft.city, draft.birthday, points
    )
    return _matches(connection, drafted, but, least)


def like_contact(
    connection: sqlite3.Connection, contact: int, *, least: float = WEAK
) -> list[Match]:
    """Return the contacts that may be the same as this one, the likeliest first."""
    found = persons(connection, [contact]).get(contact)
    return _matches(connection, found, contact, least) if found else []


def worth_a_word(matches: list[Match]) -> list[Match]:
    """Return whom to warn about: the likely ones; else those of the same name, if they are few."""
    likely = [match for match in matches if match.score >= LIKELY]
    return likely[:_WARNED] or (matches if len(matches) <= _WARNED else [])


def _matches(connection: sqlite3.Connection, asked: Person, but: int, least: float) -> list[Match]:
    ids, placeholders = _sharing(connection, asked)
    ids |= _of_name(connection, asked) | _of_company(connection, asked)
    ids -= {but, *_not_duplicates(connection, but)}
    found = persons(connection, sorted(ids), placeholders)
    verdicts = {number: compare(asked, other) for number, other in found.items()}
    best = sorted(
        (-verdict.score, number) for number, verdict in verdicts.items() if verdict.score >= least
    )
    names = _names(connection, [number for _score, number in best])
    return [Match(number, names[number], *verdicts[number]) for _score, number in best]


def _sharing(connection: sqlite3.Connection, asked: Person) -> tuple[set[int], set[Point]]:
    """Return who shares a point, and the points that too many share to tell anything."""
    ids: set[int] = set()
    placeholders: set[Point] = set()
    for kind, key in _points(asked):
        rows = connection.execute(
            f"SELECT contact_id FROM contact_point WHERE kind = ? AND key = ? LIMIT {CARRIERS + 1}",
            (kind, key),
        ).fetchall()
        if len(rows) > CARRIERS:
            placeholders.add((kind, key))
        else:
            ids.update(number for (number,) in rows)
    return ids, placeholders


def _points(asked: Person) -> Iterable[Point]:
    yield from (("phone", key) for key in asked.phones)
    # A WhatsApp number is kept as typed: with the country's code, or as Iranians dial it at home.
    yield from (("whatsapp", key) for key in asked.phones)
    yield from (("whatsapp", f"0{key[3:]}") for key in asked.phones if key.startswith("+98"))
    yield from (("email", key) for key in asked.emails)
    yield from ((handle.partition(":")[0], handle.partition(":")[2]) for handle in asked.handles)


def _of_name(connection: sqlite3.Connection, asked: Person) -> set[int]:
    words = name_of(asked.name, is_company=asked.kind == "company").words
    return set(find_ids(connection, " ".join(words), CARRIERS)) if words else set()


def _of_company(connection: sqlite3.Connection, asked: Person) -> set[int]:
    if not asked.company:
        return set()
    bare = " ".join(name_of(asked.company, is_company=True).words)
    rows = connection.execute(
        "SELECT p.id FROM contact c CROSS JOIN contact p ON p.company_id = c.id "
        f"WHERE c.name_key IN (?, ?) AND c.deleted_at IS NULL LIMIT {_COLLEAGUES}",
        (asked.company, bare),
    ).fetchall()
    return {number for (number,) in rows}


def _not_duplicates(connection: sqlite3.Connection, contact: int) -> list[int]:
    rows = connection.execute(
        "SELECT b_id FROM not_duplicate WHERE a_id = :id "
        "UNION ALL SELECT a_id FROM not_duplicate WHERE b_id = :id",
        {"id": contact},
    ).fetchall()
    return [number for (number,) in rows]


def _names(connection: sqlite3.Connection, ids: list[int]) -> dict[int, str]:
    marks = ",".join("?" * len(ids))
    return dict(connection.execute(f"SELECT id, name FROM contact WHERE id IN ({marks})", ids))
