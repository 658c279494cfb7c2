"""Filtering by fields, marking customers, changing them together, and named lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crmtui.reads import contacts as reads
from crmtui.reads.card import card
from crmtui.reads.interactions import interactions
from crmtui.reads.saved_lists import saved_lists
from crmtui.reads.tasks import tasks
from crmtui.screens.segments.screen import SegmentsScreen
from crmtui.screens.state import State
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.widgets.mark_list import MarkList
from crmtui.writes import contacts, purchases
from crmtui.writes import saved_lists as writes
from tests.screens.helpers import (
    SMALL,
    WIDE,
    make_shop,
    running,
    screen_text,
    sell,
    shows,
    shows_no,
    type_in,
    until,
)
from tests.screens.test_customers import current, the_list


@pytest.fixture
def tagged(shop: Store) -> Store:
    """The shop, with two VIPs and two cities."""
    contacts.edit(shop, 1, tags=["vip"], city="Tehran")
    contacts.edit(shop, 3, tags=["vip", "old"], city="کرج")
    contacts.edit(shop, 4, city="کرج")
    return shop


def marks(app: object) -> frozenset[int]:
    found = the_list(app)
    assert isinstance(found, MarkList)
    return found.marked


def tags_of(store: Store, contact: int) -> list[str]:
    with store.read() as connection:
        return card(connection, contact).tags


# The filter


async def test_the_empty_filter_shows_what_can_be_typed(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await pilot.press("/")
        await shows(pilot, "ali · status:lead city:Tehran -tag:old last>30d has:email …")


async def test_the_filter_understands_fields(tagged: Store) -> None:
    async with running(tagged) as (_app, pilot):
        await pilot.press("/")
        await type_in(pilot, "tag:vip -tag:old")
        await shows(pilot, "1 of 6 · by name", "Ali Rezaei")
        await shows_no(pilot, "John Smith")
        await pilot.press("escape")
        await shows(pilot, "Customers by name", "John Smith")


async def test_a_half_typed_term_waits_quietly(tagged: Store) -> None:
    async with running(tagged) as (app, pilot):
        await pilot.press("/")
        await type_in(pilot, "tag:vip ")
        await shows(pilot, "2 of 6")
        for text, hint in (
            ("sta", "status: …"),
            ("tus:", '"status:": a value is missing'),
            ("le", '"status:le": le is not possible'),
        ):
            await type_in(pilot, text)
            await shows(pilot, hint, "Ali Rezaei", "Reza Karimi")
            assert not app._notifications
        await type_in(pilot, "ad")
        await shows(pilot, "2 of 6 · by name")


async def test_a_filter_counts_truthfully_and_is_paged(tmp_path: Path) -> None:
    store = make_shop(tmp_path / "many.db")
    with transact(store, "many") as t:
        t.connection.executemany(
            "INSERT INTO contact(name, name_key, kind, status, city, source, note, created_at) "
            "VALUES(?, ?, 'person', ?, '', '', '', '2026-01-01T00:00:00Z')",
            [
                (f"Guest {n:04}", f"guest {n:04}", "lead" if n % 3 else "customer")
                for n in range(900)
            ],
        )
    async with running(store) as (app, pilot):
        await pilot.press("/")
        await type_in(pilot, "status:lead")
        await shows(pilot, "600 of 900")
        await pilot.press("enter", "G")
        await until(pilot, lambda: current(app) == "Guest 0899")
        await pilot.press("*")
        await shows(pilot, "600 marked · 600 of 900")
        await pilot.press("/")
        await type_in(pilot, " guest")
        await shows(pilot, "600 marked · 600 of 900")
        await pilot.press("escape", "escape")  # the filter, then the marks
        await shows(pilot, "Customers by name")
        await pilot.press("/")
        await type_in(pilot, "guest")
        await shows(pilot, "200+ of 900 · best match first")
        await pilot.press("enter", "ctrl+a")
        await shows(pilot, "900 marked")


async def test_a_filtered_list_is_sorted_and_comes_back_at_the_next_start(tagged: Store) -> None:
    sell(tagged, 3, 900)
    sell(tagged, 1, 500)
    async with running(tagged, state=State(view="customers", filter="tag:vip")) as (app, pilot):
        await shows(pilot, "2 of 6 · by name")
        assert current(app) == "Ali Rezaei"
        await pilot.press("s", "s")
        await shows(pilot, "2 of 6 · by sum")
        await until(pilot, lambda: current(app) == "Reza Karimi")
        assert app.state.filter == "tag:vip"


async def test_a_kept_filter_that_is_no_filter_any_more_shows_everybody(shop: Store) -> None:
    async with running(shop, state=State(view="customers", filter="shoe>40")) as (_app, pilot):
        await shows(pilot, "there is no field shoe", "John Smith")
        await pilot.press("escape")
        await shows(pilot, "Customers by name")


# Marks


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_space_marks_and_esc_clears(shop: Store, size: tuple[int, int]) -> None:
    async with running(shop, size) as (app, pilot):
        await until(pilot, lambda: current(app) == "Ali Rezaei")
        await pilot.press("space", "space")
        await shows(pilot, "2 marked · Customers by name", "✓ Ali Rezaei", "✓ John Smith")
        assert the_list(app).cursor == 2
        await pilot.press("k", "space")
        await shows(pilot, "1 marked")
        await pilot.press("escape")
        await shows_no(pilot, "marked")
        assert "✓" not in screen_text(app)


async def test_marks_survive_filters_sorts_and_changes_of_others(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await until(pilot, lambda: current(app) == "Ali Rezaei")
        await pilot.press("space")
        await pilot.press("s", "s", "s")
        await shows(pilot, "1 marked · Customers newest first", "✓ Ali Rezaei")
        contacts.add(Store(shop.path), name="Somebody New")
        await shows(pilot, "Somebody New", "1 marked")
        await pilot.press("/")
        await type_in(pilot, "karimi")
        await shows(pilot, "1 marked · 2 of 7")
        await pilot.press("enter", "*")
        assert marks(app) == {1, 2, 3}
        await pilot.press("*")
        assert marks(app) == {1}


async def test_tags_are_put_on_all_who_are_marked(tagged: Store) -> None:
    async with running(tagged) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("*", "+")
        await shows(pilot, "Tags of 6 customers")
        await type_in(pilot, "new/year 2027, [/]")
        await pilot.press("tab")
        await type_in(pilot, "old")
        await pilot.press("enter")
        await shows(pilot, "6 customers: tagged new/year 2027, [/], untagged old")
        assert tags_of(tagged, 3) == ["[/]", "new/year 2027", "vip"]
        assert tags_of(tagged, 6) == ["[/]", "new/year 2027"]
        await pilot.press("u")
        await shows(pilot, "Undid: 6 customers")
        assert tags_of(tagged, 3) == ["old", "vip"]
        assert tags_of(tagged, 6) == []


async def test_a_tag_for_the_one_under_the_cursor(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("+")
        await shows(pilot, "Tags of 1 customer")
        await pilot.press("enter")
        await shows(pilot, "Give a tag to add or to remove.")
        await type_in(pilot, "gold")
        await pilot.press("enter")
        await shows(pilot, "1 customer: tagged gold")
        assert tags_of(shop, 1) == ["gold"]


async def test_fields_are_set_for_all_who_are_marked(tagged: Store) -> None:
    with transact(tagged, "fields") as t:
        t.connection.execute(
            "INSERT INTO custom_field(name, key, kind, choices, position) "
            "VALUES('Shoe size', 'shoe size', 'number', '', 0)"
        )
    async with running(tagged) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("space", "space", "e")
        await shows(pilot, "Edit 2 customers", "unchanged", "Shoe size")
        await pilot.press("enter")
        await shows(pilot, "Nothing to change was given.")
        await type_in(pilot, "-")  # the city
        await pilot.press("tab", "tab")
        await type_in(pilot, "Sara")
        await pilot.press("tab", "tab", "i")  # inactive
        await pilot.press("tab", "tab", "tab", "tab")
        await type_in(pilot, "big")
        await pilot.press("enter")
        await shows(pilot, "big is not a number")
        await pilot.press("backspace", "backspace", "backspace")
        await type_in(pilot, "۴۲")
        await pilot.press("enter")
        await shows(pilot, "2 customers: city emptied, owner set to Sara", "Shoe size set to ۴۲")
    with tagged.read() as connection:
        rows = connection.execute(
            "SELECT id, city, status, owner FROM contact WHERE owner <> '' ORDER BY id"
        ).fetchall()
        assert rows == [(1, "", "inactive", "Sara"), (6, "", "inactive", "Sara")]
        assert connection.execute("SELECT contact_id, value FROM custom_value").fetchall() == [
            *((1, "42"), (6, "42")),
        ]


async def test_one_talk_and_one_task_for_all_who_are_marked(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("space", "space", "l")
        await shows(pilot, "Log with 2 customers")
        await type_in(pilot, "sent the price list")
        await pilot.press("enter")
        await shows(pilot, "2 customers: logged call — u to undo")
        await pilot.press("t")
        await shows(pilot, "Task for 2 customers")
        await type_in(pilot, "ask again")
        await pilot.press("tab")
        await type_in(pilot, "tomorrow")
        await pilot.press("enter")
        await shows(pilot, "2 customers: planned ask again — u to undo")
    with shop.read() as connection:
        assert {line.contact_id for line in interactions(connection)} == {1, 6}
        assert [(task.contact_id, task.all_day) for task in tasks(connection)] == [(1, 1), (6, 1)]


async def test_all_who_are_marked_are_deleted_in_one_step(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("space", "space", "d")
        await shows(pilot, "2 customers: moved to the trash — u to undo", "2 Customers 4")
        assert marks(app) == frozenset()
        await pilot.press("u")
        await shows(pilot, "2 Customers 6", "Ali Rezaei")


async def test_whoever_was_deleted_meanwhile_is_left_out(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("space", "space")
        contacts.delete(Store(shop.path), 6)
        await shows(pilot, "2 Customers 5")
        await pilot.press("+")
        await shows(pilot, "Tags of 1 customer")
        assert marks(app) == {1}


async def test_those_who_are_marked_are_exported(shop: Store, tmp_path: Path) -> None:
    async with running(shop, state=State(view="customers", folder=str(tmp_path))) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("space", "space", ">")
        await shows(pilot, "Export 2 customers to a file", "customers.csv")
        await pilot.press("enter")
        await shows(pilot, "2 customers written to")
        assert (tmp_path / "customers.csv").read_text("utf-8-sig").count("\n") == 3
        await pilot.press(">")
        await shows(pilot, "Export 2 customers to a file")
        await pilot.press("enter")
        await shows(pilot, "is there already")
        await pilot.press("escape", ">")  # nobody is marked: everybody
        await shows(pilot, "Export 6 customers to a file")
        await type_in(pilot, "customers.vcf")
        await pilot.press("enter")
        await shows(pilot, "6 customers written to")
        assert (tmp_path / "customers.vcf").read_text("utf-8").count("BEGIN:VCARD") == 6
        await pilot.press(">")
        await shows(pilot, "Export 6 customers to a file")
        await type_in(pilot, "customers")
        await pilot.press("enter")
        await shows(pilot, "does not tell what kind of file")


async def test_what_is_for_one_is_not_offered_for_many(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "$ sale", "a add")
        await pilot.press("space")
        await shows(pilot, "t task")
        await shows_no(pilot, "$ sale")
        await pilot.press("$")
        await shows(pilot, "1 marked")


async def test_an_entry_of_a_card_is_edited_for_itself(shop: Store) -> None:
    sell(shop, 1, 5000)
    async with running(shop) as (app, pilot):
        await until(pilot, lambda: current(app) == "Ali Rezaei")
        await pilot.press("*", "enter", "e")
        await shows(pilot, "Edit purchase #1")


async def test_the_customers_of_a_segment_are_marked_too(tmp_path: Path) -> None:
    store = make_shop(tmp_path / "shop.db", ("Best Buyer", "Long Gone", "Lead One"))
    for _ in range(9):
        sell(store, 1, 90_000)
    purchases.sale(store, 2, 10_000, at=datetime.now(UTC) - timedelta(days=400))
    async with running(store) as (app, pilot):
        await pilot.press("6")
        await shows(pilot, "Best Buyer")
        await pilot.press("e", "d")  # nobody is marked: nothing happens
        await pilot.press("enter", "space")
        assert isinstance(app.screen, SegmentsScreen)
        await shows(pilot, "1 marked ·", "t task")
        await pilot.press("+")
        await shows(pilot, "Tags of 1 customer")
        await type_in(pilot, "gold")
        await pilot.press("enter")
        await shows(pilot, "1 customer: tagged gold")
        await pilot.press("escape")
        await shows_no(pilot, "marked")
        with store.read() as connection:
            assert reads.count(connection) == 3
        assert tags_of(store, 1) == ["gold"]


# Named lists


async def test_a_filter_gets_a_name_and_is_opened_by_it(tagged: Store) -> None:
    async with running(tagged) as (_app, pilot):
        await pilot.press("/")
        await type_in(pilot, "tag:vip")
        await shows(pilot, "2 of 6")
        await pilot.press("enter", "f")
        await shows(pilot, "Lists", "No lists yet: a saves the filter that is shown")
        await pilot.press("a")
        await shows(pilot, "Save “tag:vip” as")
        await type_in(pilot, "Our VIPs / [/]")
        await pilot.press("enter")
        await shows(pilot, "Saved the list Our VIPs / [/] — u to undo", "tag:vip")
        await pilot.press("escape", "escape")
        await shows(pilot, "Customers by name")
        await pilot.press("ب")  # f on the Persian layout
        await shows(pilot, "Our VIPs / [/]")
        await pilot.press("enter")
        await shows(pilot, 'list:"Our VIPs / [/]"', "2 of 6 · by name")
        with tagged.read() as connection:
            assert [line.query for line in saved_lists(connection)] == ["tag:vip"]


async def test_lists_are_renamed_deleted_and_brought_back(tagged: Store) -> None:
    writes.save(tagged, "First", "tag:vip")
    async with running(tagged, SMALL) as (_app, pilot):
        await pilot.press("f")
        await shows(pilot, "First", "enter open")
        await shows_no(pilot, "save this filter")
        await pilot.press("e")
        await shows(pilot, "Rename the list")
        await pilot.press("end", *"2")
        await pilot.press("enter")
        await shows(pilot, "Renamed the list First to First2", "2  tag:vip")
        await pilot.press("d")
        await shows(pilot, "Deleted the list First2", "No lists yet. Filter the customers with /")
        await pilot.press("u")
        await shows(pilot, "Undid: Deleted the list First2", "2  tag:vip")
        await pilot.press("escape")
        await shows(pilot, "Customers by name")


async def test_a_filter_by_segment_follows_the_segments(tmp_path: Path) -> None:
    store = make_shop(tmp_path / "shop.db", ("Best Buyer", "Lead One"))
    for _ in range(9):
        sell(store, 1, 90_000)
    async with running(store, state=State(view="customers", filter="segment:champions")) as (
        _app,
        pilot,
    ):
        await shows(pilot, "1 of 2 · by name", "Best Buyer", "Champions")
        for _ in range(9):
            sell(Store(store.path), 2, 90_000)
        await shows(pilot, "2 of 2 · by name", "Lead One")
