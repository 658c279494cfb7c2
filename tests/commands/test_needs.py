"""What customers wish for, noted down and found again from the shell."""

from __future__ import annotations

import pytest

from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm("add", "Ali", "--phone", "09121112233")
    crm("add", "زهرا")
    crm("need", "ali", "oak", "shelf 90 cm")
    crm("need", "زهرا", "میز چوبی ۹۰", "--date", "2026-01-02")
    return crm


def test_a_need_is_said_in_a_breath_and_listed(shop: Crm) -> None:
    answer = shop("need", "0912 111 2233", "a lamp")
    assert (answer.code, answer.out) == (0, "3\n")
    assert "Ali wants: a lamp (need #3). `crm undo` takes it back." in answer.err
    lines = shop("needs").out.splitlines()
    assert [line.split("\t")[2:4] for line in lines] == [
        ["Ali", "a lamp"],
        ["Ali", "oak shelf 90 cm"],
        ["زهرا", "میز چوبی ۹۰"],
    ]


def test_the_shape_of_json_is_stable(shop: Crm) -> None:
    last = shop("needs", "--json").json[-1]
    assert last == {
        "id": 2, "contact_id": 2, "name": "زهرا", "text": "میز چوبی ۹۰",
        "at": "2026-01-02T00:00:00Z", "met_at": None, "date": "2026-01-02", "met": False,
    }  # fmt: skip
    card = shop("who", "ali", "--json").json
    assert [need["text"] for need in card["needs"]] == ["oak shelf 90 cm"]
    assert "oak shelf 90 cm" in shop("who", "ali").out


def test_any_spelling_of_words_in_it_finds_it(shop: Crm) -> None:
    assert "oak shelf" in shop("needs", "SHELF", "oak").out
    assert shop("needs", "چوبي").out.count("\n") == 1
    assert shop("needs", "90").out.count("\n") == 2
    nothing = shop("needs", "cupboard", "--json")
    assert (nothing.code, nothing.json) == (0, [])
    assert shop("needs", "--who", "zahra").code == 3
    assert shop("needs", "--who", "2").out.count("\n") == 1


def test_the_name_of_a_command_can_be_looked_for(shop: Crm) -> None:
    shop("need", "ali", "a list of tiles")
    assert "tiles" in shop("needs", "list", "list").out
    assert "tiles" in shop("needs", "list of tiles").out


def test_met_and_open_again(shop: Crm) -> None:
    assert shop("needs", "met", "1").code == 0
    assert shop("needs", "met", "1").err == "Nothing changed.\n"
    assert "oak" not in shop("needs").out
    met = shop("needs", "--all", "--json").json
    assert [need["met"] for need in met] == [False, True]
    assert "Open again: oak shelf 90 cm" in shop("needs", "met", "1", "--not").err
    assert "oak" in shop("needs").out
    shop("undo")
    assert "oak" not in shop("needs").out
    shop("undo")
    assert "oak" in shop("needs").out


def test_edited_deleted_and_brought_back(shop: Crm) -> None:
    assert shop("needs", "edit", "1", "oak", "shelf 120 cm").code == 0
    assert "120" in shop("needs", "oak").out
    shop("undo")
    assert "90" in shop("needs", "oak").out
    assert shop("needs", "delete", "1").code == 0
    assert shop("needs", "oak").out == ""
    shop("undo")
    assert "oak" in shop("needs").out
    for command in (("met", "9"), ("edit", "9", "x"), ("delete", "9")):
        answer = shop("needs", *command)
        assert answer.code == 3
        assert "There is no need #9." in answer.err


def test_what_cannot_be_is_refused(shop: Crm) -> None:
    assert shop("need", "ali", "  ").code == 2
    assert shop("need", "ali", "x" * 1001).code == 2
    assert shop("need", "nobody", "x").code == 3
    assert shop("need", "ali", "x", "--date", "yesterdayish").code == 2
    assert shop("needs", "--json").json[0]["text"] == "oak shelf 90 cm"


def test_wishes_of_the_trash_wait(shop: Crm) -> None:
    shop("contact", "delete", "ali")
    assert "oak" not in shop("needs").out
    shop("contact", "restore", "1")
    assert "oak" in shop("needs").out


def test_hostile_words_stay_words(shop: Crm) -> None:
    for text in ("[/] \x1b[31mred", "\u202eabc", "💡" * 300):
        assert shop("need", "ali", text).code == 0
    out = shop("needs").out
    assert "[/] red" in out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "💡" * 300 in out
