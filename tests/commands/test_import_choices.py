"""What a file leaves open: guessed, said, asked on a terminal, and remembered."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crmtui.store.connect import Store
from tests.conftest import Crm

DAYS = "customer,date,amount\nAli,1/2/2026,10\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def only_sale(crm: Crm) -> tuple[str, int]:
    (row,) = crm("purchase", "list", "--json").json
    return row["date"], row["amount"]


def test_an_open_order_of_dates_is_guessed_and_said(crm: Crm, file: Path) -> None:
    file.write_text(DAYS)
    answer = crm("import", "purchases", str(file))
    assert "Which comes first in 1/2/2026, the day or the month?" in answer.err
    assert "--dates mdy" in answer.err
    assert only_sale(crm) == ("2026-02-01", 1000)


def test_a_shop_in_america_puts_the_month_first(crm: Crm, file: Path) -> None:
    crm("config", "set", "country", "US")
    file.write_text(DAYS)
    crm("import", "purchases", str(file))
    assert only_sale(crm) == ("2026-01-02", 1000)


def test_an_order_that_was_told_is_remembered_for_the_header(crm: Crm, file: Path) -> None:
    file.write_text(DAYS)
    answer = crm("import", "purchases", str(file), "--dates", "mdy")
    assert "Which comes first" not in answer.err
    crm("purchase", "delete", "1")
    file.write_text(DAYS.replace("1/2", "3/4"))
    again = crm("import", "purchases", str(file))
    assert "Read like the last file with this header." in again.err
    assert "Which comes first" not in again.err
    assert only_sale(crm) == ("2026-03-04", 1000)


def test_an_order_that_showed_itself_holds_for_the_next_file(crm: Crm, file: Path) -> None:
    file.write_text(DAYS + "Ali,25/12/2025,20\n")
    crm("import", "purchases", str(file))
    crm("config", "set", "country", "US")
    file.write_text(DAYS.replace("1/2", "3/4"))
    crm("import", "purchases", str(file))
    dates = {row["date"] for row in crm("purchase", "list", "--json").json}
    assert dates == {"2026-02-01", "2025-12-25", "2026-04-03"}


def test_a_map_is_remembered_and_undo_forgets_it(crm: Crm, file: Path) -> None:
    text = "Wer;Wann;Wieviel\nJürgen;2026-01-05;10\n"
    file.write_text(text)
    assert crm("import", "purchases", str(file)).code == 1
    told = ("--map", "customer=Wer,date=Wann,amount=Wieviel")
    assert crm("import", "purchases", str(file), *told).code == 0
    file.write_text(text + "Anna;2026-01-06;11\n")
    assert crm("import", "purchases", str(file), "--json").json["created"] == 1
    crm("undo")
    crm("undo")
    assert crm("import", "purchases", str(file)).code == 1


def test_a_column_can_be_left_out(crm: Crm, file: Path) -> None:
    file.write_text("Name,Phone,City\nAli,09121112233,Tehran\n")
    answer = crm("import", "contacts", str(file), "--map", "skip=City")
    assert "Not used: City" in answer.err
    assert crm("who", "ali", "--json").json["contact"]["city"] == ""


@pytest.mark.parametrize(
    ("options", "amount"),
    [((), 100_000), (("--unit", "rial"), 10_000), (("--unit", "toman"), 100_000)],
)
def test_rial_or_toman(crm: Crm, file: Path, options: tuple[str, ...], amount: int) -> None:
    crm("config", "set", "currency", "IRR")
    crm("config", "set", "unit", "toman")
    file.write_text("customer,date,amount\nAli,2026-01-05,10000\n")
    answer = crm("import", "purchases", str(file), *options)
    assert ("toman or in rial?" in answer.err) == (not options)
    assert only_sale(crm)[1] == amount


def test_a_new_shop_takes_the_currency_of_the_file(crm: Crm, file: Path) -> None:
    file.write_text("customer,date,amount,currency\nAli,2026-01-05,10.5,CAD\n")
    trial = crm("import", "purchases", str(file), "--dry-run")
    assert "10.50 CAD" in trial.err
    answer = crm("import", "purchases", str(file))
    assert "This shop counts in CAD from now on" in answer.err
    assert crm("config", "get", "currency").out.strip() == "CAD"
    assert only_sale(crm) == ("2026-01-05", 1050)
    crm("undo")
    assert crm("config", "get", "currency").out.strip() != "CAD"


def test_another_currency_is_not_counted_as_ours(crm: Crm, file: Path) -> None:
    crm("config", "set", "currency", "EUR")
    file.write_text("customer,date,amount,currency\nAli,2026-01-05,10,CAD\n")
    answer = crm("import", "purchases", str(file))
    assert answer.code == 1
    assert "in CAD; this shop counts in EUR" in answer.err
    assert crm("import", "purchases", str(file), "--currency", "EUR").code == 0
    assert only_sale(crm) == ("2026-01-05", 1000)


def test_one_row_in_another_currency_is_rejected(crm: Crm, file: Path) -> None:
    crm("config", "set", "currency", "EUR")
    file.write_text("customer,date,amount,currency\nAli,2026-01-05,10,EUR\nAli,2026-01-06,10,USD\n")
    answer = crm("import", "purchases", str(file), "--json")
    assert (answer.code, answer.json["created"], answer.json["rejected"]) == (5, 1, 1)
    assert answer.json["problems"][0]["reason"] == "the amount is in USD, not in EUR"


@pytest.mark.parametrize("option", ["--dates", "--calendar", "--unit"])
def test_an_option_that_cannot_be(crm: Crm, file: Path, option: str) -> None:
    crm("config", "set", "currency", "IRR")
    file.write_text(DAYS)
    answer = crm("import", "purchases", str(file), option, "sideways")
    assert answer.code == 2
    assert "Choose one of:" in answer.err


def test_a_dry_run_shows_the_first_rows_as_they_will_be(crm: Crm, file: Path) -> None:
    crm("add", "Ali Rezaei", "--phone", "09121112233")
    file.write_text("Name,Phone,City\nAli Rezaei,0912 111 2233,Tehran\nSara,0935,Qom\n")
    answer = crm("import", "contacts", str(file), "--dry-run", "--json")
    found = {row["name"]: row for row in answer.json["preview"]}
    assert found["Ali Rezaei"]["outcome"] == "updated"
    assert (found["Ali Rezaei"]["city"], found["Sara"]["outcome"]) == ("Tehran", "created")
    assert "new: Sara · 0935 · Qom" in answer.err
    assert crm("contact", "list", "--json").json[0]["city"] == ""


def ask(store: Store, *args: str, answers: tuple[tuple[str, str], ...]) -> tuple[str, int]:
    """Run a command on a terminal of its own and answer its questions; return what it showed."""
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "crmtui.cli", "--db", str(store.path), *args],
        stdin=child,
        stdout=child,
        stderr=child,
        start_new_session=True,
    )
    os.close(child)
    shown, waiting = "", list(answers)
    deadline = time.monotonic() + 60
    try:
        while time.monotonic() < deadline:
            if waiting and waiting[0][0] in shown:
                os.write(parent, waiting.pop(0)[1].encode() + b"\n")
            ready, _writable, _failed = select.select([parent], [], [], 0.2)
            if ready:
                try:
                    shown += os.read(parent, 4096).decode(errors="replace")
                except OSError:  # the other end is closed
                    break
            elif process.poll() is not None:
                break
    finally:
        os.close(parent)
        process.kill() if process.poll() is None and waiting else None
    return shown, process.wait(timeout=60)


def test_on_a_terminal_it_asks_what_is_open(crm: Crm, store: Store, file: Path) -> None:
    file.write_text(DAYS)
    shown, code = ask(
        store, "import", "purchases", str(file), answers=(("day or the month?", "2"),)
    )
    assert code == 0, shown
    assert only_sale(crm) == ("2026-01-02", 1000)


def test_on_a_terminal_it_asks_for_columns_nobody_knows(crm: Crm, store: Store, file: Path) -> None:
    file.write_text("Wer;Wann;Wieviel\nJürgen;2026-01-05;10\n", "utf-8")
    answers = (("Which column is the date?", "2"), ("Which column is the amount?", "3"))
    shown, code = ask(store, "import", "purchases", str(file), answers=answers)
    assert code == 0, shown
    assert "Jürgen" in shown  # the first values help to choose
    assert only_sale(crm) == ("2026-01-05", 1000)


def test_with_yes_it_asks_nothing(crm: Crm, store: Store, file: Path) -> None:
    file.write_text(DAYS)
    _shown, code = ask(store, "--yes", "import", "purchases", str(file), answers=())
    assert code == 0
    assert only_sale(crm) == ("2026-02-01", 1000)
