"""A file of tickets before it is brought in: an event log, or a list of a row for each."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from crmtui.exchange.headers.programs import OURS
from crmtui.exchange.ticket_rows import date_samples, rows_from_table
from crmtui.store.search import shop_region
from crmtui.writes.imports.choices import choice_of
from crmtui.writes.imports.options import TICKETS, FileOptions
from crmtui.writes.imports.plan import Plan, Shelf, once_more
from crmtui.writes.imports.result import ImportResult, OnProgress, OnReject
from crmtui.writes.imports.settle import settle_dates
from crmtui.writes.imports.tables import open_mapped
from crmtui.writes.imports.tickets.importing import import_tickets
from crmtui.writes.imports.tickets.own import is_own, stage_own
from crmtui.writes.imports.tickets.stage import Counts, FileDates, stage_tickets


def plan_tickets(shelf: Shelf, path: Path, options: FileOptions) -> Plan:
    """Understand a table of tickets."""
    opened = open_mapped(shelf.store, TICKETS, path, options)
    samples = date_samples(opened.table, opened.mapping)
    dates = settle_dates(samples, opened.options, "", shelf.formats, remembered=opened.last_dates)
    reading = opened.reading._replace(
        dates=dates.order,
        calendar=dates.calendar,
        doubts=(dates.doubt,) if dates.doubt else (),
    )
    formats = shelf.formats._replace(calendar=dates.calendar)
    when = formats.date_parser(dates.day_first)
    file_dates = FileDates(when, lambda cell: formats.day(when(cell)).isoformat())
    choice = choice_of(
        opened.table.header, TICKETS, opened.options, dates.certain or opened.last_dates
    )
    tables = once_more(opened, path)
    own = reading.source == OURS and is_own(opened.table.header)
    if own:  # every column means what it is called
        fields = {name: [at] for at, name in enumerate(opened.table.header)}
        reading = reading._replace(fields=fields, unused=[])

    def run(dry_run: bool, on_reject: OnReject, on_progress: OnProgress) -> ImportResult:
        with shelf.store.read() as connection:
            region = shop_region(connection)
        table = opened.table._replace(rows=tables())

        def fill(stage: sqlite3.Connection) -> Counts:
            if own:
                return stage_own(stage, table, region, file_dates, on_reject, on_progress)
            rows = rows_from_table(table, opened.mapping)
            return stage_tickets(stage, rows, region, file_dates, on_reject, on_progress)

        return import_tickets(
            shelf.store,
            fill,
            source=reading.source,
            dry_run=dry_run,
            choice=choice,
            on_progress=on_progress,
        )

    return Plan(reading, run)
