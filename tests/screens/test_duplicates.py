"""The pairs that may be one, worked through with the keys."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from crmtui.screens.customers import CustomersScreen
from crmtui.screens.duplicates import DuplicatesScreen
from crmtui.store.connect import Store
from crmtui.widgets.virtual_list import VirtualList
from crmtui.writes import contacts
from tests.screens.helpers import (
    SMALL,
    running,
    screen_text,
    shows,
    shows_no,
    type_in,
    until,
)


@pytest.fixture
def twice(shop: Store) -> Store:
    """The shop with some who were written down twice: #7 is #1, #8 is #2, #9 may be #6."""
    contacts.edit(shop, 1, phone=["09121112233"])
    contacts.edit(shop, 2, email=["z@pars.ir"])
    contacts.add(shop, name="آقای علی رضایی", phone=["+98 912 111 2233"], city="Tehran")
    contacts.add(shop, name="Karimi Zahra", email=["Z@pars.ir"])
    contacts.add(shop, name="John Smith")
    return shop


async def opened(pilot: Pilot[int]) -> None:
    """Open the pairs and wait for them."""
    await shows(pilot, "Ali Rezaei")
    await pilot.press("ctrl+e")
    await shows(pilot, "Duplicates · 2 pairs that may be one", "same phone, same")


@pytest.mark.parametrize("size", [(140, 40), SMALL])
async def test_both_cards_stand_side_by_side(twice: Store, size: tuple[int, int]) -> None:
    async with running(twice, size) as (app, pilot):
        await opened(pilot)
        await pilot.press("j")
        await shows(pilot, "Ali Rezaei · #1", "علی رضایی · #7")
        lines = screen_text(app).split("\n")
        assert any(line.count("0912 111 2233") == 2 for line in lines)
        assert "97%" in screen_text(app)


async def test_not_the_same_is_remembered_and_undone(twice: Store) -> None:
    async with running(twice) as (_app, pilot):
        await opened(pilot)
        await pilot.press("x")
        await shows(pilot, "1 pair that may be one", "Zahra Karimi and Karimi Zahra")
        await pilot.press("u")
        await shows(pilot, "2 pairs that may be one")
        await pilot.press("x", "x")
        await shows(pilot, "Nobody here looks like somebody else. Press a")
        with twice.read() as connection:
            assert connection.execute("SELECT count(*) FROM not_duplicate").fetchone() == (2,)


async def test_namesakes_are_shown_when_asked_for(twice: Store) -> None:
    async with running(twice) as (_app, pilot):
        await opened(pilot)
        await pilot.press("a")
        await shows(pilot, "3 pairs that may be one", "John Smith")
        await pilot.press("a")
        await shows(pilot, "2 pairs that may be one")


async def test_what_others_write_is_seen(twice: Store) -> None:
    async with running(twice) as (_app, pilot):
        await opened(pilot)
        contacts.add(twice, name="J. Smith", email=["j@x.ir"])
        contacts.edit(twice, 6, email=["j@x.ir"])
        await shows(pilot, "3 pairs that may be one")


@pytest.mark.parametrize("key", ["enter", "m"])
async def test_a_pair_is_joined_from_the_list(twice: Store, key: str) -> None:
    async with running(twice) as (_app, pilot):
        await opened(pilot)
        await pilot.press(key)
        await shows(pilot, "Make one contact of two")
        await pilot.press("enter")
        await shows(pilot, "Merged", "1 pair that may be one")


async def test_back_and_away(twice: Store) -> None:
    async with running(twice) as (app, pilot):
        await opened(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await pilot.press("6", "ctrl+e")
        await shows(pilot, "Duplicates · 2 pairs")
        await pilot.press("ctrl+f")
        await shows(pilot, "Find anything")
        await type_in(pilot, "john")
        await shows(pilot, "John Smith")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await until(pilot, lambda: app.screen.query_one("#customers", VirtualList).current_id == 6)


async def test_the_palette_knows_it(twice: Store) -> None:
    async with running(twice) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("ctrl+p")
        await pilot.pause()
        await type_in(pilot, "duplicates")
        await shows(pilot, "Find duplicates")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DuplicatesScreen))
        await shows(pilot, "2 pairs that may be one")


async def test_a_shop_without_any_says_so(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("ctrl+e")
        await shows(pilot, "0 pairs that may be one", "Nobody here looks like somebody else.")
        await pilot.press("m", "x", "enter")
        await shows_no(pilot, "are not the same")
