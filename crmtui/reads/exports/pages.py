"""A table read page by page, as files carry it away."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

Read = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""Opens a connection for one page, so that a slow reader of the output locks nobody out."""
Row = dict[str, Any]

PAGE = 500


def pages(read: Read, page: Callable[[sqlite3.Connection, int, int], list[Row]]) -> Iterator[Row]:
    """Yield the rows of each page; `page` returns what is behind an id, up to so many records."""
    last = 0
    while True:
        with read() as connection:
            rows = page(connection, last, PAGE)
        if not rows:
            return
        yield from rows
        last = rows[-1]["id"]
