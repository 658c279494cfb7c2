"""Records in JSON: a list of objects or of lists, one in an envelope, or one on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from json import JSONDecoder
from typing import NoReturn, TextIO, TypeAlias

from crmtui.errors import FileUnreadable
from crmtui.exchange.cells import MANY, in_one_cell
from crmtui.exchange.headers.match import source_of
from crmtui.exchange.tables.decode import Decoded
from crmtui.exchange.tables.delimited import COLUMN_LIMIT
from crmtui.exchange.tables.json_layout import find_layout
from crmtui.exchange.tables.json_values import (
    DEPTH,
    Json,
    Path,
    TooDeep,
    TooLong,
    bad_line,
    tokens,
    troubles,
    values,
)
from crmtui.exchange.tables.table import (
    HEADER_WITHIN,
    SAMPLE,
    Head,
    Table,
    closing,
    find_head,
    take,
)
from crmtui.locale import _

_STARTS = re.compile(r'\[\s*[\[{]|\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})')
_KEY_LIMIT = 500
_NEXT_CELL = re.compile(r"[ ]*[,;|\t][ ]*\S")

_Rows: TypeAlias = Iterator[list[str]]


def looks_like_json(start: str) -> bool:
    """Tell whether a text begins as JSON; a first cell in brackets does not make it so."""
    text = start.lstrip("\ufeff \t\r\n")
    if text[:1] not in ("[", "{"):
        return False
    try:
        _value, end = JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        # Broken, or longer than what was looked at.
        return bool(_STARTS.match(text))
    return not _NEXT_CELL.match(text, end)


def read_json(decoded: Decoded, name: str, *, has_header: bool = True) -> Table:
    """Read the records of an opened text: once for their keys, then as they are asked for."""
    records = _Records(decoded.stream, name)
    path, form = records.layout()
    first = next(records.at(path), None)
    if isinstance(first, list):
        head, rows = _lists(records, path, has_header)
    else:
        head, rows = _objects(records, path)
    return Table(
        head.header,
        closing(decoded.stream, rows),
        head.first + 1,
        decoded.encoding,
        "",
        source_of(head.header),
        head.sample,
        decoded.size,
        decoded.guessed,
        form,
    )


def _objects(records: _Records, path: Path) -> tuple[Head, _Rows]:
    header = records.keys(path)
    blank = dict.fromkeys(header, "")
    rows = ([*(blank | _flat(record)).values()] for record in records.at(path))
    first, _whole = take(rows, SAMPLE)
    if not any(map(any, first)):
        raise FileUnreadable(_("There are no values in this table."))
    return Head(header, 0, [row for row in first if any(row)]), chain(first, rows)


def _lists(records: _Records, path: Path, has_header: bool) -> tuple[Head, _Rows]:
    for _record in records.at(path):
        # Read to the end once, so that a broken file is refused before anything is done.
        pass
    rows = (_cells(record) for record in records.at(path))
    first, _whole = take(rows, HEADER_WITHIN + SAMPLE)
    head = find_head(first, has_header=has_header)
    return head, chain(first[head.first :], rows)


def _cells(record: Json) -> list[str]:
    if isinstance(record, str):
        return [record]
    return [_joined(value) for value in (record.values() if isinstance(record, dict) else record)]


def _flat(record: Json) -> dict[str, str]:
    """Bring what is nested to one level: {"address": {"city": …}} has an `address city`."""
    if not isinstance(record, dict):
        return {"value": _joined(record)}
    cells: dict[str, str] = {}
    is_ours = "phone_labels" in record
    for key, value in record.items():
        if is_ours and isinstance(value, list):
            cells[key] = in_one_cell(key, list(map(str, value)))
        elif isinstance(value, dict):
            cells |= {f"{key} {inner}": text for inner, text in _flat(value).items()}
        else:
            cells[key] = _joined(value)
    return cells


def _joined(value: Json) -> str:
    """Write several values into one cell; of an object, the one that matters."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return MANY.join(text for item in value if (text := _joined(item)))
    if isinstance(inner := value.get("value"), str):
        return inner
    return next((inner for inner in value.values() if inner and isinstance(inner, str)), "")


class _Records:
    """The records of a stream, with its troubles told as ours."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self._number = 0

    def layout(self) -> tuple[Path, str]:
        """Find where the records stand, and whether there is one on each line."""
        try:
            return find_layout(tokens(self._stream))
        except troubles() as problem:
            self._fail(problem)

    def keys(self, path: Path) -> list[str]:
        """Collect the names of all values, in the order of first sight."""
        keys: dict[str, None] = {}
        for record in self.at(path):
            new = [key for key in _flat(record) if key not in keys]
            keys |= dict.fromkeys(new)
            if len(keys) > COLUMN_LIMIT or any(len(key) > _KEY_LIMIT for key in new):
                raise FileUnreadable(
                    _(
                        "{file}, record {number}: more than {most} different keys so far, or a"
                        " very long one."
                    ).format(file=self._name, number=self._number, most=COLUMN_LIMIT),
                    _("A table has the same keys in each record."),
                )
        return list(keys)

    def at(self, path: Path) -> Iterator[Json]:
        """Yield the values at `path`, one after the other."""
        self._number = 0
        try:
            for record in values(self._stream, path):
                self._number += 1
                yield record
        except troubles() as problem:
            self._fail(problem)

    def _fail(self, problem: Exception) -> NoReturn:
        if isinstance(problem, TooDeep):
            message = _("{file}, record {number}: lists and objects more than {most} deep.")
        elif isinstance(problem, TooLong):
            message = _("{file}, record {number}: more than 4 MB in one record.")
        else:
            self._fail_in_line()
        raise FileUnreadable(
            message.format(file=self._name, number=self._number + 1, most=DEPTH),
            _("Export the records as CSV (UTF-8) from the program they come from."),
        ) from None

    def _fail_in_line(self) -> NoReturn:
        line = bad_line(self._stream)
        if not line:
            raise FileUnreadable(
                _("{file} ends in the middle of a record.").format(file=self._name),
                _("Copy or download it again."),
            ) from None
        raise FileUnreadable(
            _("{file}, line {line}: this is not valid JSON.").format(file=self._name, line=line),
            _("Look for a comma, a quote or a bracket that is missing or too much."),
        ) from None
