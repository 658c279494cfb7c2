"""Writing everything to a file, in a form that spreadsheets and other programs take."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Annotated, BinaryIO

from typer import Context, Option

from crmtui.commands.output import say
from crmtui.commands.shop import Shop, shop
from crmtui.errors import UsageError
from crmtui.exchange import ics
from crmtui.exchange.private_file import private_file
from crmtui.exchange.tables.write import FORMATS, write_rows
from crmtui.locale import _, ngettext
from crmtui.reads.exports.contact_file import CARDS, SHEETS, write_contacts
from crmtui.reads.exports.contacts import contact_rows
from crmtui.reads.exports.interactions import INTERACTION_COLUMNS, interaction_rows
from crmtui.reads.exports.pages import Row
from crmtui.reads.exports.purchases import PURCHASE_COLUMNS, purchase_rows
from crmtui.reads.exports.tasks import TASK_COLUMNS, birthday_rows, task_rows

CALENDAR = "ics"

Output = Annotated[
    str, Option("--output", "-o", metavar="FILE", help=_("Where to; - for the standard output."))
]
Format = Annotated[
    str, Option("--format", help=_("csv, tsv, json, jsonl or xlsx; otherwise by the file's name."))
]
ContactFormat = Annotated[
    str,
    Option("--format", help=_("csv, tsv, json, jsonl, xlsx or vcf; otherwise by the file's name.")),
]
TaskFormat = Annotated[
    str,
    Option("--format", help=_("csv, tsv, json, jsonl, xlsx or ics; otherwise by the file's name.")),
]
NoBom = Annotated[
    bool, Option("--no-bom", help=_("Without the mark that spreadsheets tell UTF-8 by."))
]


def contacts(
    ctx: Context, output: Output = "-", format_: ContactFormat = "", no_bom: NoBom = False
) -> None:
    """Write all contacts."""
    here = shop(ctx)
    fmt = _format(here, format_, output, (*FORMATS, CARDS))
    rows = contact_rows(here.read)
    bom = not no_bom and not (output == "-" and sys.stdout.isatty())
    count = _into(output, lambda file: write_contacts(file, fmt, rows, bom=bom))
    say(ngettext("{n} contact written.", "{n} contacts written.", count).format(n=count))


def purchases(
    ctx: Context, output: Output = "-", format_: Format = "", no_bom: NoBom = False
) -> None:
    """Write all purchases, a row for each item."""
    here = shop(ctx)
    fmt = _format(here, format_, output, FORMATS)
    rows: Iterable[Row] = purchase_rows(here.read, here.formats)
    if fmt in SHEETS:
        rows = map(_in_major_units(here, fmt), rows)
    count = _write(output, fmt, PURCHASE_COLUMNS, rows, bom=not no_bom)
    say(ngettext("{n} row written.", "{n} rows written.", count).format(n=count))


def interactions(
    ctx: Context, output: Output = "-", format_: Format = "", no_bom: NoBom = False
) -> None:
    """Write all interactions."""
    here = shop(ctx)
    fmt = _format(here, format_, output, FORMATS)
    rows = interaction_rows(here.read, here.formats)
    count = _write(output, fmt, INTERACTION_COLUMNS, rows, bom=not no_bom)
    say(ngettext("{n} interaction written.", "{n} interactions written.", count).format(n=count))


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
    fmt = _format(here, format_, output, (*FORMATS, CALENDAR))
    if fmt == CALENDAR:
        _calendar(here, output, events, birthdays)
        return
    if events or birthdays:
        raise UsageError(
            _("--events and --birthdays are for a calendar."), _("Name a file: -o tasks.ics")
        )
    rows = task_rows(here.read, here.formats)
    count = _write(output, fmt, TASK_COLUMNS, rows, bom=not no_bom)
    say(ngettext("{n} task written.", "{n} tasks written.", count).format(n=count))


def _calendar(here: Shop, output: str, events: bool, birthdays: bool) -> None:
    """Write tasks and birthdays for a calendar; say which tasks have no place in it."""
    rows = list(task_rows(here.read, here.formats))
    placed = [row for row in rows if row["due"]] if events else rows
    entries = chain(
        map(ics.event if events else ics.todo, placed),
        map(ics.birthday, birthday_rows(here.read) if birthdays else ()),
    )
    count = _into(output, lambda file: ics.write_calendar(file, entries))
    say(ngettext("{n} entry written.", "{n} entries written.", count).format(n=count))
    if left := len(rows) - len(placed):
        say(
            ngettext(
                "{n} task without a day was left out.",
                "{n} tasks without a day were left out.",
                left,
            ).format(n=left)
        )


def _format(here: Shop, given: str, output: str, formats: Sequence[str]) -> str:
    """Return the format: as given, as the file's name says, or one that fits the output."""
    named = Path(output).suffix.lstrip(".").lower()
    found = given or ("json" if here.json else "") or (named if named in formats else "csv")
    if found not in formats:
        raise UsageError(
            _("There is no format {name}.").format(name=found),
            _("Choose one of: {choices}.").format(choices=", ".join(formats)),
        )
    if found == "xlsx" and output == "-" and sys.stdout.isatty():
        raise UsageError(
            _("A terminal cannot show a spreadsheet."), _("Name a file: -o customers.xlsx")
        )
    return found


def _in_major_units(here: Shop, fmt: str) -> Callable[[Row], Row]:
    """Spreadsheets take amounts as people write them: 12.50, not 1250; xlsx as numbers."""
    digits = here.formats.cur.digits

    def major(minor: int) -> str | float:
        amount = Decimal(minor).scaleb(-digits)
        if fmt != "xlsx":
            return f"{amount:f}"
        return float(amount) if digits else minor

    return lambda row: row | {name: major(row[name]) for name in ("amount", "total")}


def _write(output: str, fmt: str, columns: Sequence[str], rows: Iterable[Row], *, bom: bool) -> int:
    bom = bom and not (output == "-" and sys.stdout.isatty())
    return _into(output, lambda file: write_rows(file, fmt, columns, rows, bom=bom))


def _into(output: str, write: Callable[[BinaryIO], int]) -> int:
    """Write to the standard output or a file; return what `write` counts."""
    if output == "-":
        sys.stdout.flush()
        count = write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return count
    with private_file(Path(output)) as file:
        return write(file)
