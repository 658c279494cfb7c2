from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.exchange.cells import (
    apart,
    emails_in,
    in_one_cell,
    label_in,
    number_text,
    phones_in,
    tags_in,
    values_in,
    web_point,
)
from crmtui.exchange.contact_rows import ContactRow, Point, rows_from_table
from crmtui.exchange.headers.match import match, parse_map
from crmtui.exchange.tables.table import read_table
from crmtui.exchange.tables.write import write_rows
from crmtui.text.clean import clean
from tests.exchange import data, written


def contacts(path: Path, told: str = "") -> list[ContactRow]:
    table = read_table(path)
    mapping = match(table.header, "contacts", parse_map(told), samples=table.sample)
    return list(rows_from_table(table, mapping))


def contact(folder: Path, **cells: str) -> ContactRow:
    """Read one row of a file with these columns."""
    content = io.StringIO()
    csv.writer(content).writerows([list(cells), list(cells.values())])
    (row,) = contacts(written(folder, content.getvalue()))
    return row


def test_google(tmp_path: Path) -> None:
    (grace,) = contacts(data("contacts_csv/crm_exports/google_contacts_2024_labels.csv"))
    assert grace._replace(raw=[]) == ContactRow(
        row=2,
        ref="",
        name="Grace Brewster Hopper",
        kind="person",
        points=(
            Point("phone", "+1 555 0199", "mobile"),
            Point("email", "grace@navy.example", "work"),
            Point("email", "grace@example.com", "other"),
            Point("web", "https://example.com/grace", ""),
            Point("address", "1 Main St, Suite 4, Arlington, VA, 22201, USA", "work"),
        ),
        company="US Navy",
        city="Arlington",
        tags=("Navy",),
        source="",
        status="",
        birthday="1906-12-09",
        note="",
        raw=[],
        nickname="Amazing Grace",
        job_title="Rear Admiral",
    )


def test_several_values_in_one_cell_of_google(tmp_path: Path) -> None:
    row = contact(
        tmp_path,
        **{
            "Given Name": "Sara",
            "Group Membership": "* myContacts ::: VIP ::: Tehran",
            "Phone 1 - Type": "Mobile",
            "Phone 1 - Value": "0912 000 0001 ::: 0935 000 0002",
            "E-mail 1 - Type": "* Home",
            "E-mail 1 - Value": "a@x.ir ::: b@x.ir",
        },
    )
    assert row.tags == ("VIP", "Tehran")
    assert row.points == (
        Point("phone", "0912 000 0001", "mobile"),
        Point("phone", "0935 000 0002", "mobile"),
        Point("email", "a@x.ir", "home"),
        Point("email", "b@x.ir", "home"),
    )


def test_persian_contacts_in_two_encodings() -> None:
    with data("fa_derived/fa_contacts_truth.csv").open(encoding="utf-8") as file:
        truth = list(csv.DictReader(file))
    rows = contacts(data("fa_derived/fa_contacts_utf8bom.csv"))
    assert [row.name for row in rows] == [f"{t['given']} {t['family']}" for t in truth]
    assert [row.city for row in rows] == [t["city"] for t in truth]
    assert [row.ref for row in rows] == [t["id"] for t in truth]
    assert [row.row for row in rows] == list(range(2, 502))
    assert all(len(row.points) == 1 for row in rows)
    old = contacts(data("fa_derived/fa_contacts_cp1256_semicolon.csv"))
    assert old[0].name == "كيانا سماوات"
    assert old[0].points == (Point("phone", "09360000001", ""),)


def test_generated_contacts_with_three_phones_and_mails() -> None:
    rows = contacts(data("contacts_csv/atomic-crm/test-data/contacts.csv"))
    assert len(rows) == 500
    assert (rows[0].name, rows[0].company) == ("Shelley Kerluke", "Gottlieb and Sons")
    assert rows[0].points == (
        Point("phone", "1-955-371-0847 x371", "home"),
        Point("email", "Shelley_Kerluke47@hotmail.com", "other"),
    )


