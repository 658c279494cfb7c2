"""Files in and out at the shell's door."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crmtui.store.connect import Store
from crmtui.writes import contacts, interactions
from tests.conftest import Crm
from tests.store.test_undo import state

SALES = """Order,Customer,Date,Item,Quantity,Price
1,Ali Rezaei,2026-01-05,tea,2,1.50
1,Ali Rezaei,2026-01-05,sugar,1,0.75
2,Zahra,2026-01-06,tea,1,1.50
C3,Zahra,2026-01-07,tea,-1,1.50
4,,2026-01-08,gift box,1,39
"""
PEOPLE = """Name,Phone,E-mail,Company,City,Tags,Birthday
Ali Rezaei,0912 111 2233,ali@pars.ir,Pars Co.,Tehran,"vip, gold",1991-03-25
زهرا کریمی,۰۹۳۵۱۱۱۲۲۳۳,,,شیراز,,1370/01/05
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def counts(answer: object) -> tuple[int, int, int, int]:
    found = answer.json  # type: ignore[attr-defined]
    return found["created"], found["updated"], found["unchanged"], found["rejected"]


def test_sales_are_grouped_linked_and_not_doubled(crm: Crm, file: Path) -> None:
    file.write_text(SALES)
    crm("add", "ALI  REZAEI")
    first = crm("import", "purchases", str(file), "--json")
    assert (counts(first), first.code) == ((4, 0, 0, 0), 0)
    assert first.json["contacts_created"] == 1
    ali = crm("who", "1", "--json").json
    assert (ali["purchases"]["net"], ali["contact"]["status"]) == (375, "customer")
    zahra = crm("who", "zahra", "--json").json["purchases"]
    assert (zahra["count"], zahra["gross"], zahra["refunds"]) == (1, 150, -150)
    again = crm("import", "purchases", str(file), "--json")
    assert (counts(again), again.json["step"]) == ((0, 0, 4, 0), None)
    walk_in = crm("purchase", "list", "--limit", "1", "--json").json[0]
    assert (walk_in["contact_id"], walk_in["amount"]) == (None, 3900)


def test_a_changed_order_is_brought_up_to_date_and_undone(crm: Crm, file: Path) -> None:
    file.write_text(SALES)
    crm("import", "purchases", str(file))
    before = crm("purchase", "list", "--json").json
    file.write_text(SALES.replace("sugar,1,0.75", "sugar,4,0.75"))
    assert counts(crm("import", "purchases", str(file), "--json")) == (0, 1, 3, 0)
    assert crm("purchase", "show", "1", "--json").json["amount"] == 600
    crm("undo")
    assert crm("purchase", "list", "--json").json == before
    assert len(crm("purchase", "show", "1", "--json").json["lines"]) == 2


def test_two_equal_sales_without_a_number_stay_two(crm: Crm, file: Path) -> None:
    file.write_text("customer,date,amount\n" + "Ali,2026-01-05,10\n" * 2 + "Ali,2026-01-06,10\n")
    assert counts(crm("import", "purchases", str(file), "--json")) == (3, 0, 0, 0)
    assert counts(crm("import", "purchases", str(file), "--json")) == (0, 0, 3, 0)


def test_a_customer_text_is_never_one_of_our_ids(crm: Crm, file: Path) -> None:
    crm("add", "Ali")
    file.write_text("customer,date,amount\n1,2026-01-05,10\n")
    crm("import", "purchases", str(file))
    assert crm("who", "ali", "--json").json["purchases"]["count"] == 0


def test_an_order_with_a_bad_row_is_rejected_whole(crm: Crm, file: Path, tmp_path: Path) -> None:
    file.write_text(SALES.replace("sugar,1,0.75", "sugar,one,0.75"))
    rejects = tmp_path / "rejects.csv"
    answer = crm("import", "purchases", str(file), "--rejects", str(rejects), "--json")
    assert (counts(answer), answer.code) == ((3, 0, 0, 2), 5)
    assert answer.json["problems"][1]["row"] == 3
    text = rejects.read_text("utf-8-sig")
    assert [row["Item"] for row in csv.DictReader(io.StringIO(text))] == ["tea", "sugar"]
    rejects.write_text(text.replace("one", "1"), "utf-8")
    fixed = crm("import", "purchases", str(rejects), "--json")
    assert counts(fixed) == (1, 0, 0, 0)
    assert crm("who", "ali", "--json").json["purchases"]["net"] == 375


