"""The search index: one folded key a contact, in an FTS5 trigram index over it.

A key is all that finds the contact, one entry a line, each line and word after a blank, so that
" al" is the trigram of every word that starts with "al". After JOINED come the names written
without blanks, from each of their words on: they count from the start of a line only, so that
"emma rossi" is found by "emmarossi" but not by "mar".
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from crmtui.text.fold import fold, tightened
from crmtui.text.phones import Region, search_digits

CREATE_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5(text, content='search_key', "
    "content_rowid='contact_id', tokenize='trigram', detail=none)"
)
JOINED = "\f"
"""Parts the folded lines of a key from the joined ones."""
SEARCHED = ("text", "choice", "number")
"""Kinds of the shop's own fields that contacts are found by."""
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
        rebuild_index(connection)
    connection.execute("DELETE FROM search_dirty")


def rebuild_index(connection: sqlite3.Connection) -> None:
    """Build the index anew from the keys there are: nothing of former ones is left in it."""
    connection.execute("DELETE FROM search_pending")
    connection.execute("INSERT INTO search_index(search_index) VALUES('rebuild')")


def _replace_keys(
    connection: sqlite3.Connection, ids: list[int], region: Region, *, indexed: bool
) -> None:
    marks = ",".join("?" * len(ids))
    keys = list(_keys(connection, ids, marks, region))
    # What waits to be indexed is not in the index yet: it must neither leave it nor enter it.
    waiting = _waiting(connection, ids)
    if indexed:
        connection.executemany(
            "INSERT INTO search_index(search_index, rowid, text) "
            "SELECT 'delete', contact_id, text FROM search_key WHERE contact_id = ?",
            ((contact,) for contact in ids if contact not in waiting),
        )
        connection.executemany(
            "INSERT INTO search_index(rowid, text) VALUES(?, ?)",
            (key for key in keys if key[0] not in waiting),
        )
    connection.execute(f"DELETE FROM search_key WHERE contact_id IN ({marks})", ids)
    connection.executemany("INSERT INTO search_key(contact_id, text) VALUES(?, ?)", keys)


def _waiting(connection: sqlite3.Connection, ids: list[int]) -> set[int]:
    spans = connection.execute("SELECT lo, hi FROM search_pending").fetchall()
    return {contact for contact in ids for lo, hi in spans if lo <= contact <= hi}


def _keys(
    connection: sqlite3.Connection, ids: list[int], marks: str, region: Region
) -> Iterator[tuple[int, str]]:
    found: dict[int, tuple[str, str, str]] = {}
    more: dict[int, list[str]] = {}
    people = connection.execute(
        "SELECT c.id, c.name, c.city, o.name, c.nickname FROM contact c LEFT JOIN contact o "
        "ON o.id = c.company_id AND o.deleted_at IS NULL "
        f"WHERE c.id IN ({marks}) AND c.deleted_at IS NULL",
        ids,
    )
    for contact, name, city, company, nickname in people:
        found[contact] = fold(name), fold(city), fold(company or "")
        more[contact] = [fold(nickname)]
    points = connection.execute(
        f"SELECT contact_id, kind, key FROM contact_point WHERE contact_id IN ({marks})", ids
    )
    for contact, kind, key in points:
        if contact in found:
            more[contact].append(search_digits(key, region) if kind == "phone" else key)
    tags = connection.execute(
        "SELECT contact_id, key FROM contact_tag JOIN tag ON tag.id = tag_id "
        f"WHERE contact_id IN ({marks})",
        ids,
    )
    for contact, key in tags:
        if contact in found:
            more[contact].append(key)
    for contact, value in _custom_values(connection, ids, marks):
        if contact in found:
            more[contact].append(fold(value))
    for contact, names in found.items():
        yield contact, search_text(*names, more[contact])


def _custom_values(
    connection: sqlite3.Connection, ids: list[int], marks: str
) -> list[tuple[int, str]]:
    """Return what a person would look for in the fields of the shop's own."""
    return connection.execute(
        "SELECT v.contact_id, v.value FROM custom_value v JOIN custom_field f ON f.id = v.field_id "
        f"WHERE v.contact_id IN ({marks}) AND f.kind IN {SEARCHED} "
        "ORDER BY f.position, f.id",
        ids,
    ).fetchall()


def search_text(name: str, city: str, company: str, more: Iterable[str]) -> str:
    """Return the text that finds a contact; all of it is folded."""
    lines = [name] if name else []
    for line in (city, company, *more):
        if line and line not in lines:  # quicker than a dict: there are few
            lines.append(line)
    joined = _joined(name)
    if company:
        joined = list(dict.fromkeys((*joined, *_joined(company))))
    return " " + "\n ".join(lines) + f"\n{JOINED} " + "\n ".join(joined) + "\n"


def _joined(folded: str) -> Sequence[str]:
    """Return a name without blanks, from each of its first words on."""
    words = tightened(folded, keep_blanks=True).split()
    if len(words) == 2:
        return words[0] + words[1], words[1]
    if len(words) < 2:
        return words
    return ["".join(words[start:]) for start in range(min(len(words), _WORDS))]


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def shop_region(connection: sqlite3.Connection) -> Region:
    """Return where the shop's local phone numbers belong."""
    rows = connection.execute(
        "SELECT key, value FROM setting WHERE key IN ('country', 'area_code')"
    ).fetchall()
    return Region()._replace(**dict(rows))
