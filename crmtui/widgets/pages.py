"""Rows of a long list, kept page by page: what is not on the screen need not be in memory."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

Row = TypeVar("Row")

PAGE = 100
MOST = 40
"""Pages kept; the one unused for longest goes first."""


class Pages(Generic[Row]):
    """A cache of pages that remembers which ones are stale or on their way."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._fresh: set[int] = set()
        self.asked: set[int] = set()

    def row(self, index: int) -> Row | None:
        """Return a row if its page is here, fresh or not."""
        page = self._pages.get(index // PAGE)
        if page is None or index % PAGE >= len(page):
            return None
        self._pages.move_to_end(index // PAGE)
        return page[index % PAGE]

    def missing(self, first: int, last: int) -> list[int]:
        """Return the pages of the rows `first` to `last` that must still be asked for."""
        wanted = range(first // PAGE, last // PAGE + 1)
        return [page for page in wanted if page not in self._fresh and page not in self.asked]

    def keep(self, page: int, rows: list[Row]) -> None:
        """Take in a page that was read."""
        self.asked.discard(page)
        self._pages[page] = rows
        self._pages.move_to_end(page)
        self._fresh.add(page)
        while len(self._pages) > MOST:
            gone, _rows = self._pages.popitem(last=False)
            self._fresh.discard(gone)

    def make_stale(self) -> None:
        """Have every page read again; until then the old rows stay on the screen."""
        self._fresh.clear()
        self.asked.clear()

    def clear(self) -> None:
        """Forget all rows."""
        self._pages.clear()
        self.make_stale()
