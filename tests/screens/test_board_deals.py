"""What is done to a deal on the board and in its own screen, through the keys."""

from __future__ import annotations

from typing import Any

import pytest

from crmtui.reads.deals import DealRow, deals
from crmtui.reads.deals import deal as read_deal
from crmtui.reads.stages import reasons
from crmtui.store.connect import Store
from crmtui.writes import contacts, pipelines, stages
from tests.screens.helpers import SMALL, running, screen_text, shows, shows_no, type_in, until
from tests.screens.pipeline_helpers import (
    NEW,
    OFFER,
    TALKING,
    board,
    columns,
    deal,
    on_board,
)


@pytest.fixture
def offered(shop: Store) -> Store:
    """A shop with one deal, of John Smith's, that an offer was made for."""
    deal(shop, "shop front", 50_000_000, contact=6, stage=OFFER, days=12)
    return shop


def row(store: Store, number: int) -> DealRow:
    with store.read() as connection:
        return read_deal(connection, number)


def all_deals(store: Store, **which: Any) -> list[DealRow]:
    with store.read() as connection:
        return deals(connection, kinds=("open", "won", "lost"), **which)


async def test_a_deal_is_added_in_its_column_with_a_next_step(offered: Store) -> None:
    async with running(offered) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("l", "a")
        await shows(pilot, "Deal in Talking", "+new")
        await type_in(pilot, "kitchen")
        await pilot.press("tab")
        await type_in(pilot, "zahra")
        await pilot.press("tab")
        await type_in(pilot, "about 5k")
        await pilot.press("enter")
        await shows(pilot, "about 5k")
        assert len(all_deals(offered)) == 1  # nothing was written
        await pilot.press("ctrl+u")
        await type_in(pilot, "20,000,000")
        await pilot.press("tab")
        await type_in(pilot, "send the drawing")
        await pilot.press("tab")
        await type_in(pilot, "today")
        await pilot.press("enter")
        await shows(pilot, "Added the deal kitchen with Zahra Karimi — u to undo", "Talking · 1")
        found = row(offered, 2)
        assert (found.amount, found.stage, found.step) == (
            200_000_000,
            "Talking",
            "send the drawing",
        )
        await until(pilot, lambda: board(app).current_id == 2)  # the cursor is on it
        assert "0 d ▲" in screen_text(app)
        await pilot.press("u")
        await until(pilot, lambda: columns(app)[1] == [])


async def test_a_new_customer_comes_with_a_deal(offered: Store) -> None:
    async with running(offered, SMALL) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("a", "tab")
        await type_in(pilot, "Nobody Known")
        await pilot.press("enter")
        await shows(pilot, "Nobody here fits Nobody Known", "+Nobody Known makes")
        await pilot.press("home", "+", "enter")
        await shows(pilot, "with Nobody Known")
        assert row(offered, 2).name == "Nobody Known"
        await pilot.press("u")
        await shows(pilot, "Undid")
        with offered.read() as connection:  # one step: both are gone
            assert connection.execute(
                "SELECT (SELECT count(*) FROM deal), (SELECT count(*) FROM contact)"
            ).fetchone() == (1, 6)


async def test_a_deal_is_won_and_records_the_purchase(offered: Store) -> None:
    async with running(offered) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("l", "l", "w")
        await shows(pilot, "Won: shop front", "record it too", "50,000,000")
        await pilot.press("tab", "r", "enter")
        await shows(pilot, "Won shop front: 50,000,000 toman — u to undo", "Won · 1", "today ✓")
        found = row(offered, 1)
        assert found.kind == "won" and found.purchase_id
        with offered.read() as connection:
            assert connection.execute(
                "SELECT contact_id, amount FROM purchase WHERE id = ?", (found.purchase_id,)
            ).fetchone() == (6, 500_000_000)
        await pilot.press("u")
        await until(pilot, lambda: columns(app)[2] == ["shop front"])
        assert row(offered, 1).purchase_id is None


