"""Bringing files in: what was understood, what is left open, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from typer import Argument, Context, Option

from crmtui.commands.files.bringing_in import bring_in
from crmtui.commands.shop import Shop, shop
from crmtui.locale import _
from crmtui.writes.imports.options import (
    CONTACTS,
    DEALS,
    INTERACTIONS,
    PAYMENTS,
    PURCHASES,
    TICKETS,
    FileOptions,
)

File = Annotated[str, Argument(help=_("The file; - for the standard input."))]
Map = Annotated[
    str,
    Option("--map", help=_("Which column is which: name=2,phone=Telephone,skip=Notes.")),
]
DryRun = Annotated[bool, Option("--dry-run", help=_("Try it and keep nothing."))]
Rejects = Annotated[
    Path | None, Option(help=_("Write rejected rows there, with the reason."), metavar="FILE")
]
Encoding = Annotated[str, Option(help=_("The encoding, like cp1256; otherwise guessed."))]
Delimiter = Annotated[
    str, Option(help=_("What parts the columns: , ; tab | or whitespace; otherwise guessed."))
]
NoHeader = Annotated[bool, Option("--no-header", help=_("The first row is data already."))]
Sheet = Annotated[str, Option(help=_("The sheet of a workbook, by name or number."))]
Source = Annotated[
    str, Option(help=_("Where the rows come from; the same row from there is never doubled."))
]
Dates = Annotated[str, Option(help=_("Whether 1/2 puts the day first: dmy or mdy."))]
Calendar = Annotated[str, Option(help=_("The calendar of dates: gregorian or jalali."))]
Unit = Annotated[str, Option(help=_("The unit of amounts: toman or rial."))]
Currency = Annotated[
    str, Option(help=_("The currency of the amounts, if the file says another or none."))
]
New = Annotated[bool, Option("--new", help=_("Mail from somebody unknown makes a contact."))]


def contacts(
    ctx: Context,
    file: File,
    map_: Map = "",
    dry_run: DryRun = False,
    rejects: Rejects = None,
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    no_header: NoHeader = False,
    sheet: Sheet = "",
    source: Source = "",
    dates: Dates = "",
    calendar: Calendar = "",
) -> None:
    """Bring in people and companies: CSV, TSV, xlsx, ods, JSON, LDIF or vCard."""
    options = FileOptions(map_, encoding, delimiter, not no_header, sheet, source, dates, calendar)
    _bring_in(shop(ctx), CONTACTS, file, options, rejects, dry_run)


def purchases(
    ctx: Context,
    file: File,
    map_: Map = "",
    dry_run: DryRun = False,
    rejects: Rejects = None,
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    no_header: NoHeader = False,
    sheet: Sheet = "",
    source: Source = "",
    dates: Dates = "",
    calendar: Calendar = "",
    unit: Unit = "",
    currency: Currency = "",
) -> None:
    """Bring in sales: CSV, TSV, xlsx, ods or JSON, one row a purchase or one row an item."""
    options = FileOptions(
        map_, encoding, delimiter, not no_header, sheet, source, dates, calendar, unit, currency
    )
    _bring_in(shop(ctx), PURCHASES, file, options, rejects, dry_run)


def payments(
    ctx: Context,
    file: File,
    map_: Map = "",
    dry_run: DryRun = False,
    rejects: Rejects = None,
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    no_header: NoHeader = False,
    sheet: Sheet = "",
    source: Source = "",
    dates: Dates = "",
    calendar: Calendar = "",
    unit: Unit = "",
    currency: Currency = "",
) -> None:
    """Bring in what customers paid on account: CSV, TSV, xlsx, ods or JSON."""
    options = FileOptions(
        map_, encoding, delimiter, not no_header, sheet, source, dates, calendar, unit, currency
    )
    _bring_in(shop(ctx), PAYMENTS, file, options, rejects, dry_run)


def deals(
    ctx: Context,
    file: File,
    map_: Map = "",
    dry_run: DryRun = False,
    rejects: Rejects = None,
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    no_header: NoHeader = False,
    sheet: Sheet = "",
    source: Source = "",
    dates: Dates = "",
    calendar: Calendar = "",
    unit: Unit = "",
    currency: Currency = "",
) -> None:
    """Bring in deals or leads: CSV, TSV, xlsx, ods or JSON; unknown stages are made."""
    options = FileOptions(
        map_, encoding, delimiter, not no_header, sheet, source, dates, calendar, unit, currency
    )
    _bring_in(shop(ctx), DEALS, file, options, rejects, dry_run)


def interactions(
    ctx: Context,
    file: File,
    map_: Map = "",
    dry_run: DryRun = False,
    rejects: Rejects = None,
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    no_header: NoHeader = False,
    sheet: Sheet = "",
    source: Source = "",
    dates: Dates = "",
    calendar: Calendar = "",
    new: New = False,
) -> None:
    """Bring in calls, visits and messages from a table, or mail from .eml and .mbox."""
    options = FileOptions(
        map_, encoding, delimiter, not no_header, sheet, source, dates, calendar, new=new
    )
    _bring_in(shop(ctx), INTERACTIONS, file, options, rejects, dry_run)


def tickets(
    ctx: Context,
    file: File,
    map_: Map = "",
    dry_run: DryRun = False,
    rejects: Rejects = None,
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    no_header: NoHeader = False,
    sheet: Sheet = "",
    source: Source = "",
    dates: Dates = "",
    calendar: Calendar = "",
) -> None:
    """Bring in tickets: a row for each, or an event log, where rows of one id are one ticket."""
    options = FileOptions(map_, encoding, delimiter, not no_header, sheet, source, dates, calendar)
    _bring_in(shop(ctx), TICKETS, file, options, rejects, dry_run)


def _bring_in(
    here: Shop, kind: str, file: str, options: FileOptions, rejects: Path | None, dry_run: bool
) -> None:
    code = bring_in(here, kind, file, options, rejects, dry_run=dry_run)
    if code:
        raise typer.Exit(code)
