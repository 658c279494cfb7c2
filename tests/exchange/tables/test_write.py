from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.errors import CrmError, InvalidValue
from crmtui.exchange.tables.table import read_table
from crmtui.exchange.tables.write import guard, unguard, write_rows
from tests.exchange import data, written

ROWS: list[dict[str, object]] = [
    {"id": 1, "name": "سارا", "tags": ["a", "b"], "note": None},
    {"id": 2, "name": "=1+1", "tags": (), "note": 'x,"y"\nz', "more": "left out"},
]
FIELDS = ["id", "name", "tags", "note"]


def text_of(fmt: str, rows: list[dict[str, object]], *, bom: bool = True) -> str:
    out = io.BytesIO()
    assert write_rows(out, fmt, FIELDS, rows, bom=bom) == len(rows)
    return out.getvalue().decode()


def test_csv_for_excel_and_for_unix() -> None:
    assert text_of("csv", ROWS) == (
        '\ufeffid,name,tags,note\r\n1,سارا,"a, b",\r\n2,\'=1+1,,"x,""y""\nz"\r\n'
    )
    assert text_of("csv", ROWS, bom=False) == (
        'id,name,tags,note\n1,سارا,"a, b",\n2,\'=1+1,,"x,""y""\nz"\n'
    )
    assert text_of("csv", []) == "\ufeffid,name,tags,note\r\n"


def test_tsv() -> None:
    rows: list[dict[str, object]] = [{"id": 1, "name": "a\tb", "note": "c\nd"}]
    assert text_of("tsv", rows) == 'id\tname\ttags\tnote\n1\t"a\tb"\t\t"c\nd"\n'


def test_json_and_json_lines() -> None:
    expected = [{field: row.get(field) for field in FIELDS} for row in ROWS]
    expected[1]["tags"] = []
    assert json.loads(text_of("json", ROWS)) == expected
    assert [json.loads(line) for line in text_of("jsonl", ROWS).splitlines()] == expected
    assert json.loads(text_of("json", [])) == []
    assert text_of("jsonl", []) == ""


def test_values_of_every_kind() -> None:
    row = (True, 1.5, date(2026, 1, 2), datetime(2026, 1, 2, 3, tzinfo=UTC), {"a": 1}, float("nan"))
    fields = list("abcdef")
    out = io.StringIO()
    assert write_rows(out, "csv", fields, [row], bom=False) == 1
    written = next(csv.reader(out.getvalue().splitlines()[1:]))
    assert written == ["true", "1.5", "2026-01-02", "2026-01-02T03:00:00+00:00", '{"a": 1}', "nan"]
    out = io.StringIO()
    write_rows(out, "jsonl", fields, [row])
    assert list(json.loads(out.getvalue()).values()) == [
        True,
        1.5,
        "2026-01-02",
        "2026-01-02T03:00:00+00:00",
        {"a": 1},
        None,
    ]


def test_rows_are_written_as_they_come() -> None:
    out = io.StringIO()

    def rows() -> Iterator[list[object]]:
        for n in range(3):
            assert out.getvalue().count("\n") == n + 1
            yield [n]

    assert write_rows(out, "csv", ["n"], rows()) == 3


def test_the_sink_stays_open() -> None:
    out = io.BytesIO()
    write_rows(out, "csv", ["a"], [["x"]])
    write_rows(out, "csv", ["a"], [["y"]], bom=False)
    assert out.getvalue() == b"\xef\xbb\xbfa\r\nx\r\na\ny\n"


def test_unknown_format() -> None:
    with pytest.raises(InvalidValue, match="xml"):
        write_rows(io.StringIO(), "xml", [], [])


@pytest.mark.parametrize(
    "value", ["+989120000001", "+98 912 000 0001", "-12.50", "+5", "1,200", "-1e5", "12", "", "a=b"]
)
def test_phones_and_numbers_are_not_guarded(value: str) -> None:
    assert guard(value) == value


@pytest.mark.parametrize(
    "value",
    [
        *("=1", "+1+1", "-2+3", "@SUM(A1)", "\tx", "\rx", "\nx", "\0", "＝1", "＋1", "－1", "＠x"),
        *("'=1", "''+98912", "-", "+", "+98-912", "+۹۸", "-cmd|' /C calc'!A0"),
    ],
)
def test_formulas_are_guarded(value: str) -> None:
    assert guard(value) == "'" + value
    assert unguard(guard(value)) == value


@pytest.mark.parametrize("value", ["'Abd al-Rahman", "'90s", "'", "''"])
def test_names_with_a_leading_quote_stay(value: str) -> None:
    assert guard(value) == value
    assert unguard(value) == value


def test_published_injections() -> None:
    path = data("adversarial/csv_injection/payloadbox_csv-payload.txt")
    for line in path.read_text().splitlines():
        assert guard(line)[:1] not in tuple("=+-@\t\r\n")
        assert unguard(guard(line)) == line


LOADED = st.text(st.sampled_from("'=+-@\t\r\n\0＝＋－＠1a ,.") | st.characters(codec="utf-8"))