async def test_moving_on_from_the_last_stage_wins(offered: Store) -> None:
    async with running(offered) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("l", "l", ">")
        await shows(pilot, "Won: shop front")
        await pilot.press("enter")
        await until(pilot, lambda: columns(app)[3] == ["shop front"])
        assert row(offered, 1).purchase_id is None
        await shows(pilot, "won today")
        await pilot.press("o")
        await shows(pilot, "Opened shop front again, in Offer")
        await until(pilot, lambda: columns(app)[2] == ["shop front"])


async def test_losing_needs_a_reason_and_keeps_a_new_one(offered: Store) -> None:
    async with running(offered) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("l", "l", "x")
        await shows(pilot, "Lost: shop front", "1 price", "0 another")
        await pilot.press("enter")
        await shows(pilot, "A lost deal needs its reason.")
        assert row(offered, 1).kind == "open"
        await pilot.press("0")
        await type_in(pilot, "landlord said no")
        await pilot.press("tab")
        await type_in(pilot, "Rival [/] Ltd")
        await pilot.press("enter")
        await shows(pilot, "Lost shop front: landlord said no — u to undo")
        found = row(offered, 1)
        assert (found.reason, found.competitor) == ("landlord said no", "Rival [/] Ltd")
        with offered.read() as connection:
            assert reasons(connection)[0] == "landlord said no"
        await shows(pilot, "landlord said no", "to Rival [/] Ltd")
        await pilot.press("c")
        await shows(pilot, "1 landlord said no")  # offered for the next one


async def test_one_key_notes_a_sale_lost_at_the_counter(offered: Store) -> None:
    async with running(offered, SMALL) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("c")
        await shows(pilot, "A sale lost at the counter", "2 out of stock", "3 bought elsewhere")
        await pilot.press("2", "enter")
        await shows(pilot, "Lost at the counter: out of stock — u to undo")
        lost = next(each for each in all_deals(offered) if each.at_counter)
        assert lost.reason == "out of stock"
        assert columns(app)[4] == []  # it never stood on the board
        await pilot.press("c", "1")
        await pilot.press("tab")
        await type_in(pilot, "brass lamp")
        await pilot.press("tab")
        await type_in(pilot, "300,000")
        await pilot.press("enter")
        await shows(pilot, "Lost at the counter: brass lamp, out of stock")


async def test_a_deal_is_changed_deleted_and_brought_back(offered: Store) -> None:
    async with running(offered) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("l", "l", "e")
        await shows(pilot, "Edit deal #1", "#6")
        await type_in(pilot, " of glass")
        await pilot.press("enter")
        await shows(pilot, "Edited deal #1", "shop front of glass")
        await pilot.press("d")
        await shows(pilot, "Deleted the deal shop front of glass — u to undo")
        await until(pilot, lambda: columns(app)[2] == [])
        await pilot.press("u")
        await until(pilot, lambda: columns(app)[2] == ["shop front of glass"])


async def test_a_close_before_the_opening_is_refused(offered: Store) -> None:
    async with running(offered) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("l", "l", "e", "tab", "tab", "tab", "tab")
        await type_in(pilot, "-30d")
        await pilot.press("enter")
        await shows(pilot, "The close date", "before the opening on")
        assert row(offered, 1).expected_close is None


async def test_the_next_step_is_planned_and_flagged(offered: Store) -> None:
    async with running(offered) as (app, pilot):
        await on_board(app, pilot)
        await shows(pilot, "12 d ○")
        await pilot.press("l", "l", "t")
        await shows(pilot, "Next step for shop front")
        await type_in(pilot, "call about the price")
        await pilot.press("tab")
        await type_in(pilot, "tomorrow")
        await pilot.press("enter")
        await shows(pilot, "12 d ●", "● call about the price · tomorrow")