@pytest.mark.parametrize(
    ("cells", "name", "kind", "company"),
    [
        ({"Name": "Sara", "Company": "Iran Khodro"}, "Sara", "person", "Iran Khodro"),
        ({"First Name": "Ali", "Last Name": "Rezaei", "Name": ""}, "Ali Rezaei", "person", ""),
        (
            {
                "Title": "Dr.",
                "First Name": "A",
                "Middle Name": "B",
                "Last Name": "C",
                "Job Title": "",
            },
            "Dr. A B C",
            "person",
            "",
        ),
        ({"نام": "سارا", "نام خانوادگی": "محمدی"}, "سارا محمدی", "person", ""),
        ({"Name": "", "Nickname": "Mimi", "Company": "X"}, "Mimi", "person", "X"),
        ({"Name": "", "Company": "Iran Khodro", "Email": "i@k.ir"}, "Iran Khodro", "company", ""),
        ({"Name": "", "Email": "i@k.ir", "Phone": "0912"}, "i@k.ir", "person", ""),
        ({"Name": "", "Email": "", "Phone": "0912"}, "0912", "person", ""),
        ({"Name": "Acme", "Kind": "Company"}, "Acme", "company", ""),
        ({"Name": "Acme", "نوع": "حقوقی", "شرکت": "Acme"}, "Acme", "company", ""),
        ({"Name": "Sales", "Is a company": "True", "Company": "Acme"}, "Sales", "company", "Acme"),
        ({"Name": "Sara", "Company Type": "Individual"}, "Sara", "person", ""),
        ({"Name": "", "City": "Tehran"}, "", "person", ""),
    ],
)
def test_names(tmp_path: Path, cells: dict[str, str], name: str, kind: str, company: str) -> None:
    row = contact(tmp_path, **cells)
    assert (row.name, row.kind, row.company) == (name, kind, company)


def test_damage_done_by_spreadsheets(tmp_path: Path) -> None:
    row = contact(
        tmp_path,
        **{
            "Customer ID": "'987654",
            "Name": "'Abd al-Rahman",
            "Phone": "'+61412000999",
            "Mobile": "9121112233.0",
            "Work Phone": "9.121112233E9",
            "Home Phone": "9.12E9",
            "Note": "'=HYPERLINK()",
            "Tags": "'-5",
            "City": "'",
        },
    )
    assert row.ref == "987654"
    assert row.name == "'Abd al-Rahman"
    assert {point.value for point in row.points} == {
        "+61412000999",
        "9121112233",
        "9.12E9",
    }
    assert (row.note, row.tags) == ("=HYPERLINK()", ("-5",))


def test_addresses_of_one_or_more_columns(tmp_path: Path) -> None:
    plain = contact(tmp_path, Name="A", Address="12 Main St", City="Tehran")
    assert plain.points == (Point("address", "12 Main St"),)
    shopify = contact(
        tmp_path,
        **{
            "Name": "A",
            "Address1": "12 Main St",
            "Address2": "Unit 4",
            "City": "Bern",
            "Zip": "30",
        },
    )
    assert shopify.points == (Point("address", "12 Main St, Unit 4, Bern, 30"),)
    home_and_work = contact(
        tmp_path,
        **{
            "Name": "A",
            "Home Street": "Elm 1",
            "Home City": "",
            "Business Street": "Oak 2",
            "Business City": "Bern",
            "Business Country/Region": "CH",
        },
    )
    assert home_and_work.points == (
        Point("address", "Elm 1", "home"),
        Point("address", "Oak 2, Bern, CH", "work"),
    )
    assert home_and_work.city == "Bern"
    lines = contact(tmp_path, Name="A", Address="12 Main St\nTehran")
    assert lines.points == (Point("address", "12 Main St, Tehran"),)
    only_city = contact(tmp_path, Name="A", City="Tehran")
    assert only_city.points == ()


def test_lines_in_a_cell(tmp_path: Path) -> None:
    row = contact(tmp_path, Name="Ali\nRezaei", Phone="09120000001\n09350000002\n", Note="a\nb")
    assert row.name == "Ali Rezaei"
    assert row.points == (Point("phone", "09120000001"), Point("phone", "09350000002"))
    assert row.note == "a\nb"


def test_everything_is_cleaned(tmp_path: Path) -> None:
    row = contact(
        tmp_path,
        Name="\x1b[31mAli\u202e  Rezaei\x07 ",
        Tags="a\x1b,\u200c",
        Note="x\x01\r\ny\x9b",
        City="علی\u200cآباد",
    )
    assert (row.name, row.tags, row.note) == ("Ali Rezaei", ("a",), "x\ny")
    assert row.city == "علی\u200cآباد"
    assert contact(tmp_path, Name="\u200c", Phone="0912").name == "0912"


def test_handles_and_links(tmp_path: Path) -> None:
    row = contact(
        tmp_path,
        Name="A",
        Instagram="@shop",
        واتساپ="09120000001",
        Website="https://t.me/shop",
        Birthday="1370/05/12",
        Status="VIP",
    )
    assert row.points == (
        Point("instagram", "@shop"),
        Point("whatsapp", "09120000001"),
        Point("telegram", "https://t.me/shop"),
    )
    assert (row.birthday, row.status) == ("1370/05/12", "VIP")


