"""The file that an export goes into: its format, and how it comes to be whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, BinaryIO

from typer import Option

from crmtui.commands.output import say, write_json
from crmtui.commands.shop import Shop
from crmtui.errors import UsageError
from crmtui.exchange.private_file import private_file
from crmtui.exchange.tables.write import write_rows
from crmtui.locale import _
from crmtui.reads.exports.pages import Row

Output = Annotated[
    str, Option("--output", "-o", metavar="FILE", help=_("Where to; - for the standard output."))
]
Format = Annotated[
    str, Option("--format", help=_("csv, tsv, json, jsonl or xlsx; otherwise by the file's name."))
]
NoBom = Annotated[
    bool, Option("--no-bom", help=_("Without the mark that spreadsheets tell UTF-8 by."))
]


def format_of(here: Shop, given: str, output: str, formats: Sequence[str]) -> str:
    """Return the format: as given, as the file's name says, or one that fits the output."""
    named = Path(output).suffix.lstrip(".").lower()
    if output != "-" and not given and named not in ("", "txt", *formats):
        raise UsageError(
            _("The name {name} does not tell what kind of file it shall be.").format(
                name=Path(output).name
            ),
            _("Let it end in one of: {choices}.").format(
                choices=", ".join(f".{name}" for name in formats)
            ),
        )
    is_asked = here.json and output == "-"
    found = given or ("json" if is_asked else "") or (named if named in formats else "csv")
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


def say_written(here: Shop, output: str, count: int, words: str) -> None:
    """Say how much was written; a script is told where to, if the data did not go to it."""
    say(words.format(n=count))
    if here.json and output != "-":
        write_json({"path": output, "written": count})


def write_table(
    output: str, fmt: str, columns: Sequence[str], rows: Iterable[Row], *, bom: bool
) -> int:
    """Write rows under columns; return how many there were."""
    bom = has_bom(output, wanted=bom)
    return write_into(output, lambda file: write_rows(file, fmt, columns, rows, bom=bom))


def has_bom(output: str, *, wanted: bool) -> bool:
    """Tell whether the mark of UTF-8 is written: a terminal would show it."""
    return wanted and not (output == "-" and sys.stdout.isatty())


def write_into(output: str, write: Callable[[BinaryIO], int]) -> int:
    """Write to the standard output or a file; return what `write` counts."""
    if output == "-":
        sys.stdout.flush()
        count = write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return count
    with private_file(Path(output)) as file:
        return write(file)
