from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.errors import FileUnreadable, InvalidValue
from crmtui.exchange.tables.table import Table, read_table
from tests.exchange import data, written
from tests.exchange.tables.peak import peak


def table(folder: Path, content: str | bytes, **options: str) -> Table:
    return read_table(written(folder, content), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_finds_the_delimiter(tmp_path: Path, mark: str) -> None:
    rows = [["name", "note", "amount"], ["Ali", "a,b;c|d\te", "1,5"], ["Sara", "-", "2,5"]]
    content = io.StringIO()
    csv.writer(content, delimiter=mark).writerows(rows)
    found = table(tmp_path, content.getvalue())
    assert (found.header, found.delimiter) == (rows[0], mark)
    assert list(found.rows) == rows[1:]


@pytest.mark.parametrize(
    ("content", "delimiter", "first"),
    [
        ("نام;مبلغ\nعلی;1,200,000\nسارا;5,000\nرضا;10\n", ";", ["علی", "1,200,000"]),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";", ["1,5", "2,5"]),
        ("name\tphone\nRezaei, Ali\t0912\nKarimi, Sara\t0935\n", "\t", ["Rezaei, Ali", "0912"]),
        ("name|time\nAli|10:30:00\n", "|", ["Ali", "10:30:00"]),
        ('name,note\n"Ali; Sara","x; y"\n', ",", ["Ali; Sara", "x; y"]),
        ("sep=;\nname;phone\nAli;0912\n", ";", ["Ali", "0912"]),
        ('\ufeff"sep=|"\r\nname|phone\r\nAli|0912\r\n', "|", ["Ali", "0912"]),
        ('name, phone, note\nAli, 0912, "a, b"\n', ",", ["Ali", "0912", "a, b"]),
        ('name;year\n"\\"Big\\" Ali";1987\nSara;1984\n', ";", ['"Big" Ali', "1987"]),
        ('key,val\n1,"{""a"": ""x\\""y""}"\n', ",", ["1", '{"a": "x\\"y"}']),
        ("name\nAli Rezaei\nSara Karimi\n", ",", ["Ali Rezaei"]),
        ("0912 000 0001\n0912 000 0002\n", " ", ["0912", "000", "0002"]),
        ("a,b,c\n", ",", []),
    ],
)
def test_shapes(tmp_path: Path, content: str, delimiter: str, first: list[str]) -> None:
    found = table(tmp_path, content)
    assert found.delimiter == delimiter
    assert next(found.rows, []) == first


def test_whitespace_as_in_published_data() -> None:
    found = read_table(data("cdnow/CDNOW_sample.txt"), has_header=False)
    assert (found.header, found.first_row, found.delimiter) == (["1", "2", "3", "4", "5"], 1, " ")
    rows = list(found.rows)
    assert len(rows) == 6919
    assert rows[0] == ["00004", "0001", "19970101", "2", "29.33"]


@pytest.mark.parametrize(
    ("name", "delimiter"),
    [("semicolon", ";"), ("Tab", "\t"), ("\\t", "\t"), ("pipe", "|"), ("^", "^"), (":", ":")],
)
def test_given_delimiter(tmp_path: Path, name: str, delimiter: str) -> None:
    content = f"a,1{delimiter}b\nc,2{delimiter}d\n"
    found = table(tmp_path, content, delimiter=name)
    assert (found.delimiter, found.header) == (delimiter, ["a,1", "b"])
    spaced = table(tmp_path, " a  b\n c\td\n", delimiter="whitespace")
    assert (spaced.header, list(spaced.rows)) == (["a", "b"], [["c", "d"]])


@pytest.mark.parametrize("name", ["ab", '"', "\n", "comma,"])
def test_no_delimiter(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidValue, match="not a delimiter"):
        table(tmp_path, "a,b\n", delimiter=name)


def test_a_header_below_notes(tmp_path: Path) -> None:
    linkedin = (
        'Notes:\n"When exporting your connection data, you may notice, that …"\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Sara,Karimi,,,Iran Khodro,CEO,30 Apr 2026\n"
    )
    found = table(tmp_path, linkedin)
    assert (found.header[0], found.first_row, found.source) == ("First Name", 5, "linkedin")
    assert [row[0] for row in found.rows] == ["Sara"]
    quickbooks = "My Shop,,\nSales by Customer,,\n\nDate,Customer,Amount\n2026-01-01,Ali,5\n"
    found = table(tmp_path, quickbooks)
    assert (found.header, found.first_row) == (["Date", "Customer", "Amount"], 5)


