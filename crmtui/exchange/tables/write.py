"""Write rows as CSV, TSV, JSON, JSON lines or a workbook, one after the other."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO, TextIO, TypeAlias

from crmtui.errors import InvalidValue
from crmtui.exchange.guard import guard, unguard
from crmtui.locale import _
from crmtui.text.clean import printable

__all__ = ["FORMATS", "guard", "unguard", "write_rows"]

FORMATS = ("csv", "tsv", "json", "jsonl", "xlsx")

Row: TypeAlias = Mapping[str, object] | Sequence[object]


def write_rows(
    out: TextIO | BinaryIO,
    fmt: str,
    fields: Sequence[str],
    rows: Iterable[Row],
    *,
    bom: bool = True,
) -> int:
    """Write `rows` as they come and return how many there were; `out` stays open.

    A workbook needs an `out` that takes bytes. With `bom`, CSV is made for Excel: UTF-8 with a
    byte order mark and CRLF line ends.
    """
    if fmt not in FORMATS:
        raise InvalidValue(
            _("“{format}” is not a format.").format(format=printable(fmt)),
            _("Formats: {formats}.").format(formats=", ".join(FORMATS)),
        )
    if fmt == "xlsx":
        return _write_workbook(out, fields, rows)  # type: ignore[arg-type]
    if isinstance(out, io.TextIOBase) or hasattr(out, "encoding"):
        return _write(out, fmt, fields, rows, bom)  # type: ignore[arg-type]
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="")
    try:
        return _write(text, fmt, fields, rows, bom)
    finally:
        # Hands the bytes over without closing what belongs to the caller.
        text.detach()


def _write(out: TextIO, fmt: str, fields: Sequence[str], rows: Iterable[Row], bom: bool) -> int:
    if fmt == "json":
        return _write_json(out, fields, rows)
    if fmt == "jsonl":
        return _write_json_lines(out, fields, rows)
    for_excel = bom and fmt == "csv"
    if for_excel:
        out.write("\ufeff")
    sink = out if for_excel else _UnixLines(out)
    # Told of CRLF, the writer quotes a cell with either of the two characters in it.
    writer = csv.writer(sink, delimiter="," if fmt == "csv" else "\t", lineterminator="\r\n")
    writer.writerow([guard(field) for field in fields])
    count = 0
    for cells in _cells(fields, rows):
        writer.writerow([_cell(value) for value in cells])
        count += 1
    return count


def _write_json(out: TextIO, fields: Sequence[str], rows: Iterable[Row]) -> int:
    count = 0
    for line in _objects(fields, rows):
        out.write((",\n" if count else "[\n") + line)
        count += 1
    out.write("\n]\n" if count else "[]\n")
    return count


def _write_json_lines(out: TextIO, fields: Sequence[str], rows: Iterable[Row]) -> int:
    count = 0
    for line in _objects(fields, rows):
        out.write(line + "\n")
        count += 1
    return count


def _write_workbook(out: BinaryIO, fields: Sequence[str], rows: Iterable[Row]) -> int:
    from crmtui.exchange.workbook.write import write_workbook

    bare = ([_bare(value) for value in cells] for cells in _cells(fields, rows))
    return write_workbook(out, fields, bare)


class _UnixLines:
    """A sink that ends its lines with a mere line feed."""

    def __init__(self, out: TextIO) -> None:
        self._write: Callable[[str], object] = out.write

    def write(self, line: str) -> object:
        """Write one record, which comes with CRLF."""
        return self._write(line[:-2] + "\n")


def _cells(fields: Sequence[str], rows: Iterable[Row]) -> Iterator[Sequence[object]]:
    for row in rows:
        yield [row.get(field) for field in fields] if isinstance(row, Mapping) else row


def _objects(fields: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    for cells in _cells(fields, rows):
        record = {field: _plain(value) for field, value in zip(fields, cells, strict=False)}
        yield json.dumps(record, ensure_ascii=False)


def _cell(value: object) -> object:
    """Return what stands in a cell: numbers as they are, anything else as guarded text."""
    bare = _bare(value)
    return guard(bare) if isinstance(bare, str) else bare


def _bare(value: object) -> str | int | float:
    """Return what a cell says, as a number or a text."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    return value if isinstance(value, (int, float)) else _text(value)


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return json.dumps(_plain(value), ensure_ascii=False)
    if isinstance(value, Iterable):
        return ", ".join(str(item) for item in value)
    return str(value)


def _plain(value: object) -> object:
    """Return a value that JSON knows."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    return str(value)
