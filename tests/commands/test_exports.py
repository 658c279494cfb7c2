"""What the shop holds, in files for others and for another store of ours."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from crmtui.commands.files.export_file import format_of
from crmtui.commands.shop import Shop
from crmtui.errors import UsageError
from crmtui.exchange.tables.write import FORMATS
from crmtui.exchange.vcard.read import read_cards
from crmtui.reads.exports.contacts import CONTACT_COLUMNS, contact_rows
from crmtui.reads.exports.interactions import INTERACTION_COLUMNS, interaction_rows
from crmtui.reads.exports.needs import NEED_COLUMNS
from crmtui.reads.exports.purchases import PURCHASE_COLUMNS, purchase_rows
from crmtui.reads.exports.tasks import TASK_COLUMNS
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.text.formats import Formats
from crmtui.writes import contacts, interactions
from tests.conftest import Crm

TABLES = ("csv", "tsv", "json", "jsonl", "xlsx")
MADE = "2024-01-02T03:04:05Z"
OURS = f"""id,name,kind,status,phone,email,company,city,tags,birthday,note,created_at
3,Ali Rezaei,person,customer,0912 111 2233,ali@pars.ir,Pars Co.,Tehran,vip;gold,1991-3-25,,{MADE}
5,زهرا کریمی,person,inactive,۰۹۳۵۱۱۱۲۲۳۳ ::: 021-88776655,,,شیراز,,,"one
two",{MADE}
7,Pars Co.,company,lead,021 1234 5678,,,,,,,{MADE}
"""
CARDS = """BEGIN:VCARD
VERSION:3.0
UID:abc
FN:Sara Mohammadi
N:Mohammadi;Sara;;Dr.;
ORG:Iran Khodro;Sales
TITLE:Manager
NICKNAME:Mimi
TEL;TYPE=CELL:09120000001
item1.TEL:02188776655
item1.X-ABLabel:ویلا
EMAIL;TYPE=WORK:sara@x.ir
ADR;TYPE=HOME:;;Azadi 12;Tehran;;11111;Iran
URL:https://x.ir
X-SOCIALPROFILE;TYPE=instagram;X-USER=sara.m:https://instagram.com/sara.m
IMPP;X-SERVICE-TYPE=Skype:skype:sara
ANNIVERSARY:2015-06-07
item2.X-ABDATE:2015-06-07
item2.X-ABLabel:Wedding
NOTE:three\\nfour
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Acme
ORG:Acme
TEL;TYPE=WORK:02177665544
END:VCARD
"""


OWN = (
    ("Shoe size", "number"),
    ("[b]Seen[/b], on", "date"),
    ("Fit", "choice", "--choices", "S,M,میانه"),
    ("Wholesale buyer", "yes-no"),
    ("Deposit", "money"),
    ("-اندازه دور گردن", "text"),
)
"""Fields of the shop's own; some names are ones that a spreadsheet would run or a header eats."""


def _know_more(crm: Crm, store: Store) -> None:
    """Fill in what no file of the fixture brings: own fields, links, marks."""
    for field in OWN:
        assert crm("config", "field", "add", *field[2:], "--", *field[:2]).code == 0
    typed = {
        "ali": ("Shoe size=42.5", "[b]Seen[/b], on=2024-03-20", "fit=میانه", "deposit=-12.50"),
        "زهرا": ("wholesale buyer=no", "-اندازه دور گردن==1+1 [/], ۴۲", "Shoe size=-0.25"),
    }
    for who, values in typed.items():
        told = [f"--field={value}" for value in values]
        assert crm("contact", "edit", who, *told).code == 0
    with transact(store, "more") as transaction:
        for sql in (
            "UPDATE contact SET relation = 'supplier', owner = 'Mina, Reza', keep_days = 0, "
            "anniversary = '1604-03-20', preferred_channel = 'telegram', do_not_contact = 1 "
            "WHERE id = 3",
            "UPDATE contact SET keep_days = 30 WHERE id = 5",
            "UPDATE contact_point SET preferred = 1 WHERE contact_id = 5 AND value LIKE '021%'",
            "INSERT INTO contact_link(contact_id, other_id, role) VALUES(5, 3, 'referred-by'), "
            "(5, 7, 'referred-by'), (3, 5, 'family-of'), (3, 7, 'pays-for'), (7, 3, 'knows')",
        ):
            transaction.connection.execute(sql)


