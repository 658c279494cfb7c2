"""Every pair of contacts in the store that may be one person.

Comparing everybody with everybody would take for ever: only those are compared who have a key in
common, a phone, an e-mail, a name, a company with a word of the name. A key that more than
CARRIERS have tells nothing, and by names alone those who have two phones are not compared: they
are two. All keys and pairs lie in temporary tables, so that memory stays small.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterator
from typing import Any, NamedTuple

from crmtui.reads.persons import Point, persons, telling_point
from crmtui.rules.close_names import name_of
from crmtui.rules.duplicates import LIKELY, compare
from crmtui.rules.same_name import CARRIERS
from crmtui.store.search import shop_region

_PAGE = 5_000
"""Rows read at once: a cursor kept open would lock writers out."""
_BATCH = 1_000
"""Pairs compared at once."""
_BLOCK = "INSERT INTO block VALUES(?, ?, ?)"
_PHONED = "INSERT OR IGNORE INTO phoned VALUES(?)"


class Pair(NamedTuple):
    """Two contacts that may be one, the lower id first."""

    a: int
    b: int
    score: float
    reasons: tuple[str, ...]


def scan(connection: sqlite3.Connection, *, least: float = LIKELY) -> list[Pair]:
    """Return all pairs that are likely enough, the surest first.

    Pairs that were marked as different people are left out.
    """
    _start(connection)
    try:
        placeholders = _placeholders(connection)
        _key_points(connection, placeholders)
        _key_contacts(connection, with_names=least < LIKELY)
        _pair_up(connection)
        return sorted(
            _compared(connection, placeholders, least), key=lambda pair: (-pair.score, pair[:2])
        )
    finally:
        _end(connection)


def _start(connection: sqlite3.Connection) -> None:
    _end(connection)
    connection.execute("CREATE TEMP TABLE block(key INTEGER, id INTEGER, phoned INTEGER)")
    connection.execute("CREATE TEMP TABLE phoned(id INTEGER PRIMARY KEY)")
    connection.execute("CREATE TEMP TABLE pair(a INTEGER, b INTEGER, PRIMARY KEY(a, b))")


def _end(connection: sqlite3.Connection) -> None:
    for table in ("block", "phoned", "pair"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")


def _key_points(connection: sqlite3.Connection, placeholders: Container[Point]) -> None:
    region = shop_region(connection)
    for rows in _pages(
        connection, "SELECT id, contact_id, kind, key FROM contact_point WHERE true"
    ):
        found = [
            (point, contact)
            for _id, contact, kind, key in rows
            if (point := telling_point(kind, key, region)) and point not in placeholders
        ]
        _keep(connection, _BLOCK, ((hash(point), contact, 0) for point, contact in found))
        _keep(connection, _PHONED, ((who,) for (kind, _key), who in found if kind == "phone"))


def _key_contacts(connection: sqlite3.Connection, *, with_names: bool) -> None:
    """Key contacts by their name beside company and birthday; by their name alone if asked."""
    for rows in _pages(
        connection,
        "SELECT c.id, c.name_key, c.kind, o.name_key, c.birthday, p.id IS NOT NULL FROM contact c "
        "LEFT JOIN contact o ON o.id = c.company_id LEFT JOIN phoned p ON p.id = c.id "
        "WHERE c.deleted_at IS NULL",
        "c.id",
    ):
        _keep(
            connection,
            _BLOCK,
            (
                (hash(key), number, phoned)
                for number, name, kind, company, birthday, phoned in rows
                for key in _keys(name, kind, company, birthday, with_names)
            ),
        )


def _keys(
    name_key: str, kind: str, company: str | None, birthday: str | None, with_names: bool
) -> Iterator[tuple[str, ...]]:
    is_company = kind == "company"
    if not (is_company or with_names or company or birthday):
        return
    name = name_of(name_key, is_company=is_company)
    if not name.words:
        return
    if is_company or with_names:
        yield ("name", name.letters)
    beside = [("born", birthday)] if birthday else []
    if company:
        beside.append(("company", name_of(company, is_company=True).letters))
    for what in beside:
        yield what
        yield (*what, name.letters)
        for word in set(name.words):
            yield (*what, "word", word)


def _pages(
    connection: sqlite3.Connection, sql: str, number: str = "id"
) -> Iterator[list[tuple[Any, ...]]]:
    last = 0
    while True:
        rows = connection.execute(
            f"{sql} AND {number} > ? ORDER BY {number} LIMIT {_PAGE}", (last,)
        ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield rows


def _keep(connection: sqlite3.Connection, sql: str, rows: Iterator[tuple[int, ...]]) -> None:
    """Put rows aside, in a transaction that touches nothing but the temporary tables."""
    connection.execute("BEGIN")
    connection.executemany(sql, rows)
    connection.execute("COMMIT")


def _pair_up(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE INDEX temp.ix_block ON block(key, id, phoned)")
    connection.execute(
        "INSERT OR IGNORE INTO pair SELECT x.id, y.id FROM "
        f"(SELECT key FROM block GROUP BY key HAVING count(*) BETWEEN 2 AND {CARRIERS}) k "
        "CROSS JOIN block x ON x.key = k.key CROSS JOIN block y ON y.key = k.key AND y.id > x.id "
        "WHERE NOT (x.phoned AND y.phoned)"
    )
    connection.execute(
        "DELETE FROM pair WHERE EXISTS "
        "(SELECT 1 FROM not_duplicate n WHERE n.a_id = pair.a AND n.b_id = pair.b)"
    )


def _compared(
    connection: sqlite3.Connection, placeholders: Container[Point], least: float
) -> Iterator[Pair]:
    cursor = connection.execute("SELECT a, b FROM pair ORDER BY a, b")
    while batch := cursor.fetchmany(_BATCH):
        found = persons(
            connection, sorted({number for pair in batch for number in pair}), placeholders
        )
        for a, b in batch:
            if a in found and b in found:
                verdict = compare(found[a], found[b])
                if verdict.score >= least:
                    yield Pair(a, b, *verdict)


def _placeholders(connection: sqlite3.Connection) -> set[Point]:
    rows = connection.execute(
        f"SELECT kind, key FROM contact_point GROUP BY kind, key HAVING count(*) > {CARRIERS}"
    ).fetchall()
    return {(kind, key) for kind, key in rows}
