"""Refuse a workbook that is locked, damaged or would take up too much, before it is loaded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from crmtui.errors import FileUnreadable
from crmtui.exchange.workbook.archive import BROKEN, LOCKED, TOO_LARGE, Refused, Unpacker, members
from crmtui.exchange.workbook.cost import LIMIT
from crmtui.exchange.workbook.cost_xls import check_xls
from crmtui.exchange.workbook.cost_xlsb import XlsbCost
from crmtui.exchange.workbook.cost_xml import XmlCost
from crmtui.locale import _, mark

if TYPE_CHECKING:
    from zipfile import ZipInfo

_HINTS = {
    BROKEN: mark("Copy or download it again, or save it as CSV (UTF-8) in a spreadsheet program."),
    LOCKED: mark(
        "Open it in a spreadsheet program and save it as CSV (UTF-8), without a password."
    ),
    TOO_LARGE: mark(
        "Open it in a spreadsheet program and save the sheet as CSV (UTF-8);"
        " empty the cells far below and to the right first."
    ),
}
_READ = ("workbook.bin", "styles.bin", "sharedstrings.bin")
"""What the reader opens of an .xlsb beside its sheets."""
_SAVE_AS_CSV = mark("Save it as CSV (UTF-8) in the program it comes from.")


def check_workbook(raw: BinaryIO, name: str, form: str) -> None:
    """Raise FileUnreadable unless the workbook can be loaded without harm."""
    try:
        size = raw.seek(0, 2)
        raw.seek(0)
        if size > LIMIT // 2:
            raise Refused(TOO_LARGE)
        if form == "xls":
            check_xls(raw.read())
        else:
            _check_archive(raw, LIMIT - size)
    except Refused as refused:
        raise refusal(name, refused.args[0]) from None
    finally:
        raw.seek(0)


def refusal(name: str, reason: str) -> FileUnreadable:
    """Tell a reason as a person can act on it."""
    return FileUnreadable(_(reason).format(file=name), _(_HINTS.get(reason, _SAVE_AS_CSV)))


def _check_archive(raw: BinaryIO, room: int) -> None:
    unpacker = Unpacker(raw)
    xml, binary = XmlCost(room), XlsbCost(room)
    for member in sorted(members(raw), key=_shared_strings_first):
        name = member.filename.lower()
        if name.endswith((".xml", ".rels")):
            xml.read(partial(unpacker.blocks, member))
        elif name.endswith(_READ) or ("worksheets/" in name and name.endswith(".bin")):
            binary.read(unpacker.blocks(member))


def _shared_strings_first(member: ZipInfo) -> bool:
    return "sharedstrings" not in member.filename.lower()
