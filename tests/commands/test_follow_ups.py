"""Follow-ups at the shell: put off, given up, promised, coming back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crmtui.store.connect import Store
from crmtui.store.transact import transact
from tests.conftest import Crm

TODAY = datetime.now(UTC).date()


def day(days: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """A shop with two customers."""
    crm("add", "Ali")
    crm("add", "Zahra")
    return crm


def the_task(crm: Crm, number: int = 1) -> dict[str, object]:
    found = crm("task", "list", "--all", "--json").json
    return next(row for row in found if row["id"] == number)


def test_putting_off_keeps_the_time_of_day_and_the_first_day(shop: Crm) -> None:
    shop("task", "add", "ali", "call", "--due", f"{day(0)} 10:00")
    answer = shop("task", "snooze", "1")
    assert (answer.out, answer.code) == ("1\n", 0)
    assert f"Put off to {day(1)} 10:00: call" in answer.err
    assert the_task(shop)["due"] == f"{day(1)}T10:00:00Z"
    assert shop("task", "snooze", "1", "+5d").code == 0
    assert the_task(shop)["due"] == f"{day(5)}T10:00:00Z"
    assert the_task(shop)["first_due"] == f"{day(0)}T10:00:00Z"
    shop("task", "snooze", "1", "tomorrow", "11:30")
    assert the_task(shop)["due"] == f"{day(1)}T11:30:00Z"
    for _ in range(3):
        shop("undo")
    assert (the_task(shop)["due"], the_task(shop)["first_due"]) == (f"{day(0)}T10:00:00Z", None)


def test_a_task_of_some_day_can_be_put_off_too(shop: Crm) -> None:
    shop("task", "add", "ali", "call")
    assert shop("task", "snooze", "1", "+2d").code == 0
    assert (the_task(shop)["due"], the_task(shop)["all_day"]) == (day(2), True)
    assert the_task(shop)["first_due"] is None


def test_giving_up_and_opening_again(shop: Crm) -> None:
    shop("task", "add", "ali", "call")
    assert "Given up: call" in shop("task", "drop", "1").err
    assert "Nothing changed" in shop("task", "drop", "1").err
    assert shop("task", "list", "--json").json == []
    assert (the_task(shop)["dropped"], the_task(shop)["done"]) == (True, False)
    assert "given up" in shop("task", "list", "--all").out
    assert shop("task", "snooze", "1").code == 1
    assert "Opened again: call" in shop("task", "reopen", "1").err
    assert "Nothing changed" in shop("task", "reopen", "1").err
    assert (the_task(shop)["dropped"], the_task(shop)["done_at"]) == (False, None)
    shop("task", "done", "1")
    assert shop("task", "drop", "1").code == 1
    assert the_task(shop)["done"] is True


def test_done_at_a_time_before(shop: Crm) -> None:
    shop("task", "add", "ali", "call")
    assert shop("task", "done", "1", "--at", day(2)).code == 2
    assert the_task(shop)["done_at"] is None
    assert shop("task", "done", "1", "--at", f"{day(-2)} 10:00").code == 0
    assert the_task(shop)["done_at"] == f"{day(-2)}T10:00:00Z"


def test_editing_changes_what_is_given(shop: Crm) -> None:
    shop("task", "add", "ali", "call", "--due", day(1), "--promise", "ours")
    assert shop("task", "edit", "1", "--text", "write", "--every", "۲ هفته").code == 0
    task = the_task(shop)
    assert (task["text"], task["due"], task["promise"]) == ("write", day(1), "ours")
    assert task["repeat"] == "2 weeks"
    shop("task", "snooze", "1", "+9d")
    shop("task", "edit", "1", "--due", day(3), "--promise", "", "--every", "never")
    task = the_task(shop)
    assert (task["due"], task["first_due"]) == (day(3), None)
    assert (task["promise"], task["repeat"]) == (None, "")
    shop("task", "edit", "1", "--due", "")
    assert the_task(shop)["due"] is None
    assert shop("task", "edit", "1").code == 2


@pytest.mark.parametrize("every", ["day", "week", "month", "year", "weekday"])
def test_finishing_plans_the_next_round_in_the_same_step(shop: Crm, every: str) -> None:
    shop("task", "add", "ali", "call", "--due", day(-400), "--every", every, "--promise", "ours")
    before = shop("task", "list", "--all").out
    answer = shop("task", "done", "1")
    assert "Done: call, next on 2" in answer.err
    (task,) = shop("task", "list", "--json").json
    assert task["due"] > day(0)  # missed rounds are left out
    assert (task["text"], task["contact_id"], task["promise"]) == ("call", 1, "ours")
    assert (task["repeat"], task["all_day"], task["id"]) == (every, True, 2)
    shop("undo")
    assert shop("task", "list", "--all").out == before
    shop("redo")
    assert len(shop("task", "list", "--json").json) == 1


def test_day_31_is_kept_from_round_to_round(shop: Crm) -> None:
    shop("task", "add", "ali", "rent", "--due", "2024-01-31", "--every", "month")
    assert the_task(shop)["repeat"] == "month on 31"
    shop("task", "done", "1")
    task = the_task(shop, 2)
    assert task["repeat"] == "month on 31"
    last = datetime.fromisoformat(str(task["due"])).date() + timedelta(days=1)
    assert last.day == 1


def test_one_that_is_opened_again_comes_back_only_once(shop: Crm) -> None:
    shop("task", "add", "ali", "call", "--due", day(0), "--every", "week")
    shop("task", "done", "1")
    shop("task", "reopen", "1")
    assert the_task(shop)["repeat"] == ""
    shop("task", "done", "1")
    assert [row["id"] for row in shop("task", "list", "--json").json] == [2]


def test_finished_before_its_day_the_next_is_one_pace_on(shop: Crm) -> None:
    shop("task", "add", "ali", "call", "--due", day(3), "--every", "week")
    shop("task", "done", "1")
    assert the_task(shop, 2)["due"] == day(10)


def test_a_round_that_was_put_off_keeps_its_rhythm(shop: Crm) -> None:
    shop("task", "add", "ali", "call", "--due", day(0), "--every", "week")
    shop("task", "snooze", "1", "+3d")
    shop("task", "done", "1")
    assert the_task(shop, 2)["due"] == day(7)


def test_a_round_that_was_put_off_to_a_time_is_due_on_a_day_again(shop: Crm) -> None:
    shop("task", "add", "ali", "call", "--due", day(0), "--every", "week")
    shop("task", "snooze", "1", "tomorrow", "11:30")
    shop("task", "done", "1")
    assert (the_task(shop, 2)["due"], the_task(shop, 2)["all_day"]) == (day(7), True)
    shop("task", "add", "ali", "ring", "--due", f"{day(0)} 10:00", "--every", "week")
    shop("task", "snooze", "3", "+3d")
    shop("task", "done", "3")
    assert the_task(shop, 4)["due"] == f"{day(7)}T10:00:00Z"


def test_without_a_day_it_begins_today(shop: Crm) -> None:
    assert shop("task", "add", "-", "water the plants", "--every", "day").code == 0
    assert the_task(shop)["due"] == day(0)


def test_giving_up_ends_the_rounds(shop: Crm) -> None:
    shop("task", "add", "ali", "call", "--due", day(0), "--every", "week")
    shop("task", "drop", "1")
    assert shop("task", "list", "--json").json == []


def test_the_last_round_before_the_end_of_the_calendar(shop: Crm, store: Store) -> None:
    shop("task", "add", "ali", "call", "--due", day(0), "--every", "10 years")
    with transact(store, "far away") as transaction:
        transaction.connection.execute("UPDATE task SET due = '9999-06-01T00:00:00Z'")
    answer = shop("task", "done", "1")
    assert answer.code == 0
    assert "Done for the last time: call" in answer.err
    assert shop("task", "list", "--json").json == []


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["add", "ali", "x", "--every", "0 days"], 2, "that seldom or that often"),
        (["add", "ali", "x", "--every", "400 years"], 2, "that seldom or that often"),
        (["add", "ali", "x", "--every", "blue moon"], 2, "does not say how often"),
        (["add", "ali", "x", "--due", "yesterdayish"], 2, "is not a date"),
        (["add", "ali", "x", "--due", "9999-12-31"], 2, "more than fifty years away"),
        (["add", "ali", "x", "--promise", "maybe"], 2, "The promise is not possible"),
        (["edit", "1", "--every", "blue moon"], 2, "does not say how often"),
        (["edit", "9", "--text", "x"], 3, "There is no task #9"),
        (["snooze", "9"], 3, "There is no task #9"),
        (["snooze", "1", "2020-01-01"], 2, "still to come"),
        (["snooze", "1", "soon"], 2, "is not a date"),
        (["drop", "9"], 3, "There is no task #9"),
        (["reopen", "9"], 3, "There is no task #9"),
    ],
)
def test_what_cannot_be(shop: Crm, args: list[str], code: int, said: str) -> None:
    shop("task", "add", "ali", "call")
    before = shop("task", "list", "--all", "--json").out
    answer = shop("task", *args)
    assert (answer.out, answer.code) == ("", code)
    assert said in answer.err
    assert shop("task", "list", "--all", "--json").out == before


def test_filters(shop: Crm) -> None:
    shop("task", "add", "ali", "late", "--due", day(-1))
    shop("task", "add", "ali", "today", "--due", day(0))
    shop("task", "add", "zahra", "past hour", "--due", f"{day(-1)} 10:00")
    shop("promise", "zahra", "prices", "--due", day(3))
    shop("promise", "zahra", "the rest", "--theirs")

    def texts(*args: str) -> list[str]:
        return [row["text"] for row in shop("task", "list", "--json", *args).json]

    assert texts("--overdue") == ["late", "past hour"]
    assert texts("--overdue", "--who", "ali") == ["late"]
    assert texts("--promises") == ["prices", "the rest"]
    assert texts("--limit", "2") == ["late", "past hour"]
    assert shop("task", "list", "--limit", "0").code == 2
    shop("task", "done", "1")
    assert texts("--overdue", "--all") == ["past hour"]


def tallies(crm: Crm, *args: str) -> list[tuple[int, ...]]:
    return [
        (row["open"], row["kept"], row["late"], row["broken"])
        for row in crm("task", "promises", "--json", *args).json
    ]


def test_promises_are_kept_by_the_day_they_were_first_due(shop: Crm) -> None:
    assert tallies(shop) == [(0, 0, 0, 0), (0, 0, 0, 0)]
    answer = shop("promise", "ali", "call", "--due", day(0))
    assert "Promised Ali: call (task #1)" in answer.err
    assert "Ali promised: pay" in shop("promise", "ali", "pay", "--theirs", "--due", day(2)).err
    assert tallies(shop) == [(1, 0, 0, 0), (1, 0, 0, 0)]
    shop("task", "done", "1")
    assert tallies(shop) == [(0, 1, 0, 0), (1, 0, 0, 0)]
    shop("promise", "ali", "some day")
    shop("task", "done", "3")
    assert tallies(shop)[0] == (0, 2, 0, 0)
    shop("promise", "ali", "put off", "--due", day(-2))
    assert tallies(shop)[0] == (0, 2, 0, 1)  # overdue
    shop("task", "snooze", "4", "+2d")
    assert tallies(shop)[0] == (1, 2, 0, 0)
    shop("task", "done", "4")
    assert tallies(shop)[0] == (0, 2, 1, 0)  # done, but later than it was first due
    shop("promise", "zahra", "never mind")
    shop("task", "drop", "5")
    assert tallies(shop)[0] == (0, 2, 1, 1)
    assert tallies(shop, "--who", "zahra") == [(0, 0, 0, 1), (0, 0, 0, 0)]
    assert shop("task", "promises").out == "ours\t0\t2\t1\t1\ntheirs\t1\t0\t0\t0\n"
    assert "  Promises   kept 2 of 3\n" in shop("who", "ali").out
    shop("task", "done", "2")
    assert "  Promises   kept 2 of 3 · they kept 1 of 1\n" in shop("who", "ali").out
    assert shop("who", "ali", "--json").json["promises"][0]["kept"] == 2
    shop("contact", "delete", "zahra")
    assert tallies(shop)[0] == (0, 2, 1, 0)


def test_a_promise_done_late_in_the_evening_is_kept(shop: Crm) -> None:
    shop("promise", "ali", "call", "--due", f"{day(-1)} 10:00")
    shop("task", "done", "1", "--at", f"{day(-1)} 23:30")
    assert tallies(shop)[0] == (0, 1, 0, 0)


def test_a_promise_is_given_to_somebody(shop: Crm) -> None:
    assert shop("promise", "-", "call").code == 2
    assert shop("promise", "nobody", "call").code == 3


def test_hostile_texts(shop: Crm) -> None:
    text = "[/] \u202e" + "x" * 300 + " 🎉"
    assert shop("task", "add", "ali", text, "--every", "week").code == 0
    assert "\u202e" not in shop("task", "list").out
    assert "[/]" in shop("task", "done", "1").err


def test_a_calendar_is_told_how_a_task_comes_back(shop: Crm, tmp_path: Path) -> None:
    shop("task", "add", "ali", "call", "--due", f"{day(1)} 10:00", "--every", "2 weeks")
    shop("task", "add", "ali", "never mind", "--due", day(1))
    shop("task", "drop", "2")
    for kind in ([], ["--events"]):
        path = tmp_path / "tasks.ics"
        assert shop("export", "tasks", "-o", str(path), *kind).code == 0
        lines = path.read_text("utf-8").splitlines()
        assert f"DTSTART:{day(1).replace('-', '')}T100000" in lines
        assert lines.count("RRULE:FREQ=WEEKLY;INTERVAL=2") == 1
        assert lines.count("STATUS:CANCELLED") == 1
    shop("config", "set", "calendar", "jalali")
    shop("task", "edit", "1", "--every", "ماه")
    shop("export", "tasks", "-o", str(path))
    assert "RDATE:" in path.read_text("utf-8")
