"""What the tests of the screens share: a shop, the app on it, and what is on the screen."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from crmtui import settings
from crmtui.app import CrmApp
from crmtui.screens.state import State
from crmtui.store.connect import Store, open_store
from crmtui.store.transact import transact
from crmtui.widgets.cells import LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK
from crmtui.widgets.virtual_list import VirtualList
from crmtui.writes import contacts, purchases

WIDE = (120, 36)
SMALL = (80, 24)
_UNSEEN = str.maketrans("", "", LEFT_TO_RIGHT_MARK + RIGHT_TO_LEFT_MARK)
PATIENCE = 15.0
"""Seconds until a test gives up; what it waits for usually takes a few milliseconds."""

SHOP = {"shop": "Pars Shop", "currency": "IRR", "unit": "toman", "country": "IR", "zone": "UTC"}


def make_shop(path: Path, names: tuple[str, ...] = ()) -> Store:
    """Make a store of a shop that counts in toman, with these customers."""
    store = open_store(path, create=True)
    with transact(store, "settings") as transaction:
        transaction.connection.executemany(
            "INSERT INTO setting(key, value) VALUES(?, ?) "
            "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            SHOP.items(),
        )
    for name in names:
        contacts.add(store, name=name)
    return store


def sell(store: Store, contact: int, toman: int) -> int:
    """Record a sale and return its id."""
    return purchases.sale(store, contact, toman * 10).row


def app_on(store: Store, state: State | None = None) -> CrmApp:
    """Return the app on a store."""
    with store.read() as connection:
        return CrmApp(store, settings.load(connection), state)


@asynccontextmanager
async def running(
    store: Store, size: tuple[int, int] = WIDE, state: State | None = None
) -> AsyncIterator[tuple[CrmApp, Pilot[int]]]:
    """Run the app until its list is on the screen."""
    app = app_on(store, state or State(view="customers"))
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.customers >= 0 and _is_loaded(app))
        yield app, pilot


def _is_loaded(app: CrmApp) -> bool:
    """Tell whether keys reach rows: one pressed before would be lost."""
    lists = app.screen.query("#customers, #queue, #tickets").results(VirtualList)
    return all(found.is_loaded for found in lists)


def screen_text(app: CrmApp) -> str:
    """Return what is on the screen as plain text, without the marks that nobody sees."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.translate(_UNSEEN) for strip in strips)


async def until(pilot: Pilot[int], condition: Callable[[], object]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"it never came:\n{screen_text(_app(pilot))}")
        await pilot.pause(0.01)


async def shows(pilot: Pilot[int], *texts: str) -> None:
    """Wait until all of these texts are on the screen."""
    await until(pilot, lambda: all(text in screen_text(_app(pilot)) for text in texts))


async def shows_no(pilot: Pilot[int], text: str) -> None:
    """Wait until a text is gone from the screen."""
    await until(pilot, lambda: text not in screen_text(_app(pilot)))


async def type_in(pilot: Pilot[int], text: str) -> None:
    """Paste a text where the cursor is: a key for each letter would take the tests a minute."""
    focused = pilot.app.focused
    assert focused is not None
    focused._forward_event(events.Paste(text))  # posted, it would come to the app and back
    await pilot.pause()


def _app(pilot: Pilot[int]) -> CrmApp:
    assert isinstance(pilot.app, CrmApp)
    return pilot.app
