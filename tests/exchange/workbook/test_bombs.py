"""Workbooks made to take all memory: each is refused, in little memory itself."""

from __future__ import annotations

import random
import struct
import sys
from array import array
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from crmtui.exchange.tables.write import write_rows
from crmtui.exchange.workbook import cost_xml
from crmtui.exchange.workbook.archive import TOO_LARGE, Refused
from crmtui.exchange.workbook.cost import LIMIT
from crmtui.exchange.workbook.cost_glance import Glance
from crmtui.exchange.workbook.cost_xml import XmlCost
from tests.exchange import written
from tests.exchange.tables import made
from tests.exchange.tables.made import ods_row, ods_table, row
from tests.exchange.tables.peak import peak

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is not measured there")

LITTLE = 80
"""Megabytes that a refusal may take."""
CORNERS = row(1, 1) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


def entities() -> bytes:
    members = made.unzipped(made.xlsx(row(1, "&e9;")))
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY e0 "ha">{nested}]>'
    sheet = members[SHEET]
    assert isinstance(sheet, bytes)
    return made.zipped(members | {SHEET: doctype.encode() + sheet})


def lying() -> bytes:
    """Make a member that is much larger than the archive says."""
    content = bytearray(made.xlsx(row(1, "a" * 60_000_000)))
    at = content.rfind(b"PK\x01\x02")
    (local,) = struct.unpack_from("<I", content, at + 42)
    struct.pack_into("<I", content, at + 24, 1000)
    struct.pack_into("<I", content, local + 22, 1000)
    return bytes(content)


def elsewhere() -> bytes:
    """Make a sheet that is called a picture."""
    members = made.unzipped(made.xlsx(CORNERS))
    related = members["xl/_rels/workbook.xml.rels"]
    assert isinstance(related, bytes)
    return made.zipped(
        members
        | {
            "xl/media/image1.png": members[SHEET],
            "xl/_rels/workbook.xml.rels": related.replace(
                b"worksheets/sheet1.xml", b"media/image1.png"
            ),
        }
    )


def many_entries(folder: Path) -> bytes:
    path = folder / "many.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(40_000):
            archive.writestr(f"xl/{number:06}", b"")
    return path.read_bytes()


