"""A file of interactions before it is brought in: a table, or mail."""

from __future__ import annotations

from pathlib import Path

from crmtui.exchange.interaction_rows import date_samples, rows_from_table
from crmtui.exchange.mail.read import looks_like_mail, read_mails
from crmtui.exchange.tables.decode import open_raw
from crmtui.writes.imports.choices import choice_of
from crmtui.writes.imports.interactions.importing import import_interactions
from crmtui.writes.imports.interactions.mails import import_mails
from crmtui.writes.imports.options import INTERACTIONS, FileOptions, Reading
from crmtui.writes.imports.plan import Plan, Shelf, once_more
from crmtui.writes.imports.result import ImportResult, OnProgress, OnReject
from crmtui.writes.imports.settle import settle_dates
from crmtui.writes.imports.tables import open_mapped

_LOOKED_AT = 1 << 16
_MAIL = "mail"
"""The source of all mail: a message id means the same whichever box the message lies in."""


def plan_interactions(shelf: Shelf, path: Path, options: FileOptions) -> Plan:
    """Understand a table of interactions, or a file of mail."""
    with open_raw(path) as raw:
        form = looks_like_mail(raw.read(_LOOKED_AT))
    return _plan_mails(shelf, path, form, options) if form else _plan_table(shelf, path, options)


def _plan_mails(shelf: Shelf, path: Path, form: str, options: FileOptions) -> Plan:
    reading = Reading(INTERACTIONS, form, options.source or _MAIL)

    def run(dry_run: bool, on_reject: OnReject, on_progress: OnProgress) -> ImportResult:
        return import_mails(
            shelf.store,
            read_mails(path),
            source=reading.source,
            make_new=options.new,
            dry_run=dry_run,
            on_reject=on_reject,
            on_progress=on_progress,
        )

    return Plan(reading, run)


def _plan_table(shelf: Shelf, path: Path, options: FileOptions) -> Plan:
    opened = open_mapped(shelf.store, INTERACTIONS, path, options)
    hint = opened.mapping.hints.get("date", "")
    samples = date_samples(opened.table, opened.mapping)
    dates = settle_dates(samples, opened.options, hint, shelf.formats, remembered=opened.last_dates)
    reading = opened.reading._replace(
        dates=dates.order,
        calendar=dates.calendar,
        doubts=(dates.doubt,) if dates.doubt else (),
    )
    formats = shelf.formats._replace(calendar=dates.calendar)
    choice = choice_of(
        opened.table.header, INTERACTIONS, opened.options, dates.certain or opened.last_dates
    )
    tables = once_more(opened, path)

    def run(dry_run: bool, on_reject: OnReject, on_progress: OnProgress) -> ImportResult:
        return import_interactions(
            shelf.store,
            rows_from_table(opened.table._replace(rows=tables()), opened.mapping),
            source=reading.source,
            when=formats.date_parser(dates.day_first),
            dry_run=dry_run,
            choice=choice,
            on_reject=on_reject,
            on_progress=on_progress,
        )

    return Plan(reading, run)
