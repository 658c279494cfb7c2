"""Who is likely to bring how much, on the screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from textual.pilot import Pilot

from crmtui.app import CrmApp
from crmtui.reads.horizon import USUAL
from crmtui.reads.value import value
from crmtui.reads.worth import models_are_fresh
from crmtui.screens.customers import CustomersScreen
from crmtui.screens.segments import value_fit
from crmtui.screens.segments.value import ValueScreen
from crmtui.screens.state import State
from crmtui.screens.watcher import EVERYTHING
from crmtui.screens.work_list import WorkScreen
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.text.formats import Formats
from crmtui.writes import purchases
from tests.screens.helpers import SMALL, WIDE, make_shop, running, screen_text, shows, until

NOW = datetime.now(UTC)


@pytest.fixture
def shop(tmp_path: Path) -> Store:
    """Sixty buyers, half of whom come back now and then."""
    names = tuple(f"Buyer {n}" for n in range(1, 61))
    store = make_shop(tmp_path / "shop.db", names)
    chance, rows = Random(5), []
    for contact in range(1, 61):
        ago = chance.randrange(100, 500)
        while ago > 0:
            at = (NOW - timedelta(days=ago)).strftime("%Y-%m-%dT%H:%M:%SZ")
            rows.append((contact, at, chance.randrange(100_000, 900_000)))
            if chance.random() < 0.3:
                break
            ago -= chance.randrange(7, 120)
    with transact(store, "years") as transaction:
        transaction.connection.executemany(
            "INSERT INTO purchase(contact_id, at, amount, ref, note) VALUES(?, ?, ?, '', '')", rows
        )
    return store


def best(store: Store) -> list[int]:
    formats = Formats("IRR", "toman")
    with store.read() as connection:
        found = value(connection, formats, NOW.date(), USUAL)
    return [one.id for one in found.forecasts]


async def open_value(pilot: Pilot[int]) -> None:
    await pilot.press("6")
    await shows(pilot, "Champions")
    await pilot.press("f")
    await shows(pilot, "What the next 12 months bring", "BG/NBD", "Gamma-Gamma")


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_list_tells_doubts_and_leads_to_customers(
    shop: Store, size: tuple[int, int]
) -> None:
    first = best(shop)[0]
    async with running(shop, size) as (app, pilot):
        await open_value(pilot)
        await shows(pilot, f"Buyer {first}", "take the numbers as rough", "%")
        await pilot.press("G")
        await shows(pilot, *(["unknown"] if size == WIDE else []))
        await pilot.press("g", "h")
        await shows(pilot, "What the next 2 years bring")
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "customers")
        await shows(pilot, f"▌ Buyer {first}")


async def test_the_list_is_one_like_any_other(shop: Store, tmp_path: Path) -> None:
    ids = best(shop)
    async with running(shop) as (app, pilot):
        await open_value(pilot)
        await shows(pilot, f"Buyer {ids[0]} ")
        await pilot.press("space", "space")
        await shows(pilot, "2 marked")
        await pilot.press("plus")
        await shows(pilot, "Tags of 2 customers")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ValueScreen))
        await pilot.press("escape", "*")
        await shows(pilot, f"{len(ids)} marked")
        await pilot.press("escape", "w")
        await until(pilot, lambda: isinstance(app.screen, WorkScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ValueScreen))
        await pilot.press("escape")
        await shows(pilot, "Champions")


async def test_a_sale_elsewhere_is_taken_in(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await open_value(pilot)
        last = best(shop)[-1]
        for weeks in range(4):
            at = NOW - timedelta(weeks=weeks)
            await app.bridge.write(partial(purchases.sale, contact=last, amount=90_000_000, at=at))
        assert best(shop)[0] == last
        await shows(pilot, f"Buyer {last} ")


async def test_a_change_in_between_does_not_lose_the_row_that_was_asked_for(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        assert isinstance(app.screen, CustomersScreen)
        app.screen.open_contact(53)
        app.publish(EVERYTHING)
        await shows(pilot, "▌ Buyer 53")


async def test_an_empty_shop_says_so(tmp_path: Path) -> None:
    async with running(make_shop(tmp_path / "shop.db", ("Ali",))) as (_app, pilot):
        await pilot.press("6")
        await shows(pilot, "Nobody has bought anything yet: record")
        await pilot.press("f")
        await shows(pilot, "What the next 12 months bring", "Nobody has bought anything yet.")


async def test_cards_tell_what_was_fitted_while_nobody_waited(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(value_fit, "IDLE", 0.1)
    first = best(shop)[0]
    state = State(view="customers", contact=first)
    async with running(shop, (140, 45), state) as (app, pilot):
        await until(pilot, lambda: is_fresh(app))
        await shows(pilot, "to come", "still a customer")
        assert "within 12" in screen_text(app)


def is_fresh(app: CrmApp) -> bool:
    with app.bridge.store.read() as connection:
        return models_are_fresh(connection, app.today)
