"""A file of contacts before it is brought in: a table or cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from crmtui.exchange.contact_rows import ContactRow, batches_from_table
from crmtui.exchange.tables.decode import open_raw, open_text
from crmtui.exchange.vcard.read import is_our_vcard, looks_like_vcard, read_cards
from crmtui.exchange.workbook.archive import workbook_form
from crmtui.text.formats import Formats
from crmtui.writes.imports.bulk import OURS
from crmtui.writes.imports.choices import choice_of
from crmtui.writes.imports.contacts.importing import import_contacts
from crmtui.writes.imports.contacts.stage import BATCH, Readers
from crmtui.writes.imports.options import CONTACTS, FileOptions, Reading
from crmtui.writes.imports.plan import Plan, Shelf, once_more
from crmtui.writes.imports.result import ImportResult, OnProgress, OnReject
from crmtui.writes.imports.settle import settle_dates
from crmtui.writes.imports.tables import layout_of, open_mapped


def plan_contacts(shelf: Shelf, path: Path, options: FileOptions) -> Plan:
    cards = _cards(path, options)
    if cards:
        return _plan_cards(shelf, cards, options)
    opened = open_mapped(shelf.store, CONTACTS, path, options)
    columns = opened.mapping.columns.get("birthday", [])
    births = [row[at] for row in opened.table.sample for at in columns[:1] if len(row) > at]
    hint = opened.mapping.hints.get("birthday", "")
    dates = settle_dates(
        births,
        opened.options,
        hint,
        shelf.formats,
        source=opened.table.source,
        remembered=opened.last_dates,
    )
    reading = opened.reading._replace(
        dates=dates.order,
        calendar=dates.calendar if columns else "",
        doubts=(dates.doubt,) if dates.doubt else (),
    )
    formats = shelf.formats._replace(calendar=dates.calendar)
    readers = _readers(formats, shelf.today, dates.day_first, layout_of(opened.mapping))
    readers = readers._replace(width=len(opened.table.header))
    choice = choice_of(
        opened.table.header, CONTACTS, opened.options, dates.certain or opened.last_dates
    )
    tables = once_more(opened, path)

    def run(dry_run: bool, on_reject: OnReject, on_progress: OnProgress) -> ImportResult:
        return import_contacts(
            shelf.store,
            batches_from_table(opened.table._replace(rows=tables()), opened.mapping),
            source=reading.source,
            readers=readers,
            dry_run=dry_run,
            choice=choice,
            on_reject=on_reject,
            on_progress=on_progress,
        )

    return Plan(reading, run)


class _Cards(NamedTuple):
    """A vCard file, to be read once or again."""

    rows: Callable[[], Iterator[ContactRow]]
    encoding: str
    source: str


def _cards(path: Path, options: FileOptions) -> _Cards | None:
    """Return what reads a vCard file; None for any other file."""
    if _is_binary(path):
        return None
    decoded = open_text(path, encoding=options.encoding)
    with decoded.stream:
        start = decoded.stream.read(2000)
    if not looks_like_vcard(start):
        return None

    def rows() -> Iterator[ContactRow]:
        with open_text(path, encoding=decoded.encoding).stream as stream:
            yield from read_cards(stream)

    return _Cards(rows, decoded.encoding, OURS if is_our_vcard(start) else "vcard")


def _batched(rows: Iterator[ContactRow]) -> Iterator[list[ContactRow]]:
    while some := list(islice(rows, BATCH)):
        yield some


def _plan_cards(shelf: Shelf, cards: _Cards, options: FileOptions) -> Plan:
    reading = Reading(CONTACTS, "vcard", options.source or cards.source, cards.encoding)
    readers = _readers(shelf.formats, shelf.today, None, "")._replace(cards=True)

    def run(dry_run: bool, on_reject: OnReject, on_progress: OnProgress) -> ImportResult:
        return import_contacts(
            shelf.store,
            _batched(cards.rows()),
            source=reading.source,
            readers=readers,
            dry_run=dry_run,
            on_reject=on_reject,
            on_progress=on_progress,
        )

    return Plan(reading, run)


def _readers(formats: Formats, today: date, day_first: bool | None, layout: str) -> Readers:
    def birthday(text: str) -> str:
        return formats.parse_birthday(text, today, day_first=day_first).isoformat()

    return Readers(formats.region, birthday, formats.date_parser(day_first), layout)


def _is_binary(path: Path) -> bool:
    """Tell whether a file is a workbook, which no text is to be read from."""
    with open_raw(path) as raw:
        return bool(workbook_form(raw))
