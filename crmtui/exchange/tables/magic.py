"""Files that are certainly no text, recognised by their first bytes."""

from __future__ import annotations

from crmtui.locale import mark

GZIP = b"\x1f\x8b\x08"

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

SPREADSHEET = b"opendocument.spreadsheet"

_OFFICE = (
    (b"xl/", mark("an Excel workbook (.xlsx)")),
    (SPREADSHEET, mark("a spreadsheet (.ods)")),
    (b"word/", mark("a Word document")),
    (b"opendocument", mark("an office document")),
)
_KINDS = (
    (OLE, mark("an old Excel workbook (.xls) or Word document")),
    (b"SQLite format 3\0", mark("a database")),
    (b"%PDF-", mark("a PDF document")),
    (b"\x89PNG\r\n\x1a\n", mark("a picture")),
    (b"\xff\xd8\xff", mark("a picture")),
    (b"GIF87a", mark("a picture")),
    (b"GIF89a", mark("a picture")),
    (b"\x7fELF", mark("a program")),
    (b"PK\x05\x06", mark("an empty zip archive")),
    (b"7z\xbc\xaf\x27\x1c", mark("a compressed archive")),
    (b"Rar!\x1a\x07", mark("a compressed archive")),
    (b"\xfd7zXZ\0", mark("a compressed archive")),
    (b"\x28\xb5\x2f\xfd", mark("a compressed archive")),
    (b"BZh", mark("a compressed archive")),
    (GZIP, mark("a compressed archive")),
)


def kind_of(head: bytes) -> str:
    """Name what a file with these first bytes is, in words yet to be translated; "" for text."""
    if head.startswith(ZIP):
        kinds = (name for part, name in _OFFICE if part in head)
        return next(kinds, mark("a zip archive"))
    if head[257:262] == b"ustar":
        return mark("a compressed archive")
    return next((name for start, name in _KINDS if head.startswith(start)), "")
