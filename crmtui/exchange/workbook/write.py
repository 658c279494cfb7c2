"""Write rows as an Excel workbook, row by row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from crmtui.errors import CrmError, InvalidValue
from crmtui.locale import _
from crmtui.text.clean import printable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# The same rows make the same bytes, whenever they are written.
_CREATED = datetime(2000, 1, 1)
_EXACT = 10**15
"""Excel keeps 15 digits of a number."""
_NO_PLACE, _TOO_LONG = -1, -2
# XML has no way to write these two, and nobody has text with them.
_UNWRITABLE = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}


def write_workbook(
    out: BinaryIO, fields: Sequence[str], rows: Iterable[Sequence[str | int | float]]
) -> int:
    """Write `rows` below a bold header that stays in sight, and return how many there were."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise CrmError(
            _("Writing Excel workbooks needs a library that is not installed."),
            _("Install it: {command}").format(command='pip install "crmtui[xlsx]"'),
        ) from None
    # What is only half written when something fails must not be left lying about.
    with TemporaryDirectory(prefix="crmtui-", ignore_cleanup_errors=True) as folder:
        book = Workbook(out, {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, field in enumerate(fields):
            _write(sheet, 0, column, field, fields, bold)
        count = 0
        for row in rows:
            count += 1
            for column, value in enumerate(row):
                _write(sheet, count, column, value, fields)
        book.close()
    return count


def _write(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | int | float,
    fields: Sequence[str],
    style: Format | None = None,
) -> None:
    """Write one cell; a text is written as a text, whatever it looks like."""
    if not isinstance(value, str) and math.isfinite(value) and abs(value) < _EXACT:
        code = sheet.write_number(row, column, value, style)
    elif value == "":
        return
    else:
        text = str(value).translate(_UNWRITABLE).encode("utf-8", "replace").decode("utf-8")
        code = sheet.write_string(row, column, text, style)
    if code == _TOO_LONG:
        name = fields[column] if column < len(fields) else str(column + 1)
        raise InvalidValue(
            _("Row {row}, {field}: a text of more than 32,767 characters.").format(
                row=row + 1, field=printable(name)
            ),
            _("An Excel workbook cannot hold it; choose csv or json instead."),
        )
    if code == _NO_PLACE:
        raise InvalidValue(
            _("An Excel workbook cannot hold more than 1,048,576 rows and 16,384 columns."),
            _("Choose csv or json instead."),
        )
