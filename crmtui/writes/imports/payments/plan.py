"""A file of payments before it is brought in."""

from __future__ import annotations

from pathlib import Path

from crmtui.exchange.headers.programs import OURS
from crmtui.writes.consequences import is_undecided
from crmtui.writes.imports.choices import choice_of
from crmtui.writes.imports.options import PAYMENTS, FileOptions
from crmtui.writes.imports.payments.importing import import_payments
from crmtui.writes.imports.payments.rows import paid_columns
from crmtui.writes.imports.plan import Plan, Shelf, once_more
from crmtui.writes.imports.purchases.money import RowMoney, decimal_mark
from crmtui.writes.imports.purchases.rows import date_cells
from crmtui.writes.imports.result import ImportResult, OnProgress, OnReject
from crmtui.writes.imports.settle import Money, settle_dates, settle_money
from crmtui.writes.imports.tables import Opened, open_mapped


def plan_payments(shelf: Shelf, path: Path, options: FileOptions) -> Plan:
    """Understand a table of payments."""
    opened = open_mapped(shelf.store, PAYMENTS, path, options)
    table, mapping = opened.table, opened.mapping
    dates = settle_dates(
        date_cells(opened, table.sample),
        opened.options,
        mapping.hints.get("date", ""),
        shelf.formats,
        remembered=opened.last_dates,
    )
    money = settle_money(
        opened.options, mapping, shelf.formats, undecided=is_undecided(shelf.store)
    )
    reading = opened.reading._replace(
        dates=dates.order,
        calendar=dates.calendar,
        unit=money.unit,
        currency=money.formats.currency,
        adopts_currency=money.adopted,
        doubts=tuple(filter(None, (dates.doubt, money.doubt))),
    )
    formats = money.formats._replace(calendar=dates.calendar)
    columns = paid_columns(
        {field: places[0] for field, places in mapping.columns.items() if places},
        formats.date_parser(dates.day_first),
        _worth(opened, money),
        len(table.header),
    )
    choice = choice_of(table.header, PAYMENTS, opened.options, dates.certain or opened.last_dates)
    tables = once_more(opened, path)

    def run(dry_run: bool, on_reject: OnReject, on_progress: OnProgress) -> ImportResult:
        return import_payments(
            shelf.store,
            enumerate(tables(), table.first_row),
            columns,
            source=reading.source,
            dry_run=dry_run,
            choice=choice,
            currency=money.formats.currency if money.adopted else "",
            on_reject=on_reject,
            on_progress=on_progress,
        )

    return Plan(reading, run)


def _worth(opened: Opened, money: Money) -> RowMoney:
    """Return what reads amounts; our own JSON counts in minor units."""
    table, currency = opened.table, money.formats.cur
    if table.source == OURS and table.form in ("json", "jsonl"):
        return RowMoney(currency._replace(digits=0), "rial")
    places = opened.mapping.columns.get("amount", [])[:1]
    cells = (row[at] for at in places for row in table.sample if len(row) > at)
    return RowMoney(currency, money.unit or money.formats.unit, decimal_mark(cells))
