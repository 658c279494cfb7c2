"""One timeline of all that happened with somebody, at the shell."""

from __future__ import annotations

import pytest

from crmtui.store.connect import Store
from crmtui.store.transact import transact
from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm, store: Store) -> Crm:
    """A customer with one entry of every kind, on a day each."""
    crm("add", "Ali", "--source", "fair")
    crm("add", "Zahra")
    crm("log", "ali", "asked for tea", "--in", "--at", "2026-01-01")
    crm("log", "ali", "met", "--channel", "visit", "--outcome", "reached", "--at", "2026-01-02")
    crm("sale", "ali", "12.50", "--item", "tea", "--date", "2026-01-03")
    crm("purchase", "refund", "1", "2", "--date", "2026-01-04")
    crm("task", "add", "ali", "call back", "--due", "2026-01-05")
    crm("promise", "ali", "pay", "--theirs", "--due", "2026-01-06")
    crm("task", "add", "ali", "old", "--due", "2026-01-01")
    crm("task", "done", "3", "--at", "2026-01-07")
    with transact(store, "wishes and payments") as transaction:
        execute = transaction.connection.execute
        execute(
            "INSERT INTO need(contact_id, text, at) VALUES(1, 'oak shelf', '2026-01-08T00:00:00Z')"
        )
        execute(
            "INSERT INTO payment(contact_id, at, amount, method, ref, note) "
            "VALUES(1, '2026-01-09T00:00:00Z', 500, 'cash', '', 'half')"
        )
    crm("log", "zahra", "someone else", "--at", "2026-01-03")
    return crm


def entries(crm: Crm, *args: str) -> list[tuple[str, str, str]]:
    return [
        (row["kind"], row["what"], row["text"])
        for row in crm("timeline", "ali", "--json", *args).json
    ]


HAPPENED = [
    ("payment", "payment", "cash half"),
    ("need", "need", "oak shelf"),
    ("task", "task", "old"),
    ("task", "promise", "pay"),
    ("task", "task", "call back"),
    ("purchase", "refund", ""),
    ("purchase", "sale", "tea"),
    ("interaction", "visit", "met"),
    ("interaction", "call", "asked for tea"),
]


def test_everything_newest_first(shop: Crm) -> None:
    found = entries(shop)
    assert [entry for entry in found if entry[0] not in ("change", "added")] == HAPPENED
    assert ("added", "added", "fair") in found
    ats = [row["at"] for row in shop("timeline", "ali", "--json").json]
    assert ats == sorted(ats, reverse=True)


def test_the_card_leaves_changes_out(shop: Crm) -> None:
    found = shop("who", "ali", "--json").json["timeline"]
    assert [(row["kind"], row["what"], row["text"]) for row in found] == HAPPENED
    assert found[4]["all_day"] == 1
    assert (found[2]["outcome"], found[3]["direction"]) == ("done", "theirs")


def test_kinds(shop: Crm) -> None:
    assert [what for _kind, what, _text in entries(shop, "--kind", "call,sale")] == ["sale", "call"]
    assert [what for _kind, what, _text in entries(shop, "--kind", "talk")] == ["visit", "call"]
    assert [what for _kind, what, _text in entries(shop, "--kind", "purchase")] == [
        *("refund", "sale"),
    ]
    assert len(entries(shop, "--kind", "task")) == 3
    assert entries(shop, "--kind", "promise, need") == [
        *(("need", "need", "oak shelf"), ("task", "promise", "pay")),
    ]
    answer = shop("timeline", "ali", "--kind", "dreams")
    assert (answer.out, answer.code) == ("", 2)
    assert "dreams" in answer.err
    assert shop("timeline", "nobody").code == 3


def test_changes_are_steps_that_changed_the_contact(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--city", "Tehran")
    shop("contact", "edit", "ali", "--phone", "09121112233")
    shop("contact", "edit", "zahra", "--city", "Karaj")
    texts = [text for _kind, _what, text in entries(shop, "--kind", "change")]
    assert texts[:2] == ["Edited Ali", "Edited Ali"]
    assert texts[-1] == "fair"
    assert not any("Zahra" in text or text == "Added Ali" for text in texts)
    shop("undo", str(shop("history", "--json").json[1]["step"]))
    assert [text for _k, _w, text in entries(shop, "--kind", "change")].count("Edited Ali") == 1
    shop("redo")
    assert [text for _k, _w, text in entries(shop, "--kind", "change")].count("Edited Ali") == 2


def test_pages_join(shop: Crm) -> None:
    whole = entries(shop)
    parts = [
        entry
        for skip in range(0, len(whole), 2)
        for entry in entries(shop, "--limit", "2", "--skip", str(skip))
    ]
    assert parts == whole
    assert entries(shop, "--skip", "500") == []


def test_a_pipe_gets_tabs(shop: Crm) -> None:
    lines = shop("timeline", "ali", "--kind", "task,sale,call").out.split("\n")
    assert lines == [
        "2026-01-07T00:00:00Z\ttask done\t\told",
        "2026-01-06\tthey promised\t\tpay",
        "2026-01-05\ttask\t\tcall back",
        "2026-01-03T00:00:00Z\tsale\t1250\ttea",
        "2026-01-01T00:00:00Z\tcall in\t\tasked for tea",
        "",
    ]


def test_a_sale_is_told_once_though_it_makes_a_customer_of_a_lead(crm: Crm) -> None:
    crm("add", "Omid")
    crm("sale", "omid", "5")
    assert crm("who", "omid", "--json").json["contact"]["status"] == "customer"
    assert [row["kind"] for row in crm("timeline", "omid", "--json").json] == ["purchase", "added"]


def test_a_pipe_gets_the_day_of_the_shop_for_what_is_due_on_a_day(crm: Crm) -> None:
    crm("config", "set", "zone", "Asia/Tehran")
    crm("add", "Omid")
    crm("task", "add", "omid", "call", "--due", "2027-03-01")
    assert crm("timeline", "omid", "--kind", "task").out.startswith("2027-03-01\t")
