"""The deals of one customer: on the card, in the timeline, in a list of their own."""

from __future__ import annotations

import pytest

from crmtui.reads.deals import deals
from crmtui.screens.state import State
from crmtui.store.connect import Store
from crmtui.writes import closing
from tests.screens.helpers import SMALL, running, screen_text, shows, shows_no, type_in
from tests.screens.pipeline_helpers import OFFER, TALKING, deal


@pytest.fixture
def known(shop: Store) -> Store:
    """A shop where Ali Rezaei has one open deal and lost another."""
    deal(shop, "shop front", 50_000_000, contact=1, stage=OFFER, days=12)
    lost = deal(shop, "kitchen", 20_000_000, contact=1, stage=TALKING, days=5)
    closing.lost(shop, lost, "price")
    return shop


async def test_the_card_and_the_timeline_tell_of_deals(known: Store) -> None:
    async with running(known) as (app, pilot):
        await shows(pilot, "deals", "shop front · 50,000,000 toman")
        await shows(pilot, "lost: kitche", "50,000,000")
        assert "kitchen · " not in screen_text(app)  # the card has what is open
        await pilot.press("enter", "j", "enter")
        await shows(pilot, "shop front · #1 · Offer")


async def test_a_deal_is_added_from_the_list_of_customers(known: Store) -> None:
    async with running(known, SMALL) as (_app, pilot):
        await shows(pilot, "▌ Ali Rezaei")
        await pilot.press("v")
        await shows(pilot, "Deals with Ali Rezaei", "shop front", "Lost")
        await pilot.press("a")
        await shows(pilot, "Deal with Ali Rezaei")
        await type_in(pilot, "[/] shelves")
        await pilot.press("enter")
        await shows(pilot, "Added the deal [/] shelves with Ali Rezaei")
        await shows(pilot, "[/] shelves", "New")
        with known.read() as connection:
            assert [each.title for each in deals(connection, contact=1)] == [
                "[/] shelves",
                "shop front",
            ]
        await pilot.press("g", "enter")
        await shows(pilot, "[/] shelves · #3 · New")
        await pilot.press("escape")
        await shows(pilot, "Deals with Ali Rezaei")
        await pilot.press("d")
        await shows(pilot, "Deleted the deal [/] shelves")
        await pilot.press("u")
        await shows(pilot, "Undid")
        await pilot.press("escape")
        await shows_no(pilot, "Deals with")


async def test_a_deal_is_won_and_opened_again_from_there(known: Store) -> None:
    async with running(known) as (_app, pilot):
        await shows(pilot, "▌ Ali Rezaei")
        await pilot.press("ر")  # v on the Persian layout
        await shows(pilot, "Deals with Ali Rezaei", "w won")
        await pilot.press("w", "enter")
        await shows(pilot, "Won shop front")
        await pilot.press("g", "o")
        await shows(pilot, "Opened shop front again, in Offer")


async def test_who_has_no_deals_is_told_how_to_begin(shop: Store) -> None:
    async with running(shop, SMALL) as (_app, pilot):
        await shows(pilot, "▌ Ali Rezaei")
        await pilot.press("v")
        await shows(pilot, "No deals yet. a adds one")


async def test_today_leads_to_a_deal_that_nobody_planned_for(known: Store) -> None:
    async with running(known, state=State(view="today")) as (_app, pilot):
        await shows(pilot, "▌ Ali Rezaei", 'deal "shop front": nothing planned')
        await pilot.press("v")
        await shows(pilot, "shop front · #1 · Offer", "○ nothing planned")
        await pilot.press("t")
        await shows(pilot, "Next step for shop front")
        await type_in(pilot, "call about the price")
        await pilot.press("tab")
        await type_in(pilot, "+9d")
        await pilot.press("enter")
        await shows(pilot, "● call about the price")
        await pilot.press("escape")
        await shows_no(pilot, "nothing planned")
