"""What an import promises, where it is hard to keep: nobody merged, nothing doubled, undo exact."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmtui.store.connect import Store
from tests.conftest import Crm
from tests.store.test_undo import state

Counts = tuple[int, int, int, int]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def bring(crm: Crm, file: Path, text: str, noun: str = "contacts", *options: str) -> Counts:
    file.write_text(text, "utf-8")
    found = crm("import", noun, str(file), *options, "--json").json
    return found["created"], found["updated"], found["unchanged"], found["rejected"]


def names(crm: Crm) -> list[str]:
    return sorted(contact["name"] for contact in crm("contact", "list", "--json").json)


def test_twins_of_twins_are_one(crm: Crm, file: Path) -> None:
    text = "name,phone\nAli,09121234567\nAli Rezaei,09121234567\nAli Rezaei,09121234567\n"
    assert bring(crm, file, text)[0] == 1
    assert bring(crm, file, text) == (0, 0, 3, 0)
    ids = "id,name,phone\na,Ali,09351234567\nb,Ali Karimi,09351234567\nb,Ali Karimi,09351234567\n"
    assert bring(crm, file, ids)[0] == 1
    assert names(crm) == ["Ali Karimi", "Ali Rezaei"]


def test_redo_brings_back_what_twins_added(crm: Crm, store: Store, file: Path) -> None:
    bring(crm, file, "name,phone,city\nAli,09121234567,\nAli Rezaei,09121234567,Yazd\n")
    before = state(store)
    crm("undo")
    assert names(crm) == []
    crm("redo")
    assert state(store) == before
    assert crm("find", "rezaei", "--json").json[0]["city"] == "Yazd"


def test_somebody_taken_back_can_come_in_again(crm: Crm, file: Path) -> None:
    text = "name,phone\nAli,09121234567\n"
    bring(crm, file, text, "contacts", "--source", "a")
    bring(crm, file, text, "contacts", "--source", "b")
    crm("undo", "1")
    assert names(crm) == []
    assert bring(crm, file, text, "contacts", "--source", "b") == (1, 0, 0, 0)
    sales = "customer,phone,date,amount\nAli,09121234567,2026-01-05,10\n"
    assert bring(crm, file, sales, "purchases", "--source", "b")[0] == 1


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((",02188445566", "Ali Rezaei,02188445566", "Sara Karimi,02188445566"), 2),
        (("Ali,02188445566", "Ali Rezaei,02188445566", "Ali Ahmadi,02188445566"), 2),
        (("Ali Rezaei,0", "Ali Rezaei,0"), 1),  # the same row twice
        (("Ali Rezaei,0,a@x.ir", "Ali Rezaei,0,b@x.ir"), 2),
    ],
)
def test_people_on_one_phone(crm: Crm, file: Path, rows: tuple[str, ...], expected: int) -> None:
    head = "name,phone,email\n"
    bring(crm, file, head + "".join(f"{row}\n" for row in rows))
    assert len(names(crm)) == expected
    # Not in one file either, but one after the other.
    crm("undo")
    for row in rows:
        bring(crm, file, f"{head}{row}\n")
    assert len(names(crm)) == expected


def test_a_placeholder_tells_nothing(crm: Crm, file: Path) -> None:
    people = "".join(
        f"Person {chr(97 + n // 26)}{chr(97 + n % 26)},02100000000\n" for n in range(60)
    )
    assert bring(crm, file, "name,phone\n" + people)[0] == 60
    assert bring(crm, file, "name,phone,city\nPerson,02100000000,Yazd\n") == (1, 0, 0, 0)


def test_a_family_is_not_one_customer(crm: Crm, file: Path) -> None:
    text = "date,customer name,phone,amount\n" + "".join(
        f"2026-01-0{day},{name},02188445566,10\n"
        for day, name in enumerate(("Ali Rezaei", "Sara Rezaei", "Omid Rezaei", "Sara Rezaei"), 1)
    )
    assert bring(crm, file, text, "purchases") == (4, 0, 0, 0)
    assert names(crm) == ["Ali Rezaei", "Omid Rezaei", "Sara Rezaei"]
    assert crm("who", "sara rezaei", "--json").json["purchases"]["count"] == 2
    assert bring(crm, file, text, "purchases") == (0, 0, 4, 0)


def test_an_id_that_stands_twice_does_not_flip(crm: Crm, file: Path) -> None:
    text = "id,name,city\n1,Ali,Tehran\n1,Ali,Shiraz\n"
    bring(crm, file, text)
    assert bring(crm, file, text) == (0, 0, 2, 0)
    assert crm("who", "ali", "--json").json["contact"]["city"] == "Shiraz"


def test_lines_of_a_kept_purchase_stay_as_they_are(crm: Crm, file: Path) -> None:
    text = "order,customer,date,item,amount\n1,Ali,2026-01-05,tea,10\n1,Ali,2026-01-05,cup,5\n"
    bring(crm, file, text, "purchases")
    bring(crm, file, text.replace("cup,5", "cup,7"), "purchases")
    crm("purchase", "edit", "1", "--note", "checked")
    crm("undo", "2")
    found = crm("purchase", "show", "1", "--json").json
    assert [line["amount"] for line in found["lines"]] == [1000, 700]


def test_bringing_back_what_came_in_again_is_refused(crm: Crm, file: Path) -> None:
    bring(crm, file, "name,phone\nAli,09121234567\n")
    crm("undo")
    bring(crm, file, "name,phone\nAli,09121234567\n")
    answer = crm("undo", "2")
    assert answer.code == 1
    assert "come in again" in answer.err
    assert names(crm) == ["Ali"]


def test_one_long_cell_among_many_short_ones(crm: Crm, file: Path) -> None:
    rows = "".join(f"Person {n}\n" for n in range(400))
    assert bring(crm, file, f"name\n{rows}{'x' * 15_000}\n") == (400, 0, 0, 1)


def test_a_guessed_order_of_dates_is_not_remembered(crm: Crm, file: Path) -> None:
    bring(crm, file, "customer,date,amount\nAli,03/04/2026,10\n", "purchases")
    text = "customer,date,amount\nAli,01/25/2026,10\nAli,02/03/2026,10\n"
    assert bring(crm, file, text, "purchases") == (2, 0, 0, 0)
    assert "2026-02-03" in {row["date"] for row in crm("purchase", "list", "--json").json}


def test_the_order_of_dates_is_looked_for_in_the_whole_file(crm: Crm, file: Path) -> None:
    rows = "".join(f"Ali,03/{1 + n % 12:02}/2026,{n + 1}\n" for n in range(250))
    text = f"customer,date,amount\n{rows}Ali,03/25/2026,10\n"
    assert bring(crm, file, text, "purchases") == (251, 0, 0, 0)
    assert all(row["date"][5:7] == "03" for row in crm("purchase", "list", "--json").json)


def test_files_without_a_header_share_no_choice(crm: Crm, file: Path) -> None:
    bring(crm, file, "Tehran,Ali Rezaei\n", "contacts", "--no-header", "--map", "name=2,city=1")
    bring(crm, file, "Sara Karimi,Shiraz\n", "contacts", "--no-header", "--map", "name=1")
    assert names(crm) == ["Ali Rezaei", "Sara Karimi"]
    assert crm("who", "sara", "--json").json["contact"]["city"] == ""


def test_a_rejected_order_makes_nobody_a_customer(crm: Crm, file: Path) -> None:
    bring(crm, file, "id,name\n7,Ali\n", "contacts", "--source", "till")
    text = "customer,order,date,amount\n7,1,2026-01-05,ten\n"
    assert bring(crm, file, text, "purchases", "--source", "till") == (0, 0, 0, 1)
    assert crm("who", "ali", "--json").json["contact"]["status"] == "lead"
    assert len(crm("history", "--json").json) == 1


@pytest.mark.parametrize(
    ("header", "options", "amount"),
    [
        ("مبلغ (تومان)", (), 10_000),
        ("amount", ("--unit", "toman"), 10_000),
        ("amount", ("--currency", "IRR", "--unit", "rial"), 1_000),
        ("amount", ("--currency", "EUR"), 100_000),
    ],
)
def test_a_new_shop_counts_in_what_it_is_told(
    crm: Crm, file: Path, header: str, options: tuple[str, ...], amount: int
) -> None:
    text = f"customer,date,{header}\nAli,2026-01-05,1000\n"
    assert bring(crm, file, text, "purchases", *options)[0] == 1
    assert crm("purchase", "list", "--json").json[0]["amount"] == amount


def test_toman_among_rials_is_rejected(crm: Crm, file: Path) -> None:
    crm("config", "set", "currency", "IRR")
    text = "customer,date,amount,currency\nAli,2026-01-05,10000,IRR\nAli,2026-01-06,1000,IRT\n"
    assert bring(crm, file, text, "purchases", "--unit", "rial") == (1, 0, 0, 1)
    answer = crm("import", "purchases", str(file), "--currency", "USD")
    assert (answer.code, "this shop counts in IRR" in answer.err) == (1, True)


def test_our_own_export_into_its_own_store_doubles_nothing(
    crm: Crm, store: Store, tmp_path: Path
) -> None:
    crm("add", "Ali")
    crm("sale", "ali", "125.50", "--item", "tea")
    crm("log", "ali", "asked for tea")
    before = state(store)
    for noun in ("contacts", "purchases", "interactions"):
        out = tmp_path / f"{noun}.csv"
        crm("export", noun, "-o", str(out))
        found = crm("import", noun, str(out), "--json").json
        assert (found["created"], found["updated"]) == (0, 0)
    after = state(store)
    assert {table: rows for table, rows in after.items() if table != "source_ref"} == {
        table: rows for table, rows in before.items() if table != "source_ref"
    }


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (("1.234,50", "12,00", "1.000"), [123_450, 1_200, 100_000]),
        (("1,234.50", "12.00", "1,000"), [123_450, 1_200, 100_000]),
        (("1.234.567", "1.500", "999"), [123_456_700, 150_000, 99_900]),
    ],
)
def test_one_amount_tells_how_its_column_is_written(
    crm: Crm, file: Path, amounts: tuple[str, ...], expected: list[int]
) -> None:
    rows = "".join(f"Ali;2026-01-0{day};{amount}\n" for day, amount in enumerate(amounts, 1))
    bring(crm, file, f"customer;date;amount\n{rows}", "purchases")
    found = sorted(crm("purchase", "list", "--json").json, key=lambda row: row["id"])
    assert [row["amount"] for row in found] == expected


def test_an_order_given_back_as_a_whole(crm: Crm, file: Path) -> None:
    text = "order,customer,date,amount,status\n1,Ali,2026-01-05,10,Refunded\n"
    assert bring(crm, file, text, "purchases")[0] == 2
    ali = crm("who", "ali", "--json").json["purchases"]
    assert (ali["gross"], ali["refunds"], ali["net"]) == (1000, -1000, 0)
    assert bring(crm, file, text, "purchases") == (0, 0, 2, 0)


def test_values_beyond_the_header_are_no_guesswork(crm: Crm, file: Path) -> None:
    people = "name,phone\nAli,09121234567\nToo,many,cells\nSara,09351234567,\n"
    assert bring(crm, file, people) == (2, 0, 0, 1)
    sales = "customer,date,amount\nAli,2026-01-05,1,250\nSara,2026-01-05,10,\n"
    answer = crm("import", "purchases", str(file), "--json")
    file.write_text(sales)
    answer = crm("import", "purchases", str(file), "--json")
    assert (answer.code, answer.json["created"], answer.json["problems"][0]["row"]) == (5, 1, 2)


def test_a_phone_as_the_customers_name_finds_them(crm: Crm, file: Path) -> None:
    crm("add", "Ali", "--phone", "0912 123 4567", "--email", "ali@x.ir")
    text = "customer,date,amount\n09121234567,2026-01-05,10\nALI@x.ir,2026-01-06,20\n"
    assert bring(crm, file, text, "purchases")[0] == 2
    assert names(crm) == ["Ali"]


def test_rejected_rows_do_not_replace_their_file(crm: Crm, file: Path) -> None:
    file.write_text("name,birthday\nAli,1990-02-30\nSara,\n")
    answer = crm("import", "contacts", str(file), "--rejects", str(file))
    assert answer.code == 2
    assert "Sara" in file.read_text()


def test_a_choice_that_brought_nothing_is_not_remembered(crm: Crm, file: Path) -> None:
    text = "Customer,Date,Total,Code\nAli,2026-01-05,10,x\n"
    assert bring(crm, file, text, "purchases", "--map", "amount=Code")[3] == 1
    assert bring(crm, file, text, "purchases") == (1, 0, 0, 0)


def test_a_customer_is_called_by_the_name_and_not_by_the_phone(crm: Crm, file: Path) -> None:
    text = "مشتری,تاریخ,مبلغ,موبایل\nزهرا کریمی,1405/09/01,5000,۰۹۳۵۱۱۱۲۲۳۳\n"
    assert bring(crm, file, text, "purchases")[0] == 1
    found = crm("who", "زهرا کریمی", "--json").json["contact"]
    assert (found["name"], found["phone"]) == ("زهرا کریمی", "+989351112233")
