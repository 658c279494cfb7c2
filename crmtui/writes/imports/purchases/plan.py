"""A file of sales before it is brought in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from crmtui.exchange.tables.table import SAMPLE
from crmtui.writes.consequences import is_undecided
from crmtui.writes.imports.choices import choice_of
from crmtui.writes.imports.options import PURCHASES, FileOptions
from crmtui.writes.imports.plan import Plan, Shelf, once_more
from crmtui.writes.imports.purchases.importing import import_purchases
from crmtui.writes.imports.purchases.rows import date_cells, order_columns
from crmtui.writes.imports.result import ImportResult, OnProgress, OnReject
from crmtui.writes.imports.settle import Dates, settle_dates, settle_money
from crmtui.writes.imports.tables import Opened, open_mapped, open_table


def plan_purchases(shelf: Shelf, path: Path, options: FileOptions) -> Plan:
    opened = open_mapped(shelf.store, PURCHASES, path, options)
    dates = _dates(opened, path, shelf)
    money = settle_money(
        opened.options, opened.mapping, shelf.formats, undecided=is_undecided(shelf.store)
    )
    reading = opened.reading._replace(
        dates=dates.order,
        calendar=dates.calendar,
        unit=money.unit,
        currency=money.formats.currency,
        adopts_currency=money.adopted,
        doubts=tuple(filter(None, (dates.doubt, money.doubt))),
    )
    columns = order_columns(opened, dates, money)
    choice = choice_of(
        opened.table.header, PURCHASES, opened.options, dates.certain or opened.last_dates
    )
    tables = once_more(opened, path)

    def run(dry_run: bool, on_reject: OnReject, on_progress: OnProgress) -> ImportResult:
        return import_purchases(
            shelf.store,
            tables,
            columns,
            source=reading.source,
            first_row=opened.table.first_row,
            dry_run=dry_run,
            choice=choice,
            currency=money.formats.currency if money.adopted else "",
            on_reject=on_reject,
            on_progress=on_progress,
        )

    return Plan(reading, run)


def _dates(opened: Opened, path: Path, shelf: Shelf) -> Dates:
    """Settle how dates are read; a doubt that the first rows leave is looked for in all of them."""
    hint = opened.mapping.hints.get("date", "")
    settle = partial(
        settle_dates,
        options=opened.options,
        hint=hint,
        formats=shelf.formats,
        remembered=opened.last_dates,
    )
    dates = settle(date_cells(opened, opened.table.sample))
    if dates.doubt and len(opened.table.sample) >= SAMPLE:
        found = settle(date_cells(opened, open_table(path, opened.options).rows))
        dates = found if found.doubt is None else dates
    return dates