def test_values_that_look_like_a_header_are_no_header(tmp_path: Path) -> None:
    found = table(tmp_path, "table,field,description\ncontacts,phone,email\n")
    assert found.header == ["table", "field", "description"]


def test_without_header(tmp_path: Path) -> None:
    found = read_table(written(tmp_path, "Ali,0912\nSara,0935,x\n"), has_header=False)
    assert (found.header, found.first_row) == (["1", "2", "3"], 1)
    assert list(found.rows) == [["Ali", "0912"], ["Sara", "0935", "x"]]


def test_blank_lines_stay_so_that_rows_can_be_counted(tmp_path: Path) -> None:
    found = table(tmp_path, "name,phone\n\nAli,0912\n\n\nSara,0935\n")
    assert found.sample == [["Ali", "0912"], ["Sara", "0935"]]
    numbered = dict(enumerate(found.rows, found.first_row))
    assert (numbered[3], numbered[6]) == (["Ali", "0912"], ["Sara", "0935"])


def test_sample_is_also_in_the_rows(tmp_path: Path) -> None:
    found = table(tmp_path, "id,name\n" + "".join(f"{n},x\n" for n in range(5000)))
    assert [row[0] for row in found.sample] == [str(n) for n in range(200)]
    assert [row[0] for row in found.rows] == [str(n) for n in range(5000)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_inside_and_outside_of_quotes(tmp_path: Path, end: str) -> None:
    found = table(tmp_path, f'name,note{end}Ali,"one{end}two"{end}Sara,x{end}')
    assert list(found.rows) == [["Ali", f"one{end}two"], ["Sara", "x"]]


def test_source_is_the_same_for_the_same_kind_of_file(tmp_path: Path) -> None:
    one = table(tmp_path, "Full Name,Mobile,Shoe size\nAli,0912,42\n").source
    other = table(tmp_path, "full_name;MOBILE;shoe-size\nSara;0935;38\n").source
    assert one == other
    assert one.startswith("csv-")
    assert one != table(tmp_path, "Full Name,Mobile\nAli,0912\n").source
    assert table(tmp_path, "id,name,kind,phone,email,company,city\n").source == "crmtui"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('name,note\nAli,x\nSara,"never closed\nReza,y\nMina,z\n', 3),
        ('name,note\nAli,x\n"Sara,y\n', 3),
        ('name,note\nAli,"a\nb"\nSara,"c\nd', 4),
    ],
)
def test_a_quote_that_never_closes_swallows_nothing(
    tmp_path: Path, content: str, line: int
) -> None:
    with pytest.raises(FileUnreadable, match=f"line {line}: a quote"):
        list(table(tmp_path, content).rows)
    long = content.replace("name,note\n", "name,note\n" + "x,y\n" * 20_000)
    with pytest.raises(FileUnreadable, match=f"line {line + 20_000}: a quote"):
        list(table(tmp_path, long).rows)


def test_an_open_quote_in_the_last_line_is_harmless(tmp_path: Path) -> None:
    assert list(table(tmp_path, 'name,note\nAli,"x').rows) == [["Ali", "x"]]
    closed = table(tmp_path, 'name,note\nAli,"x\n"\n')
    assert list(closed.rows) == [["Ali", "x\n"]]


def test_a_cell_beyond_the_limit_names_its_line(tmp_path: Path) -> None:
    rows = 'name,note\nAli,x\nSara,"' + "filler line\n" * 500_000
    with pytest.raises(FileUnreadable, match="line 3: a quote"):
        list(table(tmp_path, rows).rows)
    fine = 'name,note\nAli,"' + "x" * 3_000_000 + '"\n'
    assert len(next(table(tmp_path, fine).rows)[1]) == 3_000_000