def test_when_a_contact_was_made(tmp_path: Path) -> None:
    assert contact(tmp_path, Name="A", **{"Create Date": "2024-03-12 09:14"}).created_at == (
        "2024-03-12 09:14"
    )
    assert contact(tmp_path, Name="A", **{"تاریخ عضویت": "1403/01/02"}).created_at == "1403/01/02"
    assert contact(tmp_path, Name="A", Birthday="1990-01-02").created_at == ""


def test_labels_in_a_column_of_our_own(tmp_path: Path) -> None:
    row = contact(
        tmp_path,
        name="A",
        phone="0912 ::: 021 ::: 0935",
        email="a@x.ir ::: b@x.ir",
        tags="a, b :::",
        web="https://t.me/x",
        phone_labels="mobile ::: ::: Villa",
        email_labels="",
        web_labels="::: home",
    )
    assert row.points == (
        Point("phone", "0912", "mobile"),
        Point("phone", "021", ""),
        Point("phone", "0935", "Villa"),
        Point("email", "a@x.ir"),
        Point("email", "b@x.ir"),
        Point("web", "https://t.me/x"),
    )
    assert row.tags == ("a, b",)
    typed = contact(tmp_path, name="A", phone="09121112233, 02188776655", tags="a, b",
                    phone_labels="mobile", Mobile="0935")  # fmt: skip
    assert set(typed.points) == {
        Point("phone", "09121112233", "mobile"),
        Point("phone", "02188776655"),
        Point("phone", "0935", "mobile"),
    }
    assert typed.tags == ("a", "b")


@pytest.mark.parametrize(
    ("values", "cell"),
    [
        ([], ""),
        (["", ""], ""),
        (["a"], "a"),
        (["a", "b"], "a ::: b"),
        (["", "b"], " ::: b"),
        (["a ::: b", "c"], "a \\::: b ::: c"),
        (["\\:::"], "\\\\:::"),
    ],
)
def test_several_values_in_a_cell(values: list[str], cell: str) -> None:
    assert in_one_cell("", values) == cell
    assert not any(values) or apart(cell) == values


TOLD = {
    "phone": ["0912, 0935 and more", "021"],
    "email": ["a@x;b@x"],
    "web": ["https://t.me/x", "=1+1"],
    "whatsapp": ["09121112233 / 09351112233"],
    "instagram": ["@shop"],
    "address": ["a ::: b", ":::"],
    "tags": ["a, b"],
}


@pytest.mark.parametrize("fmt", ["csv", "tsv"])
@pytest.mark.parametrize("field", TOLD)
def test_values_of_ours_are_never_torn_apart(tmp_path: Path, fmt: str, field: str) -> None:
    labels = [str(number) for number, _value in enumerate(TOLD[field])]
    row = exported(tmp_path, fmt, {field: TOLD[field], f"{field}_labels": labels})
    if field == "tags":
        assert row.tags == tuple(TOLD[field])
    else:
        expected = zip(TOLD[field], labels, strict=True)
        assert row.points == tuple(Point(field, *pair) for pair in expected)


def test_formulas_are_defused_and_come_back() -> None:
    out = io.BytesIO()
    write_rows(out, "csv", ["id", "name"], [{"id": 1, "name": "=1+1"}])
    assert out.getvalue() == b"\xef\xbb\xbfid,name\r\n1,'=1+1\r\n"


@pytest.mark.parametrize("text", ["=SUM(A1)", "+1-2", "-x", "@shop", "'=1", "''-a", "=\n1"])
def test_what_looks_like_a_formula(tmp_path: Path, text: str) -> None:
    row = exported(tmp_path, "csv", {"name": clean(text), "note": text, "instagram": [clean(text)]})
    assert (row.name, row.note) == (clean(text), text)
    assert row.points == (Point("instagram", clean(text)),)


def exported(folder: Path, fmt: str, told: dict[str, str | list[str]]) -> ContactRow:
    """Read a contact from a table as we write it."""
    told = {"id": "1", "name": "A", "kind": "person", "phone_labels": [], **told}
    cells = {
        field: in_one_cell(field, value) if isinstance(value, list) else value
        for field, value in told.items()
    }
    out = io.BytesIO()
    write_rows(out, fmt, list(cells), [cells])
    (row,) = contacts(written(folder, out.getvalue(), f"file.{fmt}"))
    return row