@pytest.fixture
def shop(crm: Crm, store: Store, tmp_path: Path) -> Crm:
    """A shop with a bit of everything."""
    ours, cards = tmp_path / "ours.csv", tmp_path / "cards.vcf"
    ours.write_text(OURS, "utf-8")
    cards.write_text(CARDS, "utf-8")
    crm("import", "contacts", str(ours))
    crm("import", "contacts", str(cards))
    _know_more(crm, store)
    crm("add", "=SUM(A1)", "--note", "=two\nlines", "--instagram", "@sum", "--tag", "a, b")
    crm("add", "Trash", "--phone", "02100000000")
    crm("contact", "delete", "trash", "--yes")
    return crm


def export(crm: Crm, path: Path, noun: str = "contacts", *db: str) -> bytes:
    answer = crm(*db, "export", noun, "-o", str(path))
    assert answer.code == 0, answer.err
    content = path.read_bytes()
    assert content.startswith(b"PK") == (path.suffix == ".xlsx")
    return content


@pytest.mark.parametrize("fmt", [*TABLES, "vcf"])
def test_contacts_survive_export_import_and_export(
    shop: Crm, store: Store, tmp_path: Path, fmt: str
) -> None:
    first = export(shop, tmp_path / f"a.{fmt}")
    other = ("--db", str(tmp_path / "other.db"))
    answer = shop(*other, "import", "contacts", str(tmp_path / f"a.{fmt}"), "--json")
    assert answer.code == 0, answer.err
    assert answer.json["created"] == 7
    assert export(shop, tmp_path / f"b.{fmt}", "contacts", *other) == first
    again = shop(*other, "import", "contacts", str(tmp_path / f"a.{fmt}"), "--json").json
    assert (again["created"], again["updated"]) == (0, 0)
    assert export(shop, tmp_path / f"c.{fmt}") == first
    assert _kept(Store(tmp_path / "other.db")) == _kept(store)
    assert shop(*other, "find", "42.5").out.startswith("3\t")
    assert shop(*other, "undo").code == 0
    assert _kept(Store(tmp_path / "other.db")) == ([], [], [], [])
    assert shop(*other, "find", "42.5").out == ""
    assert shop(*other, "redo").code == 0
    assert _kept(Store(tmp_path / "other.db")) == _kept(store)
    assert shop(*other, "find", "42.5").out.startswith("3\t")


def _kept(store: Store) -> tuple[list[Any], ...]:
    """Return what an export must bring back beside its own bytes."""
    with store.read() as connection:
        return tuple(
            connection.execute(sql).fetchall()
            for sql in (
                "SELECT name, key, kind, choices FROM custom_field ORDER BY key",
                "SELECT v.contact_id, f.key, v.value FROM custom_value v "
                "JOIN custom_field f ON f.id = v.field_id ORDER BY 1, 2",
                "SELECT contact_id, other_id, role FROM contact_link ORDER BY 1, 2, 3",
                "SELECT contact_id, kind, value FROM contact_point WHERE preferred ORDER BY 1, 2",
            )
        )


def test_some_of_them(crm: Crm, tmp_path: Path) -> None:
    """A filter chooses; nobody who fits gives a file with a header alone."""
    crm("add", "Ali Rezaei", "--tag", "vip", "--city", "Tehran")
    crm("add", "Sara", "--city", "Qom")
    crm("add", "Reza", "--tag", "vip")
    file = tmp_path / "some.csv"
    done = crm("export", "contacts", "tag:vip", "city:Tehran", "-o", str(file))
    assert (done.code, done.err) == (0, "1 contact written.\n")
    (row,) = csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))
    assert row["name"] == "Ali Rezaei"
    assert [
        row["name"] for row in crm("export", "contacts", "tag:vip", "--format", "json").json
    ] == [
        "Ali Rezaei",
        "Reza",
    ]
    assert crm("export", "contacts", "segment:lost", "--format", "json").json == []
    assert crm("export", "contacts", "size:9").code == 2


