"""Payments in files: what customers paid on account, in and out again."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmtui.store.connect import Store
from crmtui.store.transact import transact
from tests.commands.test_exports import TABLES, export
from tests.conftest import Crm

PAID = """Payment Date,Customer Name,Mobile,Amount,Payment Method,Reference
2024-05-01,Ali,09121112233,10.50,cash,A-1
2024-05-02,Ali,,7,cheque,
2024-05-02,Zahra,,"1,250.00",=card,'=1+1
2024-05-03,,,5,cash,
2024-05-03,Ali,,soon,cash,
,Ali,,5,cash,
2024-05-04,Ali,,0,cash,
"""


def payments(store: Store) -> list[tuple[object, ...]]:
    with store.read() as connection:
        return connection.execute(
            "SELECT p.id, c.name, p.at, p.amount, p.method, p.ref, p.note, p.purchase_id "
            "FROM payment p JOIN contact c ON c.id = p.contact_id ORDER BY p.id"
        ).fetchall()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "paid.csv"
    path.write_text(PAID, "utf-8")
    return path


def test_a_list_of_payments_comes_in_once(crm: Crm, store: Store, file: Path) -> None:
    crm("add", "Ali", "--phone", "0912 111 2233")
    trial = crm("import", "payments", str(file), "--dry-run", "--json")
    assert (trial.code, payments(store)) == (5, [])
    assert trial.json["preview"][0]["method"] == "cash"
    answer = crm("import", "payments", str(file), "--json")
    assert answer.code == 5
    assert (answer.json["created"], answer.json["rejected"]) == (3, 4)
    assert answer.json["contacts_created"] == 1
    reasons = [problem["reason"] for problem in answer.json["problems"]]
    assert reasons[0] == "nobody is named in it"
    assert "soon" in reasons[1]
    assert reasons[2:] == ["the date is empty", "nothing was paid"]
    assert [row[1:6] for row in payments(store)] == [
        ("Ali", "2024-05-01T00:00:00Z", 1050, "cash", "A-1"),
        ("Ali", "2024-05-02T00:00:00Z", 700, "cheque", ""),
        ("Zahra", "2024-05-02T00:00:00Z", 125000, "=card", "=1+1"),
    ]
    again = crm("import", "payments", str(file), "--json").json
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 3)
    assert crm("who", "ali", "--json").json["balance"] == -1750
    assert crm("undo").code == 0
    assert payments(store) == []
    assert crm("find", "zahra").out == ""
    assert crm("redo").code == 0
    assert len(payments(store)) == 3


def test_amounts_in_rials_are_told_by_the_unit(crm: Crm, store: Store, tmp_path: Path) -> None:
    crm("config", "set", "currency", "IRR")
    path = tmp_path / "paid.csv"
    head = "تاریخ پرداخت,نام مشتری,مبلغ دریافتی (تومان),روش پرداخت"
    path.write_text(f"{head}\n۱۴۰۳/۲/۱,علی,۱۲۵۰۰,کارت\n", "utf-8")
    assert crm("import", "payments", str(path), "--calendar", "jalali").code == 0
    (row,) = payments(store)
    assert row[1:5] == ("علی", "2024-04-20T00:00:00Z", 125000, "کارت")


@pytest.fixture
def paid(crm: Crm, store: Store) -> Crm:
    """A shop that sold on account and was paid in part."""
    crm("add", "Ali")
    crm("add", "Zahra")
    crm("sale", "ali", "10", "--item", "tea", "--ref", "7")
    crm("sale", "zahra", "20.50", "--ref", "8")
    crm("sale", "-", "3")
    with transact(store, "account") as transaction:
        for sql in (
            "UPDATE purchase SET on_account = 1, due_on = '2024-06-01' WHERE id = 1",
            "INSERT INTO payment(id, contact_id, at, amount, method, ref, note, purchase_id) VALUES"
            "(3, 1, '2024-05-01T10:00:00Z', 400, '=cash', 'r', 'one\ntwo', 1),"
            "(5, 2, '2024-05-02T10:00:00Z', -250, 'card', '', '', NULL)",
        ):
            transaction.connection.execute(sql)
    return crm


@pytest.mark.parametrize("fmt", TABLES)
def test_accounts_survive_export_import_and_export(
    paid: Crm, store: Store, tmp_path: Path, fmt: str
) -> None:
    other = ("--db", str(tmp_path / "other.db"))
    first = {}
    for noun in ("contacts", "purchases", "payments"):
        path = tmp_path / f"{noun}.{fmt}"
        first[noun] = export(paid, path, noun)
        answer = paid(*other, "import", noun, str(path))
        assert answer.code == 0, answer.err
    for noun, content in first.items():
        assert export(paid, tmp_path / f"b.{fmt}", noun, *other) == content
    assert payments(Store(tmp_path / "other.db")) == payments(store)
    with Store(tmp_path / "other.db").read() as connection:
        sold = connection.execute("SELECT id, on_account, due_on FROM purchase ORDER BY id")
        assert sold.fetchall() == [(1, 1, "2024-06-01"), (2, 0, None), (3, 0, None)]
    for command in ((), other):
        bought = str(tmp_path / f"payments.{fmt}")
        again = paid(*command, "import", "payments", bought, "--json").json
        assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2)


def test_a_sale_on_account_in_a_foreign_file(crm: Crm, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        "Date,Customer,Amount,Unpaid,Due Date\n2024-05-01,Ali,10,yes,2024-06-01\n"
        "2024-05-01,Ali,12,,\n2024-05-02,Ali,5,perhaps,\n2024-05-02,Ali,6,no,31/31/2024\n"
    )
    answer = crm("import", "purchases", str(path), "--json")
    assert (answer.code, answer.json["created"], answer.json["rejected"]) == (5, 2, 2)
    assert crm("who", "ali", "--json").json["balance"] == 1000
    with store.read() as connection:
        sold = connection.execute("SELECT amount, on_account, due_on FROM purchase ORDER BY id")
        assert sold.fetchall() == [(1000, 1, "2024-06-01"), (1200, 0, None)]


def test_a_file_does_not_take_what_was_paid_for_off_the_account(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    crm("add", "Ali")
    for on_account, amount in (("yes", 100), ("no", 90)):
        path.write_text(
            f"Receipt,Customer,Date,Amount,On account\nR1,Ali,2026-01-05,{amount},{on_account}\n"
        )
        assert crm("import", "purchases", str(path)).code == 0
        if on_account == "yes":
            assert crm("pay", "1", "40", "--for", "1").code == 0
    assert crm("who", "1", "--json").json["balance"] == 5000
    crm("payment", "delete", "1")
    path.write_text("Receipt,Customer,Date,Amount,On account\nR1,Ali,2026-01-05,80,no\n")
    assert crm("import", "purchases", str(path)).code == 0
    assert crm("who", "1", "--json").json["balance"] is None


@pytest.mark.parametrize("fmt", TABLES)
def test_what_an_erased_person_paid_survives_as_a_sum(
    crm: Crm, store: Store, tmp_path: Path, fmt: str
) -> None:
    crm("add", "Ali")
    crm("sale", "1", "100", "--unpaid")
    crm("pay", "1", "40", "--for", "1")
    crm("contact", "erase", "1", "--yes")
    other = ("--db", str(tmp_path / "other.db"))
    for noun in ("purchases", "payments"):
        first = export(crm, tmp_path / f"{noun}.{fmt}", noun)
        answer = crm(*other, "import", noun, str(tmp_path / f"{noun}.{fmt}"))
        assert answer.code == 0, answer.err
        assert export(crm, tmp_path / f"b.{fmt}", noun, *other) == first
