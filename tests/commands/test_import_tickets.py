"""Tickets from event logs and lists of other programs, and from our own export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crmtui.store.connect import Store, open_store
from tests.conftest import Crm
from tests.store.test_undo import state

LOG = """case:concept:name,concept:name,org:resource,time:timestamp,impact
7,Queued,Omid,2026-01-02T10:00:00+01:00,Major
8,Accepted,Sara,2026-01-03T10:00:00+01:00,Low
7,Accepted,Sara,2026-01-01T10:00:00+01:00,Low
7,Completed,Sara,2026-01-05T10:00:00.500+01:00,Low
8,Completed,Sara,2026-01-03T10:00:00+01:00,Low
"""
ZENDESK = """Ticket ID,Requester,Requester email,Subject,Status,Priority,Via,Created at,Solved at,\
Satisfaction Score,Assignee
31,Ali Rezaei,ali@example.com,Kettle leaks,Solved,Urgent,Email,2026-01-01 10:00,2026-01-02 10:00,\
Good,Omid
32,Ali Rezaei,ali@example.com,Lamp,Pending,Low,Web,2026-01-03 10:00,,Offered,
33,,,No name,Closed,Low,Web,2026-01-03 10:00,2026-01-02 09:00,,
"""
JIRA = """Issue key,Issue Type,Summary,Reporter,Status,Priority,Created,Resolved,Description
HD-1,Bug,Till crashes,sara,In Progress,Highest,2026-01-01 10:00,,"It says
no paper"
HD-2,Task,New till,sara,Under review,Medium,2026-01-01 10:00,,
"""


@pytest.fixture
def bring(crm: Crm, tmp_path: Path) -> Any:
    crm("config", "set", "zone", "UTC")

    def run(text: str, *args: str) -> Any:
        path = tmp_path / "tickets.csv"
        path.write_text(text, "utf-8")
        return crm("import", "tickets", str(path), *args)

    return run


def shown(crm: Crm, number: int) -> dict[str, Any]:
    found: dict[str, Any] = crm("ticket", "show", str(number), "--json").json
    return found


def test_rows_of_one_id_are_one_ticket_whatever_their_order(bring: Any, crm: Crm) -> None:
    answer = bring(LOG, "--json")
    assert answer.code == 0
    assert {k: answer.json[k] for k in ("created", "updated", "unchanged", "rejected")} == {
        "created": 2, "updated": 0, "unchanged": 0, "rejected": 0,
    }  # fmt: skip
    found = shown(crm, 1)
    assert (found["status"], found["assignee"], found["contact_id"]) == ("Completed", "Sara", None)
    assert (found["opened_at"], found["ended_at"]) == (
        "2026-01-01T09:00:00Z",
        "2026-01-05T09:00:00Z",
    )
    assert [(e["value"], e["by"]) for e in found["history"]] == [
        ("Accepted", "Sara"), ("Queued", "Omid"), ("Completed", "Sara"),
    ]  # fmt: skip
    assert found["priority"] == "low"
    assert [e["value"] for e in shown(crm, 2)["history"]] == ["Accepted", "Completed"]
    assert crm("ticket", "list").out == ""
    assert crm("ticket", "list", "--status", "Completed").out.count("\n") == 2


def test_the_same_log_again_changes_nothing_and_a_longer_one_goes_on(
    bring: Any, crm: Crm, store: Store
) -> None:
    bring(LOG)
    before = state(store)
    again = bring(LOG, "--json").json
    assert (again["step"], again["unchanged"]) == (None, 2)
    assert state(store) == before
    more = bring(LOG + "8,Closed,Sara,2026-01-09T10:00:00+01:00,Low\n", "--json").json
    assert (more["created"], more["updated"], more["unchanged"]) == (0, 1, 1)
    found = shown(crm, 2)
    assert (found["status"], found["closed_at"]) == ("closed", "2026-01-09T09:00:00Z")
    assert [e["value"] for e in found["history"]] == ["Accepted", "Completed", "closed"]
    crm("undo")
    assert state(store) == before


def test_a_part_of_a_log_later_leaves_the_opening_where_it_was(bring: Any, crm: Crm) -> None:
    bring(LOG)
    head = LOG.splitlines()[0]
    bring(f"{head}\n8,Closed,Sara,2026-01-09T10:00:00+01:00,Low\n8,Open,Sara,2026-01-08,Low\n")
    found = shown(crm, 2)
    assert (found["opened_at"], found["status"]) == ("2026-01-03T09:00:00Z", "closed")


def test_an_import_is_one_step_and_undone_as_one(bring: Any, crm: Crm, store: Store) -> None:
    before = state(store)
    step = bring(LOG, "--json").json["step"]
    after = state(store)
    crm("undo")
    assert {k: v for k, v in state(store).items() if v} == {k: v for k, v in before.items() if v}
    crm("redo")
    assert state(store) == after
    crm("ticket", "note", "1", "worked on since")
    answer = crm("undo", str(step))
    assert "ticket #1" in answer.err
    assert [e["value"] for e in shown(crm, 1)["history"]] == ["Accepted", "Queued", "Completed"]
    assert crm("ticket", "show", "2").code == 3


def test_a_dry_run_says_what_would_be(bring: Any, crm: Crm) -> None:
    answer = bring(LOG, "--dry-run")
    assert "Completed" in answer.out + answer.err
    assert crm("ticket", "list", "--all").out == ""


def test_a_list_of_a_service_desk(bring: Any, crm: Crm, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    answer = bring(ZENDESK, "--json", "--rejects", str(rejects))
    assert answer.code == 5
    assert (answer.json["created"], answer.json["rejected"]) == (2, 1)
    assert "it was solved before it was opened" in rejects.read_text("utf-8-sig")
    solved, waiting = shown(crm, 1), shown(crm, 2)
    assert (solved["name"], solved["priority"], solved["csat"]) == ("Ali Rezaei", "urgent", 5)
    assert (solved["status"], solved["channel"]) == ("solved", "email")
    assert (solved["opened_at"], solved["ended_at"]) == (
        "2026-01-01T10:00:00Z",
        "2026-01-02T10:00:00Z",
    )
    assert (waiting["status"], waiting["csat"], waiting["ended_at"]) == ("waiting", None, None)
    assert crm("find", "ali").out.count("\n") == 1
    assert "Kettle leaks" in crm("timeline", "ali").out


def test_a_tracker_of_issues_keeps_its_own_words(bring: Any, crm: Crm) -> None:
    bring(JIRA)
    first, second = shown(crm, 1), shown(crm, 2)
    assert (first["subject"], first["status"], first["priority"]) == (
        "Till crashes",
        "open",
        "urgent",
    )
    assert first["messages"][0]["text"] == "It says\nno paper"
    assert second["status"] == "Under review"
    assert first["ended_at"] is None
    assert crm("ticket", "list").out.startswith("1\t")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,x,,2026-01-01,", "there is no date in it"),
        ("1,x,2026-13-45,,", "2026-13-45"),
        ("1,x,2026-01-02,2026-01-01,", "it was solved before it was opened"),
        ("1,x,2026-01-02,,11", "11 is no score from 1 to 5"),
        ("1,x,2026-01-02,,-1", "-1 is no score from 1 to 5"),
    ],
)
def test_a_row_that_cannot_be_comes_back_with_a_reason(
    bring: Any, crm: Crm, row: str, reason: str
) -> None:
    answer = bring(
        f"Ticket ID,Subject,Created,Resolved,CSAT\n2,fine,2026-01-01,,3\n{row}\n", "--json"
    )
    assert answer.code == 5
    assert (answer.json["created"], answer.json["rejected"]) == (1, 1)
    assert reason in answer.json["problems"][0]["reason"]


def test_a_file_without_dates_is_asked_for_them(bring: Any) -> None:
    answer = bring("Ticket ID,Subject\n1,x\n")
    assert answer.code == 1
    assert "No column was recognised as a date." in answer.err
    assert bring("A,B,C\n7,2026-01-01,Open\n", "--map", "id=A,at=B,status=C").code == 0
    assert bring("7,2026-01-01,Open\n", "--no-header", "--map", "id=1,at=2,status=3").code == 0


def test_what_goes_out_comes_back_the_same(crm: Crm, bring: Any, tmp_path: Path) -> None:
    crm("add", "Ali", "--email", "ali@example.com")
    crm("sale", "ali", "20", "--item", "kettle")
    crm("ticket", "open", "ali", '=kettle; "leaks"', "--text", "two\nlines", "--purchase", "1")
    crm("ticket", "open", "ali", "علي رضایی [/]", "--priority", "high", "--channel", "sms")
    crm("ticket", "open", "-", "again")
    crm("ticket", "reply", "1", "hello", "--status", "waiting")
    crm("ticket", "note", "1", "for us")
    crm("ticket", "visit", "2", "tomorrow 10:00", "--where", "Street 1", "--who", "Omid")
    crm("ticket", "link", "1", "2")
    crm("ticket", "close", "2", "--csat", "2", "--nps", "9", "--comment", "slow")
    crm("ticket", "merge", "1", "3")
    bring(ZENDESK)
    names = ("contacts", "purchases", "tickets", "interactions")
    for fmt in ("csv", "jsonl", "xlsx"):
        first, second = tmp_path / f"one-{fmt}", tmp_path / f"two-{fmt}"
        other = tmp_path / f"{fmt}.db"
        first.mkdir()
        second.mkdir()
        open_store(other, create=True)
        crm("--db", str(other), "config", "set", "zone", "UTC")
        for name in names:
            assert crm("export", name, "-o", str(first / f"{name}.{fmt}")).code == 0
        for name in names:
            came = crm("--db", str(other), "import", name, str(first / f"{name}.{fmt}"))
            assert came.code == 0 or "interactions" in name, came.err
        for name in names[:3]:
            crm("--db", str(other), "export", name, "-o", str(second / f"{name}.{fmt}"))
        if fmt != "xlsx":  # which says when it was made
            assert (first / f"tickets.{fmt}").read_bytes() == (
                second / f"tickets.{fmt}"
            ).read_bytes()
        again = crm(
            "--db", str(other), "import", "tickets", str(first / f"tickets.{fmt}"), "--json"
        )
        assert (again.json["unchanged"], again.json["created"], again.json["updated"]) == (5, 0, 0)


def test_our_own_export_into_its_own_shop_changes_nothing(
    crm: Crm, bring: Any, tmp_path: Path
) -> None:
    crm("add", "Ali")
    crm("ticket", "open", "ali", "kettle", "--text", "leaks")
    out = tmp_path / "out.csv"
    crm("export", "tickets", "-o", str(out))
    again = crm("import", "tickets", str(out), "--json").json
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 1)


def test_an_exported_part_without_its_ticket_is_rejected(crm: Crm, tmp_path: Path) -> None:
    crm("ticket", "open", "-", "kettle")
    out = tmp_path / "out.csv"
    crm("export", "tickets", "-o", str(out))
    lines = out.read_text("utf-8-sig").splitlines()
    out.write_text(
        "\n".join([lines[0], lines[2], lines[1].replace(",ticket,", ",strange,")]), "utf-8"
    )
    answer = crm("import", "tickets", str(out), "--json")
    assert (answer.code, answer.json["rejected"], answer.json["created"]) == (5, 2, 0)


def test_appointments_go_into_the_calendar_of_a_phone(crm: Crm) -> None:
    crm("config", "set", "zone", "Asia/Tehran")
    crm("add", "Ali", "--phone", "09121112233")
    crm("ticket", "open", "ali", "kettle; leaks")
    crm(
        "ticket",
        "visit",
        "1",
        "2040-01-02 10:00",
        "--where",
        "Street 1, Tehran",
        "--note",
        "ladder",
    )
    crm("ticket", "visit", "1", "2040-01-03 10:00", "--call")
    crm("ticket", "visit", "off", "2")
    out = crm("export", "visits").out.replace("\r\n ", "")
    assert out.count("BEGIN:VEVENT") == 1
    for line in (
        "DTSTART:20400102T063000Z",
        "DURATION:PT60M",
        "LOCATION:Street 1\\, Tehran",
        "SUMMARY:visit · Ali · #1 kettle\\; leaks",
        "DESCRIPTION:+989121112233\\nladder",
    ):
        assert f"{line}\r\n" in out or f"{line}\n" in out
    everything = crm("export", "visits", "--all").out
    assert everything.count("BEGIN:VEVENT") == 2
    assert "STATUS:CANCELLED" in everything


FRESH = """Ticket ID,Subject,Status,Source,Created time,Resolved time,Initial response time,\
Survey results
1,Kettle,Closed,Phone,2026-01-05 09:00:00,2026-01-05 15:30:00,2026-01-05 09:45:00,Very unhappy
2,Lamp,Open,Portal,2026-01-05 09:00:00,,,No idea
"""
INCIDENTS = """number,incident_state,caller_id,opened_at,sys_updated_at,priority,\
assigned_to,resolved_at
INC1,New,Caller 7,29/2/2016 01:16,29/2/2016 01:23,3 - Moderate,?,29/2/2016 11:29
INC1,Awaiting Vendor,Caller 7,29/2/2016 01:16,29/2/2016 02:00,3 - Moderate,Group 1,29/2/2016 11:29
INC1,Resolved,Caller 7,29/2/2016 01:16,29/2/2016 11:29,3 - Moderate,?,29/2/2016 11:29
INC2,New,?,29/2/2016 04:40,29/2/2016 04:57,1 - Critical,?,?
"""
FARSI = """شماره تیکت,نام مشتری,موبایل,موضوع,وضعیت,اولویت,کارشناس,تاریخ ثبت,تاریخ حل,رضایت
۱۲,علی رضایی,۰۹۱۲۱۱۱۲۲۳۳,خرابی کتری,حل شده,فوری,امید,۱۴۰۵/۰۱/۱۵ ۱۰:۳۰,۱۴۰۵/۰۱/۱۶ ۱۲:۰۰,۴
"""


def test_ratings_in_words_and_words_that_are_none(bring: Any, crm: Crm) -> None:
    assert bring(FRESH).code == 0
    first, second = shown(crm, 1), shown(crm, 2)
    assert (first["csat"], first["channel"], first["comment"]) == (1, "call", "")
    assert first["first_reply_at"] == "2026-01-05T09:45:00Z"
    assert (second["csat"], second["comment"]) == (None, "No idea")


def test_a_log_that_repeats_the_whole_ticket_with_every_event(bring: Any, crm: Crm) -> None:
    assert bring(INCIDENTS).code == 0
    first, second = shown(crm, 1), shown(crm, 2)
    assert [(e["at"], e["value"], e["by"]) for e in first["history"]] == [
        ("2016-02-29T01:16:00Z", "new", ""),
        ("2016-02-29T01:23:00Z", "new", ""),
        ("2016-02-29T02:00:00Z", "Awaiting Vendor", "Group 1"),
        ("2016-02-29T11:29:00Z", "solved", ""),
    ]
    assert (first["priority"], first["assignee"], first["name"]) == (
        "normal",
        "Group 1",
        "Caller 7",
    )
    assert (first["ended_at"], first["solved_at"]) == ("2016-02-29T11:29:00Z",) * 2
    assert (second["priority"], second["contact_id"]) == ("urgent", None)


def test_a_persian_list_in_its_own_calendar(bring: Any, crm: Crm) -> None:
    assert bring(FARSI).code == 0
    found = shown(crm, 1)
    assert (found["name"], found["status"], found["priority"]) == ("علی رضایی", "solved", "urgent")
    assert (found["opened_at"], found["csat"]) == ("2026-04-04T10:30:00Z", 4)


def test_a_ticket_repeated_by_mistake_makes_no_log_of_a_list(bring: Any, crm: Crm) -> None:
    rows = "".join(f"{n},Closed,2026-01-{n + 1:02}\n" for n in range(1, 20))
    bring(f"Ticket,Status,Date\n{rows}7,Closed,2026-01-08\n")
    found = shown(crm, 7)
    assert (found["status"], found["opened_at"], found["ended_at"]) == (
        "closed", "2026-01-08T00:00:00Z", None,
    )  # fmt: skip


def test_an_imported_ticket_that_is_taken_up_again_is_not_late_at_once(
    bring: Any, crm: Crm
) -> None:
    bring(LOG)
    crm("ticket", "reply", "1", "--in", "it is back")
    found = shown(crm, 1)
    assert (found["status"], found["due_state"]) == ("open", "fine")
    assert found["solve_due"] > found["history"][-1]["at"]


def test_headers_and_words_of_service_desks_are_known(bring: Any, crm: Crm) -> None:
    answer = bring(
        "Ticket ID,Product Purchased,Ticket Subject,Ticket Status,Ticket Priority,Ticket Created\n"
        "1,Kettle,Leaks,Pending Customer Response,P1,2026-01-01 10:00\n"
        "2,Lamp,Flickers,To Do,P3,2026-01-01 11:00\n"
        "3,Radio,Hums,Re-opened,P4,2026-01-01 12:00\n"
        "4,Clock,Stops,Seen by Omid,P2,2026-01-01 13:00\n",
        "--json",
    )
    assert (answer.json["created"], answer.json["rejected"]) == (4, 0)
    found = [shown(crm, number) for number in (1, 2, 3, 4)]
    assert [(one["subject"], one["product"], one["status"], one["priority"]) for one in found] == [
        ("Leaks", "Kettle", "waiting", "urgent"),
        ("Flickers", "Lamp", "new", "normal"),
        ("Hums", "Radio", "open", "low"),
        ("Stops", "Clock", "Seen by Omid", "high"),
    ]
    assert crm("ticket", "list").out.count("\n") == 3


def test_a_log_with_change_date_and_time(bring: Any, crm: Crm) -> None:
    answer = bring(
        "SR Number;Change Date+Time;Status;Sub Status;SR Latest Impact;Product;Owner First Name\n"
        "1-364;2010-03-31T15:59:42+01:00;Accepted;In Progress;Medium;PROD5;Anne\n"
        "1-364;2010-03-31T16:45:48+01:00;Completed;Resolved;Medium;PROD5;Luc\n",
        "--json",
    )
    assert (answer.code, answer.json["created"]) == (0, 1)
    found = shown(crm, 1)
    assert (found["opened_at"], found["ended_at"]) == (
        "2010-03-31T14:59:42Z",
        "2010-03-31T15:45:48Z",
    )
    assert (found["assignee"], found["priority"], found["product"]) == ("Luc", "normal", "PROD5")


def test_a_list_with_one_date_beside_the_end_does_not_run_backward(bring: Any, crm: Crm) -> None:
    text = (
        "id,subject,first answer,done\n"
        "1,Slow,2023-06-01 11:14:38,2023-06-01 18:05:38\n"
        "2,Wrong,2023-06-01 07:29:40,2023-06-01 01:57:40\n"
    )
    answer = bring(text, "--map", "at=first answer,solved=done", "--json")
    assert (answer.code, answer.json["created"], answer.json["rejected"]) == (5, 1, 1)
    assert answer.json["problems"] == [{"row": 3, "reason": "it was solved before it was opened"}]
    assert shown(crm, 1)["solved_at"] == "2023-06-01T18:05:38Z"
    assert bring(text, "--map", "at=first answer,solved=done", "--json").json["unchanged"] == 1


def test_a_ticket_whose_log_only_says_created_is_still_open(bring: Any, crm: Crm) -> None:
    text = "ticket,when,activity\nT1,2024-01-03 09:00,created\nT1,2024-01-03 09:05,Read by Omid\n"
    assert bring(text + "T2,2024-01-04 09:00,Created\n").code == 0
    assert crm("ticket", "list").out.startswith("2\t")
