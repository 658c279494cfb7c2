"""The trash at the shell's door: who is in it is nowhere else, and comes back by name."""

from __future__ import annotations

import pytest

from crmtui.store.connect import Store
from tests.commands.test_merging import rows
from tests.conftest import Crm
from tests.store.test_undo import state


def test_the_trash_lists_the_latest_first(crm: Crm, store: Store) -> None:
    for name in ("Ali Rezaei", "Zahra Karimi", "Reza"):
        crm("add", name, "--phone", f"0912111223{len(name) % 10}")
    crm("sale", "1", "12.50")
    crm("contact", "delete", "1")
    crm("contact", "delete", "2")
    found = crm("contact", "trash", "--json").json
    assert {row["name"] for row in found} == {"Ali Rezaei", "Zahra Karimi"}
    assert all(row["deleted_at"].endswith("Z") for row in found)
    (ali,) = [row for row in found if row["id"] == 1]
    assert (ali["purchases"], ali["net"]) == (1, 1250)
    assert len(crm("contact", "trash", "--limit", "1").out.split("\n")) == 2
    assert crm("contact", "trash", "--skip", "2", "--json").json == []


def test_restoring_by_name_phone_and_id(crm: Crm, store: Store) -> None:
    crm("add", "مریم احمدی", "--phone", "0912 111 2233", "--email", "m@pars.ir")
    before = state(store)
    for who in ("مريم احمدي", "مریم", "0912 1112233", "+98 912 111 2233", "m@pars.ir", "1", "#1"):
        crm("contact", "delete", "1")
        answer = crm("contact", "restore", who)
        assert (answer.out, answer.code) == ("1\n", 0), who
        assert state(store) == before


@pytest.mark.parametrize(
    ("who", "code", "words"),
    [
        ("karimi", 3, "karimi fits several people"),
        ("ali", 3, "Nobody in the trash fits ali"),
        ("1", 1, "Ali is not in the trash"),
        ("99", 3, "There is no contact #99"),
        ("‌", 3, "Nobody in the trash"),
    ],
)
def test_what_cannot_be_restored_is_said(
    crm: Crm, store: Store, who: str, code: int, words: str
) -> None:
    for name in ("Ali", "Zahra Karimi", "Reza Karimi"):
        crm("add", name)
    crm("contact", "delete", "2")
    crm("contact", "delete", "3")
    before = state(store)
    answer = crm("contact", "restore", who)
    assert (answer.out, answer.code) == ("", code)
    assert words in answer.err
    assert state(store) == before


def test_who_is_in_the_trash_is_nowhere_else(crm: Crm, store: Store) -> None:
    crm("add", "Zahra Karimi", "--phone", "09121112233")
    crm("log", "1", "hello", "--next", "call back", "--due", "today")
    crm("sale", "1", "10")
    crm("contact", "delete", "1")
    assert crm("contact", "list").out == ""
    assert crm("find", "zahra").out == ""
    assert crm("find", "09121112233").out == ""
    assert crm("task", "list").out == ""
    assert crm("interaction", "list").out == ""
    assert crm("export", "contacts", "--format", "jsonl").out == ""
    assert sum(row["customers"] for row in crm("segments", "--json").json["segments"]) == 0
    assert "Zahra Karimi is in the trash." in crm("who", "1").err


def test_a_company_in_the_trash_is_nobodys_until_it_comes_back(crm: Crm, store: Store) -> None:
    crm("add", "Ali", "--company", "Pars Co.")
    crm("contact", "delete", "2")
    assert crm("who", "1", "--json").json["contact"]["company"] == ""
    assert crm("find", "pars").out == ""
    assert crm("find", "ali", "--json").json[0]["company"] == ""
    assert '"company": ""' in crm("export", "contacts", "--format", "jsonl").out
    crm("contact", "edit", "1", "--city", "Tehran")
    assert rows(store, "SELECT company_id FROM contact WHERE id = 1") == [(2,)]
    crm("contact", "restore", "pars")
    assert crm("who", "1", "--json").json["contact"]["company"] == "Pars Co."
    assert {found["id"] for found in crm("find", "pars", "--json").json} == {1, 2}
