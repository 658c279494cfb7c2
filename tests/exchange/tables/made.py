"""Workbooks made for tests, with any content and any damage."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{0}</Relationships>"
)
_MAIN = f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="{{0}}"/>'
_ODS = (
    "<office:document-content"
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{0}</office:spreadsheet></office:body>"
    "</office:document-content>"
)
_MANIFEST = (
    "<manifest:manifest"
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml">{0}</manifest:file-entry>'
    "</manifest:manifest>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(members: dict[str, str | bytes]) -> bytes:
    """Pack members into an archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


def unzipped(content: bytes) -> dict[str, str | bytes]:
    """Return the members of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xlsx(
    *sheets: str, names: Sequence[str] = (), shared: str = "", date1904: bool = False
) -> bytes:
    """Make an .xlsx of sheets that are given as the rows of their XML."""
    names = names or [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    strings = f'<Relationship Id="rIdS" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/>'
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _RELS.format(_MAIN.format("xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns:r="{_REL}">'
        f'<workbookPr date1904="{int(date1904)}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELS.format(related + strings),
        "xl/styles.xml": '<styleSheet><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="46"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
    }
    for number, rows in enumerate(sheets, 1):
        members[f"xl/worksheets/sheet{number}.xml"] = (
            f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
        )
    return zipped(members)


def row(number: int, *cells: object, column: str = "A") -> str:
    """Make the XML of a row from its texts and numbers, the first of them in `column`."""
    parts = []
    for offset, cell in enumerate(cells):
        place = f"{chr(ord(column) + offset)}{number}"
        if isinstance(cell, str) and cell.startswith("<"):
            parts.append(cell.replace("<c", f'<c r="{place}"', 1))
        elif isinstance(cell, str) and cell:
            parts.append(f'<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>')
        elif cell != "":
            parts.append(f'<c r="{place}"><v>{cell}</v></c>')
    return f'<row r="{number}">{"".join(parts)}</row>'


def ods(tables: str, *, locked: bool = False) -> bytes:
    """Make an .ods of the XML of its tables."""
    lock = "<manifest:encryption-data/>" if locked else ""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": _MANIFEST.format(lock),
            "content.xml": _ODS.format(tables),
        }
    )


def ods_table(*rows: str, name: str = "Sheet1") -> str:
    """Make the XML of a sheet of an .ods."""
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def ods_row(*cells: str, repeated: int = 1) -> str:
    """Make the XML of a row; a cell that begins with a number and × is repeated so often."""
    parts = []
    for cell in cells:
        times, _sign, text = cell.rpartition("×")
        again = f' table:number-columns-repeated="{times}"' if times else ""
        kind = ' office:value-type="string"' if text else ""
        inner = f"<text:p>{text}</text:p>" if text else ""
        parts.append(f"<table:table-cell{again}{kind}>{inner}</table:table-cell>")
    return (
        f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(parts)}'
        "</table:table-row>"
    )


def xls(rows: dict[tuple[int, int], str | float], *, locked: bool = False) -> bytes:
    """Make an .xls of one sheet from its cells, whose rows must be in order."""
    bof = _biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    shared = sorted({cell for cell in rows.values() if isinstance(cell, str)})
    strings = b"".join(
        struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in shared
    )
    table = _biff(0xFC, struct.pack("<II", len(shared), len(shared)) + strings)
    lock = _biff(0x2F, struct.pack("<HI", 1, 1)) if locked else b""
    head = lock + _biff(0xE0, struct.pack("<HHH", 0, 0, 0) + bytes(14)) + table
    name = "داده"
    start = len(bof) + len(head) + 4 + 8 + 2 * len(name) + 4
    listed = struct.pack("<IHBB", start, 0, len(name), 1) + name.encode("utf-16-le")
    cells = b""
    for (at, column), cell in rows.items():
        if isinstance(cell, str):
            cells += _biff(0xFD, struct.pack("<HHHI", at, column, 0, shared.index(cell)))
        else:
            cells += _biff(0x203, struct.pack("<HHHd", at, column, 0, cell))
    stream = bof + head + _biff(0x85, listed) + _biff(0x0A) + bof + cells + _biff(0x0A)
    return ole({"Workbook": stream})


def _biff(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def ole(streams: dict[str, bytes]) -> bytes:
    """Make an OLE file of streams, each of which is filled up so that it needs no mini stream."""
    fat, sectors, entries = [0xFFFFFFFD, 0xFFFFFFFE], b"", [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, stream in streams.items():
        filled = stream.ljust(4096, b"\0")
        filled += bytes(-len(filled) % 512)
        start, count = len(fat), len(filled) // 512
        fat += [*range(start + 1, start + count), 0xFFFFFFFE]
        sectors += filled
        entries.append(_entry(name, 2, start, len(filled)))
    assert len(fat) <= 128 and len(entries) <= 4
    header = struct.pack("<8s16xHHHHH6x", OLE, 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    return header + table + b"".join(entries).ljust(512, b"\0") + sectors


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    left = struct.pack("<HBB3I", len(text), kind, 1, *[0xFFFFFFFF] * 3)
    return text.ljust(64, b"\0") + left + bytes(36) + struct.pack("<IQ", start, size)


def xlsb(rows: Sequence[Sequence[str | float]], *, apart: int = 1) -> bytes:
    """Make an .xlsb of one sheet, whose rows are `apart` rows apart."""
    listed = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("داده")
    book = _brt(0x83) + _brt(0x8F) + _brt(0x9C, listed) + _brt(0x90) + _brt(0x84)
    shared = sorted({cell for cells in rows for cell in cells if isinstance(cell, str)})
    sheet = _brt(0x81) + _brt(0x94, struct.pack("<4I", 0, len(rows), 0, 9)) + _brt(0x91)
    for number, cells in enumerate(rows):
        sheet += _brt(0x00, struct.pack("<I", number * apart) + bytes(13))
        for column, cell in enumerate(cells):
            place = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                sheet += _brt(0x07, place + struct.pack("<I", shared.index(cell)))
            else:
                sheet += _brt(0x05, place + struct.pack("<d", cell))
    sheet += _brt(0x92) + _brt(0x82)
    strings = b"".join(_brt(0x13, b"\0" + _wide(text)) for text in shared)
    related = f'<Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.bin"/>'
    return zipped(
        {
            "_rels/.rels": _RELS.format(_MAIN.format("xl/workbook.bin")),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": _RELS.format(related),
            "xl/sharedStrings.bin": _brt(0x9F, struct.pack("<II", *[len(shared)] * 2))
            + strings
            + _brt(0xA0),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def _brt(kind: int, content: bytes = b"") -> bytes:
    code = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    assert len(content) < 1 << 14
    low, high = len(content) & 0x7F, len(content) >> 7
    return code + (bytes([low | 0x80, high]) if high else bytes([low])) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