def test_every_field_is_in_the_files(shop: Crm, tmp_path: Path) -> None:
    rows = {row["name"]: row for row in json.loads(export(shop, tmp_path / "a.json"))}
    own = [
        *("Shoe size [number]", "[b]Seen[/b], on [date]", "Fit [choice: S, M, میانه]"),
        *("Wholesale buyer [yes-no]", "Deposit [money USD]", "-اندازه دور گردن [text]"),
    ]
    assert list(rows["Acme"]) == [*CONTACT_COLUMNS, *own]
    assert [rows["Ali Rezaei"][name] for name in own] == [
        *(42.5, "2024-03-20", "میانه", None, -1250, None),
    ]
    zahra = rows["زهرا کریمی"]
    assert (zahra["Wholesale buyer [yes-no]"], zahra[own[5]]) == (False, "=1+1 [/], ۴۲")
    assert zahra["referred_by"] == ["#3 Ali Rezaei", "#7 Pars Co."]
    assert (zahra["preferred_points"], zahra["phone"][0]) == (["phone"], "021-88776655")
    assert rows["Ali Rezaei"]["linked_to"] == [
        *("family-of #5 زهرا کریمی", "pays-for #7 Pars Co."),
    ]
    assert (rows["Ali Rezaei"]["do_not_contact"], zahra["do_not_contact"]) == (True, False)
    assert (rows["Ali Rezaei"]["keep_days"], rows["Acme"]["keep_days"]) == (0, None)
    ali, sara = rows["Ali Rezaei"], rows["Sara Mohammadi"]
    assert (ali["id"], ali["company"], ali["tags"], ali["created_at"]) == (
        *(3, "Pars Co.", ["gold", "vip"], MADE),
    )
    assert (sara["nickname"], sara["job_title"]) == ("Mimi", "Manager")
    assert (sara["phone_labels"], sara["email_labels"]) == (["mobile", "ویلا"], ["work"])
    assert (sara["address_labels"], sara["instagram_labels"]) == (["home"], [""])
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO(export(shop, tmp_path / "a.csv").decode("utf-8-sig")))
        if row["name"] == "Sara Mohammadi"
    ]
    assert (row["phone_labels"], row["web_labels"]) == ("mobile ::: ویلا", " ::: skype")
    assert row["instagram_labels"] == ""


def test_a_csv_for_spreadsheets(shop: Crm, tmp_path: Path) -> None:
    content = export(shop, tmp_path / "a.csv")
    assert content.startswith(b"\xef\xbb\xbfid,name,")
    assert content.count(b"\r\n") == 8
    assert b",'=SUM(A1)," not in content.replace(b"'=SUM(A1)", b"")
    assert b"'=SUM(A1)" in content
    assert b"'=two" in content
    plain = shop("export", "contacts", "--no-bom", "-o", str(tmp_path / "b.csv"))
    assert plain.code == 0
    assert b"\r" not in (tmp_path / "b.csv").read_bytes()


def test_cards_carry_what_we_have_no_field_for(shop: Crm, tmp_path: Path) -> None:
    content = export(shop, tmp_path / "a.vcf")
    text = content.decode().replace("\r\n ", "")
    for line in ("N:Mohammadi;Sara;;Dr.;", "ORG:Iran Khodro;Sales", "ANNIVERSARY:2015-06-07",
                 "ADR;TYPE=HOME:;;Azadi 12;Tehran;;11111;Iran", "item2.X-ABDATE:2015-06-07",
                 "IMPP;X-SERVICE-TYPE=skype:skype:sara"):  # fmt: skip
        assert f"\r\n{line}\r\n" in text
    rows = list(read_cards(io.StringIO(content.decode(), newline="")))
    assert len(rows) == 7
    assert {row.created_at for row in rows if row.ref in ("3", "5", "7")} == {MADE}
    assert all(row.created_at for row in rows)


def test_formats(shop: Crm, tmp_path: Path) -> None:
    assert shop("export", "contacts").out.startswith("\ufeffid,name")
    assert shop("export", "contacts", "--format", "vcf").out.startswith("BEGIN:VCARD\r\n")
    assert json.loads(shop("export", "contacts", "--json").out)
    assert shop("export", "purchases", "--format", "vcf").code == 2
    assert shop("export", "contacts", "-o", "/nowhere/x.vcf").code == 1
    workbook = tmp_path / "contacts.backup"
    assert shop("export", "contacts", "--format", "xlsx", "-o", str(workbook)).code == 0
    assert workbook.read_bytes().startswith(b"PK")


def test_a_terminal_gets_no_spreadsheet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert format_of(Shop(), "xlsx", "-", ("csv", "xlsx")) == "xlsx"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with pytest.raises(UsageError):
        format_of(Shop(), "xlsx", "-", ("csv", "xlsx"))
    assert format_of(Shop(), "", "a.XLSX", ("csv", "xlsx")) == "xlsx"
    assert format_of(Shop(), "", "a.txt", FORMATS) == "csv"


def test_a_page_ends_where_the_next_begins(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 6):
        contacts.add(store, name=f"N{number}", phone=[f"0912000000{number}"], tags=[f"t{number}"])
        interactions.log(store, number, text=f"i{number}")
    contacts.delete(store, 2)
    monkeypatch.setattr("crmtui.reads.exports.pages.PAGE", 2)
    rows = list(contact_rows(store.read))
    assert [(row["id"], row["phone"], row["tags"]) for row in rows] == [
        (n, [f"0912000000{n}"], [f"t{n}"]) for n in (1, 3, 4, 5)
    ]
    talks = list(interaction_rows(store.read, Formats()))
    assert [row["text"] for row in talks] == ["i1", "i3", "i4", "i5"]


