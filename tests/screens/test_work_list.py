"""Any list worked like the queue of the day: a filtered one, a segment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crmtui.reads.interactions import interactions as logged
from crmtui.screens.work_list import WorkScreen
from crmtui.store.connect import Store
from crmtui.writes import contacts, purchases, tasks
from tests.screens.helpers import SMALL, running, shows, shows_no, type_in, until


async def test_a_filtered_list(shop: Store) -> None:
    tasks.add(shop, 2, text="call", due=datetime.now(UTC) - timedelta(days=1), all_day=True)
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("/")
        await type_in(pilot, "karimi")
        await shows(pilot, "2 of 6")
        await pilot.press("enter", "w")
        await shows(pilot, "karimi · 1 of 2", "overdue since yesterday: call")
        await shows_no(pilot, "Ali Rezaei")
        await pilot.press("r")
        await shows(pilot, "✓ reached", "karimi · 2 of 2", "Reached ")
        await pilot.press("u")
        await shows_no(pilot, "✓ reached")
        with shop.read() as connection:
            assert logged(connection) == []
        await pilot.press("escape")
        await shows(pilot, "2 of 6 · best match first")
        assert not isinstance(app.screen, WorkScreen)


async def test_the_whole_list_begins_at_the_cursor(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("j", "w")
        await shows(pilot, "Customers by name ▲ · 2 of 6", "▌ John Smith")
        await pilot.press("n")
        await shows(pilot, "No answer from John Smith", "○ no answer", "3 of 6")
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "customers")
        await until(pilot, lambda: not isinstance(app.screen, WorkScreen))
        await shows(pilot, "▌ Reza Karimi")


async def test_a_segment(shop: Store) -> None:
    for contact in (1, 2):
        for _visit in range(9):
            purchases.sale(shop, contact, 90_000)
    async with running(shop, SMALL) as (app, pilot):
        await pilot.press("6")
        await shows(pilot, "█ 2")
        await pilot.press("w")
        await shows(pilot, "Champions · 1 of 2", "▌ Ali Rezaei")
        await pilot.press("x")
        await shows(pilot, "✓ done", "Champions · 2 of 2", "▌ Zahra Karimi")
        await pilot.press("enter")
        await shows(pilot, "Zahra Karimi · #2 · Champions")
        await pilot.press("escape", "escape")
        await shows(pilot, "rare, little")
        assert app.current_mode == "segments"
        assert app.state.view == "segments"


async def test_nobody_to_work(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("/")
        await type_in(pilot, "qqqq")
        await shows(pilot, "Nobody fits")
        await pilot.press("enter", "w")
        await shows(pilot, "There is nobody in this list.")


async def test_another_view_and_back(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("w")
        await shows(pilot, "1 of 6")
        await pilot.press("1")
        await shows(pilot, "Nothing presses today.")
        await pilot.press("2")
        await shows(pilot, "Customers by name ▲ · 1 of 6")
        await app.open_contact(6)
        await shows(pilot, "▌ John Smith", "2 Customers 6")
        assert not isinstance(app.screen, WorkScreen)


async def test_who_was_deleted_meanwhile_keeps_a_line(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("w")
        await shows(pilot, "1 of 6", "Zahra Karimi")
        contacts.delete(shop, 1)
        await shows(pilot, "▌ ×", "1 of 6")
        await pilot.press("r")
        await shows(pilot, "Ali Rezaei is in the trash.")