@settings(max_examples=2000)
@given(LOADED)
def test_guard_is_undone_exactly(value: str) -> None:
    guarded = guard(value)
    assert unguard(guarded) == value
    if guarded[:1] in tuple("=+-@\t\r\n\0＝＋－＠"):
        assert set(guarded) <= set("+-0123456789 ,.eE")
        assert guarded[1:2].isdigit()


@settings(max_examples=100)
@given(
    st.lists(st.lists(LOADED, min_size=2, max_size=2), max_size=5), st.sampled_from(["csv", "tsv"])
)
def test_what_is_exported_is_imported(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], fmt: str
) -> None:
    path: Path = tmp_path_factory.mktemp("any") / "file"
    with path.open("wb") as out:
        write_rows(out, fmt, ["name", "phone"], rows, bom=len(rows) % 2 == 0)
    if any("\0" in cell for row in rows for cell in row):
        return
    table = read_table(path)
    assert table.header == ["name", "phone"]
    assert [[unguard(cell) for cell in row] for row in table.rows] == rows


def book_of(rows: list[list[object]], fields: list[str]) -> bytes:
    out = io.BytesIO()
    assert write_rows(out, "xlsx", fields, rows) == len(rows)
    return out.getvalue()


def read_back(folder: Path, book: bytes) -> list[list[str]]:
    return list(read_table(written(folder, book, "file.xlsx")).rows)


def test_a_workbook_keeps_texts_as_they_are(tmp_path: Path) -> None:
    texts = [
        *(
            "09121112233",
            "007",
            "+98912",
            "=1+1",
            "-2",
            "@x",
            "'quoted",
            "1e5",
            "true",
            "2026-01-01",
        ),
        *(
            "one\ntwo",
            "a\r\nb",
            " blanks ",
            "سارا\u200cبانو",
            "🙂",
            '<&>"',
            "_x0041_",
            "\t",
            "\x01",
        ),
        *("https://example.org", "x" * 32_767, "end"),
    ]
    fields = [f"column {number}" for number in range(len(texts))]
    assert read_back(tmp_path, book_of([[*texts]], fields)) == [texts]


def test_a_workbook_knows_numbers(tmp_path: Path) -> None:
    row: list[object] = [
        5,
        -1.5,
        10**18,
        True,
        None,
        float("nan"),
        date(2026, 1, 2),
        ["a", "b"],
        "end",
    ]
    book = book_of([row], list("abcdefghi"))
    assert read_back(tmp_path, book) == [
        ["5", "-1.5", "1" + "0" * 18, "true", "", "nan", "2026-01-02", "a, b", "end"]
    ]
    with ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>5</v>" in sheet
    assert "<v>1000000000000000000</v>" not in sheet
    assert 'state="frozen"' in sheet
    assert "<f>" not in sheet


def test_a_workbook_of_dictionaries_and_of_nothing(tmp_path: Path) -> None:
    out = io.BytesIO()
    assert write_rows(out, "xlsx", FIELDS, ROWS) == 2
    assert read_back(tmp_path, out.getvalue())[1] == ["2", "=1+1", "", 'x,"y"\nz']
    empty = read_table(written(tmp_path, book_of([], ["name", "phone"])))
    assert (empty.header, list(empty.rows)) == (["name", "phone"], [])


def test_a_workbook_is_the_same_whenever_it_is_written() -> None:
    first = book_of([["a", 1]], ["name", "n"])
    assert first == book_of([["a", 1]], ["name", "n"])
    with ZipFile(io.BytesIO(first)) as archive:
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


@pytest.mark.parametrize("text", ["x" * 32_768, "🙂" * 16_384])
def test_a_text_too_long_for_a_workbook_names_its_row(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"Row 3, note: .*32,767") as refused:
        book_of([["a", "b"], ["c", text]], ["name", "note"])
    assert "csv" in refused.value.hint


def test_too_many_columns_for_a_workbook() -> None:
    with pytest.raises(InvalidValue, match="16,384 columns"):
        book_of([], ["x"] * 16_385)


def test_nothing_is_left_of_a_workbook_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rows() -> Iterator[list[str]]:
        yield ["a"]
        raise InvalidValue("stop")

    out = io.BytesIO()
    with pytest.raises(InvalidValue):
        write_rows(out, "xlsx", ["name"], rows())
    assert (out.getvalue(), list(tmp_path.iterdir())) == (b"", [])


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(CrmError) as refused:
        book_of([], ["name"])
    assert 'pip install "crmtui[xlsx]"' in refused.value.hint


WRITABLE = st.text(
    st.sampled_from("'=+-@\t\r\n\x0001_xX🙂س")
    | st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"),
    max_size=20,
).filter(lambda text: "_x005F_" not in text)


@settings(max_examples=60)
@given(st.lists(st.lists(WRITABLE, min_size=2, max_size=2), max_size=4))
def test_what_a_workbook_holds_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    book = book_of([[*row, "end"] for row in rows], ["name", "phone", "email"])
    read = read_back(tmp_path_factory.mktemp("any"), book)
    assert [row[:2] for row in read] == rows
