"""A table out of any kind of file: its header, and its rows as they stream by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple

from crmtui.errors import FileUnreadable, InvalidValue
from crmtui.exchange.headers.match import hits
from crmtui.exchange.headers.settle import is_value
from crmtui.exchange.tables.decode import codec_named, decode, file_name, open_raw
from crmtui.exchange.tables.dialect import delimiter_named
from crmtui.exchange.workbook.archive import workbook_form
from crmtui.locale import _

HEADER_WITHIN = 25
SAMPLE = 200

_LOOKED_AT = 1 << 16
_HELD = 8 << 20
_CELL_COSTS = 64


class Table(NamedTuple):
    """A table whose header has been read."""

    header: list[str]
    rows: Iterator[list[str]]
    """The records after the header; a blank line is an empty list."""
    first_row: int
    """The number of the first of `rows`, counting the records of the file from 1."""
    encoding: str
    delimiter: str
    """One character; a blank stands for any run of blanks; "" where there is none."""
    source: str
    """What kind of file it is, so that another of the kind is known again."""
    sample: list[list[str]]
    """The first rows that are not blank; they are in `rows` too."""
    size: int = 0
    """Bytes of text, to tell progress."""
    guessed: bool = False
    """Whether the encoding was guessed."""
    form: str = "csv"
    """csv, xlsx, ods, xls, json, jsonl or ldif."""
    sheet: str = ""
    """The sheet of a workbook that was read."""
    sheets: tuple[str, ...] = ()
    """All sheets of the workbook."""


class Head(NamedTuple):
    """What the first records of a table show."""

    header: list[str]
    first: int
    """Which of the records is the first with values."""
    sample: list[list[str]]


def read_table(
    path: Path | None,
    *,
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
    has_header: bool = True,
) -> Table:
    """Open the table in `path`, or on standard input for None, whatever kind of file holds it."""
    codec_named(encoding)
    delimiter = delimiter_named(delimiter)
    raw = open_raw(path)
    try:
        form = workbook_form(raw)
        name = file_name(path)
        if form:
            from crmtui.exchange.workbook.read import read_workbook

            return read_workbook(raw, name, form, sheet=sheet, has_header=has_header)
        if sheet:
            raise InvalidValue(
                _("{file} has no sheets: it is not a workbook.").format(file=name),
                _("Leave --sheet out."),
            )
        return _read_text(raw, name, encoding, delimiter, has_header)
    except BaseException:
        raw.close()
        raise


def _read_text(raw: BinaryIO, name: str, encoding: str, delimiter: str, has_header: bool) -> Table:
    from crmtui.exchange.tables.delimited import read_delimited
    from crmtui.exchange.tables.json_rows import looks_like_json, read_json
    from crmtui.exchange.tables.ldif import looks_like_ldif, read_ldif

    decoded = decode(raw, name, encoding)
    try:
        start = decoded.stream.read(_LOOKED_AT)
        decoded.stream.seek(0)
        # Who names a delimiter has said what kind of file it is.
        if not delimiter and looks_like_json(start):
            return read_json(decoded, name, has_header=has_header)
        if not delimiter and looks_like_ldif(start):
            return read_ldif(decoded, name)
        return read_delimited(decoded, name, delimiter=delimiter, has_header=has_header)
    except BaseException:
        decoded.stream.close()
        raise


def take(rows: Iterator[list[str]], count: int) -> tuple[list[list[str]], bool]:
    """Read the first records, fewer if they are huge, and tell whether these are all."""
    taken: list[list[str]] = []
    room = _HELD
    for row in rows:
        taken.append(row)
        room -= sum(map(len, row)) + _CELL_COSTS * len(row)
        if len(taken) == count or room < 0:
            return taken, False
    return taken, True


def closing(source: IO[Any], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Pass rows on and close their source behind them, even if nobody ever asks for one."""
    passed = _passed(source, rows)
    next(passed)
    return passed


def _passed(source: IO[Any], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield []
        yield from rows
    finally:
        source.close()


def find_head(records: list[list[str]], lead: int = 0, *, has_header: bool = True) -> Head:
    """Find the header in the first records of a table; without one, the columns are numbered."""
    at = _header_at(records, lead)
    if has_header and not hits(records[at]) and any(map(is_value, records[at])):
        has_header = False
    if has_header:
        header, first = [cell.strip() for cell in records[at]], at + 1
    else:
        width = max(map(len, records[at:]))
        header, first = [str(number) for number in range(1, width + 1)], lead
    return Head(header, first, [row for row in records[first:] if any(row)][:SAMPLE])


def _header_at(head: list[list[str]], lead: int) -> int:
    """Find the header: below a preamble it is the first record with two names we know."""
    filled = [[cell for cell in record if cell.strip()] for record in head]
    first = next((at for at in range(lead, len(head)) if filled[at]), len(head))
    if first == len(head):
        raise FileUnreadable(_("There are no values in this table."))
    recognised = hits(filled[first])
    if recognised >= 2:
        return first
    for at in range(first + 1, min(first + HEADER_WITHIN, len(head))):
        known = hits(filled[at])
        wider = len(filled[at]) > len(filled[first])
        if known >= 2 and (wider or (known == len(filled[at]) and not recognised)):
            return at
    return first
