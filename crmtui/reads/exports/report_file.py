"""One table of a report as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from crmtui.errors import UsageError
from crmtui.exchange.private_file import private_file
from crmtui.exchange.tables.write import FORMATS, write_rows
from crmtui.locale import _
from crmtui.reads.exports.major import SHEETS, major_units
from crmtui.text.formats import Formats

_MONEY = frozenset({"sold", "refunded", "revenue", "average_order", "amount", "counter_amount"}) | {
    *("expected", "weighted", "won_amount")
}


def export_table(path: Path, rows: list[dict[str, Any]], formats: Formats) -> int:
    """Write the rows in the format that the file's name tells, a list in them as more columns.

    Raises UsageError for a name that tells no format, CrmError where it cannot be written.
    """
    fmt = path.suffix.lstrip(".").lower()
    if fmt not in FORMATS:
        raise UsageError(
            _("The name {name} does not tell what kind of file it shall be.").format(
                name=path.name or "''"
            ),
            _("Let it end in one of: {choices}.").format(
                choices=", ".join(f".{name}" for name in FORMATS)
            ),
        )
    if fmt in SHEETS:
        rows = [_flat(row) for row in rows]
    fields = list(dict.fromkeys(name for row in rows for name in row))
    shown = _shown(formats, fmt)
    with private_file(path) as file:
        return write_rows(
            file, fmt, fields, ([shown(name, row.get(name)) for name in fields] for row in rows)
        )


def _shown(formats: Formats, fmt: str) -> Callable[[str, Any], Any]:
    """Return what writes a value of a column: as people do in sheets, else as scripts read it."""
    major = major_units(formats, fmt)

    def shown(name: str, value: Any) -> Any:
        if value is None or fmt not in SHEETS or name not in _MONEY:
            return value
        return major(round(value))

    return shown


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with the values of a list as columns of their own, numbered from 0."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, list):
            found |= {f"{name}_{n}": one for n, one in enumerate(value)}
        else:
            found[name] = value
    return found
