"""Finding people by any fragment: of a name, a company, a phone, an e-mail, a tag, a city."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.store.search import JOINED
from crmtui.text.digits import to_ascii
from crmtui.text.fold import fold, tight

CANDIDATES = 500
"""Ranking more than these in Python would be felt at a keystroke."""
_TERMS = 12
"""More trigrams of one word only slow the index down; `instr` checks the whole word anyway."""
_PHONE_SIGNS = str.maketrans("", "", " -.()+/\u200c\u200e\u200f")


class Found(NamedTuple):
    """A contact in a list of matches."""

    id: int
    name: str
    kind: str
    phone: str
    email: str
    company: str
    city: str


class Query(NamedTuple):
    """What was typed: folded words, the same without blanks, and its digits if it is a phone."""

    words: tuple[str, ...]
    joined: str
    digits: str


def parse_query(text: str) -> Query:
    """Fold what was typed; a fragment of at least three digits is looked for in phones."""
    bare = to_ascii(text).translate(_PHONE_SIGNS)
    digits = bare if bare.isdecimal() and len(bare) >= 3 else ""
    return Query(tuple(fold(text).split()), tight(text), digits)


def find(connection: sqlite3.Connection, text: str, limit: int = 50) -> list[Found]:
    """Return the contacts that `text` fits, best first."""
    return summaries(connection, find_ids(connection, text, limit))


def find_ids(connection: sqlite3.Connection, text: str, limit: int = 50) -> list[int]:
    """Return the ids of the contacts that `text` fits, best first.

    Best is an exact phone or e-mail, then the start of the name, the start of a word, anywhere.
    """
    query = parse_query(text)
    if not query.words and not query.digits:
        return []
    candidates = dict(_name_starts(connection, query))
    candidates.update(_anywhere(connection, query))
    ranked = sorted(
        (rank, key, contact)
        for contact, key in candidates.items()
        if (rank := _rank(key, query)) is not None
    )
    return [contact for _rank_, _key, contact in ranked[:limit]]


def fitting_ids(connection: sqlite3.Connection, text: str, *, as_it_is: bool = False) -> list[int]:
    """Return the ids of all contacts that `text` fits, however many, in no order.

    Taken `as_it_is`, its words must stand one behind the other.
    """
    query = parse_query(text)
    if not query.words and not query.digits:
        return []
    candidates = dict(_name_starts(connection, query, limit=-1))
    candidates.update(_anywhere(connection, query, limit=-1))
    whole = " ".join(query.words)
    return [
        contact
        for contact, key in candidates.items()
        if _rank(key, query) is not None and (not as_it_is or whole in key)
    ]


def _name_starts(
    connection: sqlite3.Connection, query: Query, limit: int = 200
) -> list[tuple[int, str]]:
    """Names that start with the query: from the name index, so that none is crowded out."""
    start = " ".join(query.words)
    if not start:
        return []
    return connection.execute(
        "SELECT c.id, k.text FROM contact c JOIN search_key k ON k.contact_id = c.id "
        "WHERE c.name_key >= ? AND c.name_key < ? AND c.deleted_at IS NULL "
        "ORDER BY c.name_key LIMIT ?",
        (start, start + "\U0010ffff", limit),
    ).fetchall()


def _anywhere(
    connection: sqlite3.Connection, query: Query, limit: int = CANDIDATES
) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    if query.digits:
        found += _matching(connection, (query.digits,), limit)
    if query.words != (query.digits,):
        found += _matching(connection, query.words, limit)
    if query.words != (query.joined,) and len(query.joined) >= 3:
        found += _matching(connection, (query.joined,), limit)
    return found


def _matching(
    connection: sqlite3.Connection, words: tuple[str, ...], limit: int
) -> list[tuple[int, str]]:
    terms = [term for word in words for term in _trigrams(word)]
    if not terms:
        return []
    expression = " AND ".join('"' + term.replace('"', '""') + '"' for term in terms)
    contains = " AND ".join("instr(k.text, ?) > 0" for _word in words)
    wanted = [word if len(word) > 2 else " " + word for word in words]
    found = connection.execute(
        "SELECT k.contact_id, k.text FROM search_index i "
        "JOIN search_key k ON k.contact_id = i.rowid "
        f"WHERE search_index MATCH ? AND {contains} LIMIT ?",
        (expression, *wanted, limit),
    ).fetchall()
    # What an import brought a moment ago may not be in the index yet.
    found += connection.execute(
        "SELECT k.contact_id, k.text FROM search_pending p CROSS JOIN search_key k "
        f"ON k.contact_id BETWEEN p.lo AND p.hi WHERE {contains} LIMIT ?",
        (*wanted, limit),
    ).fetchall()
    return found


def _trigrams(word: str) -> list[str]:
    """Cut a word into trigrams; a word of two letters counts at the start of words only."""
    if len(word) < 3:
        return [" " + word] if len(word) == 2 else []
    return list(dict.fromkeys(word[i : i + 3] for i in range(len(word) - 2)))[:_TERMS]


def _rank(key: str, query: Query) -> int | None:
    """Return how well a key fits, 0 best; None if it fits only across the words of a name."""
    folded, _sep, joined = key.partition(JOINED)
    whole = " ".join(query.words)
    if is_whole(key, query):
        return 0
    if folded.startswith(f" {whole}"):
        return 1
    if f" {query.digits or whole}" in folded or f" {query.joined}" in joined:
        return 2
    words = (query.digits,) if query.digits else query.words
    return 3 if all(word in folded or f" {word}" in joined for word in words) else None


def is_whole(key: str, query: Query) -> bool:
    """Tell whether what was typed is a whole name, slug, e-mail, phone or tag."""
    folded, _sep, joined = key.partition(JOINED)
    name = joined.partition("\n")[0]
    line = f" {' '.join(query.words)}\n"
    return line in folded or name == f" {query.joined}" or is_phone(query.digits, folded)


def is_phone(digits: str, key: str) -> bool:
    """Tell whether digits are the end of a phone, and enough of it to mean just that one."""
    return len(digits) > 6 and (f"{digits} " in key or f"{digits}\n" in key)


_SUMMARY = """SELECT c.id, c.name, c.kind,
 coalesce((SELECT CASE WHEN key LIKE '+%' THEN key ELSE value END FROM contact_point
  WHERE contact_id = c.id AND kind = 'phone' ORDER BY preferred DESC, id LIMIT 1), ''),
 coalesce((SELECT value FROM contact_point
  WHERE contact_id = c.id AND kind = 'email' ORDER BY preferred DESC, id LIMIT 1), ''),
 coalesce(o.name, ''), c.city
 FROM contact c LEFT JOIN contact o ON o.id = c.company_id AND o.deleted_at IS NULL"""


def summaries(connection: sqlite3.Connection, ids: list[int]) -> list[Found]:
    """Return one line for each contact, in the order given; unknown ids are left out."""
    marks = ",".join("?" * len(ids))
    rows = connection.execute(f"{_SUMMARY} WHERE c.id IN ({marks})", ids)
    by_id = {row[0]: Found(*row) for row in rows}
    return [by_id[number] for number in ids if number in by_id]
