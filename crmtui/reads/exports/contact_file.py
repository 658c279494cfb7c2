"""Contacts as a file of any format, all of them or some."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from crmtui.errors import UsageError
from crmtui.exchange.cells import in_one_cell
from crmtui.exchange.headers.own import header_of
from crmtui.exchange.private_file import private_file
from crmtui.exchange.tables.write import FORMATS, write_rows
from crmtui.exchange.vcard.write import write_cards
from crmtui.locale import _
from crmtui.reads.custom import own_fields
from crmtui.reads.exports.contacts import CONTACT_COLUMNS, contact_rows
from crmtui.reads.exports.major import SHEETS, major_units
from crmtui.reads.exports.pages import Read, Row
from crmtui.rules.custom import OwnField, bare
from crmtui.text.formats import Formats

CARDS = "vcf"


def write_contacts(
    read: Read,
    file: BinaryIO,
    fmt: str,
    formats: Formats,
    *,
    chosen: Iterable[int] | None = None,
    bom: bool = True,
) -> int:
    """Write all contacts, or those chosen, in one of FORMATS or as CARDS; return how many."""
    rows: Iterable[Row] = contact_rows(read, chosen)
    if fmt == CARDS:
        return write_cards(file, rows, formats.currency)
    with read() as connection:
        own = [header_of(field, formats.currency) for field in own_fields(connection)]
    rows = map(_with_own(formats, fmt), rows)
    if fmt in SHEETS:
        rows = map(_joined, rows)
    return write_rows(file, fmt, (*CONTACT_COLUMNS, *own), rows, bom=bom)


def export_chosen(read: Read, path: Path, chosen: list[int], formats: Formats) -> int:
    """Write some contacts to a file, in the format of its name; return how many they were.

    Raises UsageError for a name that tells no format, CrmError where it cannot be written.
    """
    fmt = named_format(path)
    with private_file(path) as file:
        return write_contacts(read, file, fmt, formats, chosen=chosen)


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


def _with_own(formats: Formats, fmt: str) -> Callable[[Row], Row]:
    """Return what puts the values of the shop's own fields under their headers."""
    major = major_units(formats, fmt)

    def cell(field: OwnField, value: str) -> object:
        found = bare(field, value)
        return major(int(value)) if field.kind == "money" and fmt in SHEETS else found

    def flat(row: Row) -> Row:
        own = {
            header_of(field, formats.currency): cell(field, value) for field, value in row["own"]
        }
        return {name: row[name] for name in CONTACT_COLUMNS} | own

    return flat


def _joined(row: Row) -> Row:
    return {
        name: in_one_cell(name, value) if isinstance(value, list) else value
        for name, value in row.items()
    }
