"""Today worked with the keys: an outcome each, the next card, undo, wide and narrow."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from crmtui.app import CrmApp
from crmtui.reads.interactions import interactions as logged
from crmtui.reads.tasks import tasks as listed
from crmtui.screens.pipeline.deal import DealScreen
from crmtui.screens.state import State
from crmtui.screens.today.figures import figures_line
from crmtui.screens.today.screen import TodayScreen
from crmtui.store.connect import Store, open_store
from crmtui.text.bars import sparkline
from crmtui.text.formats import Formats
from crmtui.widgets.command import live_commands
from crmtui.writes import contacts, deals, interactions, purchases, tasks
from tests.screens.helpers import (
    SMALL,
    WIDE,
    make_shop,
    running,
    screen_text,
    shows,
    shows_no,
    type_in,
    until,
)

TODAY = State(view="today")
HOSTILE = "[/b] رضا \u202e[red]" + "x" * 300


@pytest.fixture
def pressing(shop: Store) -> Store:
    """A shop in which Ali, Zahra and Reza wait, and the rent; the oldest task comes first."""
    for contact, days in ((1, 9), (2, 5), (3, 2)):
        due = datetime.now(UTC) - timedelta(days=days)
        tasks.add(shop, contact, text=f"call number {contact}", due=due, all_day=True)
    tasks.add(shop, None, text="pay the rent", due=datetime.now(UTC), all_day=True)
    return shop


@asynccontextmanager
async def today(
    store: Store, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[CrmApp, Pilot[int]]]:
    """Run the app on Today until the queue is there."""
    async with running(store, size, State(view="today")) as (app, pilot):
        await until(pilot, lambda: app.today_book.queue is not None)
        yield app, pilot


def outcomes(store: Store) -> list[tuple[int | None, str | None, str | None]]:
    with store.read() as connection:
        found = logged(connection)
    return [(talk.contact_id, talk.outcome, talk.direction) for talk in found]


def open_tasks(store: Store) -> set[str]:
    with store.read() as connection:
        return {task.text for task in listed(connection)}


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize(
    ("key", "outcome", "said", "is_done"),
    [
        ("r", "reached", "Reached Ali Rezaei, done: call number 1", True),
        ("ق", "reached", "Reached Ali Rezaei, done: call number 1", True),
        ("n", "no-answer", "No answer from Ali Rezaei, next", False),
        ("x", "done", "Done with Ali Rezaei, done: call number 1", True),
        ("i", "not-interested", "Not interested: Ali Rezaei, given up", True),
        ("w", "not-now", "Not now: Ali Rezaei, next", False),
        ("s", None, "Put off Ali Rezaei, next", False),
    ],
)
async def test_a_key_for_each_outcome_and_the_next_comes_up(
    pressing: Store, size: tuple[int, int], key: str, outcome: str | None, said: str, is_done: bool
) -> None:
    async with today(pressing, size) as (_app, pilot):
        await shows(pilot, "▌ Ali Rezaei", "Who next · 1 of 4", "call number 3", "pay the rent")
        await pilot.press(key)
        await shows(pilot, "▌ Zahra Karimi", "Who next · 1 of 3", said.split(",")[0], "1 Today 3")
        assert outcomes(pressing) == ([(1, outcome, "out")] if outcome else [])
        assert ("call number 1" in open_tasks(pressing)) is not is_done
        await pilot.press("u")
        await shows(pilot, "Undid: ", "Ali Rezaei", "of 4", "1 Today 4")
        assert outcomes(pressing) == []


async def test_the_card_beside_it_says_why_and_follows(pressing: Store) -> None:
    async with today(pressing) as (_app, pilot):
        await shows(pilot, "Ali Rezaei · #1 · Prospect")
        await pilot.press("r")
        await shows(pilot, "Zahra Karimi · #2 · Prospect")
        await pilot.press("j")
        await shows(pilot, "Reza Karimi · #3")
        await pilot.press("j")
        await shows_no(pilot, "Reza Karimi · #3")


async def test_narrow_the_card_opens_over_the_queue_and_takes_the_same_keys(
    pressing: Store,
) -> None:
    async with today(pressing, SMALL) as (app, pilot):
        await shows(pilot, "▌ Ali Rezaei", "r reached")
        await pilot.press("enter")
        await shows(pilot, "Ali Rezaei · #1", "overdue since", "r reached")
        await shows_no(pilot, "Who next")
        await pilot.press("n")
        await shows(pilot, "Zahra Karimi · #2")
        assert outcomes(pressing) == [(1, "no-answer", "out")]
        await pilot.press("escape")
        await shows(pilot, "▌ Zahra Karimi", "Who next · 1 of 3")
        await pilot.press("enter")
        await shows(pilot, "Zahra Karimi · #2")
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "customers")
        await shows(pilot, "▌ Zahra Karimi")


async def test_enter_opens_the_customer(pressing: Store) -> None:
    async with today(pressing) as (app, pilot):
        await shows(pilot, "▌ Ali Rezaei")
        await pilot.press("j", "enter")
        await until(pilot, lambda: app.current_mode == "customers")
        await shows(pilot, "▌ Zahra Karimi")


async def test_calling_back_asks_when(pressing: Store) -> None:
    async with today(pressing) as (_app, pilot):
        await shows(pilot, "▌ Ali Rezaei")
        await pilot.press("c")
        await shows(pilot, "Call Ali Rezaei back", "tomorrow 10:00")
        await pilot.press("tab")
        await pilot.press(*"busy")
        await pilot.press("enter")
        await shows(pilot, "Ali Rezaei wants a call back, next", "▌ Zahra Karimi", "1 of 3")
        with pressing.read() as connection:
            (talk,) = logged(connection)
            task = next(t for t in listed(connection) if t.contact_id == 1)
        assert (talk.outcome, talk.text) == ("call-back", "busy")
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        assert task.due == f"{tomorrow:%Y-%m-%d}T10:00:00Z"


async def test_putting_off_for_as_long_as_one_likes(pressing: Store) -> None:
    async with today(pressing) as (_app, pilot):
        await shows(pilot, "▌ Ali Rezaei")
        await pilot.press("z")
        await shows(pilot, "Put off Ali Rezaei")
        await type_in(pilot, "soonish")
        await pilot.press("enter")
        await shows(pilot, "is not a date")
        await pilot.press("ctrl+u")
        await type_in(pilot, "+2w")
        await pilot.press("enter")
        await shows(pilot, "Put off Ali Rezaei, next", "▌ Zahra Karimi")
        assert outcomes(pressing) == []


async def test_logging_with_a_text_is_an_outcome_too(pressing: Store) -> None:
    async with today(pressing) as (_app, pilot):
        await shows(pilot, "▌ Ali Rezaei")
        await pilot.press("l")
        await shows(pilot, "Log with Ali Rezaei")
        await pilot.press(*"boxes")
        await pilot.press("enter")
        await shows(pilot, "Reached Ali Rezaei, done: call number 1", "▌ Zahra Karimi")
        with pressing.read() as connection:
            assert [talk.text for talk in logged(connection)] == ["boxes"]


async def test_a_task_for_nobody_is_done_and_offers_no_calls(pressing: Store) -> None:
    async with today(pressing) as (app, pilot):
        await shows(pilot, "▌ Ali Rezaei")
        await pilot.press("G")
        await shows(pilot, "▌ —", "4 of 4")
        ids = {command.id for command in live_commands(app.screen)}
        assert {"queue.done", "queue.snooze", "queue.snooze-until"} <= ids
        assert not {"queue.reached", "queue.call-back", "queue.log"} & ids
        await pilot.press("r", "x")
        await shows(pilot, "Done: pay the rent", "3 of 3")
        assert outcomes(pressing) == []


async def test_a_deal_without_a_customer_opens_and_what_it_brings_stands_on_top(
    tmp_path: Path,
) -> None:
    store = open_store(tmp_path / "deals.db", create=True)
    opened = datetime.now(UTC) - timedelta(days=40)
    deals.add(store, None, title="kitchen of somebody", amount=100_000, opened_at=opened)
    async with today(store) as (app, pilot):
        await shows(pilot, 'deal "kitchen of somebody": stale, 40 d', "Pipeline 200 USD")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DealScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))


async def test_a_key_pressed_twice_in_a_hurry_takes_two_people(pressing: Store) -> None:
    async with today(pressing) as (_app, pilot):
        await shows(pilot, "▌ Ali Rezaei")
        await pilot.press("r", "r")
        await shows(pilot, "▌ Reza Karimi", "Who next · 1 of 2")
        assert {row[0] for row in outcomes(pressing)} == {1, 2}


async def test_what_others_do_meanwhile_keeps_the_cursor(pressing: Store) -> None:
    async with today(pressing) as (_app, pilot):
        await pilot.press("j")
        await shows(pilot, "▌ Zahra Karimi")
        interactions.log(pressing, 1, text="called us")
        await shows(pilot, "▌ Zahra Karimi", "Who next · 1 of 3")
        tasks.add(
            pressing, 6, text="oldest of all", due=datetime.now(UTC) - timedelta(days=30),
            all_day=True,
        )  # fmt: skip
        await shows(pilot, "John Smith", "▌ Zahra Karimi", "Who next · 2 of 4")


async def test_a_failed_outcome_brings_the_line_back(pressing: Store) -> None:
    async with today(pressing) as (app, pilot):
        await shows(pilot, "▌ Ali Rezaei")
        app.publish = lambda kinds: None  # type: ignore[method-assign]  # a moment too late
        contacts.delete(pressing, 1)
        await pilot.press("r")
        await shows(pilot, "Ali Rezaei is in the trash.", "1 of 4")
        assert outcomes(pressing) == []


async def test_nothing_presses(shop: Store) -> None:
    async with today(shop) as (_app, pilot):
        await shows(pilot, "Nothing presses today.", "1 Today 0", "Who next")
        await pilot.press("r", "x", "s")
        assert outcomes(shop) == []


async def test_an_empty_shop_says_how_to_start_and_i_imports(tmp_path: Path) -> None:
    async with today(make_shop(tmp_path / "shop.db")) as (_app, pilot):
        await shows(pilot, "Nothing presses today.", "press i to bring in")
        await pilot.press("i")
        await shows(pilot, "Import")


async def test_import_stays_within_reach_where_i_means_not_interested(pressing: Store) -> None:
    async with today(pressing) as (_app, pilot):
        await shows(pilot, "▌ Ali Rezaei")
        await pilot.press("ctrl+p")
        await type_in(pilot, "import")
        await shows(pilot, "Import a file")


async def test_the_app_opens_on_today_and_the_tab_counts(pressing: Store) -> None:
    async with running(pressing, state=State()) as (app, pilot):
        await shows(pilot, "1 Today 4", "Who next")
        assert isinstance(app.screen, TodayScreen)
        await pilot.press("2")
        await until(pilot, lambda: app.state.view == "customers")
        tasks.done(pressing, 1)
        await shows(pilot, "1 Today 3")
    async with running(pressing) as (_app, pilot):  # left in Customers
        await shows(pilot, "1 Today 3", "▌ Ali Rezaei")


async def test_hostile_names_and_texts(tmp_path: Path) -> None:
    store = make_shop(tmp_path / "shop.db", (HOSTILE,))
    tasks.add(store, 1, text=HOSTILE[:200], due=datetime.now(UTC) - timedelta(days=1))
    for size in (WIDE, SMALL):
        async with today(store, size) as (app, pilot):
            await shows(pilot, "[/b]")
            assert "\u202e" not in screen_text(app)
            await pilot.press("enter") if size == SMALL else None
            await pilot.press("s")
            await shows(pilot, "Put off [/b]")
            await pilot.press("u")
            await shows(pilot, "Undid")


# The figures


async def test_the_figures_of_the_day(pressing: Store) -> None:
    now = datetime.now(UTC)
    purchases.sale(pressing, None, 30_000_000)
    purchases.sale(pressing, None, 20_000_000, at=now - timedelta(weeks=1))
    async with today(pressing) as (_app, pilot):
        await shows(pilot, "Sales today 3M toman", "█", "+50% on a usual", "3 tasks overdue")
        await shows(pilot, "1 task due today")


async def test_no_figures_that_do_not_exist(shop: Store) -> None:
    async with today(shop) as (app, pilot):
        await shows(pilot, "Nothing presses")
        assert "Sales today" not in screen_text(app)
        assert "overdue" not in screen_text(app)


def test_a_sparkline() -> None:
    assert sparkline((0, 1, 4, 8, -3)) == "▁▁▄█▁"
    assert sparkline((0, 0)) == "▁▁"


def test_figures_that_do_not_fit_are_left_out() -> None:
    from datetime import date

    from crmtui.reads.today.figures import Figures

    found = Figures(500, (0,) * 7 + (400,), 3, 2)
    formats = Formats(currency="EUR")
    lines = [figures_line(found, formats, date(2026, 11, 26), width) for width in (200, 90, 20)]
    assert "2 tasks due today" in str(lines[0])
    assert "3 tasks overdue" in str(lines[1])
    assert "due today" not in str(lines[1])
    assert lines[2] is None


async def test_the_card_says_how_often_they_buy(shop: Store) -> None:
    for days in (44, 65, 86):
        purchases.sale(shop, 1, 12_000, at=datetime.now(UTC) - timedelta(days=days))
    async with today(shop) as (_app, pilot):
        await shows(pilot, "late: usually buys every 21 days, now 44")
        await shows(pilot, "usually every 21 days, now 44")
        await pilot.press("2")
        await shows(pilot, "buys", "usually every 21 days, now 44")
