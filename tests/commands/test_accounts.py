"""Selling on account, being paid, and asking who owes."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmtui.store.connect import Store
from crmtui.store.transact import transact
from tests.conftest import Crm
from tests.store.test_undo import state


@pytest.fixture(autouse=True)
def _ali(crm: Crm) -> None:
    crm("config", "set", "currency", "IRR")
    crm("config", "set", "unit", "toman")
    crm("add", "Ali Rezaei")


def balance(crm: Crm, who: str = "ali") -> object:
    return crm("who", who, "--json").json["balance"]


def test_a_sale_paid_at_once_is_no_debt(crm: Crm) -> None:
    crm("sale", "ali", "1000")
    assert balance(crm) is None
    assert crm("owes", "--json").json["customers"] == []
    assert "Nobody owes" not in crm("owes").out
    crm("purchase", "refund", "1", "400")
    assert balance(crm) is None


def test_unpaid_then_paid(crm: Crm) -> None:
    answer = crm("sale", "ali", "1,250,000", "--unpaid", "--date", "2026-01-05")
    assert (answer.out, answer.code) == ("1\n", 0)
    assert "Recorded a sale of 1,250,000 toman on account to Ali Rezaei" in answer.err
    assert "Ali Rezaei owes 1,250,000 toman now." in answer.err
    row = crm("purchase", "show", "1", "--json").json
    assert (row["on_account"], row["due_on"]) == (True, "2026-02-04")
    answer = crm("pay", "ali", "۱٬۳۰۰٬۰۰۰", "--method", "card", "--ref", "T7")
    assert "Ali Rezaei paid 1,300,000 toman (payment #1)" in answer.err
    assert "Ali Rezaei is in credit by 50,000 toman now." in answer.err
    answer = crm("pay", "ali", "500000 rial", "--back", "--json")
    assert (answer.json["said"], answer.json["balance"]) == ("Ali Rezaei owes nothing now.", 0)
    rows = crm("payment", "list", "ali", "--json").json
    assert [(r["amount"], r["method"], r["ref"]) for r in rows] == [
        (-500_000, "", ""),
        (13_000_000, "card", "T7"),
    ]


def test_credit_pays_the_next_sale_on_account(crm: Crm) -> None:
    crm("pay", "ali", "100")
    crm("sale", "ali", "80", "--unpaid")
    assert crm("owes", "ali", "--json").json["open"] == []
    assert (
        "in credit by 20 toman now"
        in crm("payment", "edit", "1", "--amount", "100", "--note", "x").err
    )
    assert "owes 10 toman now" in crm("sale", "ali", "30", "--unpaid").err
    (item,) = crm("owes", "ali", "--json").json["open"]
    assert (item["purchase_id"], item["amount"], item["left"]) == (2, 300, 100)


def test_a_part_is_paid_at_once_in_the_same_step(crm: Crm) -> None:
    answer = crm("sale", "ali", "100", "--paid", "40", "--due", "+7d", "--date", "2026-01-05")
    assert "owes 60 toman now" in answer.err
    (payment,) = crm("payment", "list", "--json").json
    assert (payment["amount"], payment["purchase_id"], payment["date"]) == (400, 1, "2026-01-05")
    crm("undo")
    assert crm("payment", "list", "--json").json == crm("purchase", "list", "--json").json == []
    crm("redo")
    assert balance(crm) == 600


def test_a_newcomer_can_buy_on_account(crm: Crm) -> None:
    answer = crm("sale", "09121112233", "5", "--new", "Zahra", "--unpaid")
    assert "Zahra owes 5 toman now." in answer.err
    assert balance(crm, "zahra") == 50


def test_a_walk_in_cannot_owe(crm: Crm) -> None:
    for how in (["--unpaid"], ["--paid", "3"], ["--due", "fri"]):
        answer = crm("sale", "-", "5", *how)
        assert (answer.out, answer.code) == ("", 2)
        assert "A walk-in pays at once" in answer.err
    crm("sale", "-", "5")
    assert crm("purchase", "edit", "1", "--unpaid").code == 2
    assert crm("purchase", "list", "--json").json[0]["on_account"] is False


def test_a_refund_lowers_the_debt_or_makes_credit(crm: Crm) -> None:
    crm("sale", "ali", "100", "--unpaid")
    assert "owes 70 toman now" in crm("purchase", "refund", "1", "30").err
    crm("pay", "ali", "70")
    assert "in credit by 70 toman now" in crm("purchase", "refund", "1").err
    assert crm("purchase", "refund", "1", "1").code == 2
    assert crm("purchase", "edit", "2", "--paid").code == 2
    crm("undo")
    assert balance(crm) == 0


def test_payments_go_where_they_are_for(crm: Crm) -> None:
    crm("sale", "ali", "100", "--unpaid", "--date", "2026-01-01")
    crm("sale", "ali", "50", "--unpaid", "--date", "2026-02-01")
    crm("pay", "ali", "30", "--for", "2")
    items = crm("owes", "ali", "--json").json["open"]
    assert [(item["purchase_id"], item["left"]) for item in items] == [(1, 1000), (2, 200)]
    crm("payment", "edit", "1", "--for", "0")
    items = crm("owes", "ali", "--json").json["open"]
    assert [(item["purchase_id"], item["left"]) for item in items] == [(1, 700), (2, 500)]


def test_a_payment_for_what_is_not_on_their_account(crm: Crm) -> None:
    crm("add", "Zahra")
    crm("sale", "zahra", "100", "--unpaid")
    crm("sale", "ali", "100")
    crm("purchase", "refund", "1", "10")
    for number, message in (
        ("1", "somebody else's"),
        ("2", "was paid at once"),
        ("9", "There is no purchase #9"),
    ):
        answer = crm("pay", "ali", "5", "--for", number)
        assert answer.code in (2, 3)
        assert message in answer.err
    assert "is a refund of purchase #1" in crm("pay", "zahra", "5", "--for", "3").err
    assert crm("payment", "list", "--json").json == []


@pytest.mark.parametrize(
    "amount",
    ["0", "-5", "about5", "", "nan", "5 euro", "99999999999999999999", "12.3.4", "۰"],
)
def test_an_impossible_payment_is_refused(crm: Crm, amount: str) -> None:
    for command in (["pay", "ali"], ["pay", "--back", "ali"], ["sale", "ali", "50", "--paid"]):
        answer = crm(*command, "--", amount) if command[0] == "pay" else crm(*command, amount)
        assert (answer.out, answer.code) == ("", 2)
    assert balance(crm) is None
    assert crm("purchase", "list", "--json").json == []


@pytest.mark.parametrize("due", ["2025-12-31", "yesterdayish", "1404/12/30", "about5"])
def test_an_impossible_due_day_is_refused(crm: Crm, due: str) -> None:
    answer = crm("sale", "ali", "5", "--unpaid", "--date", "2026-01-01", "--due", due)
    assert (answer.out, answer.code) == ("", 2)
    assert crm("purchase", "list", "--json").json == []


def test_the_due_day_follows_the_setting(crm: Crm) -> None:
    for value, due in (("۱۴", "2026-01-15"), ("0", "2026-01-01"), ("", None)):
        assert crm("config", "set", "credit_days", value).code == 0
        crm("sale", "ali", "5", "--unpaid", "--date", "2026-01-01")
        assert crm("purchase", "list", "--limit", "1", "--json").json[0]["due_on"] == due
    for value in ("soon", "-3", "99999"):
        assert crm("config", "set", "credit_days", value).code == 2
    crm("config", "set", "credit_days", "3650")
    assert crm("sale", "ali", "5", "--unpaid").code == 0
    assert "fifty years" in crm("sale", "ali", "5", "--unpaid", "--due", "9999-12-31").err


def test_how_a_purchase_is_paid_can_be_changed(crm: Crm) -> None:
    crm("sale", "ali", "100", "--date", "2026-01-01")
    crm("purchase", "refund", "1", "10")
    assert "owes 90 toman now" in crm("purchase", "edit", "1", "--unpaid").err
    assert crm("purchase", "show", "1", "--json").json["due_on"] == "2026-01-31"
    crm("purchase", "edit", "1", "--due", "2026-03-01")
    assert crm("purchase", "show", "1", "--json").json["due_on"] == "2026-03-01"
    assert crm("purchase", "edit", "1", "--date", "2026-04-01").code == 2
    assert crm("purchase", "edit", "1", "--due", "").code == 0
    assert "owes nothing now" in crm("purchase", "edit", "1", "--paid").err
    assert balance(crm) is None
    assert crm("purchase", "edit", "1", "--due", "2026-03-01").code == 2


def test_what_has_payments_is_not_deleted(crm: Crm) -> None:
    crm("sale", "ali", "100", "--paid", "40")
    for command in (("delete", "1"), ("edit", "1", "--paid")):
        answer = crm("purchase", *command)
        assert answer.code == 1
        assert "crm payment delete 1" in answer.err
    assert "owes 100 toman now" in crm("payment", "delete", "1").err
    assert crm("purchase", "delete", "1").code == 0
    assert balance(crm) is None
    crm("undo")
    crm("undo")
    assert balance(crm) == 600


def test_show_edit_delete_a_payment(crm: Crm) -> None:
    crm("pay", "ali", "100", "--date", "2026-01-05", "--note", "by hand")
    crm("payment", "edit", "1", "--amount", "90", "--method", "cash", "--date", "2026-01-06")
    row = crm("payment", "show", "1", "--json").json
    assert (row["amount"], row["method"], row["date"], row["note"]) == (
        900,
        "cash",
        "2026-01-06",
        "by hand",
    )
    assert "Ali Rezaei #1" in crm("payment", "show", "1").out
    assert crm("payment", "edit", "1").code == 2
    assert crm("payment", "edit", "1", "--amount", "0").code == 2
    assert crm("payment", "delete", "1").code == 0
    assert crm("payment", "show", "1").code == 3
    assert crm("payment", "delete", "1").code == 3
    crm("undo")
    assert balance(crm) == -900


def test_who_owes_the_oldest_debt_first(crm: Crm) -> None:
    crm("add", "Zahra")
    crm("add", "Reza")
    crm("sale", "ali", "100", "--unpaid", "--date", "2026-03-01")
    crm("sale", "zahra", "200", "--unpaid", "--date", "2026-01-01")
    crm("pay", "reza", "30")
    found = crm("--as-of", "2026-03-10", "owes", "--json").json
    assert (found["as_of"], found["total"], found["past_due"]) == ("2026-03-10", 3000, 2000)
    assert [tuple(row.values()) for row in found["customers"]] == [
        (2, "Zahra", 2000, "2026-01-01", "2026-01-31", 2000, 38),
        (1, "Ali Rezaei", 1000, "2026-03-01", "2026-03-31", 0, 0),
    ]
    answer = crm("--as-of", "2026-03-10", "owes")
    assert answer.out.splitlines()[0] == "2\tZahra\t2000\t2026-01-01\t2000\t38"
    assert "2 customers owe 300 toman · 200 toman past its day" in answer.err
    late = crm("--as-of", "2026-03-10", "owes", "--past-due", "--json").json
    assert [row["name"] for row in late["customers"]] == ["Zahra"]
    earlier = crm("--as-of", "2026-02-01", "owes", "--json").json
    assert [row["name"] for row in earlier["customers"]] == ["Zahra"]
    credit = crm("owes", "--credit", "--json").json
    assert (credit["total"], credit["customers"]) == (
        300,
        [{"contact_id": 3, "name": "Reza", "amount": 300}],
    )
    assert crm("owes", "ali", "--credit").code == 2
    assert crm("owes", "nobody").code == 3
    crm("contact", "delete", "zahra")
    assert [row["name"] for row in crm("owes", "--json").json["customers"]] == ["Ali Rezaei"]


def test_a_statement_as_text_and_json(crm: Crm) -> None:
    crm("config", "set", "shop", "Tea & Spice")
    crm("sale", "ali", "100", "--unpaid", "--date", "2026-01-01", "--item", "tea")
    crm("pay", "ali", "30", "--date", "2026-02-01", "--method", "cash", "--ref", "7")
    crm("sale", "ali", "50", "--unpaid", "--date", "2026-03-01")
    crm("purchase", "refund", "1", "10", "--date", "2026-03-02")
    found = crm("statement", "ali", "--since", "2026-02-01", "--until", "2026-03-01", "--json").json
    assert (found["opening"], found["closing"]) == (1000, 1200)
    assert [(e["what"], e["amount"], e["balance"], e["text"]) for e in found["entries"]] == [
        ("payment", -300, 700, "cash 7"),
        ("sale", 500, 1200, ""),
    ]
    assert [(item["purchase_id"], item["left"]) for item in found["open"]] == [(1, 700), (2, 500)]
    lines = crm("statement", "ali", "--until", "2026-03-31").out.splitlines()
    assert lines[0] == "Tea & Spice"
    assert lines[1] == "Statement of account · Ali Rezaei #1 · 2026-01-01 to 2026-03-31"
    assert [line.split() for line in lines[3:9]] == [
        ["Date", "What", "Details", "Charged", "Paid", "Balance", "toman"],
        ["opening", "balance", "0"],
        ["2026-01-01", "sale", "#1", "tea", "100", "100"],
        ["2026-02-01", "payment", "cash", "7", "30", "70"],
        ["2026-03-01", "sale", "#2", "50", "120"],
        ["2026-03-02", "refund", "of", "#1", "10", "110"],
    ]
    assert lines[10] == "Ali Rezaei owes 110 toman."
    assert "Not paid yet" in lines
    assert all(len(line) == len(lines[3]) for line in lines[4:9])


def test_a_statement_as_a_page(crm: Crm, tmp_path: Path) -> None:
    name = '<script>alert("1")</script> [/] \x1b[31m\u202eعلی & Söhne'
    crm("add", name)
    crm("sale", "2", "100", "--unpaid", "--item", "<img src=x onerror=1>")
    target = tmp_path / "s.html"
    answer = crm("statement", "2", "-o", str(target))
    assert (answer.out, answer.code) == ("", 0)
    assert str(target) in answer.err
    page = target.read_text("utf-8")
    assert target.stat().st_mode & 0o077 == 0
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; [/] علی &amp; Söhne" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "http:" not in page and "https:" not in page
    assert "\x1b" not in page and "\u202e" not in page
    assert "@page { size: A4" in page
    assert 'dir="ltr"' in page.split("<head>")[0]


def test_a_persian_page_reads_from_right_to_left(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("sale", "ali", "1250", "--unpaid")
    monkeypatch.setenv("CRMTUI_LANG", "fa")
    crm("statement", "ali", "-o", f"{tmp_path}/s.html")
    page = (tmp_path / "s.html").read_text("utf-8")
    assert '<html lang="fa" dir="rtl">' in page
    assert '<bdi dir="ltr">۱٬۲۵۰</bdi>' in page


@pytest.mark.parametrize("name", ["s.pdf", "s", "no/such/folder/s.html"])
def test_a_statement_that_cannot_be_written(crm: Crm, tmp_path: Path, name: str) -> None:
    answer = crm("statement", "ali", "-o", str(tmp_path / name))
    assert answer.code in (1, 2)
    assert "Error" in answer.err
    assert list(tmp_path.glob("s*")) == [tmp_path / "shop"]


def test_a_statement_up_to_the_last_day_there_is(crm: Crm) -> None:
    crm("sale", "ali", "100", "--unpaid")
    found = crm("statement", "ali", "--since", "1900-01-01", "--until", "9999-12-31", "--json")
    assert found.json["closing"] == 1000


@pytest.mark.parametrize("number", ["99999999999999999999", "-3", "0", "one"])
def test_an_impossible_number_is_refused(crm: Crm, number: str) -> None:
    for command in (
        ("payment", "show"),
        ("payment", "delete"),
        ("purchase", "show"),
        ("pay", "ali", "5", "--for"),
    ):
        answer = crm(*command, number)
        assert (answer.out, answer.code) == ("", 2)
    assert crm("payment", "list", "--json").json == []


def test_the_year_9999_is_shown_in_any_calendar(crm: Crm, tmp_path: Path) -> None:
    crm("config", "set", "calendar", "jalali")
    sales, payments = tmp_path / "sales.csv", tmp_path / "payments.csv"
    sales.write_text("customer,amount,date,on account,due\nAli Rezaei,5,2026-01-01,yes,9999-12-31")
    payments.write_text("customer,amount,date\nAli Rezaei,2,9999-12-30")
    crm("import", "purchases", str(sales))
    crm("import", "payments", str(payments))
    assert "9999-12-31" in crm("statement", "ali").out
    assert "due 9999-12-31" in crm("purchase", "show", "1").out


def test_a_sale_stays_a_sale_and_covers_its_refunds(crm: Crm) -> None:
    crm("add", "Ali")
    crm("sale", "1", "100", "--unpaid")
    crm("purchase", "refund", "1", "80")
    for number, amount, code in (
        ("1", "-50", 2), ("1", "50", 1), ("2", "80", 2), ("2", "-101", 1), ("2", "-100", 0),
        ("1", "99", 1), ("1", "120", 0), ("2", "-120", 0),
    ):  # fmt: skip
        answer = crm("purchase", "edit", number, "--amount", amount)
        assert (number, amount, answer.code) == (number, amount, code), answer.err
    assert crm("who", "1", "--json").json["balance"] == 0


def test_sums_beyond_all_counting_are_refused(crm: Crm, store: Store) -> None:
    crm("add", "Ali")
    most = 2**53 - 1
    with transact(store, "a thousand slips of the finger") as transaction:
        transaction.connection.executemany(
            "INSERT INTO purchase(contact_id, at, amount, ref, note, on_account) "
            "VALUES(1, '2026-01-01T00:00:00Z', ?, '', '', 1)",
            [(most,)] * 1024,
        )
    before = state(store)
    answer = crm("sale", "1", f"{most // 100}.91", "--unpaid")
    assert (answer.code, "more than can be counted" in answer.err) == (2, True)
    assert "Traceback" not in answer.err
    assert state(store) == before


def test_a_purchase_given_back_as_a_whole_counts_as_none(crm: Crm) -> None:
    crm("add", "Ali Rezaei")
    crm("sale", "1", "50", "--date", "2026-01-10")
    crm("sale", "1", "30", "--date", "2026-02-10")

    def counted(*more: str) -> tuple[int, int, int]:
        (row,) = crm("segments", "--members", "--json", "--as-of", *more).json
        return row["frequency"], row["monetary"], row["recency_days"]

    assert crm("purchase", "refund", "2", "10", "--date", "2026-03-01").code == 0
    assert counted("2026-04-01") == (2, 700, 50), "a part of it was kept"
    assert crm("purchase", "refund", "2", "--date", "2026-03-02").code == 0
    assert counted("2026-03-02") == (2, 700, 20), "on that morning it was not yet given back"
    assert counted("2026-04-01") == (1, 500, 81)
    assert crm("segments", "--members", "--json").json[0]["frequency"] == 1
    crm("undo")
    assert crm("segments", "--members", "--json").json[0]["frequency"] == 2
    crm("redo")
    assert crm("segments", "--members", "--json").json[0]["frequency"] == 1
    crm("purchase", "refund", "1", "--date", "2026-03-03")
    assert crm("segments", "--members", "--json").json == []