async def test_its_own_screen_tells_all_and_ticks_the_checklist_off(offered: Store) -> None:
    stages.edit(offered, TALKING, checklist="ask the size\nsend a drawing", script="Good day!")
    deal(offered, "kitchen", 1_000_000, contact=2, stage=NEW, days=9)
    for size in ((120, 36), SMALL):
        async with running(offered, size) as (app, pilot):
            await on_board(app, pilot)
            if size == (120, 36):
                await pilot.press(">")
                await until(pilot, lambda: columns(app)[1] == ["kitchen"])
            else:
                await pilot.press("l")
            await pilot.press("enter")
            await shows(pilot, "kitchen · #2 · Talking", "Zahra Karimi", "1,000,000 toman")
            await shows(pilot, "New · 9 d", "Talking · for 0 d now", "Good day!", "To do in this")
            await shows(pilot, "○  ask the size", "40% of such deals are won", "What happened")
            await pilot.press("space")
            await shows(pilot, "kitchen: ask the size, done", "✓  ask the size")
            await pilot.press("enter")  # takes it back
            await shows(pilot, "○  ask the size")
            await pilot.press("j", "space")
            await shows(pilot, "✓  send a drawing")
            await pilot.press("u")
            await shows(pilot, "○  send a drawing")
            await pilot.press("escape")
            await shows(pilot, "Sales · 2 open")


async def test_its_own_screen_has_the_same_keys(offered: Store) -> None:
    async with running(offered) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("l", "l", "enter")
        await shows(pilot, "shop front · #1 · Offer")
        await pilot.press("l")
        await shows(pilot, "Log with John Smith")
        await pilot.press("escape")
        await shows(pilot, "shop front · #1 · Offer")
        await pilot.press("x", "1", "enter")
        await shows(pilot, "shop front · #1 · Lost", "Reason", "price")
        await pilot.press("o")
        await shows(pilot, "shop front · #1 · Offer")
        await pilot.press("v")
        await shows(pilot, "▌ John Smith")
        assert app.current_mode == "customers"
        await pilot.press("3")
        await shows_no(pilot, "#1 · Offer")


async def test_a_deal_deleted_elsewhere_closes_its_screen(offered: Store) -> None:
    from crmtui.writes import deals as writes

    async with running(offered) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("l", "l", "enter")
        await shows(pilot, "shop front · #1 · Offer")
        writes.delete(offered, 1)
        await shows_no(pilot, "#1 · Offer")
        await until(pilot, lambda: columns(app)[2] == [])


async def test_hostile_words_are_shown_as_they_are(shop: Store) -> None:
    contacts.add(shop, name="[bold]x[/] \u202e evil 👨‍👩‍👧 " + "long " * 30)
    deal(shop, "[/] \x1b[31mred " + "و" * 100, 5, contact=7)
    for size in ((120, 36), SMALL):
        async with running(shop, size) as (app, pilot):
            await on_board(app, pilot)
            await shows(pilot, "[bold]x[/]", "[/]")
            await pilot.press("enter")
            await shows(pilot, "[bold]x[/]", "What happened")
            await pilot.press("w")
            await shows(pilot, "Won: [/]")
            await pilot.press("escape", "escape")


async def test_a_deal_goes_to_any_stage_also_of_another_pipeline(offered: Store) -> None:
    pipelines.add(offered, "Repairs [/]")
    async with running(offered, SMALL) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("l", "l", "m")
        await shows(pilot, "Move shop front to", "1  Sales: New", "5  Repairs [/]: New", "Lost")
        await pilot.press("5")
        await shows(pilot, "Moved shop front to New")
        await until(pilot, lambda: board(app).count == 0)
        assert row(offered, 1).pipeline == "Repairs [/]"
        await pilot.press("u")
        await until(pilot, lambda: columns(app)[2] == ["shop front"])
        await pilot.press("m", "4")
        await shows(pilot, "Lost: shop front")
        await pilot.press("escape", "m", "3", "enter")
        await shows(pilot, "Won shop front")
