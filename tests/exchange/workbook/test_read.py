from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from crmtui.errors import FileUnreadable, InvalidValue
from crmtui.exchange.tables.table import Table, read_table
from crmtui.exchange.workbook.cells import Cell, cell_text
from tests.exchange import written
from tests.exchange.tables import made
from tests.exchange.tables.made import ods_row, ods_table, row

HEADER = row(1, "name", "phone")


def table(folder: Path, content: bytes, **options: str | bool) -> Table:
    return read_table(written(folder, content, "file.xlsx"), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("", ""),
        (" as it is ", " as it is "),
        (1.0, "1"),
        (9121112233.0, "9121112233"),
        (1e22, "10000000000000000000000"),
        (1.5e-7, "0.00000015"),
        (0.125, "0.125"),
        (0.1 + 0.2, "0.30000000000000004"),
        (-0.0, "-0"),
        (7, "7"),
        (True, "true"),
        (False, "false"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 10, 15), "2026-03-01 10:15:00"),
        (datetime(2026, 3, 1, 10, 14, 59, 999_600), "2026-03-01 10:15:00"),
        (datetime(9999, 12, 31, 23, 59, 59, 999_600), "9999-12-31 23:59:59"),
        (time(10, 15), "10:15"),
        (time(9, 5, 7), "09:05:07"),
        (timedelta(hours=26, minutes=30), "26:30"),
        (timedelta(minutes=-90), "-01:30"),
    ],
)
def test_cells_as_text(value: Cell, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize(("date1904", "day"), [(False, "2026-03-01"), (True, "2030-03-02")])
def test_dates_of_both_systems(tmp_path: Path, date1904: bool, day: str) -> None:
    rows = row(1, "date", "at", "time", "long") + row(
        2,
        '<c s="1"><v>46082</v></c>',
        '<c s="2"><v>46082.427083333336</v></c>',
        '<c s="3"><v>0.427083333333333</v></c>',
        '<c s="4"><v>1.1041666666</v></c>',
    )
    [cells] = table(tmp_path, made.xlsx(rows, date1904=date1904)).rows
    assert cells == [day, f"{day} 10:15:00", "10:15", "26:30"]


def test_every_type_of_cell(tmp_path: Path) -> None:
    rows = row(1, *"abcdefg") + row(
        2,
        '<c t="s"><v>1</v></c>',
        '<c t="str"><f>A1</f><v>of a formula</v></c>',
        '<c t="b"><v>1</v></c>',
        '<c t="e"><v>#DIV/0!</v></c>',
        '<c t="inlineStr"><is><r><t xml:space="preserve">rich </t></r><r><t>text</t></r></is></c>',
        "<c><v>9121112233</v></c>",
        '<c t="s"><v>0</v></c>',
    )
    shared = "<si><t>سارا</t></si><si><t>one\ntwo</t></si>"
    [cells] = table(tmp_path, made.xlsx(rows, shared=shared)).rows
    assert cells == ["one\ntwo", "of a formula", "true", "", "rich text", "9121112233", "سارا"]


def test_rows_are_numbered_as_a_person_sees_them(tmp_path: Path) -> None:
    rows = (
        row(3, "My shop", column="C")
        + row(6, "name", "phone", column="C")
        + row(8, "Ali", 912, column="C")
        + row(12, "Sara", "", column="C")
    )
    found = table(tmp_path, made.xlsx(rows))
    assert (found.header, found.first_row) == (["name", "phone"], 7)
    assert found.sample == [["Ali", "912"], ["Sara", ""]]
    numbered = {number: cells for number, cells in enumerate(found.rows, found.first_row) if cells}
    assert numbered == {8: ["Ali", "912"], 12: ["Sara", ""]}


def test_without_header(tmp_path: Path) -> None:
    found = table(tmp_path, made.xlsx(row(2, "Ali", "0912") + row(3, "Sara")), has_header=False)
    assert (found.header, found.first_row) == (["1", "2"], 2)
    assert list(found.rows) == [["Ali", "0912"], ["Sara", ""]]


def test_the_first_sheet_whose_header_we_know(tmp_path: Path) -> None:
    sheets = ("", row(1, "Welcome!"), HEADER + row(2, "Ali", "0912"), HEADER + row(2, "no", "no"))
    found = table(tmp_path, made.xlsx(*sheets))
    assert (found.sheet, found.sheets) == ("Sheet3", ("Sheet1", "Sheet2", "Sheet3", "Sheet4"))
    assert list(found.rows) == [["Ali", "0912"]]
    assert table(tmp_path, made.xlsx("", row(1, "x", "y"), "")).sheet == "Sheet2"


@pytest.mark.parametrize("sheet", ["مشتریان ", "2", "CUSTOMERS", "customers"])
def test_a_sheet_by_name_or_number(tmp_path: Path, sheet: str) -> None:
    names = ["2026", "مشتریان" if sheet.startswith("م") else "Customers", "Orders"]
    content = made.xlsx(row(1, "id"), HEADER + row(2, "Ali", "1"), row(1, "x"), names=names)
    assert list(table(tmp_path, content, sheet=sheet).rows) == [["Ali", "1"]]
    assert table(tmp_path, content, sheet="2026").sheet == "2026"


@pytest.mark.parametrize("sheet", ["none", "0", "3", "-1", "²"])
def test_unknown_sheet(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(InvalidValue, match="no sheet") as refused:
        table(tmp_path, made.xlsx(HEADER, HEADER, names=["One", "دو"]), sheet=sheet)
    assert "One, دو" in refused.value.hint


def test_hidden_sheets_come_last(tmp_path: Path) -> None:
    members = made.unzipped(made.xlsx(HEADER + row(2, "hidden", "1"), row(1, "x")))
    book = members["xl/workbook.xml"]
    assert isinstance(book, bytes)
    members["xl/workbook.xml"] = book.replace(b'sheetId="1"', b'sheetId="1" state="hidden"')
    found = table(tmp_path, made.zipped(members))
    assert (found.sheet, found.sheets) == ("Sheet2", ("Sheet1", "Sheet2"))
    assert list(table(tmp_path, made.zipped(members), sheet="1").rows) == [["hidden", "1"]]


def test_nothing_in_it(tmp_path: Path) -> None:
    for content in (made.xlsx(""), made.xlsx('<row r="5"><c r="A5" s="1"/></row>', "")):
        with pytest.raises(FileUnreadable, match="no values") as refused:
            table(tmp_path, content)
        assert "Sheet1" in refused.value.hint


def test_ods(tmp_path: Path) -> None:
    rows = (
        ods_row("name", "phone", "16000×"),
        ods_row("2×", repeated=3),
        ods_row("سارا", "0912"),
        ods_row("2×Ali", "×", "5×"),
        ods_row("16384×", repeated=1_048_000),
    )
    found = table(tmp_path, made.ods(ods_table(*rows) + ods_table(name="Two")))
    assert (found.header, found.sheets) == (["name", "phone"], ("Sheet1", "Two"))
    numbered = {number: cells for number, cells in enumerate(found.rows, found.first_row) if cells}
    assert numbered == {5: ["سارا", "0912"], 6: ["Ali", "Ali"]}


def test_xls_and_xlsb(tmp_path: Path) -> None:
    cells: dict[tuple[int, int], str | float] = {
        (1, 1): "name", (1, 2): "phone", (3, 1): "سارا", (3, 2): 9121112233.0,
    }  # fmt: skip
    old = table(tmp_path, made.xls(cells))
    assert (old.form, old.header, old.first_row, old.sheet) == ("xls", ["name", "phone"], 3, "داده")
    assert list(old.rows) == [[], ["سارا", "9121112233"]]
    binary = table(tmp_path, made.xlsb([["name", "phone"], ["سارا", 9121112233.0]]))
    assert list(binary.rows) == [["سارا", "9121112233"]]


def test_the_file_is_let_go(tmp_path: Path) -> None:
    found = table(tmp_path, made.xlsx(HEADER + row(2, "Ali", "0912")))
    (tmp_path / "file.xlsx").unlink()
    assert list(found.rows) == [["Ali", "0912"]]


GOOD = made.xlsx(HEADER + row(2, "Ali", "0912"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (GOOD[: len(GOOD) // 2], "damaged or cut off"),
        (GOOD[:-30], "damaged or cut off"),
        (GOOD.replace(b"worksheets/sheet1", b"worksheets/sheet9"), "damaged"),
        (made.xlsx(HEADER + "<row"), "damaged"),
        (made.xlsx('<row r="1"><c r="A0x"><v>1</v></c></row>'), "damaged"),
        (made.xlsx(row(9, "a") + row(1, "b")), "damaged"),
        (made.ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "password"),
        (made.ole({"WordDocument": b"x"}), "Word document"),
        (made.xls({(0, 0): "a"}, locked=True), "password"),
        (made.xls({(0, 0): "a"})[:2000], "damaged"),
        (made.OLE + bytes(600), "damaged"),
        (made.OLE, "damaged"),
        (made.ods(ods_table(ods_row("a")), locked=True), "password"),
        (made.ods("<table:table>"), "damaged"),
        (made.zipped({"xl/workbook.xml": "<workbook/>"}), "damaged"),
    ],
)
def test_refusals_say_what_to_do(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(FileUnreadable, match=reason) as refused:
        table(tmp_path, content)
    assert "file.xlsx" in refused.value.message
    assert "CSV" in refused.value.hint


@pytest.mark.parametrize("form", [GOOD, made.xls({(0, 0): "a"}), made.xlsb([["a"]])])
@pytest.mark.parametrize("seed", range(40))
def test_damage_is_told_and_nothing_worse(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], form: bytes, seed: int
) -> None:
    at = len(form) * seed // 40
    for change in (b"\xff\xff\xff\xff", b"\0\0\0\0", b""):
        try:
            list(table(tmp_path, form[:at] + change + form[at + 4 :]).rows)
        except FileUnreadable as refused:
            assert refused.message
