"""Keeping in touch: a pace for a customer or a tag, and who is due."""

from __future__ import annotations

import pytest

from crmtui.store.connect import Store
from crmtui.store.transact import transact
from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm, store: Store) -> Crm:
    """Three customers, all added a hundred days ago, two of them under a tag."""
    crm("add", "Ali", "--tag", "vip", "--tag", "north")
    crm("add", "Zahra", "--tag", "vip")
    crm("add", "John")
    with transact(store, "long ago") as transaction:
        transaction.connection.execute(
            "UPDATE contact SET created_at = strftime('%Y-%m-%dT12:00:00Z', 'now', '-100 days')"
        )
    return crm


def due(crm: Crm) -> list[tuple[str, int, int, int]]:
    return [
        (row["name"], row["every"], row["days_since"], row["days_late"])
        for row in crm("keep", "--json").json
    ]


def test_nobody_is_due_without_a_pace(shop: Crm) -> None:
    answer = shop("keep")
    assert (answer.out, answer.code) == ("", 0)


def test_a_pace_of_a_customer(shop: Crm) -> None:
    answer = shop("keep", "john", "30")
    assert "Keep in touch with John every 30 days" in answer.err
    assert due(shop) == [("John", 30, 100, 70)]
    assert shop("keep").out == "3\tJohn\t100\t30\t70\n"
    shop("keep", "john", "100")
    assert due(shop) == [("John", 100, 100, 0)]
    shop("keep", "john", "101")
    assert due(shop) == []
    shop("keep", "john", "۲ هفته")
    assert due(shop) == [("John", 14, 100, 86)]
    shop("keep", "john", "--clear")
    assert due(shop) == []
    shop("undo")
    assert due(shop) == [("John", 14, 100, 86)]


def test_a_name_of_several_words(shop: Crm) -> None:
    shop("add", "Sara", "Nouri")
    assert "with Sara Nouri every 7 days" in shop("keep", "sara", "nouri", "7").err
    assert "with Sara Nouri: never" in shop("keep", "sara", "nouri", "--never").err


def test_their_own_pace_goes_before_tags_and_the_smallest_tag_holds(shop: Crm) -> None:
    shop("keep", "--tag", "vip", "40")
    assert due(shop) == [("Ali", 40, 100, 60), ("Zahra", 40, 100, 60)]
    shop("keep", "--tag", "north", "20")
    assert due(shop) == [("Ali", 20, 100, 80), ("Zahra", 40, 100, 60)]
    shop("keep", "ali", "90")
    assert due(shop) == [("Zahra", 40, 100, 60), ("Ali", 90, 100, 10)]
    shop("keep", "ali", "--never")
    assert due(shop) == [("Zahra", 40, 100, 60)]
    shop("keep", "ali", "--clear")
    shop("keep", "--tag", "north", "--never")
    assert due(shop) == [("Zahra", 40, 100, 60)]
    shop("keep", "--tag", "north", "--clear")
    assert len(due(shop)) == 2
    assert len(shop("keep", "--limit", "1", "--json").json) == 1


@pytest.mark.parametrize(
    ("args", "days"),
    [
        (["log", "john", "hi", "--in", "--at", "5 days ago"], 5),
        (["log", "john", "hi", "--channel", "sms", "--at", "5 days ago"], 5),
        (["log", "john", "--outcome", "not-interested", "--at", "5 days ago"], 5),
        (["sale", "john", "12", "--date", "5 days ago"], 5),
        (["log", "john", "--outcome", "no-answer", "--at", "5 days ago"], 100),
        (["log", "john", "a thought", "--channel", "note", "--at", "5 days ago"], 100),
        (["task", "add", "john", "call"], 100),
    ],
)
def test_what_starts_it_anew(shop: Crm, args: list[str], days: int) -> None:
    shop("keep", "john", "2")
    assert shop(*args).code == 0
    assert due(shop) == [("John", 2, days, days - 2)]


def test_who_must_not_be_contacted_and_who_is_in_the_trash(shop: Crm, store: Store) -> None:
    shop("keep", "john", "30")
    shop("keep", "--tag", "vip", "30")
    shop("contact", "delete", "zahra")
    with transact(store, "leave him alone") as transaction:
        transaction.connection.execute("UPDATE contact SET do_not_contact = 1 WHERE id = 3")
    assert [row[0] for row in due(shop)] == ["Ali"]
    assert shop("who", "john", "--json").json["keep_in_touch"] is None


def test_the_card_says_it(shop: Crm) -> None:
    assert "In touch" not in shop("who", "john").out
    shop("keep", "john", "104")
    assert "  In touch   every 104 days · due in 4 days\n" in shop("who", "john").out
    found = shop("who", "john", "--json").json["keep_in_touch"]
    assert found == {"every": 104, "days_left": 4, "own": True}
    shop("keep", "john", "100")
    assert "every 100 days · due today" in shop("who", "john").out
    shop("keep", "john", "99")
    assert "every 99 days · 1 day late" in shop("who", "john").out
    shop("keep", "john", "--never")
    assert "  In touch   never\n" in shop("who", "john").out


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["john"], 2),
        (["john", "often"], 2),
        (["john", "-5"], 2),
        (["john", "3651"], 2),
        (["john", "99999999999999999999"], 2),
        (["john", "30", "--never"], 2),
        (["john", "--never", "--clear"], 2),
        (["--never"], 2),
        (["nobody", "30"], 3),
        (["--tag", "nothing", "30"], 3),
        (["--tag", "vip"], 2),
        (["--tag", "vip", "john", "30"], 2),
    ],
)
def test_what_cannot_be(shop: Crm, args: list[str], code: int) -> None:
    steps = shop("history").out
    assert shop("keep", *args).code == code
    assert shop("history").out == steps
