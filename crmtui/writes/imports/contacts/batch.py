"""The stage of a contacts file, and rows on their way into it."""

from __future__ import annotations

import sqlite3

STAGE = """
CREATE TABLE person(seq INTEGER PRIMARY KEY, ref, digest, name, name_key, kind, company,
 company_key, city, search, nameless, status DEFAULT 'lead', source DEFAULT '', birthday,
 note DEFAULT '', nickname DEFAULT '', job_title DEFAULT '', created_at DEFAULT '');
CREATE TABLE point(seq INTEGER, kind, value, key, label);
CREATE TABLE tagged(seq INTEGER, name, key);
CREATE TABLE extra(seq INTEGER, vcard);
"""
INDEXES = """
CREATE INDEX person_ref ON person(ref, digest);
CREATE INDEX point_key ON point(kind, key);
CREATE INDEX point_seq ON point(seq);
CREATE INDEX tagged_seq ON tagged(seq);
CREATE INDEX extra_seq ON extra(seq);
"""

_PLAIN = (
    *("seq", "ref", "digest", "name", "name_key", "kind", "company", "company_key", "city"),
    *("search", "nameless"),
)
_FULL = (*_PLAIN, "status", "source", "birthday", "note", "nickname", "job_title", "created_at")


class Batch:
    """Rows on their way into the stage."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        """What each row is found by."""
        self.plain: list[tuple[object, ...]] = []
        """Rows that say no more than most do."""
        self.full: list[tuple[object, ...]] = []
        self.points: list[tuple[int, str, str, str, str]] = []
        self.tags: list[tuple[int, str, str]] = []
        self.extras: list[tuple[int, str]] = []

    def write(self, connection: sqlite3.Connection) -> None:
        """Move everything into the stage."""
        insert = "INSERT INTO person({}) VALUES({})"
        for columns, rows in ((_PLAIN, self.plain), (_FULL, self.full)):
            marks = ", ".join("?" * len(columns))
            connection.executemany(insert.format(", ".join(columns), marks), rows)
        connection.executemany("INSERT INTO point VALUES(?, ?, ?, ?, ?)", self.points)
        connection.executemany("INSERT INTO tagged VALUES(?, ?, ?)", self.tags)
        connection.executemany("INSERT INTO extra VALUES(?, ?)", self.extras)
        for held in (self.keys, self.plain, self.full, self.points, self.tags, self.extras):
            held.clear()
