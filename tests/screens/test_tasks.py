"""Planning a task for a customer with the keys, and seeing it on the card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crmtui.reads.tasks import tasks as listed
from crmtui.store.connect import Store
from crmtui.writes import tasks
from tests.screens.helpers import (
    SMALL,
    running,
    screen_text,
    shows,
    shows_no,
    type_in,
)


async def test_planning_through_keys_and_undoing(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("t")
        await shows(pilot, "Task for Ali Rezaei", "tomorrow 10:00, fri, +3d")
        await type_in(pilot, "call back")
        await pilot.press("tab")
        await type_in(pilot, "tomorrow")
        await pilot.press("enter")
        await shows(pilot, "Planned for Ali Rezaei: call back — u to undo", "call back · tomorrow")
        with shop.read() as connection:
            (task,) = listed(connection, contact=1)
        assert (task.text, task.all_day) == ("call back", 1)
        await pilot.press("u")
        await shows(pilot, "Undid: Planned for Ali Rezaei: call back")
        await shows_no(pilot, "call back · tomorrow")


async def test_the_persian_key_opens_it_too(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("ف")
        await shows(pilot, "Task for Ali Rezaei")
        await type_in(pilot, "پیگیری سفارش")
        await pilot.press("tab")
        await type_in(pilot, "فردا ساعت ۱۰")
        await pilot.press("enter")
        await shows(pilot, "پیگیری سفارش · tomorrow 10:00")


async def test_a_bad_day_is_said_under_its_field(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("t")
        await shows(pilot, "Task for Ali Rezaei")
        await pilot.press("enter")
        await shows(pilot, "The text must not be empty.")
        await type_in(pilot, "call back")
        await pilot.press("tab")
        await type_in(pilot, "soon")
        await pilot.press("enter")
        await shows(pilot, "is not a date")
        shown = screen_text(app).split("\n")
        due = next(i for i, line in enumerate(shown) if "soon" in line)
        assert "is not a date" in shown[due + 1] + shown[due + 2]
        with shop.read() as connection:
            assert listed(connection) == []


async def test_the_card_shows_what_is_overdue(shop: Store) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    tasks.add(shop, 1, text="send [b]prices[/b]", due=yesterday)
    async with running(shop) as (_app, pilot):
        await shows(pilot, "send [b]prices[/b] · yesterday", "overdue")
        tasks.done(shop, 1)
        await shows_no(pilot, "send [b]prices")


async def test_the_key_stands_in_the_footer(shop: Store) -> None:
    async with running(shop, SMALL) as (_app, pilot):
        await shows(pilot, "t task", "? keys")
