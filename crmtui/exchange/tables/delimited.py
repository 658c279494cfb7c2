"""A table in text: its header, and its rows as they stream by."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, NoReturn, TextIO

from crmtui.errors import CrmError, FileUnreadable
from crmtui.exchange.headers.match import hits, source_of
from crmtui.exchange.tables.decode import BROKEN, Decoded, file_name, open_text
from crmtui.exchange.tables.dialect import Dialect, delimiter_named, find_dialect
from crmtui.locale import _

CELL_LIMIT = 4 << 20
"""Characters in one cell; more of them means a quote that was never closed."""

_LINE_LIMIT = 32 << 20
_SNIFFED = 1 << 16
_HEADER_WITHIN = 25
_SAMPLE = 200


class Table(NamedTuple):
    """A table whose header has been read."""

    header: list[str]
    rows: Iterator[list[str]]
    """The records after the header; a blank line is an empty list."""
    first_row: int
    """The number of the first of `rows`, counting the records of the file from 1."""
    encoding: str
    delimiter: str
    """One character; a blank stands for any run of blanks."""
    source: str
    """What kind of file it is, so that another of the kind is known again."""
    sample: list[list[str]]
    """The first rows that are not blank; they are in `rows` too."""
    size: int = 0
    """Bytes of text, to tell progress."""
    guessed: bool = False
    """Whether the encoding was guessed."""


def read_table(
    path: Path | None, *, encoding: str = "", delimiter: str = "", has_header: bool = True
) -> Table:
    """Open the table in `path`, or on standard input for None."""
    wanted = delimiter_named(delimiter)
    decoded = open_text(path, encoding=encoding)
    name = file_name(path)
    try:
        return _table(decoded, name, wanted, has_header)
    except BaseException:
        decoded.stream.close()
        raise


def _table(decoded: Decoded, name: str, delimiter: str, has_header: bool) -> Table:
    text = decoded.stream.read(_SNIFFED)
    _refuse_unlike_tables(text, decoded.longest, name)
    dialect = find_dialect(text, whole=len(text) < _SNIFFED, delimiter=delimiter)
    records = _Records(decoded.stream, dialect, name)
    head = records.take(dialect.lead + _HEADER_WITHIN + _SAMPLE)
    at = _header_at(head, dialect.lead)
    if has_header:
        header, first = [cell.strip() for cell in head[at]], at + 1
    else:
        width = max(map(len, head[at:]))
        header, first = [str(number) for number in range(1, width + 1)], dialect.lead
    sample = [row for row in head[first:] if any(row)][:_SAMPLE]
    return Table(
        header,
        records.after(head[first:]),
        first + 1,
        decoded.encoding,
        dialect.delimiter,
        source_of(header),
        sample,
        decoded.size,
        decoded.guessed,
    )


def _header_at(head: list[list[str]], lead: int) -> int:
    """Find the header: below a preamble it is the first record with two names we know."""
    filled = [[cell for cell in record if cell.strip()] for record in head]
    first = next((at for at in range(lead, len(head)) if filled[at]), len(head))
    if first == len(head):
        raise FileUnreadable(_("There are no values in this table."))
    recognised = hits(filled[first])
    if recognised >= 2:
        return first
    for at in range(first + 1, min(first + _HEADER_WITHIN, len(head))):
        known = hits(filled[at])
        wider = len(filled[at]) > len(filled[first])
        if known >= 2 and (wider or (known == len(filled[at]) and not recognised)):
            return at
    return first


def _refuse_unlike_tables(text: str, longest: int, name: str) -> None:
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        raise FileUnreadable(
            _("{file} is a web page or XML, not a table.").format(file=name),
            _("Open it in a spreadsheet and save it as CSV (UTF-8)."),
        )
    if longest > _LINE_LIMIT:
        raise FileUnreadable(
            _("{file} has a line of more than 32 MB; a table has no such lines.").format(file=name)
        )


class _Records:
    """The records of a stream, with its troubles told as ours."""

    def __init__(self, stream: TextIO, dialect: Dialect, name: str) -> None:
        csv.field_size_limit(CELL_LIMIT)
        self._stream = stream
        self._dialect = dialect
        self._name = name
        self._reader = dialect.reader(self._lines())

    def take(self, count: int) -> list[list[str]]:
        """Read the first records; the stream is closed when these are all."""
        try:
            head = list(islice(self._reader, count))
        except (csv.Error, *BROKEN) as problem:
            self._fail(problem)
        if len(head) < count:
            self._refuse_open_quote(head[-1] if head else [])
            self._stream.close()
        return head

    def after(self, head: list[list[str]]) -> Iterator[list[str]]:
        """Yield the records of `head` and all that follow."""
        if self._stream.closed:
            return iter(head)
        rows = self._rest(head)
        next(rows)
        return rows

    def _rest(self, head: list[list[str]]) -> Iterator[list[str]]:
        row: list[str] = []
        try:
            # Got here, it closes the stream even if nobody ever asks for a row.
            yield row
            yield from head
            for row in self._reader:
                yield row
            self._refuse_open_quote(row)
        except (csv.Error, *BROKEN) as problem:
            self._fail(problem)
        finally:
            self._stream.close()

    def _lines(self) -> Iterator[str]:
        """Begin the stream anew, behind a byte order mark."""
        self._stream.seek(0)
        if self._stream.read(1) != "\ufeff":
            self._stream.seek(0)
        return self._stream

    def _refuse_open_quote(self, last: list[str]) -> None:
        """Refuse a file whose last cell took in all the lines after a quote."""
        if last and ("\n" in last[-1] or "\r" in last[-1]) and (line := self._last_begins()):
            raise self._open_quote(line)

    def _last_begins(self) -> int:
        """Return the line of the last record if its quote is still open, else 0."""
        # A quote behind the end closes the open one, or else stands as a record of its own.
        reader = self._dialect.reader(chain(self._lines(), ['"']))
        before = line = 0
        for _row in reader:
            before, line = line, getattr(reader, "line_num", 0)
        return before + 1 if before + 1 < line else 0

    def _open_quote(self, line: int) -> CrmError:
        return FileUnreadable(
            _('{file}, line {line}: a quote (") opens there and never closes.').format(
                file=self._name, line=line
            ),
            _("Close the quote or remove it, then import again."),
        )

    def _fail(self, problem: Exception) -> NoReturn:
        line = getattr(self._reader, "line_num", 0) + 1
        if "field limit" in str(problem):
            raise self._open_quote(self._begin_of_long_cell()) from None
        raise FileUnreadable(
            _("{file} cannot be read at line {line}: {reason}.").format(
                file=self._name, line=line, reason=problem
            ),
            _("Check that the file is whole and does not change while it is read."),
        ) from None

    def _begin_of_long_cell(self) -> int:
        reader = self._dialect.reader(self._lines())
        line = 0
        try:
            for _row in reader:
                line = getattr(reader, "line_num", 0)
        except csv.Error:
            pass
        return line + 1