def test_dry_run_keeps_nothing(crm: Crm, file: Path) -> None:
    file.write_text(SALES)
    answer = crm("import", "purchases", str(file), "--dry-run", "--json")
    assert (counts(answer), answer.json["step"]) == ((4, 0, 0, 0), None)
    assert crm("contact", "list", "--json").json == []
    assert crm("history", "--json").json == []


def test_people_come_in_by_phone_and_name(crm: Crm, file: Path) -> None:
    crm("add", "Ali Rezaei", "--phone", "+98 912 111 22 33")
    file.write_text(PEOPLE, "utf-8")
    answer = crm("import", "contacts", str(file), "--json")
    assert counts(answer) == (1, 1, 0, 0)
    ali = crm("who", "1", "--json").json["contact"]
    assert (ali["email"], ali["company"], ali["tags"]) == (
        "ali@pars.ir",
        "Pars Co.",
        ["gold", "vip"],
    )
    zahra = crm("who", "09351112233", "--json").json["contact"]
    assert (zahra["city"], zahra["birthday"]) == ("شیراز", "1991-03-25")
    assert counts(crm("import", "contacts", str(file), "--json")) == (0, 0, 2, 0)
    crm("undo")
    assert [row["name"] for row in crm("contact", "list", "--json").json] == ["Ali Rezaei"]
    assert crm("who", "1", "--json").json["contact"]["email"] == ""
    assert crm("find", "ali@pars.ir", "--json").json == []
    crm("redo")
    assert crm("find", "ali@pars.ir", "--json").json[0]["id"] == 1


def test_undo_of_an_import_brings_back_every_row(crm: Crm, store: Store, file: Path) -> None:
    crm("add", "Ali Rezaei", "--phone", "+98 912 111 22 33", "--tag", "old")
    crm("sale", "1", "5")
    before = state(store)
    file.write_text(PEOPLE, "utf-8")
    crm("import", "contacts", str(file))
    between = state(store)
    file.write_text(SALES)
    crm("import", "purchases", str(file))
    after = state(store)
    for expected in (between, before):
        crm("undo")
        assert state(store) == expected
    for expected in (between, after):
        crm("redo")
        assert state(store) == expected


def test_two_people_who_share_a_phone_stay_two(crm: Crm, file: Path) -> None:
    file.write_text("name,phone\nAli,02188445566\nZahra,02188445566\n")
    assert counts(crm("import", "contacts", str(file), "--json")) == (2, 0, 0, 0)
    assert counts(crm("import", "contacts", str(file), "--json")) == (0, 0, 2, 0)


def test_bad_people_are_rejected_with_a_reason(crm: Crm, file: Path) -> None:
    file.write_text("name,phone,birthday\nAli,0912,1404/12/30\n,,1990-01-01\n,,\nZahra,0935,\n")
    answer = crm("import", "contacts", str(file), "--json")
    assert counts(answer)[0] == 1
    assert answer.code == 5
    assert answer.json["problems"][0]["row"] == 2


