from __future__ import annotations

import gzip
import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from crmtui.errors import FileUnreadable, InvalidValue
from crmtui.exchange.tables.table import read_table, take
from tests.exchange import written
from tests.exchange.tables import made

CONTENTS: list[tuple[str | bytes, str]] = [
    ("name,phone\nسارا,0912\n", "csv"),
    ('[{"name": "سارا", "phone": "0912"}]', "json"),
    ('{"name": "سارا", "phone": "0912"}\n{"name": "b", "phone": ""}\n', "jsonl"),
    ("dn: cn=a\nname: سارا\nphone: 0912\n", "ldif"),
    (made.xlsx(made.row(1, "name", "phone") + made.row(2, "سارا", "0912")), "xlsx"),
    (made.xlsb([["name", "phone"], ["سارا", "0912"]]), "xlsx"),
    (made.xls({(0, 0): "name", (0, 1): "phone", (1, 0): "سارا", (1, 1): "0912"}), "xls"),
    (made.ods(made.ods_table(made.ods_row("name", "phone"), made.ods_row("سارا", "0912"))), "ods"),
]


@pytest.mark.parametrize(("content", "form"), CONTENTS)
def test_the_content_tells_the_form_and_not_the_name(
    tmp_path: Path, content: str | bytes, form: str
) -> None:
    found = read_table(written(tmp_path, content, "file.dat"))
    assert (found.form, found.header) == (form, ["name", "phone"])
    assert next(row for row in found.rows if row) == ["سارا", "0912"]
    assert found.size > 0


@pytest.mark.parametrize(("content", "form"), CONTENTS)
def test_standard_input_takes_every_form(
    monkeypatch: pytest.MonkeyPatch, content: str | bytes, form: str
) -> None:
    data = content.encode() if isinstance(content, str) else content
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert read_table(None).form == form


@pytest.mark.parametrize(
    ("content", "header"),
    [
        ("[id],name\n1,Ali\n", ["[id]", "name"]),
        ("{name};phone\nAli;0912\n", ["{name}", "phone"]),
        ('{"a": 1},name\n{"a": 2},Ali\n', ['{"a": 1}', "name"]),
        ("[1],2\n", ["[1]", "2"]),
        ("dn,cn\n1,2\n", ["dn", "cn"]),
        ("version: 1,x\n", ["version: 1", "x"]),
    ],
)
def test_what_only_begins_like_another_form_is_delimited(
    tmp_path: Path, content: str, header: list[str]
) -> None:
    found = read_table(written(tmp_path, content))
    assert (found.form, found.header) == ("csv", header)


def test_a_named_delimiter_says_that_it_is_delimited(tmp_path: Path) -> None:
    found = read_table(written(tmp_path, '[{"a":1}]|x\n'), delimiter="pipe")
    assert (found.form, found.header) == ("csv", ['[{"a":1}]', "x"])


def test_a_sheet_of_what_has_none(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue, match="no sheets") as refused:
        read_table(written(tmp_path, "a,b\n1,2\n"), sheet="2")
    assert "--sheet" in refused.value.hint


@pytest.mark.parametrize("content", [CONTENTS[1][0], CONTENTS[2][0], CONTENTS[3][0]])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_other_texts_are_of_any_encoding_too(tmp_path: Path, content: str, encoding: str) -> None:
    path = written(tmp_path, content.encode(encoding))
    found = read_table(path, encoding=encoding if encoding == "utf-16-le" else "")
    assert next(found.rows) == ["سارا", "0912"]


def test_json_in_gzip(tmp_path: Path) -> None:
    found = read_table(written(tmp_path, gzip.compress(b'[{"name": "Ali"}]')))
    assert (found.form, list(found.rows)) == ("json", [["Ali"]])


def test_huge_records_are_not_held_by_the_hundred() -> None:
    rows = (["x" * 1_000_000] for _number in range(200))
    taken, whole = take(rows, 200)
    assert (len(taken), whole) == (9, False)
    assert take(iter([["a"], ["b"]]), 3) == ([["a"], ["b"]], True)


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="zip archive") as refused:
        read_table(written(tmp_path, made.zipped({"photo.jpg": b"x"})))
    assert "CSV" in refused.value.hint
    with pytest.raises(FileUnreadable, match="Word"):
        read_table(written(tmp_path, made.zipped({"word/document.xml": "<x/>"})))
