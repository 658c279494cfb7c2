"""Writing everything to a file, in a form that spreadsheets and other programs take."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Annotated, BinaryIO

from typer import Context, Option

from crmtui.commands.files.export_file import (
    Format,
    NoBom,
    Output,
    format_of,
    has_bom,
    say_written,
    write_into,
    write_table,
)
from crmtui.commands.output import say
from crmtui.commands.queries import Query, asked, query_text
from crmtui.commands.shop import Shop, shop
from crmtui.errors import UsageError
from crmtui.exchange import ics
from crmtui.exchange.tables.write import FORMATS
from crmtui.locale import _, ngettext
from crmtui.reads.exports.contact_file import CARDS, write_contacts
from crmtui.reads.exports.deals import DEAL_COLUMNS, deal_rows
from crmtui.reads.exports.interactions import INTERACTION_COLUMNS, interaction_rows
from crmtui.reads.exports.major import SHEETS, in_major_units
from crmtui.reads.exports.needs import NEED_COLUMNS, need_rows
from crmtui.reads.exports.pages import Row
from crmtui.reads.exports.payments import PAYMENT_COLUMNS, payment_rows
from crmtui.reads.exports.purchases import PURCHASE_COLUMNS, purchase_rows
from crmtui.reads.exports.tasks import TASK_COLUMNS, birthday_rows, task_rows
from crmtui.reads.exports.tickets import TICKET_COLUMNS, ticket_rows
from crmtui.reads.exports.visits import visit_rows

CALENDAR = "ics"
ContactFormat = Annotated[
    str,
    Option("--format", help=_("csv, tsv, json, jsonl, xlsx or vcf; otherwise by the file's name.")),
]
TaskFormat = Annotated[
    str,
    Option("--format", help=_("csv, tsv, json, jsonl, xlsx or ics; otherwise by the file's name.")),
]


def contacts(
    ctx: Context,
    query: Query = None,
    output: Output = "-",
    format_: ContactFormat = "",
    no_bom: NoBom = False,
) -> None:
    """Write all contacts, or those who fit a filter."""
    here, text = shop(ctx), query_text(query)
    fmt = format_of(here, format_, output, (*FORMATS, CARDS))
    bom = has_bom(output, wanted=not no_bom)
    chosen = _who_fit(here, text) if text else None

    def write(file: BinaryIO) -> int:
        return write_contacts(here.read, file, fmt, here.formats, chosen=chosen, bom=bom)

    count = write_into(output, write)
    say_written(
        here, output, count, ngettext("{n} contact written.", "{n} contacts written.", count)
    )


def _who_fit(here: Shop, text: str) -> list[int]:
    from crmtui.reads import filtered
    from crmtui.reads.filters.where import where

    with here.read() as connection:
        return filtered.ids(connection, where(connection, text, asked(here)))


def purchases(
    ctx: Context, output: Output = "-", format_: Format = "", no_bom: NoBom = False
) -> None:
    """Write all purchases, a row for each item."""
    here = shop(ctx)
    fmt = format_of(here, format_, output, FORMATS)
    rows: Iterable[Row] = purchase_rows(here.read, here.formats)
    if fmt in SHEETS:
        rows = map(in_major_units(here.formats, fmt, "amount", "total"), rows)
    count = write_table(output, fmt, PURCHASE_COLUMNS, rows, bom=not no_bom)
    say_written(here, output, count, ngettext("{n} row written.", "{n} rows written.", count))


def interactions(
    ctx: Context, output: Output = "-", format_: Format = "", no_bom: NoBom = False
) -> None:
    """Write all interactions, but those on tickets: `export tickets` writes them."""
    here = shop(ctx)
    fmt = format_of(here, format_, output, FORMATS)
    rows = interaction_rows(here.read, here.formats)
    count = write_table(output, fmt, INTERACTION_COLUMNS, rows, bom=not no_bom)
    say_written(
        here,
        output,
        count,
        ngettext("{n} interaction written.", "{n} interactions written.", count),
    )


def payments(
    ctx: Context, output: Output = "-", format_: Format = "", no_bom: NoBom = False
) -> None:
    """Write all payments."""
    here = shop(ctx)
    fmt = format_of(here, format_, output, FORMATS)
    rows: Iterable[Row] = payment_rows(here.read, here.formats)
    if fmt in SHEETS:
        rows = map(in_major_units(here.formats, fmt, "amount"), rows)
    count = write_table(output, fmt, PAYMENT_COLUMNS, rows, bom=not no_bom)
    say_written(
        here, output, count, ngettext("{n} payment written.", "{n} payments written.", count)
    )


def deals(ctx: Context, output: Output = "-", format_: Format = "", no_bom: NoBom = False) -> None:
    """Write all deals, open or ended, with the stages that they went through."""
    here = shop(ctx)
    fmt = format_of(here, format_, output, FORMATS)
    rows: Iterable[Row] = deal_rows(here.read, here.formats)
    if fmt in SHEETS:
        rows = map(in_major_units(here.formats, fmt, "amount"), rows)
    count = write_table(output, fmt, DEAL_COLUMNS, rows, bom=not no_bom)
    say_written(here, output, count, ngettext("{n} deal written.", "{n} deals written.", count))


def needs(ctx: Context, output: Output = "-", format_: Format = "", no_bom: NoBom = False) -> None:
    """Write all needs, met or not."""
    here = shop(ctx)
    fmt = format_of(here, format_, output, FORMATS)
    rows = need_rows(here.read, here.formats)
    count = write_table(output, fmt, NEED_COLUMNS, rows, bom=not no_bom)
    say_written(here, output, count, ngettext("{n} need written.", "{n} needs written.", count))


def tickets(
    ctx: Context, output: Output = "-", format_: Format = "", no_bom: NoBom = False
) -> None:
    """Write all tickets, each followed by its history, its messages and its appointments."""
    here = shop(ctx)
    fmt = format_of(here, format_, output, FORMATS)
    rows = ticket_rows(here.read, here.formats)
    count = write_table(output, fmt, TICKET_COLUMNS, rows, bom=not no_bom)
    say_written(here, output, count, ngettext("{n} row written.", "{n} rows written.", count))


def visits(
    ctx: Context,
    output: Output = "-",
    all_: Annotated[bool, Option("--all", help=_("Those that are over too."))] = False,
) -> None:
    """Write the appointments on tickets as a calendar (ics), for a phone."""
    here = shop(ctx)
    with here.read() as connection:
        rows = visit_rows(connection, over=all_)
    count = write_into(output, lambda file: ics.write_calendar(file, map(ics.visit, rows)))
    say_written(here, output, count, ngettext("{n} entry written.", "{n} entries written.", count))


def tasks(
    ctx: Context,
    output: Output = "-",
    format_: TaskFormat = "",
    no_bom: NoBom = False,
    events: Annotated[
        bool, Option("--events", help=_("Into an ics as events, for calendars without tasks."))
    ] = False,
    birthdays: Annotated[
        bool, Option("--birthdays", help=_("Into an ics with everybody's birthday."))
    ] = False,
) -> None:
    """Write all tasks, as a table or for the calendar of a phone."""
    here = shop(ctx)
    fmt = format_of(here, format_, output, (*FORMATS, CALENDAR))
    if fmt == CALENDAR:
        _calendar(here, output, events, birthdays)
        return
    if events or birthdays:
        raise UsageError(
            _("--events and --birthdays are for a calendar."), _("Name a file: -o tasks.ics")
        )
    rows = task_rows(here.read, here.formats)
    count = write_table(output, fmt, TASK_COLUMNS, rows, bom=not no_bom)
    say_written(here, output, count, ngettext("{n} task written.", "{n} tasks written.", count))


def _calendar(here: Shop, output: str, events: bool, birthdays: bool) -> None:
    """Write tasks and birthdays for a calendar; say which tasks have no place in it."""
    rows = list(task_rows(here.read, here.formats))
    placed = [row for row in rows if row["due"]] if events else rows
    entries = chain(
        map(ics.event if events else ics.todo, placed),
        map(ics.birthday, birthday_rows(here.read) if birthdays else ()),
    )
    count = write_into(output, lambda file: ics.write_calendar(file, entries))
    say_written(here, output, count, ngettext("{n} entry written.", "{n} entries written.", count))
    if left := len(rows) - len(placed):
        say(
            ngettext(
                "{n} task without a day was left out.",
                "{n} tasks without a day were left out.",
                left,
            ).format(n=left)
        )
