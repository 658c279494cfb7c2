"""Bringing files in: what was understood, how far it is, and what came of it."""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from typer import Argument, Context, Option

from crmtui.commands.output import say, write_json
from crmtui.commands.shop import Shop, shop
from crmtui.locale import _, ngettext
from crmtui.writes.imports.files import (
    REASON,
    FileOptions,
    Hooks,
    Reading,
    import_contacts_file,
    import_purchases_file,
)
from crmtui.writes.imports.result import ImportResult, Rejected

PARTIAL = 5
"""The exit code when some rows were rejected."""
_SHOWN = 10

File = Annotated[str, Argument(help=_("The file; - for the standard input."))]
DryRun = Annotated[bool, Option("--dry-run", help=_("Try it and keep nothing."))]
Rejects = Annotated[
    Path | None, Option(help=_("Write rejected rows there, with the reason."), metavar="FILE")
]
Encoding = Annotated[str, Option(help=_("The encoding, like cp1256; otherwise guessed."))]
Delimiter = Annotated[
    str, Option(help=_("What parts the columns: , ; tab | or whitespace; otherwise guessed."))
]
NoHeader = Annotated[bool, Option("--no-header", help=_("The first row is data already."))]
Source = Annotated[
    str, Option(help=_("Where the rows come from; the same row from there is never doubled."))
]
Unit = Annotated[str, Option(help=_("The unit of amounts: toman or rial."))]


def contacts(
    ctx: Context,
    file: File,
    map_: Annotated[
        str, Option("--map", help=_("Which column is which, like name=2,phone=3."))
    ] = "",
    dry_run: DryRun = False,
    rejects: Rejects = None,
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    no_header: NoHeader = False,
    source: Source = "",
) -> None:
    """Bring in people and companies from a CSV, TSV or vCard file."""
    here = shop(ctx)
    options = FileOptions(map_, encoding, delimiter, not no_header, source, "", dry_run)
    with _opened(file) as path, _Teller(here, rejects) as teller:
        result = import_contacts_file(
            here.store, path, options, here.formats, here.today, teller.hooks()
        )
    _conclude(here, teller, result, dry_run)


def purchases(
    ctx: Context,
    file: File,
    map_: Annotated[
        str, Option("--map", help=_("Which column is which, like date=3,amount=5."))
    ] = "",
    dry_run: DryRun = False,
    rejects: Rejects = None,
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    no_header: NoHeader = False,
    source: Source = "",
    unit: Unit = "",
) -> None:
    """Bring in sales from a CSV or TSV file, one row a purchase or one row an item."""
    here = shop(ctx)
    options = FileOptions(map_, encoding, delimiter, not no_header, source, unit, dry_run)
    with _opened(file) as path, _Teller(here, rejects) as teller:
        result = import_purchases_file(here.store, path, options, here.formats, teller.hooks())
    _conclude(here, teller, result, dry_run)


@contextmanager
def _opened(file: str) -> Iterator[Path]:
    """Give the path of the file; the standard input is kept in one, as it may be read twice."""
    if file != "-":
        yield Path(file)
        return
    with tempfile.NamedTemporaryFile(suffix=".stdin") as kept:
        shutil.copyfileobj(sys.stdin.buffer, kept)
        kept.flush()
        yield Path(kept.name)


class _Teller:
    """Tells a person what an import is doing, and keeps the rejected rows for them."""

    def __init__(self, here: Shop, rejects: Path | None) -> None:
        self._here = here
        self._rejects = rejects
        self._file: Any = None
        self._reading: Reading | None = None
        self._started = time.monotonic()
        self._told = 0.0
        self._count = 0
        self.first: list[Rejected] = []

    def __enter__(self) -> _Teller:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._clear()
        if self._file:
            self._file.close()

    def hooks(self) -> Hooks:
        """Return what the import calls."""
        return self._on_reading, self._on_reject, self._on_progress

    def _on_reading(self, reading: Reading) -> None:
        self._reading = reading
        how = ", ".join(part for part in (reading.encoding, _named(reading.delimiter)) if part)
        say(_("Read as {source} ({how}).").format(source=reading.source, how=how))
        if reading.fields:
            pairs = (f"{field} = {' + '.join(of)}" for field, of in reading.fields.items())
            say(_("Columns: {pairs}").format(pairs=", ".join(pairs)))
        if reading.unused:
            say(_("Not used: {headers}").format(headers=", ".join(reading.unused)))

    def _on_reject(self, rejected: Rejected) -> None:
        self._count += 1
        if len(self.first) < _SHOWN:
            self.first.append(rejected)
        if self._rejects:
            self._writer().writerow([*rejected.cells, rejected.reason])

    def _writer(self) -> Any:
        """Open the file of rejected rows with the first of them, in the shape of the input."""
        if self._file is None and self._rejects:
            self._file = self._rejects.open("w", encoding="utf-8-sig", newline="")
            delimiter = self._reading.delimiter if self._reading else ","
            delimiter = delimiter if len(delimiter) == 1 else ","
            self._csv = csv.writer(self._file, delimiter=delimiter)
            if self._reading and self._reading.header:
                self._csv.writerow([*self._reading.header, REASON])
        return self._csv

    def _on_progress(self, rows: int) -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._started > 0.3 and now - self._told > 0.1:
            self._told = now
            text = _("{n} rows read").format(n=self._here.formats.number(rows))
            print(f"\r{text}\x1b[K", end="", file=sys.stderr, flush=True)

    def _clear(self) -> None:
        if self._told:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _named(delimiter: str) -> str:
    return {"\t": "tab"}.get(delimiter, delimiter)


def _conclude(here: Shop, teller: _Teller, result: ImportResult, dry_run: bool) -> None:
    """Say what came of it; exit 5 if some rows were rejected."""
    if here.json:
        write_json(
            {
                "step": result.done.step,
                "created": result.created,
                "updated": result.updated,
                "unchanged": result.unchanged,
                "rejected": result.rejected,
                "rounded": result.rounded,
                "contacts_created": result.named,
                "dry_run": dry_run,
                "problems": [{"row": r.row, "reason": r.reason} for r in teller.first],
            }
        )
    _tell_counts(here, result, dry_run)
    for rejected in teller.first:
        say(_("  row {row}: {reason}").format(row=rejected.row, reason=rejected.reason))
    if result.rejected > len(teller.first):
        say("  …")
    if result.rejected:
        raise typer.Exit(PARTIAL)


def _tell_counts(here: Shop, result: ImportResult, dry_run: bool) -> None:
    number = here.formats.number
    say(
        _(
            "{created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected."
        ).format(
            created=number(result.created),
            updated=number(result.updated),
            unchanged=number(result.unchanged),
            rejected=ngettext("{n} row", "{n} rows", result.rejected).format(
                n=number(result.rejected)
            ),
        )
    )
    if result.named:
        say(
            ngettext(
                "{n} contact was made because rows named it.",
                "{n} contacts were made because rows named them.",
                result.named,
            ).format(n=number(result.named))
        )
    if result.rounded:
        say(
            ngettext(
                "{n} amount had more digits than {currency} has and was rounded.",
                "{n} amounts had more digits than {currency} has and were rounded.",
                result.rounded,
            ).format(n=number(result.rounded), currency=here.settings["currency"])
        )
    if dry_run:
        say(_("This was a trial: nothing was kept."))
    elif result.done.step:
        say(_("`crm undo` takes it back."))
    else:
        say(_("Nothing changed."))