def test_a_line_without_end_is_no_table(tmp_path: Path) -> None:
    packed = gzip.compress(b"name,phone\n" + b"x" * 40_000_000, 1)
    with pytest.raises(FileUnreadable, match="line 2: a record of more than 4 MB"):
        table(tmp_path, packed)


def test_records_without_end_name_their_line(tmp_path: Path) -> None:
    rows = "name,phone\n" + "Ali,0912\n" * 5000
    long_line = rows + "x" * 10_000_000 + "\n"
    with pytest.raises(FileUnreadable, match=r"file.csv, line 5002: a record of more than 4 MB"):
        list(table(tmp_path, long_line).rows)
    many_lines = rows + '"a\nb",' * 1_000_000 + "\n"
    with pytest.raises(FileUnreadable, match="line 5002"):
        list(table(tmp_path, many_lines).rows)
    many_cells = rows + "ab," * 1_700_000 + "\n"
    with pytest.raises(FileUnreadable, match="line 5002"):
        list(table(tmp_path, many_cells).rows)


@pytest.mark.parametrize("before", [0, 5000])
def test_more_cells_than_any_table_has(tmp_path: Path, before: int) -> None:
    content = "name,phone\n" + "Ali,0912\n" * before + "a," * 20_000 + "\n"
    with pytest.raises(FileUnreadable, match=f"line {before + 2}: 20001 cells in one row; 16384"):
        list(table(tmp_path, content).rows)


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not measured there")
@pytest.mark.parametrize(
    "content",
    [
        b"name,phone\n" + b"x" * 300_000_000,
        b"name,phone\n" + b"ab," * 1_600_000 + b"\n",
        (b"name,phone\n" + b"abc," * 16_000 + b"\n") * 250,
        (b"name,phone\n" + b"x" * 4_000_000 + b"\n") * 40,
        b'name,phone\n"' + b"x\n" * 20_000_000,
        b'[{"name": "' + b"x" * 100_000_000 + b'"}]',
        b'[{"name": [' + b"{}," * 5_000_000 + b"{}]}]",
        b"[" + b",".join([b'{"name": "' + b"x" * 4_000_000 + b'"}'] * 30) + b"]",
        b"dn: x\ncn: " + b"x" * 100_000_000,
        (b"dn: x\ncn: " + b"x" * 4_000_000 + b"\n\n") * 30,
    ],
    ids=[
        *("one line", "one record", "wide records", "long cells", "open quote"),
        *("json text", "json objects", "json records", "ldif line", "ldif records"),
    ],
)
def test_memory_is_bounded(tmp_path: Path, content: bytes) -> None:
    found = peak(written(tmp_path, gzip.compress(content, 1)))
    assert found.rows or "file.csv" in found.message
    assert found.megabytes < 300


def test_shapes_that_are_no_error(tmp_path: Path) -> None:
    found = table(tmp_path, "name,phone,phone\nAli,1,2,3,4\nSara\n,\n")
    assert found.header == ["name", "phone", "phone"]
    assert list(found.rows) == [["Ali", "1", "2", "3", "4"], ["Sara"], ["", ""]]


def test_half_a_file(tmp_path: Path) -> None:
    content = "name,note\nAli,x\nSara,one two thr"
    assert list(table(tmp_path, content).rows)[-1] == ["Sara", "one two thr"]


def test_a_few_nuls_are_dropped(tmp_path: Path) -> None:
    content = data("adversarial/rust-csv/uspop-null.csv").read_text()
    rows = list(table(tmp_path, content).rows)
    spoilt = content.replace("Kenai", "Ken\0ai").replace("\n", "\0\n", 3)
    assert list(table(tmp_path, spoilt).rows) == rows
    assert len(rows) == 100


@pytest.mark.parametrize(
    "content", ["<html><table>", "\n<?xml version='1.0'?>", ",,,\n,,\n", '""\n', "sep=,\n\n"]
)
def test_no_tables(tmp_path: Path, content: str) -> None:
    with pytest.raises(FileUnreadable):
        table(tmp_path, content)


def test_a_file_that_shrinks_while_read(tmp_path: Path) -> None:
    path = written(tmp_path, "نام,تلفن\n" + "علی,۰۹۱۲\n" * 50_000)
    found = read_table(path)
    next(found.rows)
    path.write_bytes(path.read_bytes()[:300_001])
    with pytest.raises(FileUnreadable, match=r"line \d+"):
        list(found.rows)


