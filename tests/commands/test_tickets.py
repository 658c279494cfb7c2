"""The service desk from the shell: opened, answered, put off, closed, rated, joined."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crmtui.store import transact
from crmtui.store.connect import Store
from tests.commands.test_import_choices import ask
from tests.conftest import Crm
from tests.store.test_undo import state

THURSDAY = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)


class Watch:
    """The time of the shop, moved by hand."""

    def __init__(self) -> None:
        self.now = THURSDAY

    def set(self, text: str) -> None:
        self.now = datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    found = Watch()

    class Moved(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return found.now

    monkeypatch.setattr(transact, "datetime", Moved)
    monkeypatch.setattr("crmtui.commands.shop.datetime", Moved)
    return found


@pytest.fixture
def shop(crm: Crm, watch: Watch) -> Crm:
    crm("add", "Ali", "--phone", "09121112233", "--email", "ali@example.com")
    crm("add", "Sara")
    crm("config", "set", "zone", "UTC")
    return crm


def open_one(shop: Crm, *more: str) -> None:
    answer = shop("ticket", "open", "ali", "kettle", "leaks", *more)
    assert answer.code == 0, answer.err


def ticket(shop: Crm, number: int = 1) -> dict[str, object]:
    found: dict[str, object] = shop("ticket", "show", str(number), "--json").json
    return found


def test_a_ticket_is_opened_with_its_deadlines(shop: Crm) -> None:
    answer = shop(
        "ticket", "open", "ali", "kettle leaks", "--priority", "فوری", "--channel", "email",
        "--category", "repair", "--text", "since Monday", "--warranty", "2027-01-01",
    )  # fmt: skip
    assert (answer.code, answer.out) == (0, "1\n")
    assert "Opened ticket #1 of Ali: kettle leaks. `crm undo` takes it back." in answer.err
    found = ticket(shop)
    assert found["priority"] == "urgent"
    assert found["reply_due"] == "2026-11-26T11:00:00Z"
    assert found["solve_due"] == "2026-11-26T14:00:00Z"
    assert (found["due"], found["left_minutes"]) == ("2026-11-26T11:00:00Z", 60)
    assert [m["text"] for m in found["messages"]] == ["since Monday"]  # type: ignore[attr-defined]
    assert "since Monday" in shop("timeline", "ali").out
    shown = shop("ticket", "show", "1").out
    assert "until 2027-01-01" in shown
    assert "since Monday" in shown


def test_a_ticket_needs_no_customer(shop: Crm) -> None:
    assert shop("ticket", "open", "-", "lamp out").out == "1\n"
    assert shop("ticket", "reply", "1", "changed").code == 0
    assert ticket(shop)["contact_id"] is None
    assert shop("ticket", "edit", "1", "--who", "sara").code == 0
    assert "changed" in shop("timeline", "sara").out
    assert shop("interaction", "list").out.count("changed") == 1


def test_the_queue_shows_what_breaches_next(shop: Crm, watch: Watch) -> None:
    open_one(shop, "--priority", "low")
    open_one(shop, "--priority", "urgent")
    open_one(shop)
    shop("ticket", "status", "3", "waiting")
    watch.set("2026-11-26T11:30")
    lines = [line.split("\t") for line in shop("ticket", "list").out.splitlines()]
    assert [line[0] for line in lines] == ["2", "1", "3"]
    assert lines[0][1] == "-30"
    states = [found["due_state"] for found in shop("ticket", "list", "--json").json]
    assert states == ["late", "fine", "paused"]
    assert shop("ticket", "list", "--priority", "urgent").out.startswith("2\t")
    assert shop("ticket", "list", "--status", "waiting").out.startswith("3\t")
    assert shop("ticket", "list", "--assignee", "Omid").out == ""


def test_while_it_waits_for_the_customer_the_clock_stands_still(shop: Crm, watch: Watch) -> None:
    open_one(shop, "--priority", "urgent")
    assert shop("ticket", "reply", "1", "which one?", "--status", "waiting").code == 0
    watch.set("2026-11-27T17:00")
    assert ticket(shop)["due_state"] == "paused"
    shop("ticket", "reply", "1", "--in", "the blue one")
    found = ticket(shop)
    # An hour more was left of Friday, three are left for Monday.
    assert found["status"] == "open"
    assert found["solve_due"] == "2026-11-30T12:00:00Z"
    assert found["first_reply_at"] == "2026-11-26T10:00:00Z"


def test_a_customer_who_writes_again_reopens_a_solved_ticket(shop: Crm) -> None:
    open_one(shop)
    shop("ticket", "reply", "1", "done", "--status", "solved")
    assert ticket(shop)["solved_at"] is not None
    shop("ticket", "reply", "1", "--in", "it leaks again")
    found = ticket(shop)
    assert (found["status"], found["reopened"], found["solved_at"]) == ("open", 1, None)


def test_a_closed_ticket_is_not_answered(shop: Crm, store: Store) -> None:
    open_one(shop)
    shop("ticket", "close", "1")
    before = state(store)
    answer = shop("ticket", "reply", "1", "one more thing")
    assert answer.code == 1
    assert "Ticket #1 is closed." in answer.err
    assert "`crm ticket reopen 1`" in answer.err
    assert state(store) == before
    assert shop("ticket", "note", "1", "for us").code == 0
    assert shop("ticket", "reopen", "1").code == 0
    assert shop("ticket", "reply", "1", "one more thing").code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["rate", "1", "11"], "A score goes from 1 to 5, not to 11."),
        (["rate", "1", "--csat", "0"], "A score goes from 1 to 5"),
        (["rate", "1", "--nps", "11"], "NPS goes from 0 to 10, not to 11."),
        (["rate", "1"], "No score was given."),
        (["status", "1", "asleep"], "asleep is no status."),
        (["edit", "1", "--priority", "asap"], "asap is no priority."),
        (["edit", "1", "--channel", "pigeon"], "The channel is not possible."),
        (["edit", "1", "--subject", " "], "A ticket needs a subject."),
        (["open", "ali", " "], "A ticket needs a subject."),
        (["reply", "1", " "], "There is no text."),
        (["status", "1", "solved", "--at", "2026-11-01"], "was opened only on 2026-11-26"),
        (["reply", "1", "x", "--at", "2026-11-01"], "was opened only on 2026-11-26"),
        (["show", "9"], "There is no ticket #9."),
        (["edit", "1", "--purchase", "5"], "There is no purchase #5."),
        (["merge", "1", "1"], "cannot be merged with itself"),
        (["link", "1", "9"], "There is no ticket #9."),
        (["split", "1", "99"], "Ticket #1 has no message 99."),
        (["visit", "1", "2026-01-01 10:00"], "An appointment lies still to come."),
        (["reply", "1", "--canned", "nope"], "There is no canned reply nope."),
        (["reply", "1", "x", "--via", "fax"], "Nothing can be handed over to fax."),
        (["reply", "1", "x", "--copy"], "Only a terminal can copy."),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    shop: Crm, store: Store, args: list[str], said: str
) -> None:
    open_one(shop)
    before = state(store)
    answer = shop("ticket", *args)
    assert answer.code in (1, 2, 3)
    assert said in answer.err
    assert answer.out == ""
    assert state(store) == before


def test_hours_that_never_open_are_refused(shop: Crm) -> None:
    open_one(shop)
    for setting, value in (("weekend", "mon-sun"), ("hours", ""), ("hours", "sat 9-17")):
        answer = shop("config", "set", setting, value)
        assert answer.code == 2
        assert "never opens" in answer.err
    assert shop("config", "get", "weekend").out == "sat sun\n"


def test_deadlines_follow_the_hours_of_the_shop(shop: Crm) -> None:
    open_one(shop)
    assert shop("config", "set", "hours", "9-11").code == 0
    assert ticket(shop)["reply_due"] == "2026-11-30T10:00:00Z"
    shop("config", "set", "holidays", "2026-11-27..2026-11-30")
    assert ticket(shop)["reply_due"] == "2026-12-02T10:00:00Z"
    shop("config", "set", "target_normal", "1h -")
    assert ticket(shop)["reply_due"] == "2026-11-26T11:00:00Z"
    assert ticket(shop)["solve_due"] is None
    for _time in range(3):
        assert shop("undo").code == 0
    assert ticket(shop)["reply_due"] == "2026-11-26T14:00:00Z"


def test_closing_takes_a_rating_and_a_low_one_is_followed_up(shop: Crm) -> None:
    open_one(shop)
    answer = shop("ticket", "close", "1", "--csat", "1", "--nps", "3", "--comment", "slow")
    assert "A low score: to be followed up tomorrow." in answer.err
    found = ticket(shop)
    assert (found["csat"], found["nps"], found["comment"]) == (1, 3, "slow")
    (task,) = shop("task", "list", "--json").json
    assert (task["contact_id"], task["due"]) == (1, "2026-11-27")
    assert "ticket #1, rated 1 of 5, NPS 3" in task["text"]
    shop("ticket", "rate", "1", "2")  # still low: planned already
    assert len(shop("task", "list", "--json").json) == 1
    shop("undo")
    shop("undo")
    assert ticket(shop)["csat"] is None
    assert shop("task", "list", "--json").json == []


def test_a_good_score_needs_nothing(shop: Crm) -> None:
    open_one(shop)
    assert shop("ticket", "rate", "1", "5", "--nps", "9").code == 0
    assert shop("task", "list", "--json").json == []


def test_two_tickets_become_one_and_come_apart(shop: Crm, store: Store) -> None:
    open_one(shop, "--text", "it leaks")
    shop("ticket", "open", "-", "leak", "--text", "still leaks")
    shop("ticket", "visit", "2", "fri 10:00")
    before = state(store)
    assert shop("ticket", "merge", "1", "2").code == 0
    assert [m["text"] for m in ticket(shop)["messages"]] == ["it leaks", "still leaks"]  # type: ignore[attr-defined]
    assert len(ticket(shop)["appointments"]) == 1  # type: ignore[arg-type]
    assert ticket(shop, 2)["merged_into"] == 1
    assert "still leaks" in shop("timeline", "ali").out
    assert "merged into #1" in shop("ticket", "reply", "2", "x").err
    assert shop("ticket", "list").out.count("\n") == 1
    shop("undo")
    assert state(store) == before


def test_tickets_of_two_customers_are_linked_not_merged(shop: Crm) -> None:
    open_one(shop)
    shop("ticket", "open", "sara", "the same")
    answer = shop("ticket", "merge", "1", "2")
    assert (answer.code, "`crm ticket link 1 2`" in answer.err) == (1, True)
    assert shop("ticket", "link", "2", "1").code == 0
    assert [one["id"] for one in ticket(shop)["linked"]] == [2]  # type: ignore[attr-defined]
    assert "Nothing changed" in shop("ticket", "link", "1", "2").err
    shop("ticket", "link", "1", "2", "--remove")
    assert ticket(shop)["linked"] == []


def test_messages_become_a_ticket_of_their_own(shop: Crm, watch: Watch) -> None:
    open_one(shop, "--text", "it leaks")
    watch.set("2026-11-26T10:30")
    shop("ticket", "reply", "1", "--in", "and the lamp is out")
    shop("ticket", "reply", "1", "we look")
    assert shop("ticket", "split", "1", "2", "--subject", "lamp").out == "2\n"
    found = ticket(shop, 2)
    assert (found["subject"], found["opened_at"]) == ("lamp", "2026-11-26T10:30:00Z")
    assert [m["text"] for m in found["messages"]] == ["and the lamp is out"]  # type: ignore[attr-defined]
    assert (found["first_reply_at"], found["status"]) == (None, "new")
    assert len(ticket(shop)["messages"]) == 2  # type: ignore[arg-type]


def test_a_ticket_about_a_purchase_is_the_buyers(shop: Crm) -> None:
    shop("sale", "ali", "20", "--item", "kettle")
    shop("ticket", "open", "-", "leaks", "--purchase", "1")
    assert ticket(shop)["contact_id"] == 1
    answer = shop("ticket", "open", "sara", "leaks", "--purchase", "1")
    assert (answer.code, "somebody else's" in answer.err) == (1, True)
    assert shop("purchase", "delete", "1").code == 0
    assert ticket(shop)["purchase_id"] is None
    shop("undo")
    assert ticket(shop)["purchase_id"] == 1


def test_a_canned_reply_is_filled_in_and_counted(shop: Crm, watch: Watch) -> None:
    open_one(shop, "--category", "repair", "--channel", "email")
    added = shop(
        "canned", "add", "look", "Dear {name}, {number}: we look at {شماره}", "--category", "repair"
    )
    assert added.code == 0
    shop("canned", "add", "general", "Thank you, {first_name}.")
    shop("canned", "add", "price", "It costs ten.", "--category", "price")
    (best, *rest) = shop("canned", "list", "--ticket", "1", "--json").json
    assert best["text"] == "Dear Ali, #1: we look at #1"
    assert [line["name"] for line in rest] == ["general"]
    answer = shop("ticket", "reply", "1", "--canned", "look", "--via", "whatsapp", "--json").json
    assert answer["text"] == "Dear Ali, #1: we look at #1"
    assert answer["link"].startswith("https://wa.me/989121112233?text=Dear%20Ali%2C%20%231")
    watch.set("2026-11-26T12:00")
    shop("ticket", "reply", "1", "--in", "no!")
    line = next(line for line in shop("canned", "list", "--json").json if line["name"] == "look")
    assert (line["used"], line["came_back"]) == (1, 1)
    shop("canned", "delete", "1")
    assert len(ticket(shop)["messages"]) == 2  # type: ignore[arg-type]
    shop("undo")
    line = next(line for line in shop("canned", "list", "--json").json if line["name"] == "look")
    assert line["used"] == 1


@pytest.mark.parametrize(
    "place", ["{who}", "{name.__class__}", "{0}", "{}", "{name!r}", "{name:>9}"]
)
def test_a_place_that_nothing_fills_is_refused(shop: Crm, place: str) -> None:
    answer = shop("canned", "add", "x", f"Dear {place}")
    assert answer.code == 2
    assert f"Nothing can fill the place {place}." in answer.err
    assert shop("canned", "list").out == ""


def test_what_stands_in_a_name_is_not_filled_again(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--name", "{shop} [/] \\1")
    open_one_of = shop("ticket", "open", "1", "x")
    assert open_one_of.code == 0
    shop("canned", "add", "hi", "Dear {name}")
    shop("ticket", "reply", "1", "--canned", "hi")
    assert ticket(shop)["messages"][0]["text"] == "Dear {shop} [/] \\1"  # type: ignore[index]


def test_canned_replies_have_one_name_each(shop: Crm) -> None:
    shop("canned", "add", "Hello", "a")
    answer = shop("canned", "add", "hello", "b")
    assert (answer.code, "`crm canned edit 1` changes it." in answer.err) == (1, True)
    assert shop("canned", "edit", "1", "--text", "c {number}").code == 0
    assert shop("canned", "show", "1").out == "c {number}\n"


@contextmanager
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Iterator[None]:
    path = tmp_path / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(path))
    yield


def test_a_long_answer_is_written_in_the_editor(
    shop: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_one(shop)
    shop("canned", "add", "look", "Dear {name},")
    with editor(tmp_path, monkeypatch, 'printf "\\nwe look.\\n" >> "$1"'):
        assert shop("ticket", "reply", "1", "--canned", "look", "--edit").code == 0
    assert ticket(shop)["messages"][0]["text"] == "Dear Ali,\n\nwe look."  # type: ignore[index]
    with editor(tmp_path, monkeypatch, "exit 0"):
        answer = shop("ticket", "reply", "1")
    assert (answer.code, "There is no text." in answer.err) == (2, True)
    with editor(tmp_path, monkeypatch, 'echo "kept text" > "$1"'):
        shop("ticket", "close", "1")
        answer = shop("ticket", "reply", "1")
    assert "Your text is in" in answer.err


def test_an_answer_is_handed_over_to_the_mail_program(shop: Crm) -> None:
    open_one(shop)
    answer = shop("ticket", "reply", "1", "a & b", "--via", "email")
    assert (
        "mailto:ali@example.com?subject=%5B%231%5D%20kettle%20leaks&body=a%20%26%20b" in answer.err
    )
    shop("ticket", "open", "sara", "x")
    answer = shop("ticket", "reply", "2", "hi", "--via", "sms")
    assert answer.code == 3
    assert ticket(shop, 2)["messages"] == []


def test_a_visit_is_agreed_on_and_kept(shop: Crm) -> None:
    open_one(shop)
    shop("ticket", "visit", "1", "fri", "10:00", "--where", "Street 1", "--who", "Omid")
    shop("ticket", "visit", "1", "mon 9:00", "--call")
    first, second = shop("ticket", "visit", "list", "--json").json
    assert (first["at"], first["place"], first["who"]) == (
        "2026-11-27T10:00:00Z",
        "Street 1",
        "Omid",
    )
    assert (second["kind"], second["minutes"]) == ("call", 15)
    assert shop("ticket", "visit", "edit", "1", "--when", "fri 12:00").code == 0
    shop("ticket", "visit", "done", "1")
    shop("ticket", "visit", "off", "2")
    assert shop("ticket", "visit", "list").out == ""
    assert shop("ticket", "visit", "list", "--all").out.count("\n") == 2
    assert "is over" in shop("ticket", "visit", "edit", "1", "--where", "x").err


def test_a_deleted_ticket_comes_back_whole(shop: Crm, store: Store) -> None:
    open_one(shop, "--text", "it leaks")
    shop("canned", "add", "look", "Dear {name},")
    shop("ticket", "reply", "1", "--canned", "look")
    shop("ticket", "visit", "1", "fri 10:00")
    shop("ticket", "open", "ali", "other")
    shop("ticket", "link", "1", "2")
    before = state(store)
    assert shop("ticket", "delete", "1").code == 0
    assert shop("ticket", "list").out.startswith("2\t")
    shop("undo")
    assert state(store) == before


def test_who_is_erased_leaves_a_ticket_without_a_word_of_theirs(shop: Crm, store: Store) -> None:
    open_one(shop, "--text", "I live in Secret Street")
    shop("ticket", "visit", "1", "fri 10:00", "--where", "Secret Street")
    shop("ticket", "rate", "1", "2", "--comment", "Secret")
    assert shop("contact", "erase", "ali", "--yes").code == 0
    found = ticket(shop)
    assert (found["contact_id"], found["subject"], found["csat"]) == (None, "", 2)
    assert shop("ticket", "assign", "1", "Omid").code == 0
    assert shop("ticket", "close", "1", "--nps", "8").code == 0
    raw = store.path.read_bytes()
    assert not any(word in raw for word in (b"Secret", b"kettle"))


def test_a_merged_customer_keeps_the_tickets(shop: Crm) -> None:
    shop("ticket", "open", "sara", "lamp", "--text", "out")
    shop("ticket", "visit", "1", "fri 10:00")
    assert shop("contact", "merge", "1", "2", "--yes").code == 0
    assert ticket(shop)["contact_id"] == 1
    assert ticket(shop)["appointments"][0]["contact_id"] == 1  # type: ignore[index]


def test_a_hostile_subject_is_only_text(shop: Crm) -> None:
    shop("ticket", "open", "ali", "a\x1b[31mb [/] \u202e' OR 1=1 {x}" + "y" * 300)
    out = shop("ticket", "show", "1").out + shop("ticket", "list").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "' OR 1=1 {x}" in out


def test_an_unknown_caller_is_made_in_the_same_breath(shop: Crm) -> None:
    assert shop("ticket", "open", "09350000000", "lamp", "--new", "Zahra").code == 0
    assert ticket(shop)["name"] == "Zahra"
    shop("undo")
    assert shop("find", "zahra").out == ""


def reasons(shop: Crm) -> list[tuple[str | None, str, str]]:
    return [
        (entry["name"], reason["kind"], reason["text"])
        for entry in shop("today", "--json").json
        for reason in entry["reasons"]
    ]


def test_near_and_late_tickets_are_in_today(shop: Crm, watch: Watch) -> None:
    open_one(shop)  # to be answered by 14:00
    shop("ticket", "open", "-", "lamp", "--priority", "urgent")
    shop("ticket", "open", "sara", "waits", "--priority", "urgent")
    shop("ticket", "status", "3", "waiting")
    assert reasons(shop) == [(None, "ticket", "ticket #2 to answer by today 11:00: lamp")]
    watch.set("2026-11-26T12:30")
    assert reasons(shop) == [
        (None, "ticket", "ticket #2 unanswered since today 11:00: lamp"),
        ("Ali", "ticket", "ticket #1 to answer by today 14:00: kettle leaks"),
    ]
    # What they write today is no reason to forget them; an answer that waits for them is.
    shop("ticket", "reply", "1", "--in", "hello?")
    assert ("Ali", "ticket", "ticket #1 to answer by today 14:00: kettle leaks") in reasons(shop)
    shop("ticket", "reply", "1", "which one?", "--status", "waiting")
    assert [name for name, _kind, _text in reasons(shop)] == [None]
    assert [entry["ticket_id"] for entry in shop("today", "--json").json] == [2]


def test_near_is_counted_in_opening_hours(shop: Crm, watch: Watch) -> None:
    shop("config", "set", "target_normal", "1h 20h")
    watch.set("2026-11-26T17:30")
    open_one(shop)
    shop("ticket", "reply", "1", "we look")
    watch.set("2026-11-27T17:45")
    assert reasons(shop) == []
    watch.set("2026-11-30T17:45")  # a weekend later, an hour and three quarters are left
    assert reasons(shop) == [
        ("Ali", "ticket", "ticket #1 to solve by tomorrow 10:30: kettle leaks")
    ]


def test_appointments_of_the_day_are_in_today(shop: Crm, watch: Watch) -> None:
    shop("config", "set", "target_normal", "")
    open_one(shop)
    shop("ticket", "visit", "1", "today 15:00", "--where", "Street 1")
    shop("ticket", "visit", "1", "tomorrow 15:00", "--call")
    assert reasons(shop) == [("Ali", "appointment", "visit today 15:00: Street 1 (#1)")]
    watch.set("2026-11-27T16:00")
    assert [text for _name, _kind, text in reasons(shop)] == [
        "visit yesterday 15:00: Street 1 (#1)",
        "call back today 15:00 (#1)",
    ]
    shop("ticket", "visit", "done", "1")
    shop("ticket", "visit", "off", "2")
    assert reasons(shop) == []


def test_card_and_timeline_tell_of_tickets(shop: Crm) -> None:
    open_one(shop, "--text", "since Monday", "--priority", "high")
    shop("ticket", "open", "ali", "lamp")
    shop("ticket", "close", "2")
    shop("ticket", "visit", "1", "fri 10:00", "--where", "Street 1")
    card = shop("who", "ali", "--json").json
    assert card["tickets"] == [
        {"id": 1, "subject": "kettle leaks", "status": "new", "priority": "high",
         "due": "2026-11-26T12:00:00Z"}
    ]  # fmt: skip
    assert "#1 kettle leaks · new · due today 12:00" in shop("who", "ali").out
    events = shop("timeline", "ali", "--kind", "ticket", "--json").json
    assert {(e["kind"], e["outcome"], e["text"]) for e in events} == {
        ("ticket", "new", "#1 kettle leaks"),
        ("ticket", "closed", "#2 lamp"),
        ("appointment", "open", "#1 kettle leaks, Street 1"),
    }
    assert "since Monday" in shop("timeline", "ali", "--kind", "talk").out


def test_everything_about_somebody_holds_their_tickets(shop: Crm, tmp_path: Path) -> None:
    open_one(shop, "--text", "since Monday")
    shop("ticket", "visit", "1", "fri 10:00", "--where", "Street 1")
    found = shop("contact", "export", "ali").json
    assert [one["subject"] for one in found["tickets"]] == ["kettle leaks"]
    assert [one["place"] for one in found["appointments"]] == ["Street 1"]
    path = tmp_path / "ali.txt"
    assert shop("contact", "export", "ali", "-o", str(path)).code == 0
    assert "kettle leaks" in path.read_text("utf-8")


def test_who_asked_to_be_left_in_peace_is_said(shop: Crm) -> None:
    open_one(shop)
    shop("contact", "edit", "ali", "--do-not-contact", "yes")
    assert "Ali asked not to be contacted." in shop("ticket", "reply", "1", "hello").err
    assert "asked" not in shop("ticket", "reply", "1", "--in", "hello").err


def test_the_list_is_searched_in_any_spelling(shop: Crm) -> None:
    shop("ticket", "open", "-", "کفش بزرگ است", "--category", "Repair")
    for args in (["كفش"], ["#1"], ["--category", "rep"], ["بزرگ", "repair"]):
        assert shop("ticket", "list", *args).out.count("\n") == 1, args
    assert shop("ticket", "list", "کفش", "کوچک").out == ""


def test_on_a_terminal_closing_asks_what_they_thought(crm: Crm, store: Store) -> None:
    crm("ticket", "open", "-", "kettle")
    answers = (("1 to 5?", "2"), ("0 to 10?", ""), ("What did they say?", "too slow"))
    shown, code = ask(store, "ticket", "close", "1", answers=answers)
    assert code == 0, shown
    found = ticket(crm)
    assert (found["csat"], found["nps"], found["comment"]) == (2, None, "too slow")
    assert "rated: 2 of 5" in crm("ticket", "show", "1").out
    crm("ticket", "reopen", "1")
    crm("ticket", "open", "-", "lamp")
    _shown, code = ask(store, "--yes", "ticket", "close", "2", answers=())
    assert (code, ticket(crm, 2)["csat"]) == (0, None)


def test_what_is_mine(shop: Crm) -> None:
    shop("ticket", "open", "-", "one", "--assignee", "Omid")
    shop("ticket", "open", "-", "two")
    refused = shop("ticket", "list", "--mine")
    assert (refused.code, refused.out) == (2, "")
    assert "crm config set me NAME" in refused.err
    assert shop("config", "set", "me", "omid").code == 0
    assert shop("ticket", "list", "--mine").out.startswith("1\t")
    assert shop("ticket", "list", "--mine").out.count("\n") == 1
