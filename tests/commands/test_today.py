"""`crm today`: the queue as a table and as JSON, and logging what came of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from crmtui.store.connect import Store
from tests.conftest import Crm

HOSTILE = "[/b] \x1b[31mرضا\u202e" + "x" * 300


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """A shop where something presses."""
    crm("add", "Ali", "--phone", "0912 111 2233")
    crm("add", "Zahra", "--birthday", f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}")
    crm("task", "add", "ali", "send", "prices", "--due", "yesterday")
    crm("task", "add", "-", "pay the rent", "--due", "today")
    return crm


def test_json(shop: Crm) -> None:
    first, second, third = shop("today", "--json").json
    assert first == {
        "contact_id": 1,
        "name": "Ali",
        "phone": "+989121112233",
        "reasons": [{"kind": "task", "text": "overdue since yesterday: send prices"}],
        "score": first["score"],
        "task_id": 1,
        "ticket_id": None,
        "deal_id": None,
    }
    assert (second["contact_id"], second["name"], second["task_id"]) == (None, None, 2)
    assert third["reasons"] == [{"kind": "birthday", "text": "birthday tomorrow"}]
    assert third["task_id"] is None
    assert first["score"] > second["score"] > third["score"] > 0


def test_a_pipe_gets_tabs_and_a_limit(shop: Crm) -> None:
    assert shop("today").out.split("\n") == [
        "1\tAli\t+989121112233\toverdue since yesterday: send prices",
        "\t\t\ttoday: pay the rent",
        "2\tZahra\t\tbirthday tomorrow",
        "",
    ]
    assert shop("today", "--limit", "1").out.count("\n") == 1
    assert shop("today", "--limit", "0").code == 2


def test_a_person_gets_a_table_in_words(shop: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    answer = shop("today", "--limit", "2")
    head, first, second = answer.out.rstrip("\n").split("\n")
    assert head.split() == ["\x1b[1m#", "Name", "Phone", "Why\x1b[0m"]
    assert " ".join(first.split()) == "1 Ali 0912 111 2233 overdue since yesterday: send prices"
    assert second.strip() == "today: pay the rent"
    assert "2 of 3; --limit shows more." in answer.err


def test_nothing_presses(crm: Crm) -> None:
    crm("add", "Ali")
    assert crm("today", "--json").json == []
    assert (crm("today").out, crm("today").code) == ("", 0)


def test_another_day(shop: Crm) -> None:
    shop("task", "done", "1")
    assert "birthday today" in shop("today", "--as-of", "tomorrow").out
    assert "overdue since yesterday: pay the rent" in shop("today", "--as-of", "tomorrow").out
    assert shop("today", "--as-of", "someday").code == 2


def test_logging_an_outcome_finishes_or_moves_the_task(shop: Crm) -> None:
    answer = shop("today", "log", "ali", "no-answer")
    assert (answer.out, answer.code) == ("1\n", 0)
    assert "No answer from Ali, next " in answer.err
    assert [row["contact_id"] for row in shop("today", "--json").json] == [None, 2]
    assert shop("undo").code == 0
    answer = shop("today", "log", "ali", "reached", "sent", "them", "--due", "+3d", "--json")
    assert answer.json["label"].startswith("Reached Ali, next ")
    (task,) = shop("task", "list", "--who", "ali", "--json").json
    assert task["text"] == "get in touch"
    (talk,) = shop("interaction", "list", "ali", "--json").json
    assert (talk["outcome"], talk["text"], talk["direction"]) == ("reached", "sent them", "out")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("ali", "perhaps"), 2, "perhaps is no outcome"),
        (("nobody", "reached"), 3, "Nobody here fits nobody"),
        (("ali", "reached", "--due", "soonish"), 2, "is not a date"),
        (("ali",), 2, "Missing argument"),
    ],
)
def test_wrong_calls(shop: Crm, args: tuple[str, ...], code: int, said: str) -> None:
    before = shop("history", "--json").out
    answer = shop("today", "log", *args)
    assert answer.code == code
    assert said in answer.err
    assert shop("history", "--json").out == before


def test_weights_are_settings_with_a_check(shop: Crm) -> None:
    assert shop("config", "set", "weight_task", "۰").code == 0
    assert [row["contact_id"] for row in shop("today", "--json").json] == [2]
    for value in ("-1", "1001", "9" * 400, "much", ""):
        assert shop("config", "set", "weight_task", value).code == 2
    assert shop("config", "set", "birthday_days", "366").code == 2


def test_a_bad_weight_in_the_environment_is_said(
    shop: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRMTUI_WEIGHT_LATE", "lots")
    answer = shop("today")
    assert answer.code == 2
    assert "lots is not a whole number" in answer.err


def test_hostile_texts_do_nothing_to_a_terminal(crm: Crm, store: Store) -> None:
    crm("add", HOSTILE)
    crm("task", "add", "1", HOSTILE, "--due", "yesterday")
    out = crm("today").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    (row,) = json.loads(crm("today", "--json").out)
    assert row["name"].startswith("[/b]")
    assert "[/b]" in row["reasons"][0]["text"]


def test_the_card_says_how_often_they_buy(crm: Crm) -> None:
    crm("add", "Ali")
    assert crm("who", "ali", "--json").json["rhythm"] is None
    for ago in (44, 65, 86):
        crm("sale", "ali", "12", "--date", f"-{ago}d")
    assert "usually every 21 days, now 44 (×2.1)" in crm("who", "ali").out
    assert crm("who", "ali", "--json").json["rhythm"] == {
        "usual_days": 21.0,
        "spread_days": 0.0,
        "since_days": 44,
        "lateness": 2.1,
        "late": True,
    }
    crm("sale", "ali", "12", "--date", "-100d")
    crm("sale", "ali", "12", "--date", "-117d")
    assert "usually every 19 days ±2, now 44 (×2.3)" in crm("who", "ali").out


def test_the_rhythm_on_a_card_is_that_of_the_day_it_is_asked_for(crm: Crm) -> None:
    crm("add", "Ali")
    for day in ("2026-01-01", "2026-01-08", "2026-01-15", "2026-02-14"):
        crm("sale", "ali", "12", "--date", day)
    # What came later, and on the day itself, is not known when it begins.
    for day, since in (("2026-02-01", 17), ("2026-02-14", 30)):
        found = crm("--as-of", day, "who", "ali", "--json").json["rhythm"]
        assert (found["usual_days"], found["spread_days"], found["since_days"]) == (7, 0, since)
    assert "usually every 7 days, now 17" in crm("who", "ali", "--as-of", "2026-02-01").out
    assert crm("--as-of", "2026-01-15", "who", "ali", "--json").json["rhythm"] is None