def test_a_vcard_file_with_several_cards(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL;TYPE=CELL:{phone}\nEND:VCARD\n"
    path.write_text(
        card.format(name="Ali", phone="09121112233") + card.format(name="زهرا", phone="09351112233")
    )
    assert counts(crm("import", "contacts", str(path), "--json")) == (2, 0, 0, 0)
    assert crm("who", "09351112233", "--json").json["contact"]["name"] == "زهرا"


def test_whitespace_columns_by_number(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "sample.txt"
    path.write_text(" 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n")
    answer = crm(
        "import", "purchases", str(path), "--no-header", "--delimiter", "whitespace",
        "--map", "customer=1,date=3,quantity=4,amount=5", "--json",
    )  # fmt: skip
    assert counts(answer) == (2, 0, 0, 0)
    assert crm("who", "00004", "--json").json["purchases"]["gross"] == 5906


def test_the_standard_input_is_a_file_too(store: Store) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "crmtui.cli", "--db", str(store.path), "import", "purchases", "-",
         "--json"],
        input=SALES, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["created"] == 4


def test_undo_of_an_import_keeps_what_was_used_since(crm: Crm, store: Store, file: Path) -> None:
    file.write_text(PEOPLE, "utf-8")
    crm("import", "contacts", str(file))
    with store.read() as connection:
        (ali,) = connection.execute("SELECT id FROM contact WHERE name LIKE 'Ali%'").fetchone()
    interactions.log(store, ali, text="hello")
    answer = crm("undo", "1", "--json")
    assert (
        answer.json["kept"] == [f"#{ali} Ali Rezaei", f"#{ali + 1} Pars Co."]
        or len(answer.json["kept"]) == 2
    )
    names = [row["name"] for row in crm("contact", "list", "--json").json]
    assert sorted(names) == ["Ali Rezaei", "Pars Co."]
    assert crm("who", str(ali), "--json").json["contact"]["email"] == "ali@pars.ir"
    crm("undo", "--json")
    assert crm("interaction", "list", "--json").json == []


def test_undo_of_an_import_keeps_what_was_edited_since(crm: Crm, store: Store, file: Path) -> None:
    file.write_text(SALES)
    crm("import", "purchases", str(file))
    with store.read() as connection:
        (zahra,) = connection.execute("SELECT id FROM contact WHERE name = 'Zahra'").fetchone()
    contacts.edit(store, zahra, phone=["09121112233"])
    answer = crm("undo", "1")
    assert "#" in answer.err
    assert [row["name"] for row in crm("contact", "list", "--json").json] == ["Zahra"]
    assert crm("purchase", "list", "--json").json == []


BAD_FILES = {
    "missing": None,
    "empty": b"",
    "blank": b"\n\n  \n",
    "binary": bytes(range(256)) * 20,
    "png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "sqlite": b"SQLite format 3\x00" + b"\x00" * 100,
    "cut gzip": gzip.compress(SALES.encode() * 500)[:400],
    "headers only": b"Order,Customer,Date,Item,Quantity,Price\n",
    "nothing fits": b"colour,shape\nred,round\n",
    "spreadsheet": b"PK\x03\x04" + b"\x00" * 100,
}


@pytest.mark.parametrize("kind", BAD_FILES)
@pytest.mark.parametrize("noun", ["contacts", "purchases"])
def test_bad_files_get_one_clear_line(crm: Crm, tmp_path: Path, kind: str, noun: str) -> None:
    path = tmp_path / "bad.csv"
    content = BAD_FILES[kind]
    if content is not None:
        path.write_bytes(content)
    answer = crm("import", noun, str(path))
    assert "Traceback" not in answer.err
    assert "bug" not in answer.err
    assert crm("history", "--json").json == []
    if kind == "headers only":
        assert answer.code == 0
    else:
        assert answer.code == 1
        assert "Error: " in answer.err


def test_a_wrong_encoding_is_named(crm: Crm, file: Path) -> None:
    file.write_bytes(PEOPLE.encode("utf-8"))
    answer = crm("import", "contacts", str(file), "--encoding", "ascii")
    assert answer.code == 1
    assert crm("import", "contacts", str(file), "--encoding", "klingon").code in (1, 2)
    assert crm("history", "--json").json == []


def test_no_stage_is_left_behind(crm: Crm, store: Store, file: Path) -> None:
    file.write_text(SALES)
    crm("import", "purchases", str(file))
    file.write_text("date,amount\nx,y\n")
    crm("import", "purchases", str(file))
    left = [name for name in os.listdir(store.path.parent) if not name.startswith("shop.db")]
    assert left in ([], ["backups"])


@pytest.mark.parametrize("fmt", ["csv", "tsv", "json", "jsonl"])
def test_exports_carry_everything(crm: Crm, file: Path, tmp_path: Path, fmt: str) -> None:
    file.write_text(PEOPLE, "utf-8")
    crm("import", "contacts", str(file))
    crm("add", "=SUM(A1)", "--note", "two\nlines")
    out = tmp_path / f"out.{fmt}"
    assert crm("export", "contacts", "-o", str(out)).code == 0
    text = out.read_text("utf-8-sig")
    if fmt == "json":
        rows = json.loads(text)
    elif fmt == "jsonl":
        rows = [json.loads(line) for line in text.splitlines()]
    else:
        rows = list(csv.DictReader(io.StringIO(text), delimiter="," if fmt == "csv" else "\t"))
    assert len(rows) == 4
    assert not any(str(row["name"]).startswith("=") for row in rows if fmt in ("csv", "tsv"))
    by_name = {row["name"]: row for row in rows}
    assert by_name["Ali Rezaei"]["birthday"] == "1991-03-25"
    assert {int(row["id"]) for row in rows} == {1, 2, 3, 4}
    assert crm("export", "contacts", "--format", fmt).code == 0


def test_exported_contacts_come_back_the_same(crm: Crm, file: Path, tmp_path: Path) -> None:
    file.write_text(PEOPLE, "utf-8")
    crm("import", "contacts", str(file))
    crm("add", "=SUM(A1)", "--note", "two\nlines", "--instagram", "@sum")
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    crm("export", "contacts", "-o", str(first))
    other = str(tmp_path / "other.db")
    assert crm("--db", other, "import", "contacts", str(first)).code == 0
    crm("--db", other, "export", "contacts", "-o", str(second))

    def rows(path: Path) -> list[dict[str, str]]:
        found = list(csv.DictReader(path.open(encoding="utf-8-sig")))
        return sorted(
            ({k: v for k, v in row.items() if k != "created_at"} for row in found),
            key=lambda row: row["name"],
        )

    assert rows(first) == rows(second)


def test_purchases_export_has_the_day_and_the_moment(crm: Crm, file: Path) -> None:
    file.write_text(SALES)
    crm("import", "purchases", str(file))
    rows = json.loads(crm("export", "purchases", "--format", "json").out)
    assert len(rows) == 5
    assert rows[0]["date"] == "2026-01-05"
    assert rows[0]["at"] == "2026-01-05T00:00:00Z"
    assert [row["amount"] for row in rows] == [300, 75, 150, -150, 3900]
    assert crm("export", "purchases", "-o", "/nowhere/x.csv").code == 1
    assert crm("export", "purchases", "--format", "pdf").code == 2


def test_persian_sales_with_given_and_family_names(crm: Crm, file: Path) -> None:
    crm("config", "set", "currency", "IRR")
    crm("config", "set", "unit", "toman")
    file.write_text(
        "نام,نام خانوادگی,تلفن,تاریخ خرید (شمسی),مبلغ (ریال)\n"
        "كيانا,سماوات,۰۹۳۶۰۰۰۰۰۰۱,1400/03/27,۳۲٬۹۴۰٬۰۰۰\n",
        "utf-8",
    )
    assert counts(crm("import", "purchases", str(file), "--json")) == (1, 0, 0, 0)
    card = crm("who", "کیانا سماوات", "--json").json
    assert card["contact"]["phone"] == "+989360000001"
    assert (card["purchases"]["net"], card["purchases"]["first"]) == (32_940_000, "2021-06-17")


def test_both_exports_fill_an_empty_store(crm: Crm, file: Path, tmp_path: Path) -> None:
    file.write_text(SALES)
    crm("import", "purchases", str(file))
    other = str(tmp_path / "other.db")
    for noun in ("contacts", "purchases"):
        out = tmp_path / f"{noun}.csv"
        crm("export", noun, "-o", str(out))
        assert crm("--db", other, "import", noun, str(out)).code == 0
    before = crm("segments", "--members", "--as-of", "2026-02-01", "--json").json
    assert crm("--db", other, "segments", "--members", "--as-of", "2026-02-01", "--json").json == (
        before
    )
    assert len(crm("--db", other, "purchase", "list", "--json").json) == 4


def test_ctrl_c_leaves_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    with path.open("w") as file:
        file.write("customer,date,amount\n")
        file.writelines(f"Buyer {n},2026-01-05,{n}\n" for n in range(400_000))
    process = subprocess.Popen(
        [sys.executable, "-m", "crmtui.cli", "--db", str(store.path), "import", "purchases",
         str(path)],
        stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert process.stderr is not None
    while (line := process.stderr.readline()) and "Columns" not in line:
        pass
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted; nothing was changed." in err
    assert [name for name in os.listdir(store.path.parent) if not name.startswith("shop.db")] == []
    with store.read() as connection:
        assert connection.execute("SELECT count(*) FROM step").fetchone() == (0,)


def test_a_receipt_number_used_again_is_another_sale(crm: Crm, file: Path) -> None:
    file.write_text(
        "Receipt,Date,Customer,Amount\n1,2025-01-05,A One,10\n1,2026-01-05,B Two,20\n"
        "1,2026-01-05,A One,7\n2,2026-01-06,A One,5\n"
    )
    assert counts(crm("import", "purchases", str(file), "--json")) == (4, 0, 0, 0)
    assert crm("who", "b two", "--json").json["purchases"]["net"] == 2000
    assert crm("who", "a one", "--json").json["purchases"]["net"] == 2200
    assert counts(crm("import", "purchases", str(file), "--json")) == (0, 0, 4, 0)


def test_lines_of_an_order_may_leave_its_fields_blank(crm: Crm, file: Path) -> None:
    file.write_text(
        "Order,Date,Customer,Item,Amount\n1,2026-01-05,Ali,tea,10\n1,,,sugar,5\n2,,,salt,1\n"
    )
    answer = crm("import", "purchases", str(file), "--json")
    assert (counts(answer), answer.code) == ((1, 0, 0, 1), 5)
    assert crm("who", "ali", "--json").json["purchases"]["net"] == 1500


def test_refunds_and_equal_receipts_survive_export_and_import(crm: Crm, tmp_path: Path) -> None:
    crm("add", "Ali")
    crm("add", "Zahra")
    crm("sale", "ali", "10", "--ref", "7")
    crm("sale", "zahra", "20", "--ref", "7")
    crm("purchase", "refund", "2", "3")
    other = str(tmp_path / "other.db")
    for noun in ("contacts", "purchases"):
        out = tmp_path / f"{noun}.csv"
        crm("export", noun, "-o", str(out))
        assert crm("--db", other, "import", noun, str(out)).code == 0
    keys = ("amount", "ref", "refund_of", "name")
    ours, theirs = (
        [[row[key] for key in keys] for row in crm(*db, "purchase", "list", "--json").json]
        for db in ((), ("--db", other))
    )
    assert sorted(ours, key=str) == sorted(theirs, key=str)
    assert crm("--db", other, "purchase", "refund", "2", "18").code == 2


def test_rejected_rows_put_right_are_the_rows_they_were(
    crm: Crm, file: Path, tmp_path: Path
) -> None:
    text = "customer,date,amount\nAli,2026-01-05,ten\nZahra,2026-01-06,5\n"
    file.write_text(text)
    rejects = tmp_path / "rejects.csv"
    crm("import", "purchases", str(file), "--rejects", str(rejects))
    rejects.write_text(rejects.read_text("utf-8-sig").replace("ten", "10"), "utf-8")
    assert counts(crm("import", "purchases", str(rejects), "--json")) == (1, 0, 0, 0)
    file.write_text(text.replace("ten", "10"))
    assert counts(crm("import", "purchases", str(file), "--json")) == (0, 0, 2, 0)


def test_another_map_finds_the_same_contacts(crm: Crm, file: Path) -> None:
    file.write_text("Name;Telefonino;Paese\nJürgen;0176 9999999;Köln\n", "utf-8")
    first = ("--map", "name=Name")
    assert counts(crm("import", "contacts", str(file), *first, "--json"))[0] == 1
    second = ("--map", "name=Name,phone=Telefonino,city=Paese")
    assert counts(crm("import", "contacts", str(file), *second, "--json")) == (0, 1, 0, 0)
    assert crm("who", "jürgen", "--json").json["contact"]["city"] == "Köln"


def test_what_is_no_phone_or_e_mail_goes_to_the_note(crm: Crm, file: Path) -> None:
    file.write_text("name,phone,email,note\nAli,abc,notmail,hello\n")
    assert counts(crm("import", "contacts", str(file), "--json")) == (1, 0, 0, 0)
    card = crm("who", "ali", "--json").json["contact"]
    assert card["points"] == []
    assert card["note"] == "hello\nphone: abc\nemail: notmail"
