"""What the pipeline will bring and what it brought, on the screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crmtui.store.connect import Store
from crmtui.writes import closing
from tests.screens.helpers import SMALL, WIDE, running, shows, shows_no
from tests.screens.pipeline_helpers import NEW, OFFER, deal, on_board


async def test_months_figures_and_reasons(shop: Store) -> None:
    now = datetime.now(UTC)
    soon = (now + timedelta(days=70)).date()
    deal(shop, "shop front", 50_000_000, contact=6, stage=OFFER, days=12, expected_close=soon)
    deal(shop, "some day", 10_000_000, contact=6, stage=NEW)
    won = deal(shop, "old one", 30_000_000, contact=2, stage=NEW, days=60)
    closing.won(shop, won, at=now - timedelta(days=40))
    lost = deal(shop, "desk", 4_000_000, contact=3, stage=NEW, days=9)
    closing.lost(shop, lost, "price", competitor="Rival [/] Ltd")
    closing.lost_at_counter(shop, "out of stock", products="lamp", amount=3_000_000)
    for size in (SMALL, WIDE):
        async with running(shop, size) as (app, pilot):
            await on_board(app, pilot)
            await pilot.press("f")
            await shows(pilot, "Forecast · Sales", f"{soon:%Y-%m}", "35M", "no day", "30M")
            await shows(pilot, "50% of 2 closed deals won, 25% of all 4", "5M toman won")
            await shows(pilot, "out of stock", "300k", "to Rival [/] Ltd")
            await pilot.press("tab", "j", "escape")
            await shows_no(pilot, "Forecast · Sales")


async def test_an_empty_forecast(shop: Store) -> None:
    async with running(shop, SMALL) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("f")
        await shows(pilot, "A usual month: 0 toman won", "No sale was lost")
