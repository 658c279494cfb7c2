"""Numbers on the command line, as people and scripts type them, of any size."""

from __future__ import annotations

import pytest

from tests.conftest import Crm

HUGE = "99999999999999999999999"
BEYOND = "9223372036854775808"
"""One more than SQLite can hold."""


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm("add", "Ali")
    crm("task", "add", "1", "call")
    crm("log", "1", "hello")
    crm("need", "1", "shelf")
    crm("sale", "1", "5", "--unpaid")
    crm("pay", "1", "5")
    return crm


@pytest.mark.parametrize(
    "command",
    [
        "task show", "task done", "task drop", "task reopen", "task delete", "task snooze",
        "task edit {} --text x", "interaction show", "interaction delete",
        "interaction edit {} --text x", "needs show", "needs met", "needs delete",
        "needs edit {} x",
        "purchase show", "purchase delete", "purchase refund", "purchase edit {} --note x",
        "payment show", "payment delete", "payment edit {} --note x", "pay 1 5 --for", "undo",
    ],
)  # fmt: skip
def test_a_number_that_nothing_can_have_is_refused(shop: Crm, command: str) -> None:
    for number in (HUGE, BEYOND, "9" * 5000, "0"):
        words = (command if "{}" in command else f"{command} {{}}").format(number).split()
        answer = shop(*words)
        assert (answer.code, answer.out) == (2, "")
        assert "Nothing can have the number" in answer.err


@pytest.mark.parametrize(
    "command",
    [
        "task list", "timeline 1", "history", "contact list", "contact trash", "interaction list",
        "purchase list", "payment list", "today", "keep", "find ali", "duplicates list",
    ],
)  # fmt: skip
def test_more_lines_than_there_can_be_are_all_of_them(shop: Crm, command: str) -> None:
    every, most = shop(*command.split()), shop(*command.split(), "--limit", HUGE)
    assert (most.code, most.out) == (0, every.out)


@pytest.mark.parametrize("command", ["timeline 1", "contact list", "contact trash"])
def test_whoever_skips_more_than_there_is_sees_nothing(shop: Crm, command: str) -> None:
    assert shop(*command.split(), "--skip", HUGE) == ("", "", 0)


def test_numbers_are_read_in_persian_digits_and_as_they_are_shown(shop: Crm) -> None:
    assert shop("task", "done", "۱").code == 0
    assert shop("task", "reopen", "#1").code == 0
    assert shop("contact", "list", "--limit", "۱").out.startswith("1\tAli")
    assert shop("log", "1", "--minutes", "۱۵").code == 0
    assert shop("interaction", "show", "2", "--json").json["minutes"] == 15


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("task done abc", "abc is not a number.\nA whole number is needed."),
        ("task list --limit 0", "--limit is for one at least."),
        ("history --limit -3", "-3 is not a number."),
        ("task done -1", "A number below zero has no meaning here."),
        ("pay 1 -5", "A number below zero has no meaning here."),
        ("task done", "`crmtui task done --help` shows how it is used."),
        ("config field add", "`crmtui config field add --help` shows how it is used."),
        ("task nonsense", "`crmtui task --help` shows how it is used."),
    ],
)
def test_what_is_no_number_is_said_in_plain_words(shop: Crm, command: str, said: str) -> None:
    answer = shop(*command.split())
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
