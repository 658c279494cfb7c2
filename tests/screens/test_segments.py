"""The map of segments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crmtui.screens.segments.screen import SegmentsScreen
from crmtui.store.connect import Store
from crmtui.widgets.heat_grid import Cell, HeatGrid
from crmtui.writes import contacts, purchases
from tests.screens.helpers import SMALL, WIDE, make_shop, running, screen_text, sell, shows, until


@pytest.fixture
def buyers(tmp_path: Path) -> Store:
    """A shop with one champion, one lost customer and two who bought nothing."""
    store = make_shop(tmp_path / "shop.db", ("Best Buyer", "Long Gone", "Lead One", "Lead Two"))
    for _ in range(9):
        sell(store, 1, 90_000)
    long_ago = datetime.now(UTC) - timedelta(days=400)
    purchases.sale(store, 2, 10_000, at=long_ago)
    return store


def grid(app: object) -> HeatGrid:
    screen = app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, SegmentsScreen)
    return screen.query_one(HeatGrid)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_map_counts_and_opens(buyers: Store, size: tuple[int, int]) -> None:
    async with running(buyers, size) as (app, pilot):
        await pilot.press("6")
        await shows(pilot, "Champions", "Hibernating", "2 contacts have bought nothing yet")
        await shows(pilot, "fixed cut points are used")
        assert screen_text(app).count("█ 1") == 2
        assert grid(app).cell == Cell(5, 5)
        await pilot.press("enter")
        await shows(pilot, "Champions · 1 customer", "Best Buyer", "Reward them")
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "customers")
        await shows(pilot, "▌ Best Buyer")


async def test_keys_move_the_cell_and_mark_its_segment(buyers: Store) -> None:
    async with running(buyers) as (app, pilot):
        await pilot.press("6")
        await shows(pilot, "Best Buyer")
        await pilot.press("j", "j", "j", "j", *["ا"] * 4)  # h on the Persian layout
        assert grid(app).cell == Cell(1, 1)
        await shows(pilot, "Lost · 1 customer", "Long Gone")
        assert screen_text(app).count("▌") == 3
        await pilot.press("l")
        await shows(pilot, "Hibernating · 0 customers", "Nobody is here now.")
        await until(pilot, lambda: screen_text(app).count("▌") == 9)


async def test_the_whole_segment_and_the_prospects(buyers: Store) -> None:
    async with running(buyers) as (app, pilot):
        await pilot.press("6")
        await shows(pilot, "Best Buyer")
        await pilot.press("left", "s")
        await shows(pilot, "Champions · 1 customer", "Best Buyer")
        await pilot.press("p")
        await shows(pilot, "Prospect · 2", "Lead One", "Lead Two")
        await pilot.press("escape")
        assert grid(app).has_focus


async def test_a_new_sale_moves_the_numbers(buyers: Store) -> None:
    async with running(buyers) as (_app, pilot):
        await pilot.press("6")
        await shows(pilot, "2 contacts have bought nothing yet")
        sell(buyers, 3, 5_000)
        await shows(pilot, "1 contact has bought nothing yet")


async def test_a_shop_without_sales_says_how_to_start(tmp_path: Path) -> None:
    store = make_shop(tmp_path / "shop.db")
    contacts.add(store, name="Lead")
    async with running(store) as (_app, pilot):
        await pilot.press("6")
        await shows(pilot, "Nobody has bought anything yet")