def test_birthday_in_three_columns(tmp_path: Path) -> None:
    birth = {"Name": "A", "Birth Year": "1990", "Birth Month": "5", "Birth Day": "7"}
    assert contact(tmp_path, **birth).birthday == "1990-05-07"
    assert contact(tmp_path, **{**birth, "Birth Year": ""}).birthday == "--05-07"
    assert contact(tmp_path, **{**birth, "Birth Day": ""}).birthday == ""


def test_the_same_number_in_two_columns_is_one_point(tmp_path: Path) -> None:
    row = contact(tmp_path, Name="A", Mobile="0912", Phone="0912", Fax="021")
    assert row.points == (Point("phone", "0912", "mobile"), Point("phone", "021", "fax"))


def test_short_long_and_blank_rows(tmp_path: Path) -> None:
    content = "name,phone,city\nAli\n\n,,\n , ,\nSara,0935,Tehran,extra\n,,Yazd\n,,,note\n"
    rows = contacts(written(tmp_path, content))
    assert [(row.row, row.name) for row in rows] == [(2, "Ali"), (6, "Sara"), (7, ""), (8, "")]
    assert rows[0].raw == ["Ali"]
    assert rows[1].raw == ["Sara", "0935", "Tehran", "extra"]


def test_columns_by_number(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "0912,Ali\n0935,Sara\n"), has_header=False)
    mapping = match(table.header, "contacts", parse_map("name=2,phone=1"))
    rows = list(rows_from_table(table, mapping))
    assert [(row.row, row.name) for row in rows] == [(1, "Ali"), (2, "Sara")]


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("09120000001, 09350000002", ["09120000001", "09350000002"]),
        ("۰۹۱۲۰۰۰۰۰۰۱ - ۰۲۱۸۸۷۷۶۶۵۵", ["۰۹۱۲۰۰۰۰۰۰۱", "۰۲۱۸۸۷۷۶۶۵۵"]),
        ("02188776655/09120000001", ["02188776655", "09120000001"]),
        ("0912 000 0001 ؛ 021-88776655", ["0912 000 0001", "021-88776655"]),
        ("021-88776655-7", ["021-88776655-7"]),
        ("02188776655, 12", ["02188776655, 12"]),
        ("02188776655/6", ["02188776655/6"]),
        ("1-955-371-0847 x371", ["1-955-371-0847 x371"]),
        ("+98 (21) 8877 6655", ["+98 (21) 8877 6655"]),
    ],
)
def test_phones_in_one_cell(cell: str, phones: list[str]) -> None:
    assert phones_in(cell) == phones


def test_other_values_in_one_cell() -> None:
    assert emails_in("a@x.ir; b@x.ir") == ["a@x.ir", "b@x.ir"]
    assert emails_in("Sara K <s@x.ir>, Ali <a@x.ir>") == ["s@x.ir", "a@x.ir"]
    assert emails_in("mailto:a@x.ir") == ["a@x.ir"]
    assert emails_in("not an address") == ["not an address"]
    assert tags_in('"VIP","Blog"') == ("VIP", "Blog")
    assert tags_in("vip؛ خوش‌حساب، همکار") == ("vip", "خوش‌حساب", "همکار")
    assert values_in("a ::: b") == ["a", "b"]
    assert [label_in(word) for word in ("* Work", "Home Fax", "SMTP", "Villa")] == [
        "work",
        "fax",
        "",
        "Villa",
    ]
    assert number_text("12345.0") == "12345"
    assert number_text("1.5") == "1.5"
    assert web_point("instagram.com/a").kind == "instagram"
    assert web_point("http://example.com/instagram.com/").kind == "web"


@given(st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=5), max_size=6))
def test_any_cells_give_clean_rows(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]
) -> None:
    content = io.StringIO()
    writer = csv.writer(content, quoting=csv.QUOTE_ALL)
    writer.writerow(["name", "phone", "email", "tags", "note"])
    writer.writerows(cells)
    path = written(tmp_path_factory.mktemp("any"), content.getvalue().encode("utf-8", "replace"))
    table = read_table(path, encoding="utf-8")
    for row in rows_from_table(table, match(table.header, "contacts")):
        said = (row.name, row.ref, *row.tags, *(point.value for point in row.points))
        assert all(clean(text) == text for text in said)
        assert all(point.value for point in row.points)


ALONE = st.text(max_size=12).map(clean).filter(bool) | st.sampled_from([":::", "\\:::", "::::"])


@given(st.lists(ALONE, max_size=4), st.lists(st.text(max_size=5).map(clean), max_size=4))
def test_any_values_share_a_cell(values: list[str], labels: list[str]) -> None:
    assert apart(clean(in_one_cell("", values))) == (values or [""])
    assert apart(clean(in_one_cell("", labels))) == (labels if any(labels) else [""])
