"""A file of deals before it is brought in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from crmtui.exchange.deal_words import value_of
from crmtui.exchange.headers.programs import OURS
from crmtui.exchange.tables.table import SAMPLE
from crmtui.text.file_dates import with_full_year
from crmtui.writes.consequences import is_undecided
from crmtui.writes.imports.choices import choice_of
from crmtui.writes.imports.deals.importing import import_deals
from crmtui.writes.imports.deals.rows import DealColumns
from crmtui.writes.imports.options import DEALS, FileOptions
from crmtui.writes.imports.plan import Plan, Shelf, once_more
from crmtui.writes.imports.purchases.money import RowMoney, decimal_mark
from crmtui.writes.imports.purchases.rows import check_currency
from crmtui.writes.imports.result import ImportResult, OnProgress, OnReject
from crmtui.writes.imports.settle import Dates, Money, settle_dates, settle_money
from crmtui.writes.imports.tables import Opened, open_mapped, open_table

_DATED = ("opened", "closed", "expected", "touched")


def plan_deals(shelf: Shelf, path: Path, options: FileOptions) -> Plan:
    """Understand a table of deals or leads."""
    opened = open_mapped(shelf.store, DEALS, path, options)
    dates = _dates(opened, path, shelf)
    money = settle_money(
        opened.options, opened.mapping, shelf.formats, undecided=is_undecided(shelf.store)
    )
    priced = "amount" in opened.mapping.columns
    reading = opened.reading._replace(
        dates=dates.order,
        calendar=dates.calendar,
        unit=money.unit if priced else "",
        currency=money.formats.currency if priced else "",
        adopts_currency=money.adopted,
        doubts=tuple(filter(None, (dates.doubt, money.doubt if priced else None))),
    )
    columns = _columns(opened, shelf, dates, money)
    choice = choice_of(
        opened.table.header, DEALS, opened.options, dates.certain or opened.last_dates
    )
    tables = once_more(opened, path)

    def run(dry_run: bool, on_reject: OnReject, on_progress: OnProgress) -> ImportResult:
        return import_deals(
            shelf.store,
            enumerate(tables(), opened.table.first_row),
            columns,
            source=reading.source,
            dry_run=dry_run,
            choice=choice,
            currency=money.formats.currency if money.adopted else "",
            on_reject=on_reject,
            on_progress=on_progress,
        )

    return Plan(reading, run)


def _columns(opened: Opened, shelf: Shelf, dates: Dates, money: Money) -> DealColumns:
    table, formats = opened.table, money.formats._replace(calendar=dates.calendar)
    ours = formats.currency
    told = bool(opened.options.currency)
    read = formats.date_parser(dates.day_first)
    return DealColumns(
        opened.mapping.columns,
        (lambda text: read(with_full_year(text))) if dates.year_first else read,
        _worth(opened, money),
        formats,
        shelf.today,
        len(table.header),
        is_ours=table.source == OURS,
        check_currency=lambda found: None if told else check_currency(found, ours, money.unit),
    )


def _dates(opened: Opened, path: Path, shelf: Shelf) -> Dates:
    """Settle how dates are read, all columns of them alike; if in doubt, by all rows."""
    hints = (opened.mapping.hints.get(field, "") for field in _DATED)
    settle = partial(
        settle_dates,
        options=opened.options,
        hint=next(filter(None, hints), ""),
        formats=shelf.formats,
        remembered=opened.last_dates,
        may_begin_with_year=True,
    )
    dates = settle(_date_cells(opened, opened.table.sample))
    if dates.doubt and len(opened.table.sample) >= SAMPLE:
        found = settle(_date_cells(opened, open_table(path, opened.options).rows))
        dates = found if found.doubt is None else dates
    return dates


def _date_cells(opened: Opened, rows: Iterable[list[str]]) -> Iterator[str]:
    """Yield the dates of rows, each once and without the time behind it."""
    places = [at for field in _DATED for at in opened.mapping.columns.get(field, ())]
    cells = (row[at].partition(" ")[0] for row in rows for at in places if len(row) > at)
    return iter(dict.fromkeys(cell for cell in cells if value_of(cell)))


def _worth(opened: Opened, money: Money) -> RowMoney:
    """Return what reads amounts; our own JSON counts in minor units."""
    table, currency = opened.table, money.formats.cur
    if table.source == OURS and table.form in ("json", "jsonl"):
        return RowMoney(currency._replace(digits=0), "rial")
    places = opened.mapping.columns.get("amount", [])[:1]
    cells = (row[at] for at in places for row in table.sample if len(row) > at)
    return RowMoney(currency, money.unit or money.formats.unit, decimal_mark(cells))
