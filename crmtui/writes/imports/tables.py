"""A table as an import takes it: opened, and its columns matched to fields."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.exchange.headers.match import Mapping, match, parse_map
from crmtui.exchange.headers.programs import source_of
from crmtui.exchange.tables.table import Table, read_table
from crmtui.locale import _
from crmtui.reads.custom import own_fields
from crmtui.rules.custom import OwnField
from crmtui.store.connect import Store
from crmtui.writes.imports.choices import with_choices
from crmtui.writes.imports.options import CONTACTS, FileOptions, Reading

REASON = "reject_reason"
"""The last column of a file of rejected rows."""


class Opened(NamedTuple):
    """A table, where its fields are, and the options that held."""

    table: Table
    mapping: Mapping
    options: FileOptions
    """As given, filled in from the last file like this."""
    reading: Reading
    last_dates: str = ""
    """The order of dates in that file: this one may show another."""


def open_mapped(store: Store, kind: str, path: Path, options: FileOptions) -> Opened:
    """Open a table and match its columns. Raises FileUnreadable or HeaderMismatch."""
    table = open_table(path, options)
    told = options.dates
    options, remembered = with_choices(store, table.header, kind, options)
    last_dates = "" if told else options.dates
    options = options._replace(dates=told)
    own: list[OwnField] = []
    if kind == CONTACTS:
        with store.read() as connection:
            own = own_fields(connection)
    mapping = match(table.header, kind, parse_map(options.map), samples=table.sample, own=own)
    reading = reading_of(kind, table, options)._replace(
        fields=mapping.columns, unused=mapping.unknown, remembered=remembered, own=tuple(own)
    )
    return Opened(table, mapping, options, reading, last_dates)


def reading_of(kind: str, table: Table, options: FileOptions) -> Reading:
    """Return how a table was read, before any column is matched."""
    return Reading(
        kind,
        table.form,
        options.source or table.source,
        table.encoding,
        table.delimiter,
        table.sheet,
        table.sheets,
        table.header,
        sample=table.sample,
    )


def open_table(path: Path, options: FileOptions) -> Table:
    """Open a table; one of rejected rows is taken for the file that they came from."""
    table = read_table(
        path,
        encoding=options.encoding,
        delimiter=options.delimiter,
        sheet=options.sheet,
        has_header=options.header,
    )
    if table.header[-1] != REASON:
        return table
    header, width = table.header[:-1], len(table.header) - 1
    return table._replace(
        header=header,
        source=source_of(header),
        rows=(row[:width] for row in table.rows),
        sample=[row[:width] for row in table.sample],
    )


def check_width(row: list[str], width: int) -> None:
    """Raise InvalidValue for values beyond the header: a mark inside a cell has torn the row."""
    if any(map(str.strip, row[width:])):
        raise InvalidValue(
            _("there are more values in the row than the header names ({n})").format(n=width)
        )


def layout_of(mapping: Mapping) -> str:
    """Return a short name for which column means what."""
    from zlib import crc32

    said = sorted((field, tuple(columns)) for field, columns in mapping.columns.items())
    return f"/{crc32(repr(said).encode()):08x}"
