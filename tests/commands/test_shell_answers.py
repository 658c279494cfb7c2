"""What the shell answers to slips of the finger, and that related commands answer alike."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from crmtui.store.connect import Store
from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm("add", "Ali", "--phone", "0912 111 2233", "--tag", "vip")
    crm("add", "Zahra")
    crm("task", "add", "ali", "call", "--due", "2026-01-02", "--every", "week")
    crm("task", "add", "-", "order tea")
    crm("log", "ali", "hello", "--outcome", "reached", "--purpose", "sale")
    crm("need", "ali", "a shelf", "--date", "2026-01-02")
    crm("sale", "ali", "5", "--unpaid", "--date", "2026-01-02")
    return crm


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("log ali x --at tomorrow", "still to come"),
        ("log ali x --at 9999-12-31", "still to come"),
        ("interaction edit 1 --at 9999-12-31", "still to come"),
        ("sale ali 5 --date +3d", "still to come"),
        ("purchase edit 1 --date 9999-12-31", "still to come"),
        ("pay ali 5 --date tomorrow", "still to come"),
        ("need ali x --date 9999-12-31", "still to come"),
        ("task done 1 --at tomorrow", "still to come"),
        ("sale ali 5 --unpaid --due 9999-12-31", "more than fifty years away"),
        ("purchase edit 1 --due 9999-12-31", "more than fifty years away"),
        ("contact edit ali --birthday 9999-12-31", "more than fifty years away"),
        ("contact edit ali --anniversary 9999-12-31", "more than fifty years away"),
        ("today --as-of 9999-12-31", "more than fifty years away"),
        ("keep --as-of 9999-12-31", "more than fifty years away"),
        ("segments --as-of 9999-12-31", "more than fifty years away"),
        ("purchase list --since 2026-02-01 --until 2026-01-01", "2026-02-01 is after 2026-01-01"),
        ("interaction list --since 2026-02-01 --until 2026-01-01", "is after 2026-01-01"),
        ("payment list --since 2026-02-01 --until 2026-01-01", "2026-02-01 is after 2026-01-01"),
        ("statement ali --since 2026-02-01 --until 2026-01-01", "2026-02-01 is after 2026-01-01"),
        ("task add - x --promise ours", "A promise is given to somebody."),
        ("task edit 2 --promise theirs", "A promise is given to somebody."),
        ("keep ali 30 --never", "stand in place of DAYS"),
        ("log ali x --minutes 100001", "The minutes is not right: at most 100000."),
        ("config set lang ../../x", "../../x is not a language."),
        ("contact edit ali --instagram @", "@ is not an Instagram name."),
        ("duplicates --min much", "'--min': a number is needed"),
        ("duplicates --min 2", "'--min': it can be 1"),
        ("config set undo_days 99999999999999999", "From 1 to 36500."),
        ("config set undo_days 0", "From 1 to "),
        ("config set undo_steps 0", "From 1 to "),
        ("config set undo_steps 99999999999", "From 1 to 1000000."),
        (f"config set credit_days {'9' * 5000}", "is too many days."),
        (f"config set area_code {'9' * 5000}", "is not an area code."),
        ("config set area_code abc", "abc is not an area code."),
        ("config set rfm_recency 1,2,3,99999999999999999999", "four growing whole numbers"),
    ],
)  # fmt: skip
def test_a_slip_is_said_and_changes_nothing(shop: Crm, command: str, said: str) -> None:
    before = shop("history").out
    answer = shop(*command.split())
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert shop("history").out == before


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["who", ""], 3, "Nobody was named."),
        (["who", "x" * 5000], 3, f"Nobody here fits {'x' * 40}.\n"),
        (["contact", "link", "ali", "knows", " "], 3, "Nobody was named."),
        (["contact", "unlink", "ali", "knows"], 3, "Nobody was named."),
        (["tag", "delete", ""], 3, "There is no tag ''."),
        (["keep", "--tag", "", "5"], 3, "`crm tag list` shows them."),
        (["purchase", "edit", "1", "--amount", ""], 2, '"" is not an amount'),
        (["sale", "ali", "5", "--item", "0x tea"], 2, "0x tea is not an item."),
        (["needs", "show", "9"], 3, "There is no need #9."),
        (["task", "show", "9"], 3, "There is no task #9."),
    ],
)
def test_what_is_not_there_is_named(shop: Crm, args: list[str], code: int, said: str) -> None:
    answer = shop(*args)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_tasks_and_needs_are_shown_as_other_records_are(shop: Crm) -> None:
    assert shop("task", "show", "1").out.split("\n")[:2] == [
        "Who        Ali #1",
        "Text       call",
    ]
    assert "every week" in shop("task", "show", "1").out
    assert shop("task", "show", "1", "--json").json == shop("task", "list", "ali", "--json").json[0]
    shop("needs", "met", "1")
    assert "Wants      a shelf\n" in shop("needs", "show", "1").out
    assert shop("needs", "show", "1", "--json").json["met"] is True


def test_lists_take_whom_they_are_about(shop: Crm) -> None:
    for noun in ("task", "interaction", "purchase", "payment"):
        assert shop(noun, "list", "zahra", "--json").json == []
    assert [row["text"] for row in shop("task", "list", "ali", "--json").json] == ["call"]
    assert shop("task", "promises", "ali").out == shop("task", "promises", "--who", "ali").out


def test_interactions_are_listed_between_days_as_purchases_are(shop: Crm) -> None:
    shop("log", "zahra", "long ago", "--at", "2026-01-05")
    for noun, count in (("interaction", 1), ("purchase", 1)):
        found = shop(noun, "list", "--since", "2026-01-01", "--until", "2026-01-05", "--json")
        assert len(found.json) == count
    assert shop("interaction", "list", "--until", "2026-01-04").out == ""


def test_a_relation_is_taken_back_in_the_order_it_was_given(shop: Crm) -> None:
    for words in (("knows", "zahra"), ("zahra", "knows"), ("zahra",)):
        assert shop("contact", "link", "ali", "knows", "zahra").code == 0
        assert shop("contact", "unlink", "ali", *words).code == 0
        assert shop("contact", "unlink", "ali", *words).code == 3


def test_what_was_said_of_a_talk_can_be_taken_away(shop: Crm) -> None:
    assert shop("interaction", "edit", "1", "--outcome", "", "--purpose", "").code == 0
    shown = shop("interaction", "show", "1", "--json").json
    assert (shown["outcome"], shown["purpose"], shown["text"]) == (None, None, "hello")
    assert shop("log", "ali", "--outcome", "").code == 2


def test_a_script_is_told_where_an_export_went(shop: Crm, tmp_path: Path) -> None:
    for noun, ending, count in (
        ("contacts", "csv", 2), ("purchases", "jsonl", 1), ("payments", "xlsx", 0),
        ("interactions", "tsv", 1), ("needs", "json", 1), ("tasks", "ics", 2),
    ):  # fmt: skip
        path = tmp_path / f"{noun}.{ending}"
        answer = shop("export", noun, "-o", str(path), "--json")
        assert answer.json == {"path": str(path), "written": count}
    person = tmp_path / "ali.txt"
    answer = shop("contact", "export", "ali", "-o", str(person), "--json")
    assert answer.json == {"path": str(person), "written": 1}
    assert person.read_text("utf-8").startswith("Ali")
    assert list(shop("--version", "--json").json) == ["version"]


@pytest.mark.parametrize("noun", ["contacts", "purchases", "payments", "needs", "tasks"])
def test_a_file_that_is_no_table_is_not_filled_with_one(
    shop: Crm, tmp_path: Path, noun: str
) -> None:
    answer = shop("export", noun, "-o", str(tmp_path / "all.pdf"))
    assert (answer.code, answer.out) == (2, "")
    assert "all.pdf does not tell what kind of file" in answer.err
    assert not (tmp_path / "all.pdf").exists()


def test_a_trial_does_not_call_changed_what_stays(shop: Crm, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    shop("export", "contacts", "-o", str(path))
    answer = shop("import", "contacts", str(path), "--dry-run")
    assert "2 unchanged" in answer.err
    assert "here already: Ali" in answer.err and "changed: Ali" not in answer.err


def test_an_emptied_setting_is_called_emptied(shop: Crm) -> None:
    shop("config", "set", "shop", "Tea")
    assert "Emptied shop." in shop("config", "set", "shop", "").err


@pytest.mark.parametrize("place", ["environment", "file"])
def test_a_setting_that_cannot_be_is_named_wherever_it_stands(
    shop: Crm, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    if place == "environment":
        monkeypatch.setenv("CRMTUI_WEIGHT_TASK", "much")
    else:
        Path(shop("config", "path").out.strip()).write_text('weight_task = "much"', "utf-8")
    answer = shop("today")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "Error: weight_task: much is not a whole number.\n"


def test_the_journal_can_be_shortened_and_work_goes_on(shop: Crm) -> None:
    shop("config", "set", "undo_steps", "1")
    for _turn in range(100):
        assert shop("task", "edit", "2", "--text", f"order tea {_turn}").code == 0
    assert shop("undo").code == 0
    assert shop("task", "show", "2", "--json").json["text"] == "order tea 98"


def test_with_its_output_closed_a_command_still_does_its_work(shop: Crm, store: Store) -> None:
    command = f'"{sys.executable}" -m crmtui --db "{store.path}" add Omid >&- 2>&- <&-'
    assert subprocess.run(command, shell=True, check=False, timeout=60).returncode == 0
    assert shop("find", "omid", "--json").json[0]["name"] == "Omid"


@pytest.mark.parametrize("text", ["- milk", "-5 degrees", "--urgent: call", "-big shelf"])
def test_how_a_text_begins_with_a_minus_is_said(shop: Crm, text: str) -> None:
    answer = shop("log", "ali", text)
    assert (answer.code, answer.out) == (2, "")
    assert "goes behind a bare --" in answer.err
    assert shop("log", "ali", "--", text).code == 0
    assert shop("interaction", "show", "2", "--json").json["text"] == text


def test_an_empty_input_is_called_so(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    answer = crm("import", "contacts", "-")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.endswith(
        "the standard input is empty.\nExport it again from the program it comes from.\n"
    )


def test_a_reader_that_has_enough_is_no_trouble(shop: Crm, store: Store) -> None:
    # A card writes while the store is open; one write after the other end is closed is enough.
    for words in ("segments --members", "report customers --json", "contact list", "who ali"):
        command = f'"{sys.executable}" -m crmtui --db "{store.path}" {words} | :'
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", f"trap '' PIPE; {command}"],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, ""), words
