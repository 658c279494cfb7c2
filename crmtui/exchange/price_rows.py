"""A table of months and price indexes: 2026-10,118.4 a line, in either calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from crmtui.errors import FileUnreadable, InvalidValue
from crmtui.exchange.tables.table import read_table
from crmtui.locale import _
from crmtui.text.clean import excerpt
from crmtui.text.digits import to_ascii
from crmtui.text.periods import written_span

_MOST_MONTHS = 12_000
_LARGEST = Decimal(10) ** 9


class PriceRow(NamedTuple):
    """The first day of a month, and its index."""

    starts: date
    value: Decimal


def read_prices(path: Path | None) -> list[PriceRow]:
    """Read the first two columns of a table, with or without a header, the earliest month first.

    Raises FileUnreadable for a line that is no month with an index, and for a month said twice.
    """
    found: dict[date, PriceRow] = {}
    for number, cells in _records(path):
        row = _row(number, cells)
        if row.starts in found:
            raise _wrong(number, _("the month is there twice"))
        found[row.starts] = row
        if len(found) > _MOST_MONTHS:
            raise _wrong(number, _("there are more months than can be"))
    if not found:
        raise FileUnreadable(_("There is no month with an index in the file."), _hint())
    return [found[starts] for starts in sorted(found)]


def _records(path: Path | None) -> Iterator[tuple[int, list[str]]]:
    """Yield the records with their numbers; a first one that names no month is a header."""
    table = read_table(path, has_header=False)
    is_first = True
    for number, cells in enumerate(table.rows, table.first_row):
        if any(cells):
            if not is_first or _month(cells[0]):
                yield number, cells
            is_first = False


def _row(number: int, cells: list[str]) -> PriceRow:
    month = _month(cells[0])
    if month is None:
        raise _wrong(number, _("{text} is no month").format(text=excerpt(cells[0]) or "''"))
    text = to_ascii(cells[1]).strip() if len(cells) > 1 else ""
    try:
        index = Decimal(text.replace("٫", "."))
    except InvalidOperation:
        index = Decimal(0)
    if not (index.is_finite() and 0 < index < _LARGEST):
        raise _wrong(number, _("{text} is no index").format(text=excerpt(text) or "''"))
    return PriceRow(month, index)


def _month(text: str) -> date | None:
    """Return the first day of a month, written alone or as a day of it."""
    written = "-".join(text.strip().replace("/", "-").split("-")[:2])
    try:
        found = written_span(written) if "-" in written else None
    except InvalidValue:
        return None
    return found and found[0]


def _wrong(number: int, why: str) -> FileUnreadable:
    return FileUnreadable(_("Line {n}: {why}.").format(n=number, why=why), _hint())


def _hint() -> str:
    return _("A line is a month and its index, like 2026-10,118.4 or 1405-07,312.6")
