"""Writing everything to a file, in a form that spreadsheets and other programs take."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, BinaryIO

from typer import Context, Option

from crmtui.commands.output import say
from crmtui.commands.shop import Shop, shop
from crmtui.errors import CrmError, UsageError
from crmtui.exchange.tables.write import FORMATS, write_rows
from crmtui.locale import _, ngettext
from crmtui.reads.exports import (
    CONTACT_COLUMNS,
    MANY,
    PURCHASE_COLUMNS,
    contact_rows,
    purchase_rows,
)

Output = Annotated[
    str, Option("--output", "-o", metavar="FILE", help=_("Where to; - for the standard output."))
]
Format = Annotated[
    str, Option("--format", help=_("csv, tsv, json or jsonl; otherwise by the file's name."))
]
NoBom = Annotated[
    bool, Option("--no-bom", help=_("Without the mark that spreadsheets tell UTF-8 by."))
]


def contacts(
    ctx: Context, output: Output = "-", format_: Format = "", no_bom: NoBom = False
) -> None:
    """Write all contacts."""
    here = shop(ctx)
    fmt = _format(here, format_, output)
    rows: Iterable[dict[str, Any]] = contact_rows(here.read)
    if fmt in ("csv", "tsv"):
        rows = map(_joined, rows)
    count = _write(output, fmt, CONTACT_COLUMNS, rows, bom=not no_bom)
    say(ngettext("{n} contact written.", "{n} contacts written.", count).format(n=count))


def purchases(
    ctx: Context, output: Output = "-", format_: Format = "", no_bom: NoBom = False
) -> None:
    """Write all purchases, a row for each item."""
    here = shop(ctx)
    fmt = _format(here, format_, output)
    rows: Iterable[dict[str, Any]] = purchase_rows(here.read, here.formats)
    if fmt in ("csv", "tsv"):
        rows = map(_in_major_units(here), rows)
    count = _write(output, fmt, PURCHASE_COLUMNS, rows, bom=not no_bom)
    say(ngettext("{n} row written.", "{n} rows written.", count).format(n=count))


def _format(here: Shop, given: str, output: str) -> str:
    """Return the format: as given, as the file's name says, or one that fits the output."""
    named = Path(output).suffix.lstrip(".").lower()
    found = given or ("json" if here.json else "") or (named if named in FORMATS else "csv")
    if found not in FORMATS:
        raise UsageError(
            _("There is no format {name}.").format(name=found),
            _("Choose one of: {choices}.").format(choices=", ".join(FORMATS)),
        )
    return found


def _joined(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: MANY.join(value) if isinstance(value, list) else value for name, value in row.items()
    }


def _in_major_units(here: Shop) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Spreadsheets take amounts as people write them: 12.50, not 1250."""
    digits = here.formats.cur.digits

    def major(row: dict[str, Any]) -> dict[str, Any]:
        return row | {"amount": f"{Decimal(row['amount']).scaleb(-digits):f}"}

    return major


def _write(
    output: str, fmt: str, columns: tuple[str, ...], rows: Iterable[dict[str, Any]], *, bom: bool
) -> int:
    if output == "-":
        bom = bom and not sys.stdout.isatty()
        sys.stdout.flush()
        count = write_rows(sys.stdout.buffer, fmt, columns, rows, bom=bom)
        sys.stdout.buffer.flush()
        return count
    with _private(Path(output)) as file:
        return write_rows(file, fmt, columns, rows, bom=bom)


class _private:
    """Write a file beside its place and move it there when it is whole; for its owner alone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.part")

    def __enter__(self) -> BinaryIO:
        try:
            number = os.open(self._draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except OSError as error:
            raise CrmError(
                _("{path} cannot be written: {reason}.").format(
                    path=self._path, reason=error.strerror
                )
            ) from error
        self._file = os.fdopen(number, "wb")
        return self._file

    def __exit__(self, kind: object, *_rest: object) -> None:
        self._file.close()
        if kind is None:
            os.replace(self._draft, self._path)
        else:
            self._draft.unlink(missing_ok=True)
