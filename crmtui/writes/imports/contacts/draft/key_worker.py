"""The second process of a large import: by what its contacts are found, and known again.

What comes on the standard input are marshalled tuples: first `Told`, then `DRAFTED` and `KEYED`
batches, and None at the end. Little is imported here, as the import waits for it.
"""

from __future__ import annotations

import gc
import marshal
import signal
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import count, repeat
from typing import BinaryIO, NamedTuple

from crmtui.store.search import search_text
from crmtui.text.fold import fold_all
from crmtui.text.phones import digits_of_key

STORE_TROUBLE = 3
"""The exit code when SQLite refused something, as on a full disk; what it said is on stderr."""
DRAFTED, KEYED = 1, 2
"""Batches of contacts of which all is told, and of those whose key is made already."""

# Never needed after a crash: no journal, no syncing.
_LIGHT = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8192;"
_TABLES = """
CREATE VIRTUAL TABLE search_index USING fts5(text, content='', tokenize='trigram', detail=none);
INSERT INTO search_index(search_index, rank) VALUES('automerge', 0);
CREATE TABLE ref(row_id INTEGER PRIMARY KEY, ref TEXT NOT NULL, digest TEXT NOT NULL);
"""
# In the order of the index over them: a hundred thousand random places would be slow.
_REFS = """INSERT OR IGNORE INTO source_ref(source, kind, ref, row_id, digest)
 SELECT ?, 'contact', ref, row_id, digest FROM ref ORDER BY ref, row_id"""


class Told(NamedTuple):
    """What holds for the whole file."""

    source: str
    layout: str
    """Names which column means what."""
    path: str = ""
    """The file to build."""
    schema: str = ""
    """The tables `search_key` and `source_ref` as the store has them."""
    first_ref: int = 1
    """The id that the first reference gets."""


class Drafted(NamedTuple):
    """Contacts with ids one after the other; of some columns there may be nothing at all."""

    first: int
    names: Sequence[str]
    """Folded, as companies, phones and e-mails are."""
    cities: Sequence[str]
    companies: Sequence[str]
    phones: Sequence[str]
    emails: Sequence[str]
    refs: Sequence[str]
    """What each row is known by; nothing for companies, which no row is about."""
    digests: Sequence[str]
    """Of what each row says; nothing where that is what it is known by."""


def build(told: Told, batches: Iterable[Sequence[object]]) -> None:
    """Build the file: search keys, the index over them, references."""
    with closing(sqlite3.connect(told.path, isolation_level=None)) as connection:
        connection.executescript(_LIGHT + told.schema + _TABLES)
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO sqlite_sequence VALUES('source_ref', ?)", (told.first_ref - 1,)
        )
        for kind, *batch in batches:
            if kind == DRAFTED:
                drafted = Drafted(*batch)  # type: ignore[arg-type]
                keys = list(enumerate(_keys(drafted), drafted.first))
                connection.executemany("INSERT INTO search_key VALUES(?, ?)", keys)
                digests = drafted.digests or repeat(told.layout)
                refs = zip(count(drafted.first), drafted.refs, digests, strict=False)
                connection.executemany("INSERT INTO ref VALUES(?, ?, ?)", refs)
            else:
                (keys,) = batch  # type: ignore[assignment]
            connection.executemany("INSERT INTO search_index(rowid, text) VALUES(?, ?)", keys)
        connection.execute(_REFS, (told.source,))
        connection.execute("INSERT INTO search_index(search_index, rank) VALUES('automerge', 4)")
        connection.execute("COMMIT")


def _keys(drafted: Drafted) -> Iterator[str]:
    nothing = [""] * len(drafted.names)
    columns = (
        fold_all(drafted.cities or nothing),
        drafted.companies or nothing,
        drafted.phones or nothing,
        drafted.emails or nothing,
    )
    for name, city, company, phone, email in zip(drafted.names, *columns, strict=True):
        digits = digits_of_key(phone) if phone[:1] == "+" else phone
        yield search_text(name, city, company, (digits, email))


def _incoming(stream: BinaryIO) -> Iterator[Sequence[object]]:
    while (batch := marshal.load(stream)) is not None:
        yield batch


def main() -> int:
    """Build what is told on the standard input; an import that ends early ends this as well."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the import decides what becomes of it
    gc.disable()  # nothing here makes rubbish that goes round
    incoming = _incoming(sys.stdin.buffer)
    try:
        build(Told(*next(incoming)), incoming)  # type: ignore[arg-type]
    except EOFError:
        return 1
    except sqlite3.Error as error:
        print(error, file=sys.stderr)
        return STORE_TROUBLE
    return 0
