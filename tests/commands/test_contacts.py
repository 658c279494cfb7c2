"""Contacts at the shell's door."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from crmtui.store.connect import Store
from tests.conftest import Crm

HOSTILE = [
    "[/] [bold]x[/bold]",
    "Ali\x1b]52;c;QUJD\x07\x1b[31m",
    '$(touch pwn) `id` "; rm -rf ~',
    "😀 " + "x" * 300,
    "‮evil\u2066",
    "O'Neil; DROP TABLE contact;--",
    "=cmd|' /C calc'!A0",
    "نام‌فارسی 😀",
]


KEPT = {HOSTILE[1]: "Ali", HOSTILE[4]: "evil"}
"""What is left of names that would act on a terminal."""


def test_add_find_who(crm: Crm) -> None:
    added = crm(
        "add", "Ali", "Rezaei", "--phone", "۰۹۱۲ ۱۱۱ ۲۲۳۳", "--tag", "vip", "--city", "Tehran"
    )
    assert (added.out, added.code) == ("1\n", 0)
    assert "Added Ali Rezaei" in added.err
    assert crm("find", "ali").out == "1\tAli Rezaei\t+989121112233\t\t\tTehran\n"
    card = crm("who", "0912 111 2233", "--json").json
    assert card["contact"]["name"] == "Ali Rezaei"
    assert card["contact"]["tags"] == ["vip"]
    assert card["segment"] == "prospect"
    assert card["balance"] is None
    assert card["timeline"] == []


def test_find_json_has_the_promised_keys(crm: Crm) -> None:
    crm("add", "Zahra", "--email", "z@pars.ir", "--company", "Pars Co.")
    (found,) = crm("find", "zahra", "--json").json
    assert found == {
        "id": 1,
        "name": "Zahra",
        "kind": "person",
        "phone": "",
        "email": "z@pars.ir",
        "company": "Pars Co.",
        "city": "",
    }


def test_finding_nobody_is_an_empty_answer(crm: Crm) -> None:
    assert crm("find", "nobody", "--json").out.strip() == "[]"
    assert crm("find", "nobody") == ("", "", 0)


@pytest.mark.parametrize("before", [True, False])
def test_shared_options_stand_anywhere(crm: Crm, before: bool) -> None:
    crm("add", "Ali")
    answer = crm("--json", "find", "ali") if before else crm("find", "ali", "--json")
    assert answer.json[0]["name"] == "Ali"


def test_edit_changes_only_what_is_given(crm: Crm) -> None:
    crm("add", "Ali", "--phone", "09121112233", "--tag", "vip", "--city", "Tehran")
    crm("contact", "edit", "ali", "--phone", "09351112233", "--tag", "gold", "--untag", "VIP")
    card = crm("who", "ali", "--json").json["contact"]
    assert [point["key"] for point in card["points"]] == ["+989121112233", "+989351112233"]
    assert (card["tags"], card["city"]) == (["gold"], "Tehran")
    crm("contact", "edit", "ali", "--drop", "0912 111 2233", "--city", "")
    card = crm("who", "ali", "--json").json["contact"]
    assert [point["key"] for point in card["points"]] == ["+989351112233"]
    assert card["city"] == ""


def test_delete_trash_restore(crm: Crm) -> None:
    crm("add", "Ali")
    assert crm("contact", "delete", "ali").code == 0
    assert crm("who", "ali").code == 3
    assert [row["name"] for row in crm("contact", "list", "--trash", "--json").json] == ["Ali"]
    assert crm("contact", "restore", "1").code == 0
    assert crm("who", "ali").code == 0


def test_list_sorts_and_skips(crm: Crm) -> None:
    for name in ("Bahram", "Ali", "Cyrus"):
        crm("add", name)
    crm("sale", "cyrus", "10")
    names = [row["name"] for row in crm("contact", "list", "--json").json]
    assert names == ["Ali", "Bahram", "Cyrus"]
    assert crm("contact", "list", "--sort", "sum", "--json").json[0]["name"] == "Cyrus"
    assert crm("contact", "list", "--sort", "newest", "--limit", "1", "--json").json[0]["id"] == 3
    assert [row["name"] for row in crm("contact", "list", "--skip", "2", "--json").json] == [
        "Cyrus"
    ]
    assert crm("contact", "list", "--sort", "colour").code == 2


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_kept_and_shown_harmless(crm: Crm, name: str) -> None:
    assert crm("add", "--", name).code == 0
    for answer in (crm("contact", "list"), crm("who", "1"), crm("who", "1", "--json")):
        assert answer.code == 0
        assert "\x1b" not in answer.out
        assert "\u202e" not in answer.out
    (found,) = crm("contact", "list", "--json").json
    assert found["name"] == KEPT.get(name, name)


@pytest.mark.parametrize("name", ["", "  ", "\x00\x1b", "\u200c", "\u202e"])
def test_a_name_of_nothing_is_refused(crm: Crm, name: str) -> None:
    answer = crm("add", "--", name)
    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.startswith("Error: ")
    assert crm("contact", "list", "--json").json == []


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["who", "nobody"], 3, "Nobody here fits"),
        (["who", "al"], 3, "several"),
        (["contact", "delete", "99"], 3, "99"),
        (["contact", "restore", "1"], 1, "not in the trash"),
        (["contact", "restore", "99"], 3, "no contact #99"),
        (["contact", "edit", "ali"], 2, "Nothing to change"),
        (["contact", "edit", "1", "--birthday", "1404/12/30"], 2, "Error"),
        (["contact", "edit", "1", "--status", "king"], 2, "status"),
        (["contact", "edit", "1", "--email", "nonsense"], 2, "not an e-mail"),
        (["contact", "edit", "1", "--untag", "none"], 3, "no tag"),
        (["fnd", "x"], 2, "Did you mean 'find'?"),
        (["find"], 2, "Missing argument"),
        (["undo", "abc"], 2, "A whole number is needed."),
        (["add", "x", "--colour", "red"], 2, "No such option"),
        (["find", "x", "--db"], 2, "--db"),
    ],
)
def test_mistakes_get_one_clear_line(crm: Crm, args: list[str], code: int, words: str) -> None:
    crm("add", "Ali")
    crm("add", "Alireza")
    before = crm("contact", "list", "--json").out
    answer = crm(*args)
    assert (answer.out, answer.code) == ("", code)
    assert answer.err.startswith("Error: ")
    assert words in answer.err
    assert "Traceback" not in answer.err
    assert crm("contact", "list", "--json").out == before


def test_without_a_command_and_a_terminal_help_is_shown(crm: Crm) -> None:
    answer = crm()
    assert (answer.out, answer.code) == ("", 2)
    assert "Every day" in answer.err


def test_help_lists_every_command(crm: Crm) -> None:
    from crmtui.commands.registry import GROUPS, ROOT

    help_ = crm("-h").out
    for entry in ROOT:
        assert f" {entry.name} " in help_
    for name, entries in GROUPS.items():
        answer = crm(*name.split(), "--help")
        assert answer.code == 0
        for entry in entries:
            assert f" {entry.name} " in answer.out
            assert crm(*name.split(), entry.name, "--help").code == 0


def test_a_missing_store_is_read_as_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "none" / "shop.db"
    done = subprocess.run(
        [sys.executable, "-m", "crmtui.cli", "--db", str(path), "find", "x", "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("[]\n", 0)
    assert "There is no shop at" in done.stderr
    assert not path.parent.exists()


def test_a_read_only_store_reads_and_says_why_it_cannot_write(crm: Crm, store: Store) -> None:
    crm("add", "Ali")
    os.chmod(store.path, stat.S_IRUSR)
    os.chmod(store.path.parent, stat.S_IRUSR | stat.S_IXUSR)
    try:
        if os.access(store.path, os.W_OK):
            pytest.skip("root may write everywhere")
        assert crm("find", "ali").code == 0
        answer = crm("add", "Zahra")
        assert answer.code == 1
        assert "read-only" in answer.err
    finally:
        os.chmod(store.path.parent, stat.S_IRWXU)


def test_a_locked_store_is_exit_4(crm: Crm, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = Store.connect
    monkeypatch.setattr(Store, "connect", lambda self, busy_ms=0: connect(self, busy_ms=0))
    with closing(connect(store)) as other:
        other.execute("BEGIN EXCLUSIVE")
        answer = crm("add", "Ali")
    assert answer.code == 4
    assert "Another program is using" in answer.err


def test_a_bug_leaves_no_traceback_on_the_screen(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise ZeroDivisionError("0912 111 2233")

    monkeypatch.setattr("crmtui.reads.trash.trash", broken)
    answer = crm("contact", "trash")
    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert "0912" not in answer.err
    log = Path(os.environ["CRMTUI_HOME"]) / "crmtui.log"
    assert "ZeroDivisionError" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_completion_offers_slugs_that_no_shell_can_run(crm: Crm, store: Store) -> None:
    for name in HOSTILE:
        crm("add", "--", name)
    crm("add", "Ali Rezaei")
    env = {
        **os.environ,
        "CRMTUI_DB": str(store.path),
        "_CRMTUI_COMPLETE": "complete_bash",
        "COMP_WORDS": "crmtui who ali",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(
        [sys.executable, "-m", "crmtui"], capture_output=True, text=True, env=env, check=False
    )
    offered = done.stdout.split()
    assert "ali-rezaei" in offered
    assert all(c.isalnum() or c in "-_" for word in offered for c in word)
    assert crm("who", "ali-rezaei", "--json").json["contact"]["name"] == "Ali Rezaei"


def test_json_is_json_whatever_the_name(crm: Crm) -> None:
    for name in HOSTILE:
        crm("add", "--", name)
    assert len(json.loads(crm("contact", "list", "--json").out)) == len(HOSTILE)


def test_persian_names_stand_in_the_order_of_their_alphabet(crm: Crm) -> None:
    for name in ("یاسمن", "گلی", "هما", "پری", "ویدا", "کیان", "تینا", "ژاله", "چمن", "بهار"):
        assert crm("add", name).code == 0
    listed = [row["name"] for row in crm("contact", "list", "--json").json]
    expected = ["بهار", "پری", "تینا", "چمن", "ژاله", "کیان", "گلی", "ویدا", "هما", "یاسمن"]
    assert listed == expected