def test_interactions(store: Store) -> None:
    contacts.add(store, name="Ali")
    interactions.log(store, 1, text="hello\nyou", minutes=3)
    (row,) = interaction_rows(store.read, Formats())
    assert set(row) == set(INTERACTION_COLUMNS)
    assert (row["customer_id"], row["customer"], row["text"]) == (1, "Ali", "hello\nyou")
    assert (row["minutes"], row["channel"], row["thread"]) == (3, "call", "")
    assert row["at"].startswith(row["date"])


@pytest.fixture
def sales(crm: Crm) -> Crm:
    """A shop with sales, refunds and calls."""
    crm("add", "Ali")
    crm("add", "Zahra")
    crm("sale", "ali", "10", "--item", "tea", "--ref", "7")
    crm("sale", "zahra", "20.50", "--ref", "7")
    crm("purchase", "refund", "2", "3.25")
    crm("log", "ali", "=asked for tea\nand sugar", "--channel", "visit", "--in")
    crm("log", "zahra", "hello", "--outcome", "reached")
    return crm


def test_purchases_carry_the_total_of_each(sales: Crm, store: Store, tmp_path: Path) -> None:
    rows = list(purchase_rows(store.read, Formats()))
    assert list(rows[0]) == list(PURCHASE_COLUMNS)
    assert [(row["amount"], row["total"]) for row in rows] == [
        *((1000, 1000), (2050, 2050), (-325, -325)),
    ]
    text = export(sales, tmp_path / "a.csv", "purchases").decode("utf-8-sig")
    assert [row["total"] for row in csv.DictReader(io.StringIO(text))] == [
        *("10.00", "20.50", "-3.25"),
    ]


@pytest.mark.parametrize("fmt", TABLES)
def test_needs_and_tasks_go_out_whole(sales: Crm, store: Store, tmp_path: Path, fmt: str) -> None:
    sales("need", "ali", "=oak shelf [/]")
    sales("need", "zahra", "lamp", "--date", "2026-01-02")
    sales("needs", "met", "1")
    sales("task", "add", "ali", "call", "--due", "2026-03-01")
    with transact(store, "promised") as transaction:
        transaction.connection.execute(
            "UPDATE task SET promise = 'ours', repeat = '2 weeks', dropped = 1, "
            "first_due = '2026-02-01T00:00:00Z'"
        )
    content = export(sales, tmp_path / f"needs.{fmt}", "needs")
    assert export(sales, tmp_path / f"tasks.{fmt}", "tasks")
    if fmt == "json":
        one, two = json.loads(content)
        assert list(one) == list(NEED_COLUMNS)
        assert (one["text"], one["met_at"] is None) == ("=oak shelf [/]", False)
        assert (two["customer"], two["date"], two["met_at"]) == ("Zahra", "2026-01-02", None)
        (task,) = json.loads((tmp_path / "tasks.json").read_text())
        assert list(task) == list(TASK_COLUMNS)
        assert (task["promise"], task["repeat"], task["dropped"]) == ("ours", "2 weeks", True)
        assert task["first_due"] == "2026-02-01T00:00:00Z"
    if fmt == "csv":
        assert "'=oak shelf [/]" in content.decode("utf-8-sig")


@pytest.mark.parametrize("noun", ["purchases", "interactions"])
@pytest.mark.parametrize("fmt", TABLES)
def test_the_rest_survives_too(sales: Crm, tmp_path: Path, noun: str, fmt: str) -> None:
    other = ("--db", str(tmp_path / "other.db"))
    for part in ("contacts", noun):
        path = tmp_path / f"{part}.{fmt}"
        export(sales, path, part)
        assert sales(*other, "import", part, str(path)).code == 0
    first = (tmp_path / f"{noun}.{fmt}").read_bytes()
    assert export(sales, tmp_path / f"b.{fmt}", noun, *other) == first


@pytest.mark.parametrize("fmt", [*TABLES, "vcf"])
def test_who_was_not_merged_here_is_not_merged_by_a_file(
    crm: Crm, tmp_path: Path, fmt: str
) -> None:
    for phone, company in (("0912 111 2233", "Pars"), ("+98 912 111 2233", "")):
        crm("add", "Ali", "--phone", phone, "--company", company, "--email", "a@x.ir")
    first = export(crm, tmp_path / f"a.{fmt}")
    other = ("--db", str(tmp_path / "other.db"))
    assert crm(*other, "import", "contacts", str(tmp_path / f"a.{fmt}")).code == 0
    assert export(crm, tmp_path / f"b.{fmt}", "contacts", *other) == first
