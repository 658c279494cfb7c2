"""Rows with no more than a name, a phone, an e-mail, a company and a city, taken by columns.

A million contacts mostly look like that. One pattern over a whole column tells that nothing in it
needs mending, at a tenth of the price of asking each cell. Rows that do need it stand between
batches of plain ones, in the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from crmtui.exchange.headers.match import Mapping
from crmtui.text.clean import COMMON

SEPARATOR = "\u241e"
"""Stands between the cells of a column that is looked at as one text; no plain cell has it."""

_TEXT = rf"(?:[{COMMON}](?: ?[{COMMON}\u200c])*)?"
_PHONE = r"(?:\+?\(?[0-9۰-۹](?:(?:[ -]|\)[ -]?|[ -]?\()?[0-9۰-۹])*)?"
_EMAIL = r"(?:[\w.+-]+@[\w.-]+)?"
_REF = r"[0-9A-Za-z_-]*"
_SHAPES = {"phone": _PHONE, "email": _EMAIL, "id": _REF}
_FIELDS = ("id", "name", "given", "family", "phone", "email", "company", "city")
_MOST_ODD = 0.1
"""The part of odd rows beyond which all are read one by one: each parts a batch in two."""
_LONGEST = 500
"""Characters; a longer cell is looked at by itself."""


class PlainBatch(NamedTuple):
    """Some rows as columns of clean cells; a column that the file lacks is of empty ones."""

    first: int
    """The number of the first row, counting as a person would."""
    rows: list[list[str]]
    refs: Sequence[str]
    names: Sequence[str]
    """Never empty."""
    phones: Sequence[str]
    emails: Sequence[str]
    companies: Sequence[str]
    cities: Sequence[str]
    phone_label: str
    email_label: str


class PlainReader:
    """Reads batches of plain rows of one table."""

    def __init__(self, mapping: Mapping, columns_named: int) -> None:
        self._columns_named = columns_named
        columns = {field: places for field, places in mapping.columns.items() if places}
        self._at = {field: places[0] for field, places in columns.items()}
        self._labels = {field: mapping.labels.get(at, "") for field, at in self._at.items()}
        single = all(len(places) == 1 for places in columns.values())
        named = "name" in columns or "given" in columns or "family" in columns
        self.fits = (
            single and named and not mapping.label_columns and columns.keys() <= set(_FIELDS)
        )
        """Whether the table has columns of these kinds only, one of each."""
        self._width = max(self._at.values(), default=0) + 1

    def read(self, first: int, rows: list[list[str]]) -> Iterator[PlainBatch | range]:
        """Yield the rows as columns; of those that need more than a look, only their places."""
        if not self.fits:
            yield range(len(rows))
            return
        found = {field: self._column(rows, at) for field, at in self._at.items()}
        odd = self._odd(rows, found)
        if len(odd) > len(rows) * _MOST_ODD:
            yield range(len(rows))
            return
        start = 0
        for at in (*odd, len(rows)):
            if start < at:
                part = {field: cells[start:at] for field, cells in found.items()}
                yield self._batch(first + start, rows[start:at], part)
            if at < len(rows):
                yield range(at, at + 1)
            start = at + 1

    @staticmethod
    def _column(rows: list[list[str]], at: int) -> list[str]:
        try:
            return [row[at] for row in rows]
        except IndexError:  # a short row
            return [row[at] if len(row) > at else "" for row in rows]

    def _odd(self, rows: list[list[str]], found: dict[str, list[str]]) -> list[int]:
        """Return the places of rows that are not plain."""
        odd: set[int] = set()
        if min(map(len, rows)) < self._width or max(map(len, rows)) > self._columns_named:
            fits = range(self._width, self._columns_named + 1)
            odd = {at for at, row in enumerate(rows) if len(row) not in fits}
        for field, cells in found.items():
            odd |= _odd_cells(field, cells)
        names = self._names(found)
        most = 2 * _LONGEST  # of parts put together; as long as a name may be
        if "" in names or max(map(len, names)) > most:
            odd |= {at for at, name in enumerate(names) if not 0 < len(name) <= most}
        return sorted(odd)

    def _batch(self, first: int, rows: list[list[str]], found: dict[str, list[str]]) -> PlainBatch:
        nothing = [""] * len(rows)
        return PlainBatch(
            first,
            rows,
            found.get("id", nothing),
            self._names(found),
            found.get("phone", nothing),
            found.get("email", nothing),
            found.get("company", nothing),
            found.get("city", nothing),
            self._labels.get("phone", ""),
            self._labels.get("email", ""),
        )

    @staticmethod
    def _names(found: dict[str, list[str]]) -> list[str]:
        parts = [found[field] for field in ("given", "family") if field in found]
        spoken = [" ".join(filter(None, words)) for words in zip(*parts, strict=True)]
        whole = found.get("name")
        if whole is None:
            return spoken
        return [one or two for one, two in zip(whole, spoken, strict=True)] if spoken else whole


def _odd_cells(field: str, cells: list[str]) -> set[int]:
    """Return the places of cells that are not plain; mostly there are none."""
    text = SEPARATOR.join(cells)
    column, one = _shapes(field)
    # An apostrophe may be a spreadsheet's, and "  " is mended to one blank.
    quoted = f"{SEPARATOR}'" in text or text[:1] == "'"
    if not quoted and max(map(len, cells)) <= _LONGEST and column.fullmatch(text):
        return set()
    return {
        at
        for at, cell in enumerate(cells)
        if len(cell) > _LONGEST or cell[:1] == "'" or not one.fullmatch(cell)
    }


@cache
def _shapes(field: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a column whose cells are all plain, and that of one cell."""
    cell = _SHAPES.get(field, _TEXT)
    flags = re.ASCII if field == "email" else 0
    return re.compile(rf"{cell}(?:{SEPARATOR}{cell})*", flags), re.compile(cell, flags)
