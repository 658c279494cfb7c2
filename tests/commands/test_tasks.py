"""What is to be done: planned, listed, ticked off, taken back, and carried to a calendar."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crmtui.reads.card import card
from crmtui.reads.exports.tasks import TASK_COLUMNS, birthday_rows, task_rows
from crmtui.reads.tasks import TaskLine, is_overdue, next_step
from crmtui.store.connect import Store
from crmtui.text.formats import Formats
from crmtui.writes import contacts, tasks
from tests.conftest import Crm
from tests.exchange.test_ics import entries, values

TEHRAN = Formats(zone="Asia/Tehran", calendar="jalali")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
"""Friday noon and a half in Tehran."""
KEYS = {"id", "contact_id", "name", "text", "due", "all_day", "done", "overdue"} | {
    *("done_at", "dropped", "promise", "repeat", "first_due"),
}


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """A shop with two customers and their tasks."""
    crm("add", "Ali", "--phone", "0912 111 2233", "--birthday", "29 Feb")
    crm("add", "زهرا", "--birthday", "1991-03-25")
    crm("task", "add", "ali", "call", "back", "--due", "2026-01-05 10:00")
    crm("task", "add", "زهرا", "سفارش", "--due", "1404/10/15")
    crm("task", "add", "-", "pay the rent")
    return crm


def line(due: str | None, *, all_day: bool = False, done: str | None = None) -> TaskLine:
    return TaskLine(1, 1, "Ali", "call back", due, all_day, "2026-01-01T00:00:00Z", done)


def test_add_list_done_delete(crm: Crm) -> None:
    crm("add", "Ali")
    answer = crm("task", "add", "ali", "call", "back", "--due", "tomorrow 10:00")
    assert (answer.out, answer.code) == ("1\n", 0)
    assert "Planned for Ali: call back (task #1)" in answer.err
    assert crm("task", "add", "-", "pay the rent", "--due", "2020-01-02").out == "2\n"
    first, second = crm("task", "list", "--json").json
    assert first == {
        **{"id": 2, "contact_id": None, "name": None, "text": "pay the rent"},
        **{"due": "2020-01-02", "all_day": True, "done": False, "overdue": True},
        **{"done_at": None, "dropped": False, "promise": None, "repeat": "", "first_due": None},
    }
    assert set(second) == KEYS
    assert second["due"].endswith("T10:00:00Z")
    assert (second["all_day"], second["overdue"], second["name"]) == (False, False, "Ali")
    assert [row["id"] for row in crm("task", "list", "--who", "ali", "--json").json] == [1]
    assert crm("task", "done", "2").code == 0
    assert "Nothing changed" in crm("task", "done", "2").err
    assert [row["id"] for row in crm("task", "list", "--json").json] == [1]
    listed = crm("task", "list", "--all", "--json").json
    assert [(row["id"], row["done"], row["overdue"]) for row in listed] == [
        *((1, False, False), (2, True, False)),
    ]
    assert crm("task", "delete", "1").code == 0
    assert crm("task", "list", "--json").json == []


def test_a_pipe_gets_tabs(shop: Crm) -> None:
    assert shop("task", "list").out.split("\n") == [
        "2\t2026-01-05\toverdue\tزهرا\tسفارش\t\t",
        "1\t2026-01-05T10:00:00Z\toverdue\tAli\tcall back\t\t",
        "3\t\t\t\tpay the rent\t\t",
        "",
    ]


def test_each_step_is_taken_back(crm: Crm) -> None:
    crm("add", "Ali")
    states = [crm("task", "list", "--all").out]
    for args in (["add", "ali", "call"], ["done", "1"], ["delete", "1"]):
        assert crm("task", *args).code == 0
        states.append(crm("task", "list", "--all").out)
    for state in states[-2::-1]:
        assert crm("undo").code == 0
        assert crm("task", "list", "--all").out == state
    for state in states[1:]:
        assert crm("redo").code == 0
        assert crm("task", "list", "--all").out == state


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["done", "9"], 3),
        (["delete", "9"], 3),
        (["add", "nobody", "call"], 3),
        (["list", "--who", "nobody"], 3),
        (["add", "ali", "call", "--due", "soon"], 2),
        (["add", "ali", "call", "--due", "2026-02-30"], 2),
        (["add", "ali", " "], 2),
        (["add", "ali", "x" * 1001], 2),
        (["add", "ali"], 2),
        (["done", "one"], 2),
    ],
)
def test_what_cannot_be(crm: Crm, args: list[str], code: int) -> None:
    crm("add", "Ali")
    answer = crm("task", *args)
    assert (answer.out, answer.code) == ("", code)
    assert crm("task", "list", "--all", "--json").json == []


def test_the_next_step_is_planned_while_logging(crm: Crm) -> None:
    answer = crm("log", "09121112233", "hi", "--new", "Ali", "--next", "send list", "--due", "fri")
    assert (answer.out, answer.code) == ("1\n", 0)
    assert "Logged call with Ali, next: send list" in answer.err
    (task,) = crm("task", "list", "--json").json
    assert (task["contact_id"], task["text"], task["all_day"]) == (1, "send list", True)
    crm("undo")
    assert crm("task", "list", "--json").json == crm("contact", "list", "--json").json == []
    crm("redo")
    assert len(crm("task", "list", "--json").json) == 1
    assert crm("log", "ali", "hi", "--due", "fri").code == 2
    assert crm("log", "ali", "hi", "--next", "x", "--due", "soon").code == 2
    assert crm("log", "ali", "hi", "--next", "").code == 2
    assert len(crm("interaction", "list", "--json").json) == 1


def test_the_card_has_the_next_step(shop: Crm) -> None:
    assert "  Next       call back · 2026-01-05 · overdue\n" in shop("who", "ali").out
    assert shop("who", "ali", "--json").json["next_task"] == {
        **{"id": 1, "text": "call back", "due": "2026-01-05T10:00:00Z", "all_day": False},
    }
    shop("task", "add", "ali", "sooner", "--due", "2025-12-30")
    assert shop("who", "ali", "--json").json["next_task"]["text"] == "sooner"
    shop("task", "done", "1")
    shop("task", "done", "4")
    shop("task", "add", "ali", "some day")
    assert "  Next       some day\n" in shop("who", "ali").out
    shop("task", "done", "5")
    assert shop("who", "ali", "--json").json["next_task"] is None
    assert "Next" not in shop("who", "ali").out


def test_tasks_go_to_the_trash_with_their_contact(shop: Crm, store: Store) -> None:
    shop("contact", "delete", "ali")
    assert [row["id"] for row in shop("task", "list", "--json").json] == [2, 3]
    assert [row["id"] for row in task_rows(store.read, Formats())] == [2, 3]
    assert [row["id"] for row in birthday_rows(store.read)] == [2]
    shop("contact", "restore", "1")
    assert len(shop("task", "list", "--json").json) == 3


def test_a_contact_with_a_task_survives_the_undo_of_an_import(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name\nAli\nZahra\n", "utf-8")
    step = crm("import", "contacts", str(path), "--json").json["step"]
    crm("task", "add", "zahra", "call back")
    answer = crm("undo", str(step))
    assert answer.code == 0
    assert "Zahra" in answer.err
    assert [row["name"] for row in crm("contact", "list", "--json").json] == ["Zahra"]
    assert len(crm("task", "list", "--json").json) == 1


def test_a_contact_with_a_task_cannot_be_unmade(crm: Crm) -> None:
    crm("add", "Ali")
    crm("task", "add", "ali", "call back")
    assert crm("undo", "1").code == 1
    assert len(crm("task", "list", "--json").json) == 1


@pytest.mark.parametrize(
    ("typed", "at", "all_day"),
    [
        ("tomorrow 10:00", "2026-11-21T06:30", False),
        ("فردا", "2026-11-20T20:30", True),
        ("فردا ساعت ۱۰", "2026-11-21T06:30", False),
        ("today", "2026-11-19T20:30", True),
        ("now", "2026-11-20T09:00", False),
        ("fri", "2026-11-26T20:30", True),
        ("+3d", "2026-11-22T20:30", True),
        ("+2h", "2026-11-20T11:00", False),
        ("1405/9/1", "2026-11-21T20:30", True),
        ("tomorrow 00:00", "2026-11-20T20:30", False),
    ],
)
def test_when_it_is_due(typed: str, at: str, all_day: bool) -> None:
    assert TEHRAN.parse_due(typed, NOW) == (datetime.fromisoformat(f"{at}:00Z"), all_day)


@pytest.mark.parametrize(
    ("task", "shown", "overdue"),
    [
        (line(None), "", False),
        (line("2026-11-19T20:30:00Z", all_day=True), "today", False),
        (line("2026-11-18T20:30:00Z", all_day=True), "yesterday", True),
        (line("2026-11-20T20:30:00Z", all_day=True), "tomorrow", False),
        (line("2026-11-23T20:30:00Z", all_day=True), "Tue", False),
        (line("2026-11-26T20:30:00Z", all_day=True), "1405/09/06", False),
        (line("2026-11-20T08:59:59Z"), "today 12:29", True),
        (line("2026-11-20T09:00:00Z"), "today 12:30", False),
        (line("2026-11-20T08:00:00Z", done="2026-11-20T08:30:00Z"), "today 11:30", False),
    ],
)
def test_how_it_is_shown(task: TaskLine, shown: str, overdue: bool) -> None:
    assert (TEHRAN.due(task.due, task.all_day, NOW) if task.due else "") == shown
    assert is_overdue(task, TEHRAN, NOW) is overdue
    late = " · overdue" if overdue else ""
    assert next_step(task, TEHRAN, NOW) == f"call back{f' · {shown}' if shown else ''}{late}"


@pytest.mark.parametrize("fmt", ["csv", "tsv", "json", "jsonl"])
def test_a_table_of_tasks(shop: Crm, tmp_path: Path, fmt: str) -> None:
    shop("task", "done", "2")
    path = tmp_path / f"tasks.{fmt}"
    assert "3 tasks written." in shop("export", "tasks", "-o", str(path)).err
    text = path.read_text("utf-8-sig")
    if fmt in ("csv", "tsv"):
        delimiter = "," if fmt == "csv" else "\t"
        rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    else:
        rows = json.loads(text) if fmt == "json" else [*map(json.loads, text.splitlines())]
    assert all(tuple(row) == TASK_COLUMNS for row in rows)
    assert [row["text"] for row in rows] == ["call back", "سفارش", "pay the rent"]
    assert [row["date"] for row in rows] == ["2026-01-05", "2026-01-05", rows[2]["due"]]
    assert [row["due"] for row in rows[:2]] == ["2026-01-05T10:00:00Z", "2026-01-05"]
    assert [str(row["all_day"]).lower() for row in rows] == ["false", "true", "false"]
    assert [bool(row["done_at"]) for row in rows] == [False, True, False]


def test_the_files_are_tables_unless_a_calendar_is_asked_for(shop: Crm, tmp_path: Path) -> None:
    assert shop("export", "tasks").out.startswith("\ufeffid,customer_id,")
    path = tmp_path / "tasks.ics"
    assert "3 entries written." in shop("export", "tasks", "-o", str(path)).err
    assert shop("export", "tasks", "--format", "ics").out.encode() == path.read_bytes()
    assert shop("export", "tasks", "--format", "vcf").code == 2
    assert shop("export", "contacts", "--format", "ics").code == 2
    assert shop("export", "tasks", "--events").code == 2
    assert shop("export", "tasks", "--birthdays", "-o", str(tmp_path / "t.csv")).code == 2


def test_a_calendar_of_things_to_do(shop: Crm, tmp_path: Path) -> None:
    shop("task", "done", "2")
    path = tmp_path / "tasks.ics"
    shop("export", "tasks", "-o", str(path))
    first = path.read_bytes()
    todos = entries(first)
    assert [values(todo, "SUMMARY") for todo in todos] == [
        *(["call back · Ali"], ["سفارش · زهرا"], ["pay the rent"]),
    ]
    assert [values(todo, "STATUS")[0] for todo in todos] == [
        *("NEEDS-ACTION", "COMPLETED", "NEEDS-ACTION"),
    ]
    assert "DUE:20260105T100000Z" in todos[0]
    assert "DUE;VALUE=DATE:20260105" in todos[1]
    assert [values(todo, "DESCRIPTION") for todo in todos] == [["+989121112233"], [], []]
    shop("export", "tasks", "-o", str(path))
    assert path.read_bytes() == first


def test_a_calendar_of_events_and_birthdays(shop: Crm, tmp_path: Path) -> None:
    path = tmp_path / "tasks.ics"
    answer = shop("export", "tasks", "-o", str(path), "--events", "--birthdays")
    assert "4 entries written.\n1 task without a day was left out.\n" in answer.err
    assert [values(found, "SUMMARY")[0] for found in entries(path.read_bytes())] == [
        *("call back · Ali", "سفارش · زهرا", "Birthday: Ali", "Birthday: زهرا"),
    ]


def test_pages_of_tasks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmtui.reads.exports.pages.PAGE", 2)
    for number in range(1, 6):
        contacts.add(store, name=f"N{number}", phone=[f"0912000000{number}"])
        tasks.add(store, number, text=f"t{number}")
    contacts.delete(store, 2)
    tasks.add(store, None, text="for nobody")
    rows = list(task_rows(store.read, Formats()))
    assert [(row["text"], row["phone"]) for row in rows] == [
        *((f"t{n}", [f"+98912000000{n}"]) for n in (1, 3, 4, 5)),
        ("for nobody", []),
    ]


def test_a_task_of_one_line(store: Store) -> None:
    contacts.add(store, name="Ali")
    tasks.add(
        store, 1, text="call\x1b[31m\r\nback\u202e", due=datetime.now(UTC) + timedelta(days=1)
    )
    with store.read() as connection:
        task = card(connection, 1).next_task
    assert task is not None
    assert task.text == "call back"
