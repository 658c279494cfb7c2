"""Rows with no more than a name, a phone, an e-mail, a company and a city, taken by columns.

A million contacts mostly look like that. One pattern over a whole column tells that nothing in it
needs mending, at a tenth of the price of asking each cell; any other batch is read row by row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from crmtui.exchange.headers.match import Mapping
from crmtui.text.clean import COMMON

SEPARATOR = "\u241e"
"""Stands between the cells of a column that is looked at as one text; no plain cell has it."""

_TEXT = rf"(?:[{COMMON}](?: ?[{COMMON}\u200c])*)?"
_PHONE = r"(?:\+?[0-9۰-۹](?:[ -]?[0-9۰-۹])*)?"
_EMAIL = r"(?:[\w.+-]+@[\w.-]+)?"
_REF = r"[0-9A-Za-z_-]*"
_SHAPES = {"phone": _PHONE, "email": _EMAIL, "id": _REF}
_FIELDS = ("id", "name", "given", "family", "phone", "email", "company", "city")


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

    def read(self, first: int, rows: list[list[str]]) -> PlainBatch | None:
        """Return the rows as columns, or None if any cell needs more than a look."""
        if not self.fits or min(map(len, rows)) < self._width:
            return None
        if max(map(len, rows)) > self._columns_named:
            return None
        found: dict[str, list[str]] = {}
        for field, at in self._at.items():
            cells = [row[at] for row in rows]
            text = SEPARATOR.join(cells)
            if max(map(len, cells)) > _LONGEST:
                return None
            # An apostrophe may be a spreadsheet's, and "  " is mended to one blank.
            if not _shape(field).fullmatch(text) or f"{SEPARATOR}'" in text or text[:1] == "'":
                return None
            found[field] = cells
        names = self._names(found)
        if "" in names:
            return None
        nothing = [""] * len(rows)
        return PlainBatch(
            first,
            rows,
            found.get("id", nothing),
            names,
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


@cache
def _shape(field: str) -> re.Pattern[str]:
    """Return the pattern of a column whose cells are all plain."""
    cell = _SHAPES.get(field, _TEXT)
    return re.compile(rf"{cell}(?:{SEPARATOR}{cell})*", re.ASCII if field == "email" else 0)
