"""The stage of a contacts file, and rows on their way into it."""

from __future__ import annotations

import sqlite3

STAGE = """
CREATE TABLE person(seq INTEGER PRIMARY KEY, ref, digest, name, name_key, kind, company,
 company_key, city, search, nameless, status DEFAULT 'lead', source DEFAULT '', birthday,
 note DEFAULT '', nickname DEFAULT '', job_title DEFAULT '', created_at DEFAULT '',
 relation DEFAULT '', owner DEFAULT '', anniversary, preferred_channel, do_not_contact, keep_days);
CREATE TABLE point(seq INTEGER, kind, value, key, label);
CREATE TABLE tagged(seq INTEGER, name, key);
CREATE TABLE extra(seq INTEGER, vcard);
CREATE TABLE preferred(seq INTEGER, kind);
CREATE TABLE link(seq INTEGER, role, ref, name, name_key);
CREATE TABLE own(seq INTEGER, place INTEGER, value);
"""
INDEXES = """
CREATE INDEX person_ref ON person(ref, digest);
CREATE INDEX point_key ON point(kind, key);
CREATE INDEX point_seq ON point(seq);
CREATE INDEX tagged_seq ON tagged(seq);
CREATE INDEX extra_seq ON extra(seq);
CREATE INDEX own_seq ON own(seq);
"""

_PLAIN = (
    *("seq", "ref", "digest", "name", "name_key", "kind", "company", "company_key", "city"),
    *("search", "nameless"),
)
_FULL = (
    *(*_PLAIN, "status", "source", "birthday", "note", "nickname", "job_title", "created_at"),
    *("relation", "owner", "anniversary", "preferred_channel", "do_not_contact", "keep_days"),
)


class Batch:
    """Rows on their way into the stage."""

    def __init__(self) -> None:
        self.plain: list[tuple[object, ...]] = []
        """Rows that say no more than most do."""
        self.full: list[tuple[object, ...]] = []
        self.points: list[tuple[int, str, str, str, str]] = []
        self.tags: list[tuple[int, str, str]] = []
        self.extras: list[tuple[int, str]] = []
        self.preferred: list[tuple[int, str]] = []
        self.links: list[tuple[int, str, str, str, str]] = []
        self.own: list[tuple[int, int, str]] = []

    def keys(self) -> list[tuple[int, str]]:
        """Return each row with what it is found by."""
        place = _PLAIN.index("search")
        return [(row[0], row[place]) for row in (*self.plain, *self.full)]  # type: ignore[misc]

    def write(self, connection: sqlite3.Connection) -> None:
        """Move everything into the stage."""
        insert = "INSERT INTO person({}) VALUES({})"
        for columns, rows in ((_PLAIN, self.plain), (_FULL, self.full)):
            marks = ", ".join("?" * len(columns))
            connection.executemany(insert.format(", ".join(columns), marks), rows)
        connection.executemany("INSERT INTO point VALUES(?, ?, ?, ?, ?)", self.points)
        connection.executemany("INSERT INTO tagged VALUES(?, ?, ?)", self.tags)
        connection.executemany("INSERT INTO extra VALUES(?, ?)", self.extras)
        connection.executemany("INSERT INTO preferred VALUES(?, ?)", self.preferred)
        connection.executemany("INSERT INTO link VALUES(?, ?, ?, ?, ?)", self.links)
        connection.executemany("INSERT INTO own VALUES(?, ?, ?)", self.own)
        for held in (
            *(self.plain, self.full, self.points, self.tags, self.extras),
            *(self.preferred, self.links, self.own),
        ):
            held.clear()