def test_csv_spectrum() -> None:
    folder = data("adversarial/csv_spectrum")
    files = sorted((folder / "csvs").glob("*.csv"))
    assert files
    for path in files:
        found = read_table(path)
        # Our copy of newlines_crlf.csv has lost its carriage returns.
        answer = (folder / "json" / f"{path.stem}.json").read_text("utf-8").replace("\\r\\n", "\\n")
        expected = json.loads(answer)
        got = [dict(zip(found.header, row, strict=True)) for row in found.rows]
        if path.stem == "location_coordinates":  # its answer has another phone
            assert list(got[0]) == list(expected)
        else:
            assert got == expected, path.name


def test_agate_oddities() -> None:
    folder = data("adversarial/agate")
    same = ("test.csv", "test_cr.csv", "test_crlf.csv", "test_csv_sniff.csv")
    tables = [read_table(folder / name) for name in same]
    assert all(found.header == tables[0].header for found in tables)
    rows = [list(found.rows) for found in tables]
    assert all(found == rows[0] for found in rows)
    assert list(read_table(folder / "test_utf16_little.csv").rows)[1][2] == "ʤ"
    assert list(read_table(folder / "test_latin1.csv").rows)[1][2] == "©"
    with pytest.raises(FileUnreadable, match="empty"):
        read_table(folder / "empty.csv")


def test_rust_csv_oddities() -> None:
    folder = data("adversarial/rust-csv")
    strange = [row for row in read_table(folder / "strange.csv", has_header=False).rows if row]
    assert strange[0] == ['"Hacksaw" Jim Duggan', "1987"]
    assert ['Jake "The Snake" Roberts', "1986"] in strange
    colon = read_table(folder / "smallpop-colon.csv", delimiter=":")
    assert list(colon.rows) == list(read_table(folder / "smallpop.csv").rows)
    latin = list(read_table(folder / "uspop-latin1.csv").rows)
    assert [len(row) for row in latin] == [5] * 100


@pytest.mark.parametrize(
    ("name", "delimiter", "rows", "source"),
    [
        ("fa_derived/fa_contacts_cp1256_semicolon.csv", ";", 20, "csv-"),
        ("fa_derived/fa_contacts_utf8bom.csv", ",", 500, "csv-"),
        ("contacts_csv/crm_exports/google_contacts_2024_labels.csv", ",", 1, "google-contacts"),
        ("contacts_csv/crm_exports/outlook_com_header_only.csv", ",", 0, "outlook"),
        (
            "contacts_csv/thunderbird/mailnews/addrbook/test/unit/data/export.txt",
            "\t",
            2,
            "thunderbird",
        ),
        ("contacts_csv/atomic-crm/test-data/contacts.csv", ",", 500, "csv-"),
        ("superstore/superstore_us_mdy_bom.csv", ",", 9994, "csv-"),
        ("rfm_ref/rfm_data_orders.csv", ",", 4906, "csv-"),
    ],
)
def test_real_files(name: str, delimiter: str, rows: int, source: str) -> None:
    found = read_table(data(name))
    assert found.delimiter == delimiter
    assert found.source.startswith(source)
    assert not found.header[0].startswith("\ufeff")
    assert sum(1 for row in found.rows if row) == rows


def test_half_a_million_rows_in_gzip() -> None:
    found = read_table(data("online_retail/online_retail.csv.gz"))
    assert found.header[0] == "InvoiceNo"
    assert sum(1 for _row in found.rows) == 541_909


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=12)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8), st.sampled_from([",", ";", "\t"])
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], mark: str
) -> None:
    content = io.StringIO()
    writer = csv.writer(content, delimiter=mark, quoting=csv.QUOTE_ALL)
    writer.writerows([["full name", "phone", "email"], *rows])
    path = written(tmp_path_factory.mktemp("any"), content.getvalue())
    assert list(read_table(path).rows) == rows


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = written(tmp_path_factory.mktemp("any"), text)
    try:
        list(read_table(path).rows)
    except FileUnreadable as refused:
        assert refused.message
