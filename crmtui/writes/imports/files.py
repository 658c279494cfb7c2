"""A file as the shell or a screen hands it over: read, matched to fields, and brought in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from crmtui.exchange.contact_rows import ContactRow, rows_from_table
from crmtui.exchange.headers.match import Mapping, match, parse_map
from crmtui.exchange.headers.programs import OURS, source_of
from crmtui.exchange.tables.decode import open_text
from crmtui.exchange.tables.delimited import Table, read_table
from crmtui.exchange.vcard.read import looks_like_vcard, read_cards
from crmtui.store.connect import Store
from crmtui.text.formats import Formats
from crmtui.writes.imports.contacts import import_contacts
from crmtui.writes.imports.orders import OrderColumns
from crmtui.writes.imports.purchases import import_purchases
from crmtui.writes.imports.result import ImportResult, OnProgress, OnReject
from crmtui.writes.imports.row_money import RowMoney

REASON = "reject_reason"
"""The last column of a file of rejected rows."""


class FileOptions(NamedTuple):
    """What a person may say about a file; everything else is guessed."""

    map: str = ""
    encoding: str = ""
    delimiter: str = ""
    header: bool = True
    source: str = ""
    unit: str = ""
    dry_run: bool = False


class Reading(NamedTuple):
    """How a file was understood: said before it is brought in."""

    source: str
    encoding: str
    delimiter: str
    header: list[str]
    fields: dict[str, list[str]]
    """Field → the headers it is read from."""
    unused: list[str]


Hooks = tuple[Callable[[Reading], None], OnReject, OnProgress]
"""Called with how the file was understood, with each rejected row, and with the rows read."""


def import_contacts_file(
    store: Store, path: Path, options: FileOptions, formats: Formats, today: date, hooks: Hooks
) -> ImportResult:
    """Bring in the contacts of a table or a vCard file. Raises FileUnreadable or HeaderMismatch."""
    on_reading, on_reject, on_progress = hooks
    rows, reading = _contact_rows(path, options)
    on_reading(reading)

    def birthday(text: str) -> str:
        return formats.parse_date(text, today, past=True).isoformat()

    return import_contacts(
        store,
        rows,
        source=options.source or reading.source,
        birthday=birthday,
        dry_run=options.dry_run,
        on_reject=on_reject,
        on_progress=on_progress,
    )


def import_purchases_file(
    store: Store, path: Path, options: FileOptions, formats: Formats, hooks: Hooks
) -> ImportResult:
    """Bring in the purchases of a table. Raises FileUnreadable or HeaderMismatch."""
    on_reading, on_reject, on_progress = hooks
    table = _table(path, options)
    mapping = match(table.header, "purchases", parse_map(options.map), samples=table.sample)
    on_reading(_reading(table, mapping))
    first = [table.rows]

    def rows() -> Iterator[list[str]]:
        return first.pop() if first else _table(path, options).rows

    return import_purchases(
        store,
        rows,
        order_columns(table, mapping, formats, options.unit),
        source=options.source or table.source,
        first_row=table.first_row,
        dry_run=options.dry_run,
        on_reject=on_reject,
        on_progress=on_progress,
    )


def order_columns(table: Table, mapping: Mapping, formats: Formats, unit: str) -> OrderColumns:
    """Say where the fields of a sale stand and how their texts are read."""
    places = {field: columns[0] for field, columns in mapping.columns.items() if columns}
    known = {name: places[name] for name in OrderColumns._fields if name in places}
    day, time = known["date"], known.get("time")
    samples = [
        row[day] if time is None else f"{row[day]} {row[time]}"
        for row in table.sample
        if len(row) > max(day, time or 0)
    ]
    if table.source == OURS:
        own = {"order": "id", "number": "order", "refund_of": "refund_of"}
        known |= {f: table.header.index(name) for f, name in own.items() if name in table.header}
    hinted = mapping.hints.get("amount") or mapping.hints.get("price") or ""
    calendar = mapping.hints.get("date") or formats.calendar
    return OrderColumns(
        when=formats._replace(calendar=calendar).date_parser(samples),
        money=RowMoney(formats.cur, unit or hinted or formats.unit),
        per_order=mapping.hints.get("amount_per") == "order",
        **known,
    )


def _contact_rows(path: Path, options: FileOptions) -> tuple[Iterator[ContactRow], Reading]:
    decoded = open_text(path, encoding=options.encoding)
    start = decoded.stream.read(2000)
    if looks_like_vcard(start):
        decoded.stream.seek(0)
        reading = Reading("vcard", decoded.encoding, "", [], {}, [])
        return read_cards(decoded.stream), reading
    decoded.stream.close()
    table = _table(path, options)
    mapping = match(table.header, "contacts", parse_map(options.map), samples=table.sample)
    return rows_from_table(table, mapping), _reading(table, mapping)


def _table(path: Path, options: FileOptions) -> Table:
    table = read_table(
        path,
        encoding=options.encoding,
        delimiter=options.delimiter,
        has_header=options.header,
    )
    if table.header[-1] != REASON:
        return table
    # Rejected rows that were put right: the same file as the one they came from.
    header, width = table.header[:-1], len(table.header) - 1
    return table._replace(
        header=header,
        source=source_of(header),
        rows=(row[:width] for row in table.rows),
        sample=[row[:width] for row in table.sample],
    )


def _reading(table: Table, mapping: Mapping) -> Reading:
    fields = {
        field: [table.header[place] for place in columns]
        for field, columns in mapping.columns.items()
    }
    return Reading(
        table.source, table.encoding, table.delimiter, table.header, fields, mapping.unknown
    )
