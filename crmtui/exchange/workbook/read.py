"""Tables in workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import dropwhile, islice
from typing import TYPE_CHECKING, BinaryIO

from crmtui.errors import FileUnreadable, InvalidValue
from crmtui.exchange.headers.match import hits, source_of
from crmtui.exchange.tables.table import HEADER_WITHIN, SAMPLE, Head, Table, find_head, take
from crmtui.exchange.workbook.archive import BROKEN, LOCKED
from crmtui.exchange.workbook.cells import cell_text
from crmtui.exchange.workbook.check import check_workbook, refusal
from crmtui.locale import _
from crmtui.text.clean import printable

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_LOOKED_AT = 30
"""Sheets that are searched for a header."""


def read_workbook(
    raw: BinaryIO, name: str, form: str, *, sheet: str = "", has_header: bool = True
) -> Table:
    """Read a sheet of a workbook: the one that is named, else the first that looks like a table."""
    check_workbook(raw, name, form)
    size = raw.seek(0, 2)
    raw.seek(0)
    with _told(name), raw:
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_filelike(raw)
        sheets = _Sheets(book)
        found = sheets.named(sheet, name) if sheet else sheets.likeliest()
        if found.is_empty():
            raise FileUnreadable(
                _("There are no values in {file}, sheet “{sheet}”.").format(
                    file=name, sheet=printable(found.name)
                ),
                _("The sheets are: {sheets}.").format(sheets=_listed(sheets.names)),
            )
        head = found.head(has_header=has_header)
    return Table(
        head.header,
        found.rows(head.first),
        head.first + 1,
        "",
        "",
        source_of(head.header),
        head.sample,
        size,
        form=form,
        sheet=found.name,
        sheets=tuple(sheets.names),
    )


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Tell the troubles of the reader as ours."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise refusal(name, LOCKED) from None
    except (CalamineError, OSError):
        raise refusal(name, BROKEN) from None
    except BaseException as problem:
        # The reader is written in Rust: what surprises it comes as no ordinary exception.
        if type(problem).__name__ != "PanicException":
            raise
        raise refusal(name, BROKEN) from None


def _listed(names: list[str]) -> str:
    return ", ".join(map(printable, names))


class _Sheets:
    """The sheets of a workbook that hold cells."""

    def __init__(self, book: CalamineWorkbook) -> None:
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        self._book = book
        known = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        self.names = [sheet.name for sheet in known]
        shown = [sheet.name for sheet in known if sheet.visible == SheetVisibleEnum.Visible]
        self._likely = shown or self.names

    def named(self, wanted: str, file: str) -> _Sheet:
        """Return the sheet of this name or number."""
        folded = wanted.strip().casefold()
        by_name = {name.strip().casefold(): name for name in reversed(self.names)}
        found = by_name.get(folded)
        if found is None and folded.isdecimal() and 0 < int(folded) <= len(self.names):
            found = self.names[int(folded) - 1]
        if found is None:
            raise InvalidValue(
                _("{file} has no sheet “{sheet}”.").format(file=file, sheet=printable(wanted)),
                _("The sheets are: {sheets}.").format(sheets=_listed(self.names)),
            )
        return _Sheet(self._book, found)

    def likeliest(self) -> _Sheet:
        """Return the first sheet whose header we know, else the first with anything in it."""
        if not self._likely:
            raise FileUnreadable(_("There are no sheets in this workbook."))
        if len(self._likely) == 1:
            return _Sheet(self._book, self._likely[0])
        first = ""
        for name in self._likely[:_LOOKED_AT]:
            sheet = _Sheet(self._book, name)
            if not sheet.is_empty():
                if hits(sheet.head().header):
                    return sheet
                first = first or name
            # Before the next one is loaded: memory is reckoned for one.
            del sheet
        return _Sheet(self._book, first or self._likely[0])


class _Sheet:
    """One sheet; its rows are numbered as a person sees them."""

    def __init__(self, book: CalamineWorkbook, name: str) -> None:
        self.name = name
        self._sheet = book.get_sheet_by_name(name)

    def is_empty(self) -> bool:
        """Tell whether no cell holds anything."""
        return not any(self._records())

    def head(self, *, has_header: bool = True) -> Head:
        """Find the header; `first` counts from the top of the sheet."""
        lead = sum(1 for _blank in _blanks(self._records()))
        first, _whole = take(dropwhile(_is_blank, self._records()), HEADER_WITHIN + SAMPLE)
        head = find_head(first, has_header=has_header)
        return head._replace(first=lead + head.first)

    def rows(self, first: int) -> Iterator[list[str]]:
        """Yield the rows from `first` on."""
        return islice(self._records(), first, None)

    def _records(self) -> Iterator[list[str]]:
        for row in self._sheet.iter_rows():
            record = [cell if type(cell) is str else cell_text(cell) for cell in row]
            yield record if any(record) else []


def _is_blank(record: list[str]) -> bool:
    return not any(map(str.strip, record))


def _blanks(records: Iterator[list[str]]) -> Iterator[list[str]]:
    for record in records:
        if not _is_blank(record):
            return
        yield record
