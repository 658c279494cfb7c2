"""Contacts as a file of any format, all of them or some."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from crmtui.errors import UsageError
from crmtui.exchange.cells import in_one_cell
from crmtui.exchange.private_file import private_file
from crmtui.exchange.tables.write import FORMATS, write_rows
from crmtui.exchange.vcard.write import write_cards
from crmtui.locale import _
from crmtui.reads.exports.contacts import CONTACT_COLUMNS, contact_rows
from crmtui.reads.exports.pages import Read, Row

CARDS = "vcf"
SHEETS = ("csv", "tsv", "xlsx")
"""Formats with one text or number in a cell."""


def write_contacts(file: BinaryIO, fmt: str, rows: Iterable[Row], *, bom: bool) -> int:
    """Write contacts in one of FORMATS or as CARDS; return how many they were."""
    if fmt == CARDS:
        return write_cards(file, rows)
    if fmt in SHEETS:
        rows = map(_joined, rows)
    return write_rows(file, fmt, CONTACT_COLUMNS, rows, bom=bom)


def export_chosen(read: Read, path: Path, chosen: list[int]) -> int:
    """Write some contacts to a file, in the format of its name; return how many they were.

    Raises UsageError for a name that tells no format, CrmError where it cannot be written.
    """
    fmt = named_format(path)
    with private_file(path) as file:
        return write_contacts(file, fmt, contact_rows(read, chosen), bom=True)


def named_format(path: Path) -> str:
    """Return the format that a file's name tells. Raises UsageError."""
    fmt = path.suffix.lstrip(".").lower()
    if fmt not in (*FORMATS, CARDS):
        raise UsageError(
            _("The name {name} does not tell what kind of file it shall be.").format(
                name=path.name or "''"
            ),
            _("Let it end in one of: {choices}.").format(
                choices=", ".join(f".{name}" for name in (*FORMATS, CARDS))
            ),
        )
    return fmt


def _joined(row: Row) -> Row:
    return {
        name: in_one_cell(name, value) if isinstance(value, list) else value
        for name, value in row.items()
    }