BOMBS: dict[str, Callable[[], bytes]] = {
    "two corners": lambda: made.xlsx(CORNERS),
    "single quotes": lambda: made.xlsx(CORNERS.replace('"', "'")),
    "blanks around": lambda: made.xlsx(CORNERS.replace("=", " = ")),
    "a prefix": lambda: made.xlsx(CORNERS.replace("<c", "<x:c").replace("</c", "</x:c")),
    "no places": lambda: made.xlsx(
        "<row>" + "<c><v>1</v></c>" * 100_000 + "</row>" + CORNERS[CORNERS.rfind("<row") :]
    ),
    "zip bomb": lambda: made.xlsx(row(1, "a" * 60_000_000)),
    "undeclared size": lying,
    "entities": entities,
    "a sheet elsewhere": elsewhere,
    "a long text often": lambda: made.xlsx(
        "".join(row(n, *['<c t="s"><v>0</v></c>'] * 20) for n in range(1, 2000)),
        shared=f"<si><t>{'x' * 30_000}</t></si>",
    ),
    "a long text in one row": lambda: made.xlsx(
        row(1, *['<c t="s"><v>0</v></c>'] * 20), shared=f"<si><t>{'x' * 900_000}</t></si>"
    ),
    "repeated columns": lambda: made.ods(ods_table(ods_row("1000000000×a"))),
    "repeated rows": lambda: made.ods(ods_table(ods_row("a", repeated=10**9))),
    "repeated blanks": lambda: made.ods(
        ods_table(ods_row("a"), ods_row("16384×", repeated=10**6), ods_row("16383×", "a"))
    ),
    "repeated text": lambda: made.ods(ods_table(ods_row(f"9999×{'x' * 30_000}"))),
    "many sheets": lambda: made.ods(ods_table(ods_row("a", repeated=1_000_000)) * 30),
    "old corners": lambda: made.xls({(0, 0): "a", (65_535, 255): "b"}),
    "binary corners": lambda: made.xlsb([["a"] * 900, ["b"]], apart=1_000_000),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs(tmp_path: Path, bomb: str) -> None:
    found = peak(written(tmp_path, BOMBS[bomb](), "bomb.xlsx"))
    assert "bomb.xlsx" in found.message
    assert "CSV" in found.hint
    assert found.megabytes < LITTLE


def test_an_archive_of_very_many_members(tmp_path: Path) -> None:
    found = peak(written(tmp_path, many_entries(tmp_path), "bomb.xlsx"))
    assert "bomb.xlsx" in found.message
    assert found.megabytes < LITTLE


def test_one_sheet_that_is_listed_a_thousand_times(tmp_path: Path) -> None:
    members = made.unzipped(made.xlsx(*[""] * 1000))
    for name in [name for name in members if name.startswith("xl/worksheets/")]:
        del members[name]
    rows = "".join(row(n, 1, 2, 3, 4, 5, 6, 7, 8) for n in range(1, 2000))
    members[SHEET] = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    related = members["xl/_rels/workbook.xml.rels"]
    assert isinstance(related, bytes)
    text = related.decode()
    for number in range(1000, 1, -1):
        text = text.replace(f"sheet{number}.xml", "sheet1.xml")
    found = peak(written(tmp_path, made.zipped(members | {"xl/_rels/workbook.xml.rels": text})))
    assert (found.message, found.rows) == ("", 1998)


def test_very_many_texts_or_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = b"<sst>" + b"<si><t>a</t></si>" * 20_000 + b"</sst>"
    XmlCost(1_300_000).read(lambda: [shared])
    with pytest.raises(Refused):
        XmlCost(1_000_000).read(lambda: [shared])
    monkeypatch.setattr(cost_xml, "_ELEMENT_LIMIT", 30_000)
    with pytest.raises(Refused):
        XmlCost().read(lambda: [shared])


def large_xlsx() -> bytes:
    cells = "".join(
        f'<c r="{column}#" t="inlineStr"><is><t>text {column}</t></is></c>'
        for column in "ABCDEFGHIJKL"
    )
    rows = (f'<row r="{n}">{cells.replace("#", str(n))}</row>' for n in range(1, 160_000))
    return made.xlsx("".join(rows))


def large_ods() -> bytes:
    cells = ods_row(*[f"text {number}" for number in range(12)])
    return made.ods(ods_table(cells * 100_000))


@pytest.mark.parametrize("make", [large_xlsx, large_ods])
def test_the_largest_that_is_read(tmp_path: Path, make: Callable[[], bytes]) -> None:
    found = peak(written(tmp_path, make()), seconds=200)
    assert (found.message, found.rows > 90_000) == ("", True)
    assert found.megabytes < 300


def closely(sheet: bytes, shared: array[int], room: int) -> bool:
    cost = XmlCost(room)
    cost._shared = shared
    try:
        cost._look_closely([sheet])
    except Refused as refused:
        return bool(refused.args[0] != TOO_LARGE)
    return True


@pytest.mark.parametrize("seed", range(60))
def test_a_glance_never_takes_what_a_close_look_refuses(seed: int) -> None:
    chance = random.Random(seed)
    shared = array("I", [chance.choice([1, 50, 3000]) for _ in range(9)])
    rows, number = "", 0
    for _row in range(chance.randrange(1, 30)):
        number += chance.choice([1, 1, 1, 5, 4000])
        cells = [
            chance.choice(["x" * 99, 7, "", f'<c t="s"><v>{chance.randrange(9)}</v></c>', "<c/>"])
            for _cell in range(chance.randrange(8))
        ]
        rows += row(number, *cells, column=chance.choice("AAAM"))
    if chance.random() < 0.3:
        rows = rows.replace(chance.choice(['"', " r=", "<c ", "</v>"]), " r = ", 1)
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    blocks = [sheet[at : at + 700] for at in range(0, len(sheet), 700)]
    for room in (10_000, 100_000, 1_000_000, LIMIT):
        try:
            fits = Glance(shared).fits(blocks, room)
        except Refused:
            fits = False
        assert not fits or closely(sheet, shared, room)


def test_a_glance_suffices_for_what_spreadsheets_write(tmp_path: Path) -> None:
    path = tmp_path / "plain.xlsx"
    with path.open("wb") as out:
        write_rows(out, "xlsx", ["name", "amount"], [["O'Brien", 5]] * 100)
    with ZipFile(path) as archive:
        assert archive.getinfo(SHEET).compress_type == ZIP_DEFLATED
        assert Glance(array("I")).fits([archive.read(SHEET)], LIMIT)
