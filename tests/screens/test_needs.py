"""Wishes with the keys: noted down, seen on the card, listed, met."""

from __future__ import annotations

from crmtui.store.connect import Store
from crmtui.writes import needs
from tests.screens.helpers import SMALL, running, shows, shows_no, type_in


async def test_a_wish_through_keys_and_undo(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("b")
        await shows(pilot, "Wish of Ali Rezaei", "what the shop may find")
        await pilot.press("enter")
        await shows(pilot, "The text must not be empty.")
        await type_in(pilot, "oak shelf 90 cm")
        await pilot.press("enter")
        await shows(pilot, "Ali Rezaei wants: oak shelf 90 cm — u to undo", "wants ")
        await pilot.press("u")
        await shows_no(pilot, "wants   oak")


async def test_the_list_of_all_wishes(shop: Store) -> None:
    needs.add(shop, 1, "oak shelf")
    needs.add(shop, 2, "[/] brass lamp")
    async with running(shop, SMALL) as (app, pilot):
        await pilot.press("ctrl+w")
        await shows(pilot, "Who wants what", "[/] brass lamp", "Zahra Karimi", "oak shelf")
        await pilot.press("m")
        await shows(pilot, "Met: [/] brass lamp")
        await shows_no(pilot, "Zahra Karimi")
        await pilot.press("s")
        await shows(pilot, "met or not", "✓ today", "Zahra Karimi")
        await pilot.press("s")
        await shows_no(pilot, "✓ today")
        await pilot.press("u")
        await shows(pilot, "Undid: Met: [/] brass lamp", "Zahra Karimi")
        await pilot.press("g", "d")
        await shows(pilot, "Deleted need #2")
        await shows_no(pilot, "Zahra Karimi")
        await pilot.press("e")
        await shows(pilot, "Wish of Ali Rezaei")
        await type_in(pilot, ", or two")
        await pilot.press("enter")
        await shows(pilot, "oak shelf, or two")
        await pilot.press("enter")
        await shows_no(pilot, "Who wants what")
        assert app.state.contact == 1


async def test_an_empty_list_says_how_to_begin(shop: Store) -> None:
    async with running(shop, SMALL) as (_app, pilot):
        await pilot.press("ctrl+w")
        await shows(pilot, "What customers wish for stands here.", "adds a wish")
        await pilot.press("escape")
        await shows_no(pilot, "stands here")
