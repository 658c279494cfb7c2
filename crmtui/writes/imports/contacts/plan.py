"""A file of contacts before it is brought in: a table or cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from crmtui.exchange.contact_rows import ContactRow, batches_from_table
from crmtui.exchange.headers.match import Mapping
from crmtui.exchange.headers.own import OwnColumn
from crmtui.exchange.tables.decode import open_raw, open_text
from crmtui.exchange.vcard.own import own_in_cards
from crmtui.exchange.vcard.read import is_our_vcard, looks_like_vcard, read_cards
from crmtui.exchange.workbook.archive import workbook_form
from crmtui.reads.custom import own_fields
from crmtui.writes.imports.bulk import OURS
from crmtui.writes.imports.choices import choice_of
from crmtui.writes.imports.contacts.importing import import_contacts
from crmtui.writes.imports.contacts.own import Ways, adopting, own_readers
from crmtui.writes.imports.contacts.stage import BATCH, Readers
from crmtui.writes.imports.options import CONTACTS, FileOptions, Reading
from crmtui.writes.imports.plan import Plan, Shelf, once_more
from crmtui.writes.imports.result import ImportResult, OnProgress, OnReject
from crmtui.writes.imports.settle import settle_dates
from crmtui.writes.imports.tables import layout_of, open_mapped


def plan_contacts(shelf: Shelf, path: Path, options: FileOptions) -> Plan:
    cards = _cards(shelf, path, options)
    if cards:
        return _plan_cards(shelf, cards, options)
    opened = open_mapped(shelf.store, CONTACTS, path, options)
    columns = _dated(opened.mapping)
    births = [row[at] for row in opened.table.sample for at in columns if len(row) > at]
    hint = opened.mapping.hints.get("birthday", "")
    dates = settle_dates(
        births,
        opened.options,
        hint,
        shelf.formats,
        source=opened.table.source,
        remembered=opened.last_dates,
    )
    own, ways = (
        opened.mapping.own,
        Ways(
            shelf.formats._replace(calendar=dates.calendar),
            shelf.today,
            dates.day_first,
            is_ours=opened.table.source == OURS,
            is_minor=opened.table.form in ("json", "jsonl"),
        ),
    )
    ways, currency = adopting(shelf.store, own, ways)
    reading = opened.reading._replace(
        currency=currency,
        adopts_currency=bool(currency),
        makes=tuple(column.field.name for column in own if not column.field.id),
        dates=dates.order,
        calendar=dates.calendar if columns else "",
        doubts=(dates.doubt,) if dates.doubt else (),
    )
    readers = _readers(ways, layout_of(opened.mapping), own)
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
            currency=currency,
            on_reject=on_reject,
            on_progress=on_progress,
        )

    return Plan(reading, run)


def _dated(mapping: Mapping) -> list[int]:
    """Return the columns of dates, the birthday first."""
    own = [column.field.name for column in mapping.own if column.field.kind == "date"]
    found = (mapping.columns.get(field, []) for field in ("birthday", "anniversary", *own))
    return [at for columns in found for at in columns[:1]]


class _Cards(NamedTuple):
    """A vCard file, to be read once or again."""

    rows: Callable[[Sequence[OwnColumn]], Iterator[ContactRow]]
    encoding: str
    source: str
    own: Sequence[OwnColumn]
    """The shop's own fields that stand in cards of ours."""


def _cards(shelf: Shelf, path: Path, options: FileOptions) -> _Cards | None:
    """Return what reads a vCard file; None for any other file."""
    if _is_binary(path):
        return None
    decoded = open_text(path, encoding=options.encoding)
    with decoded.stream:
        start = decoded.stream.read(2000)
    if not looks_like_vcard(start):
        return None

    def rows(own: Sequence[OwnColumn]) -> Iterator[ContactRow]:
        with open_text(path, encoding=decoded.encoding).stream as stream:
            yield from read_cards(stream, own)

    if not is_our_vcard(start):
        return _Cards(rows, decoded.encoding, "vcard", ())
    with shelf.store.read() as connection:
        held = own_fields(connection)
    with open_text(path, encoding=decoded.encoding).stream as stream:
        return _Cards(rows, decoded.encoding, OURS, own_in_cards(stream, held))


def _batched(rows: Iterator[ContactRow]) -> Iterator[list[ContactRow]]:
    while some := list(islice(rows, BATCH)):
        yield some


def _plan_cards(shelf: Shelf, cards: _Cards, options: FileOptions) -> Plan:
    ways = Ways(shelf.formats, shelf.today, None, is_ours=cards.source == OURS, is_minor=True)
    ways, currency = adopting(shelf.store, cards.own, ways)
    reading = Reading(
        CONTACTS,
        "vcard",
        options.source or cards.source,
        cards.encoding,
        currency=currency,
        adopts_currency=bool(currency),
        makes=tuple(column.field.name for column in cards.own if not column.field.id),
    )
    readers = _readers(ways, "", cards.own)._replace(cards=True)

    def run(dry_run: bool, on_reject: OnReject, on_progress: OnProgress) -> ImportResult:
        return import_contacts(
            shelf.store,
            _batched(cards.rows(cards.own)),
            source=reading.source,
            readers=readers,
            dry_run=dry_run,
            currency=currency,
            on_reject=on_reject,
            on_progress=on_progress,
        )

    return Plan(reading, run)


def _readers(ways: Ways, layout: str, own: Sequence[OwnColumn]) -> Readers:
    formats = ways.formats

    def birthday(text: str) -> str:
        return formats.parse_birthday(text, ways.today, day_first=ways.day_first).isoformat()

    moment = formats.date_parser(ways.day_first)
    return Readers(formats.region, birthday, moment, layout, own=own_readers(own, ways))


def _is_binary(path: Path) -> bool:
    """Tell whether a file is a workbook, which no text is to be read from."""
    with open_raw(path) as raw:
        return bool(workbook_form(raw))
