"""A table in text: its header, and its rows as they stream by."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain
from typing import NoReturn, TextIO

from crmtui.errors import CrmError, FileUnreadable
from crmtui.exchange.headers.match import source_of
from crmtui.exchange.tables.decode import BROKEN, Decoded
from crmtui.exchange.tables.dialect import Dialect, find_dialect
from crmtui.exchange.tables.table import (
    HEADER_WITHIN,
    SAMPLE,
    Table,
    closing,
    find_head,
    take,
)
from crmtui.locale import _

CELL_LIMIT = 4 << 20
"""Characters in one cell; more of them means a quote that was never closed."""

COLUMN_LIMIT = 16_384
"""Cells in one record; as many as a spreadsheet has columns."""

_RECORD_LIMIT = 5 << 20
_LINE_LIMIT = 16 << 20
_SNIFFED = 1 << 16


def read_delimited(
    decoded: Decoded, name: str, *, delimiter: str = "", has_header: bool = True
) -> Table:
    """Read the table in an opened text; an empty `delimiter` is guessed."""
    text = decoded.stream.read(_SNIFFED)
    _refuse_web_page(text, name)
    refuse_long_lines(decoded, name)
    dialect = find_dialect(text, whole=len(text) < _SNIFFED, delimiter=delimiter)
    records = _Records(decoded.stream, dialect, name)
    first = records.take(dialect.lead + HEADER_WITHIN + SAMPLE)
    head = find_head(first, dialect.lead, has_header=has_header)
    return Table(
        head.header,
        records.after(first[head.first :]),
        head.first + 1,
        decoded.encoding,
        dialect.delimiter,
        source_of(head.header),
        head.sample,
        decoded.size,
        decoded.guessed,
    )


def _refuse_web_page(text: str, name: str) -> None:
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        raise FileUnreadable(
            _("{file} is a web page or XML, not a table.").format(file=name),
            _("Open it in a spreadsheet and save it as CSV (UTF-8)."),
        )


def refuse_long_lines(decoded: Decoded, name: str) -> None:
    """Refuse a text with a line that memory might not hold."""
    if decoded.longest > _LINE_LIMIT:
        raise _too_long(name, decoded.longest_line)


def _too_long(name: str, line: int) -> CrmError:
    return FileUnreadable(
        _("{file}, line {line}: a record of more than 4 MB; a table has no such rows.").format(
            file=name, line=line
        ),
        _("Check that the lines end where they should, and that each quote is closed."),
    )


class _TooLong(Exception):
    """A record goes on and on."""


class _Records:
    """The records of a stream, with its troubles told as ours."""

    def __init__(self, stream: TextIO, dialect: Dialect, name: str) -> None:
        csv.field_size_limit(CELL_LIMIT)
        self._stream = stream
        self._dialect = dialect
        self._name = name
        self._held = 0
        self._reader = dialect.reader(self._counted())

    def take(self, count: int) -> list[list[str]]:
        """Read the first records; the stream is closed when these are all."""
        try:
            head, whole = take(self._checked(), count)
        except (csv.Error, _TooLong, *BROKEN) as problem:
            self._fail(problem)
        if whole:
            self._refuse_open_quote(head[-1] if head else [])
            self._stream.close()
        return head

    def after(self, head: list[list[str]]) -> Iterator[list[str]]:
        """Yield the records of `head` and all that follow."""
        if self._stream.closed:
            return iter(head)
        return closing(self._stream, self._rest(head))

    def _rest(self, head: list[list[str]]) -> Iterator[list[str]]:
        row: list[str] = []
        yield from head
        try:
            # As `_checked` does, but for the millions: each layer of generators would be felt.
            for row in self._reader:
                self._held = 0
                if len(row) > COLUMN_LIMIT:
                    raise self._too_wide(len(row))
                yield row
            self._refuse_open_quote(row)
        except (csv.Error, _TooLong, *BROKEN) as problem:
            self._fail(problem)

    def _checked(self) -> Iterator[list[str]]:
        for row in self._reader:
            self._held = 0
            if len(row) > COLUMN_LIMIT:
                raise self._too_wide(len(row))
            yield row

    def _counted(self) -> Iterator[str]:
        """Yield the lines, unless they make a record that memory might not hold."""
        for line in self._lines():
            self._held += len(line)
            if self._held > _RECORD_LIMIT:
                raise _TooLong
            yield line

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

    def _too_wide(self, cells: int) -> CrmError:
        return FileUnreadable(
            _("{file}, line {line}: {count} cells in one row; {most} are the most.").format(
                file=self._name,
                line=getattr(self._reader, "line_num", 0),
                count=cells,
                most=COLUMN_LIMIT,
            ),
            _("Check that the lines end where they should."),
        )

    def _fail(self, problem: Exception) -> NoReturn:
        if "field limit" in str(problem) or isinstance(problem, _TooLong):
            line, lines = self._long_record()
            raise (self._open_quote(line) if lines > 0 else _too_long(self._name, line)) from None
        raise FileUnreadable(
            _("{file} cannot be read at line {line}: {reason}.").format(
                file=self._name, line=getattr(self._reader, "line_num", 0) + 1, reason=problem
            ),
            _("Check that the file is whole and does not change while it is read."),
        ) from None

    def _long_record(self) -> tuple[int, int]:
        """Return the line where a record begins that is too long, and how many follow in it."""
        self._held = 0
        reader = self._dialect.reader(self._counted())
        line = 0
        try:
            for _row in reader:
                self._held = 0
                line = getattr(reader, "line_num", 0)
        except (csv.Error, _TooLong):
            pass
        return line + 1, getattr(reader, "line_num", 0) - line - 1
