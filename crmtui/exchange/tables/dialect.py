"""How the cells of a table in text are told apart: the delimiter and its quoting."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.exchange.headers.match import hits
from crmtui.locale import _
from crmtui.text.clean import printable

WHITESPACE = " "
"""Stands for any run of blanks, which may also begin a line."""

CANDIDATES = (",", ";", "\t", "|")
_RARE = ":"
"""Looked for where none of these fits."""
_NAMES = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "\\t": "\t",
    "pipe": "|",
    "whitespace": WHITESPACE,
    "space": WHITESPACE,
}
_HEADER_WITHIN = 25
_RECORDS = 200
_SEP_LINE = re.compile(r'\ufeff?"?sep=([^\r\n])"?[ \t,;]*(?:\r\n?|\n)', re.IGNORECASE)
# A backslash before a quote, where the quote does not end the cell.
_BACKSLASHED = re.compile(r'(?<!\\)\\"(?![,;\t|\r\n"]|$)')
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,:/-]*")


class Dialect(NamedTuple):
    """What csv.reader has to be told about a file."""

    delimiter: str = ","
    escape: str | None = None
    """A character before a quote that is part of the value, as databases write it."""
    spaced: bool = False
    """Blanks follow the delimiters, even before a quote."""
    lead: int = 0
    """Records to pass over before the table begins: the `sep=` line of Excel."""

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Split lines into records, at the speed of C."""
        if self.delimiter == WHITESPACE:
            return map(str.split, lines)
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            escapechar=self.escape,
            skipinitialspace=self.spaced,
        )


def delimiter_named(name: str) -> str:
    """Return the delimiter that `name` means; "" stays open."""
    found = _NAMES.get(name.strip().casefold(), name) if name != "\t" else name
    if len(found) > 1 or found in ('"', "\r", "\n", "\0"):
        raise InvalidValue(
            _("“{name}” is not a delimiter.").format(name=printable(name)),
            _("Give one character, or comma, semicolon, tab, pipe, whitespace."),
        )
    return found


def find_dialect(text: str, *, whole: bool, delimiter: str = "") -> Dialect:
    """Find how `text`, the beginning of a file or the `whole` of it, is to be split."""
    told = _SEP_LINE.match(text)
    lead = 0
    if told:
        text, lead = text[told.end() :], 1
        delimiter = delimiter or told[1]
    if delimiter == WHITESPACE:
        return Dialect(delimiter, lead=lead)
    best, score = Dialect(delimiter or ",", lead=lead), _Score()
    for candidate in _variants(text, delimiter, lead):
        found = _score(_records(candidate, text, whole))
        if found > score:
            best, score = candidate, found
    if not delimiter and score.width < 2 and _is_columns_of_numbers(text, whole):
        return Dialect(WHITESPACE, lead=lead)
    if not delimiter and score.width < 2:
        colons = Dialect(_RARE, lead=lead)
        found = _score(_records(colons, text, whole))
        # Colons also stand in clocks and links: only the same number in each line parts columns.
        if found.even == 1 and found.width > 1:
            return colons
    return best


def _variants(text: str, delimiter: str, lead: int) -> Iterator[Dialect]:
    escapes = (None, "\\") if _BACKSLASHED.search(text) else (None,)
    for mark in (delimiter,) if delimiter else CANDIDATES:
        for escape in escapes:
            yield Dialect(mark, escape, lead=lead)
            if f'{mark} "' in text:
                yield Dialect(mark, escape, spaced=True, lead=lead)


class _Score(NamedTuple):
    """How well a dialect fits, the most telling sign first."""

    headers: int = 0
    even: float = 0.0
    tidy: bool = False
    width: int = 1


def _score(records: list[list[str]]) -> _Score:
    """Prefer known headers, then records that all have the same number of cells."""
    widths = Counter(len(record) for record in records if any(map(str.strip, record)))
    many = {width: count for width, count in widths.items() if width > 1}
    if not many:
        return _Score()
    width, count = max(many.items(), key=lambda item: (item[1], item[0]))
    known = max((hits(record) for record in records[:_HEADER_WITHIN] if len(record) > 1), default=0)
    # A quote that is left over inside a cell shows that the quoting was not understood.
    tidy = not any(map(_has_loose_quote, chain.from_iterable(records)))
    return _Score(known if known > 1 else 0, count / widths.total(), tidy, width)


def _has_loose_quote(cell: str) -> bool:
    return cell[:2] == ' "' or '\\"' in cell


def _records(dialect: Dialect, text: str, whole: bool) -> list[list[str]]:
    try:
        records = list(islice(dialect.reader(io.StringIO(text, newline="")), _RECORDS + 1))
    except csv.Error:
        return []
    # The last one may be cut off in the middle.
    return records[:_RECORDS] if whole or len(records) > _RECORDS else records[:-1] or records


def _is_columns_of_numbers(text: str, whole: bool) -> bool:
    """Recognise a table set with blanks; a list of names with blanks in them is none."""
    lines = text.splitlines()
    rows = [line.split() for line in (lines if whole else lines[:-1])[:_RECORDS] if line.strip()]
    if len(rows) < 2 or len(rows[0]) < 2 or len(set(map(len, rows))) > 1:
        return False
    cells = [cell for row in rows[1:] for cell in row]
    return sum(1 for cell in cells if _NUMBER.fullmatch(cell)) * 2 >= len(cells)
