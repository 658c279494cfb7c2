"""A day at the counter: logging, selling, correcting, undoing, settings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from crmtui.store.connect import Store
from tests.conftest import Crm


def test_log_list_show_edit_delete(crm: Crm) -> None:
    crm("add", "Ali", "--phone", "09121112233")
    answer = crm("log", "09121112233", "asked", "for", "tea", "--in", "--outcome", "reached")
    assert (answer.out, answer.code) == ("1\n", 0)
    (line,) = crm("interaction", "list", "ali", "--json").json
    assert (line["text"], line["direction"], line["outcome"]) == ("asked for tea", "in", "reached")
    crm("interaction", "edit", "1", "--text", "asked for sugar", "--channel", "visit")
    line = crm("interaction", "show", "1", "--json").json
    assert (line["text"], line["channel"], line["direction"]) == ("asked for sugar", "visit", "in")
    assert crm("interaction", "delete", "1").code == 0
    assert crm("interaction", "list", "--json").json == []
    crm("undo")
    assert len(crm("interaction", "list", "--json").json) == 1


def test_an_unknown_caller_becomes_a_contact(crm: Crm) -> None:
    assert crm("log", "09121112233", "hello").code == 3
    assert crm("log", "0912 111 2233", "hello", "--new", "Zahra").code == 0
    assert crm("who", "09121112233", "--json").json["contact"]["name"] == "Zahra"
    crm("undo")
    assert crm("contact", "list", "--json").json == []
    crm("redo")
    answer = crm("sale", "09121112233", "5", "--new", "Somebody")
    assert answer.code == 1
    assert "Zahra already" in answer.err


def test_sale_refund_and_the_card(crm: Crm) -> None:
    crm("add", "Ali")
    crm("sale", "ali", "125.50", "--item", "2x tea", "--ref", "R1", "--date", "2026-01-05")
    crm("purchase", "refund", "1", "25.50")
    card = crm("who", "ali", "--json").json
    assert card["contact"]["status"] == "customer"
    assert card["purchases"] == {
        "count": 1,
        "first": "2026-01-05",
        "last": "2026-01-05",
        "gross": 12550,
        "refunds": -2550,
        "net": 10000,
    }
    shown = crm("purchase", "show", "1", "--json").json
    assert (shown["ref"], shown["date"], shown["amount"]) == ("R1", "2026-01-05", 12550)
    assert [(line["item"], line["quantity"]) for line in shown["lines"]] == [("tea", 2)]
    answer = crm("purchase", "refund", "1", "100.01")
    assert answer.code == 2
    assert "Only 100.00 USD is left" in answer.err
    assert crm("purchase", "refund", "1").code == 0
    assert crm("purchase", "refund", "1").code == 2
    assert crm("purchase", "delete", "1").code == 1


def test_several_items_add_up(crm: Crm) -> None:
    assert crm("sale", "-", "20", "--item", "2x tea=15", "--item", "sugar=5").code == 0
    answer = crm("sale", "-", "21", "--item", "2x tea=15", "--item", "sugar=5")
    assert answer.code == 2
    assert "add up to" in answer.err
    assert crm("sale", "-", "21", "--item", "a", "--item", "b").code == 2
    (row,) = crm("purchase", "list", "--json").json
    assert (row["contact_id"], row["items"]) == (None, "tea, sugar")


def test_purchases_between_two_days(crm: Crm) -> None:
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        crm("sale", "-", "1", "--date", day)
    chosen = crm(
        "purchase", "list", "--since", "2026-01-02", "--until", "2026-01-02", "--json"
    ).json
    assert [row["date"] for row in chosen] == ["2026-01-02"]


@pytest.mark.parametrize("amount", ["abc", "about 5k", "", "nan", "99999999999999999999", "12.3.4"])
def test_an_impossible_amount_is_refused(crm: Crm, amount: str) -> None:
    crm("add", "Ali")
    answer = crm("sale", "ali", amount)
    assert (answer.out, answer.code) == ("", 2)
    assert crm("purchase", "list", "--json").json == []


@pytest.mark.parametrize("day", ["1404/12/30", "2023-02-29", "soon", "2026-13-01"])
def test_an_impossible_date_is_refused(crm: Crm, day: str) -> None:
    answer = crm("sale", "-", "5", "--date", day)
    assert (answer.out, answer.code) == ("", 2)


def test_history_undo_redo(crm: Crm) -> None:
    crm("add", "Ali")
    crm("add", "Zahra")
    assert "Undid step 2: Added Zahra" in crm("undo").err
    steps = crm("history", "--json").json
    assert [(step["step"], step["undone"]) for step in steps] == [
        (3, False),
        (2, True),
        (1, False),
    ]
    assert {"step", "at", "label", "changes", "undone"} <= steps[0].keys()
    assert crm("redo", "--json").json["step"] == 2
    assert crm("redo").code == 3
    assert crm("undo", "99").code == 3
    assert crm("undo", "2").code == 0
    assert crm("undo", "2").code == 1


def test_segments_at_the_door(crm: Crm) -> None:
    crm("add", "Ali")
    crm("add", "Zahra")
    crm("sale", "ali", "10", "--date", "2026-01-05")
    table = crm("segments", "--as-of", "2026-02-01", "--json").json
    assert (table["as_of"], table["method"], table["buyers"]) == ("2026-02-01", "fair", 1)
    counts = {line["segment"]: line["customers"] for line in table["segments"]}
    assert (counts["prospect"], sum(counts.values()), len(counts)) == (1, 2, 12)
    (member,) = crm("segments", "--members", "--as-of", "2026-02-01", "--json").json
    assert member["recency_days"] == 27
    assert crm("segments", "show", member["segment"], "--as-of", "2026-02-01", "--json").json == [
        member
    ]
    assert crm("segments", "show", "prospect", "--json").json[0]["name"] == "Zahra"
    reason = crm("segments", "why", "ali", "--as-of", "2026-02-01")
    assert "Last purchase: 27 days ago" in reason.out
    assert crm("segments", "why", "zahra", "--json").json["segment"] == "prospect"
    assert crm("segments", "show", "friends").code == 3
    assert crm("segments", "--method", "magic").code == 2
    assert "fixed cut points" in crm("segments").err


def test_settings_of_the_shop_and_of_a_person(crm: Crm) -> None:
    assert crm("config", "get", "currency").out == "USD\n"
    assert crm("config", "set", "currency", "irr").code == 0
    assert crm("config", "set", "unit", "toman").code == 0
    crm("sale", "-", "1,250,000")
    assert crm("purchase", "list", "--json").json[0]["amount"] == 12_500_000
    answer = crm("config", "set", "currency", "EUR")
    assert answer.code == 1
    assert "recorded already" in answer.err
    assert crm("config", "set", "theme", "nord").code == 0
    assert crm("config", "get", "theme").out == "nord\n"
    assert crm("config", "get", "colour").code == 2
    assert crm("config", "set", "calendar", "mayan").code == 2
    assert crm("config", "set", "zone", "Mars/Base").code == 2
    crm("undo", "2")
    assert crm("config", "get", "unit").out == "\n"


def test_a_new_country_reads_local_phones_anew(crm: Crm) -> None:
    crm("config", "set", "country", "GB")
    crm("add", "Ali", "--phone", "0912 111 2233")
    assert crm("who", "+989121112233").code == 3
    crm("config", "set", "country", "IR")
    assert crm("who", "+989121112233").code == 0


def test_locate_and_version(crm: Crm) -> None:
    assert crm("locate", "db").out.strip().endswith("shop.db")
    assert set(crm("locate", "--json").json) == {"db", "config", "state", "log"}
    assert crm("locate", "moon").code == 2
    assert crm("--version").out.startswith("crmtui ")


def test_the_sample_shop(crm: Crm, tmp_path: object) -> None:
    path = f"{tmp_path}/sample.db"
    first = crm("--db", path, "demo")
    assert first.code == 0
    for kind in ("Contacts", "Purchases", "Interactions", "Tags", "Sold today"):
        assert kind in first.out
    assert crm("--db", path, "demo").out == first.out
    figures = crm("--db", path, "demo", "--json").json
    assert figures["contacts"] > 200
    assert figures["purchases"] > 1000
    owes = crm("--db", path, "owes", "--json").json
    assert figures["owed"] == owes["total"] > owes["past_due"] > 0
    assert crm("--db", path, "owes", "--credit", "--json").json["customers"]
    segments = crm("--db", path, "segments", "--json").json["segments"]
    assert sum(line["customers"] > 0 for line in segments) >= 9


def test_the_sample_shop_leaves_a_real_one_alone(crm: Crm) -> None:
    crm("add", "Ali")
    answer = crm("demo")
    assert answer.code == 1
    assert [row["name"] for row in crm("contact", "list", "--json").json] == ["Ali"]


def test_undo_cannot_change_the_currency_of_amounts(crm: Crm) -> None:
    crm("config", "set", "currency", "EUR")
    crm("sale", "-", "5")
    answer = crm("undo", "1")
    assert answer.code == 1
    assert "currency cannot change" in answer.err
    assert crm("config", "get", "currency").out == "EUR\n"


def test_undo_of_a_country_keys_later_phones_too(crm: Crm) -> None:
    crm("config", "set", "country", "GB")
    crm("add", "Ali", "--phone", "0912 111 2233")
    crm("undo", "1")
    assert crm("who", "+989121112233").code == 0


def test_a_full_output_is_no_bug(store: Store) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "crmtui.cli", "--db", str(store.path), "config", "list"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode != 0
    assert "bug" not in done.stderr
    assert "Traceback" not in done.stderr


def test_the_sample_shop_opens_in_the_language_that_was_asked_for(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, str]] = []

    def run_app(path: Path, _question: object, *, lang: str = "") -> int:
        opened.append((path, lang))
        return 0

    path = tmp_path / "sample.db"
    monkeypatch.setattr("crmtui.app.run_app", run_app)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("crmtui.terminal.asking.Question", lambda: SimpleNamespace(close=bool))
    assert crm("--db", str(path), "--lang", "fa", "demo").code == 0
    assert opened == [(path, "fa")] and path.exists()
