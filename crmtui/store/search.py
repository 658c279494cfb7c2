"""The search index: one folded key a contact, in an FTS5 trigram index over it.

A key is all that finds the contact, one entry a line, each line and word after a blank, so that
" al" is the trigram of every word that starts with "al". After JOINED come the names written
without blanks, from each of their words on: they count from the start of a line only, so that
"emma rossi" is found by "emmarossi" but not by "mar".
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from crmtui.text.fold import fold, tight
from crmtui.text.phones import Region, search_digits

CREATE_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5(text, content='search_key', "
    "content_rowid='contact_id', tokenize='trigram', detail=none)"
)
JOINED = "\f"
"""Parts the folded lines of a key from the joined ones."""
_WORDS = 6
"""Joined names start at so many words of a name at most."""
_REBUILD_FROM = 5_000
"""So many changed keys cost more one by one than building the index anew."""
_CHUNK = 500


def mark_search(
    connection: sqlite3.Connection, condition: str, values: tuple[int | str, ...]
) -> None:
    """Mark the contacts that meet `condition` for the search index."""
    connection.execute(
        f"INSERT OR IGNORE INTO search_dirty SELECT id FROM contact WHERE {condition}", values
    )


def refresh_search(connection: sqlite3.Connection) -> None:
    """Bring the index up to date with every contact marked as changed."""
    dirty = [row[0] for row in connection.execute("SELECT contact_id FROM search_dirty")]
    if not dirty:
        return
    region = shop_region(connection)
    at_once = len(dirty) >= _REBUILD_FROM
    for ids in _chunks(dirty):
        _replace_keys(connection, ids, region, indexed=not at_once)
    if at_once:
        connection.execute("INSERT INTO search_index(search_index) VALUES('rebuild')")
    connection.execute("DELETE FROM search_dirty")


def _replace_keys(
    connection: sqlite3.Connection, ids: list[int], region: Region, *, indexed: bool
) -> None:
    marks = ",".join("?" * len(ids))
    keys = list(_keys(connection, ids, marks, region))
    if indexed:
        connection.execute(
            "INSERT INTO search_index(search_index, rowid, text) "
            f"SELECT 'delete', contact_id, text FROM search_key WHERE contact_id IN ({marks})",
            ids,
        )
        connection.executemany("INSERT INTO search_index(rowid, text) VALUES(?, ?)", keys)
    connection.execute(f"DELETE FROM search_key WHERE contact_id IN ({marks})", ids)
    connection.executemany("INSERT INTO search_key(contact_id, text) VALUES(?, ?)", keys)


def _keys(
    connection: sqlite3.Connection, ids: list[int], marks: str, region: Region
) -> Iterator[tuple[int, str]]:
    folded: dict[int, list[str]] = {}
    joined: dict[int, list[str]] = {}
    people = connection.execute(
        "SELECT c.id, c.name, c.city, o.name FROM contact c LEFT JOIN contact o "
        f"ON o.id = c.company_id WHERE c.id IN ({marks}) AND c.deleted_at IS NULL",
        ids,
    )
    for contact, name, city, company in people:
        folded[contact] = [fold(name), fold(city), fold(company or "")]
        joined[contact] = [*_joined(name), *_joined(company or "")]
    points = connection.execute(
        f"SELECT contact_id, kind, key FROM contact_point WHERE contact_id IN ({marks})", ids
    )
    for contact, kind, key in points:
        if contact in folded:
            folded[contact].append(search_digits(key, region) if kind == "phone" else key)
    tags = connection.execute(
        "SELECT contact_id, key FROM contact_tag JOIN tag ON tag.id = tag_id "
        f"WHERE contact_id IN ({marks})",
        ids,
    )
    for contact, key in tags:
        if contact in folded:
            folded[contact].append(key)
    for contact, lines in folded.items():
        yield contact, search_text(lines) + JOINED + search_text(joined[contact])


def _joined(name: str) -> Iterator[str]:
    """Yield a name without blanks, from each of its first words on."""
    words = fold(name).split()
    for start in range(min(len(words), _WORDS)):
        yield tight(" ".join(words[start:]))


def search_text(lines: Iterable[str]) -> str:
    """Join lines into the text that is searched, each after a blank."""
    return "".join(f" {line}\n" for line in dict.fromkeys(lines) if line)


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def shop_region(connection: sqlite3.Connection) -> Region:
    """Return where the shop's local phone numbers belong."""
    rows = connection.execute(
        "SELECT key, value FROM setting WHERE key IN ('country', 'area_code')"
    ).fetchall()
    return Region()._replace(**dict(rows))
