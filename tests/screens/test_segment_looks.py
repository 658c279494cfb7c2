"""Other days, other boundaries, who moved, and whether it came true: on the screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crmtui.app import CrmApp
from crmtui.screens.state import State
from crmtui.settings import load
from crmtui.store.connect import Store
from tests.commands.test_segments import sell as sell_all
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

NOON = datetime.now(UTC).replace(hour=0, minute=5)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Forty who buy every thirty days; ten of them stopped a hundred days ago."""
    monkeypatch.setattr("tests.commands.test_segments.DAY", NOON - timedelta(days=1))
    store = make_shop(tmp_path / "shop.db")
    sell_all(
        store,
        {
            f"Buyer {n}": [(ago, 1000 * n) for ago in range(5, 400, 30) if n > 10 or ago > 100]
            for n in range(1, 41)
        }
        | {"Nobody Bought": []},
    )
    return store


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_who_moved_is_told_listed_and_worked(shop: Store, size: tuple[int, int]) -> None:
    async with running(shop, size) as (app, pilot):
        await pilot.press("6")
        await shows(pilot, "1 contact has bought nothing yet (p).")
        await pilot.press("m")
        await shows(pilot, "Who moved since")
        await pilot.press("d")
        await shows(pilot, "Moves since")
        await pilot.press("ctrl+u")
        await type_in(pilot, f"{NOON - timedelta(days=120):%Y-%m-%d}")
        await pilot.press("enter")
        await shows(pilot, "▲", "left", "% of revenue", "down")
        await pilot.press("s")
        await shows(pilot, "Who moved down since")
        await shows_no(pilot, "▲")
        await pilot.press("w")
        await shows(pilot, "Moves · 1 of ")
        await pilot.press("escape")
        await shows(pilot, "1 contact has bought nothing yet (p).")
        assert app.current_mode == "segments"


async def test_a_day_that_cannot_be_is_said_under_its_field(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await pilot.press("6")
        await shows(pilot, "bought nothing yet")
        await pilot.press("v")
        await shows(pilot, "Segments of another day")
        await type_in(pilot, "never")
        await pilot.press("enter")
        await shows(pilot, "never", "Segments of another day")


async def test_another_day_and_method_and_back(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await pilot.press("6")
        await shows(pilot, "Champions")
        day = f"{NOON - timedelta(days=350):%Y-%m-%d}"
        await pilot.press("v")
        await shows(pilot, "Segments of another day")
        await type_in(pilot, day)
        await pilot.press("tab", "right", "enter")
        await shows(pilot, f"as of {day}", "by quintiles")
        await pilot.press("v")
        await shows(pilot, "Segments of another day")
        await pilot.press("ctrl+u", "tab", "left", "enter")
        await shows(pilot, "by last purchase, and by how often and how much")
        await shows_no(pilot, "as of")


async def test_whether_it_came_true_leads_to_the_segment(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await pilot.press("6")
        await shows(pilot, "bought nothing yet")
        await pilot.press("c")
        await shows(pilot, "Did the segments of", "Of 40 buyers, 30 bought", "Lift", "All", "×1.3")
        await pilot.press("enter")
        await shows(pilot, "Champions ·")
        await shows_no(pilot, "Did the segments")


async def test_why_somebody_is_there(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await pilot.press("6")
        await shows(pilot, "Buyer 40")
        await pilot.press("enter", "y")
        await shows(pilot, "better than 10 of 40 buyers", "the mean of F and M")


async def test_the_late_are_told_by_how_much(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await pilot.press("6")
        await shows(pilot, "Buyer 40", "Late")
        await shows_no(pilot, "×")
        await pilot.press("c")
        await shows(pilot, "Did the segments of")
        await pilot.press("j", "enter")
        await shows(pilot, "Buyer 10", "×4.2")


async def test_own_boundaries_are_one_step(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await pilot.press("6")
        await shows(pilot, "bought nothing yet")
        await pilot.press("b")
        await shows(pilot, "Own boundaries", "R, in days")
        await type_in(pilot, "9 8")
        await pilot.press("enter")
        await shows(pilot, "Cut points are four")
        await pilot.press("ctrl+u")
        await type_in(pilot, "1 2 3 500")
        await pilot.press("tab")
        await type_in(pilot, "2 3 4 500")
        await pilot.press("enter")
        await shows(pilot, "Some scores are by your own boundaries (b).")
        await pilot.press("u")
        await shows_no(pilot, "Some scores are by your own boundaries (b).")
    with shop.read() as connection:
        assert load(connection)["rfm_recency"] == load(connection)["rfm_frequency"] == ""


async def test_moves_open_the_customer(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await pilot.press("6")
        await shows(pilot, "bought nothing yet")
        await pilot.press("m")
        await shows(pilot, "Who moved since")
        await pilot.press("d")
        await shows(pilot, "Moves since")
        await pilot.press("ctrl+u")
        await type_in(pilot, f"{NOON - timedelta(days=120):%Y-%m-%d}")
        await pilot.press("enter")
        await shows(pilot, "▲")
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "customers")


async def test_the_digest_in_today_is_read_and_leads_to_the_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.commands.test_segments.DAY", NOON - timedelta(days=1))
    shop = make_shop(tmp_path / "shop.db")
    sell_all(shop, {f"Buyer {n}": [(ago, 900) for ago in range(n, 300, 30)] for n in range(1, 41)})
    async with running(shop, state=State(view="today")) as (app, pilot):
        await shows(pilot, "last month:")
        await pilot.press("g")
        while "last month:" not in _line_of_cursor(app):
            await pilot.press("j")
        await shows(pilot, "x done")
        await shows_no(pilot, "r reached")
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "segments")
        await pilot.press("1")
        await shows(pilot, "last month:")
        await pilot.press("x")
        await shows_no(pilot, "last month:")
        await pilot.press("u")
        await shows(pilot, "last month:")


def _line_of_cursor(app: CrmApp) -> str:
    (line,) = [line for line in screen_text(app).splitlines() if line.startswith("▌")][:1]
    return line
