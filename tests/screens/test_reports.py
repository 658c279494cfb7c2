"""The Reports view worked with the keys: pages, times, the customers behind a figure, files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from crmtui.app import CrmApp
from crmtui.models.words import LinkRole
from crmtui.reads.prices import Price, price_months
from crmtui.screens.behind import BehindScreen
from crmtui.screens.reports.screen import ReportsScreen
from crmtui.screens.state import State
from crmtui.store.connect import Store
from crmtui.widgets.virtual_list import VirtualList
from crmtui.writes import contacts, deals, links, purchases, tickets
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

HOSTILE = "Mallory [/] [red]\x1b[2J " + "x" * 200


def reports() -> State:
    """Return the memory of somebody who left in the reports."""
    return State(view="reports")


def days_ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A regular of two years, somebody hostile he sent, a walk-in."""
    made = make_shop(tmp_path / "shop.db", ("علی رضایی", "Nobody"))
    contacts.edit(made, 1, source="[/instagram]")
    contacts.add(made, name=HOSTILE)
    links.link(made, 3, LinkRole.REFERRED_BY, 1)
    item = [purchases.Item("چای [/]", 10_000)]
    for days in (760, 731, 40, 5):
        purchases.sale(made, 1, 10_000, at=days_ago(days), items=item)
    purchases.sale(made, 3, 50_000, at=days_ago(3))
    purchases.sale(made, None, 20_000, at=days_ago(3))
    return made


def months(store: Store) -> list[Price]:
    with store.read() as connection:
        return price_months(connection)


async def page(pilot: Pilot[int], app: CrmApp, name: str) -> None:
    """Go on to a page."""
    screen = app.screen
    assert isinstance(screen, ReportsScreen)
    await until(pilot, lambda: screen.sheet is not None)
    while screen.page.name != name:
        await pilot.press("tab")
    await shows(pilot, f"─ {name} · ") if app.size.width < 110 else await shows(
        pilot, f" {name} · "
    )
    await until(pilot, lambda: screen.sheet is not None)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_pages_and_who_is_behind_a_line(store: Store, size: tuple[int, int]) -> None:
    async with running(store, size, reports()) as (app, pilot):
        await shows(pilot, "Customers over time", "Bought again", "50%", "of 2 customers", "████")
        await page(pilot, app, "Customers by source")
        await shows(pilot, "[/instagram]", "none noted", "4,000", "5,000")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BehindScreen))
        await shows(pilot, "Customers by source · none noted · 1", "Mallory [/] [red] xxx")
        await pilot.press("space")
        await shows(pilot, "1 marked")
        await pilot.press("escape", "escape")
        await shows(pilot, "[/instagram]")
        await pilot.press("j", "enter")
        await shows(pilot, "[/instagram] · 1", "علی رضایی")
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "customers")
        listed = app.screen.query_one("#customers", VirtualList)
        await until(pilot, lambda: listed.current_id == 1)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_cohorts_are_a_grid(store: Store, size: tuple[int, int]) -> None:
    async with running(store, size, reports()) as (app, pilot):
        await page(pilot, app, "Customers by cohort")
        await shows(pilot, "First bought", "100█")
        await pilot.press("j", "right")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BehindScreen))
        await shows(pilot, " +1 · 1", "علی رضایی")
        await pilot.press("escape", "l", "l", "enter")  # nobody bought in that one
        await shows(pilot, " +3 · 0", "Nobody is here now.")


async def test_on_a_small_screen_the_pages_are_a_list(store: Store) -> None:
    async with running(store, SMALL, reports()) as (app, pilot):
        await shows(pilot, "Bought again")
        await pilot.press("escape")
        await shows(pilot, "Sales by weekday", "Concentration")
        await pilot.press(*"kkkkkk")
        assert "Bought again" not in screen_text(app)
        await pilot.press(*"jjjjjjjjj", "enter")
        await shows(pilot, "Sales by item", "چای [/]", "Items are noted for")


async def test_the_pipeline_and_the_service_desk_have_pages(store: Store) -> None:
    async with running(store, WIDE, reports()) as (app, pilot):
        await page(pilot, app, "Deals by owner")
        await shows(pilot, "No deal was open, won or lost")
        await page(pilot, app, "Tickets by category")
        await shows(pilot, "No ticket was opened in this time.")
        deals.add(store, 1, title="shelves [/]", amount=4_000_000, owner="[bold]")
        tickets.open_ticket(store, 1, subject="broken", category="[red]")
        await shows(pilot, "[red]", "Open", "of 1 ticket")
        await pilot.press("shift+tab")
        await page(pilot, app, "Deals by owner")
        await shows(pilot, "[bold]", "in 1 deal; weighted")
        await pilot.press("enter")
        await shows(pilot, "No customer is behind this line.")
        await page(pilot, app, "Open tickets by age")
        await shows(pilot, "up to 1 day", "█")


async def test_other_times_and_periods_are_remembered(store: Store) -> None:
    async with running(store, WIDE, reports()) as (app, pilot):
        await page(pilot, app, "Sales over time")
        await shows(pilot, "11,000 toman", "of 6 sales")
        await pilot.press("p")
        await shows(pilot, "9,000 toman", "of 4 sales", "12 months and this one")
        await pilot.press("b", "b")
        await until(pilot, lambda: "Year" in screen_text(app))
        assert (app.state.report, app.state.report_span) == ("sales/periods", "12")
        state = app.state
    async with running(store, WIDE, state) as (_app, pilot):
        await shows(pilot, "Sales over time", "9,000 toman", "Year")


async def test_a_sale_beside_it_changes_the_figures(store: Store) -> None:
    async with running(store, WIDE, reports()) as (_app, pilot):
        await shows(pilot, "of 2 customers")
        purchases.sale(store, 2, 10_000)
        await shows(pilot, "of 3 customers")


async def test_a_table_goes_to_a_file(store: Store, tmp_path: Path) -> None:
    async with running(store, WIDE, reports()) as (app, pilot):
        await page(pilot, app, "Customers by source")
        await pilot.press(">")
        await shows(pilot, "Export this table to a file")
        await pilot.press("home", *["delete"] * 30)
        await type_in(pilot, str(tmp_path / "sources.csv"))
        await pilot.press("enter")
        await shows(pilot, "2 lines written to")
    text = (tmp_path / "sources.csv").read_text("utf-8-sig").splitlines()
    assert text[0] == "source,customers,new,revenue,revenue_share"
    assert text[2].startswith("[/instagram],1,1,40000,")


async def test_amounts_at_the_prices_of_one_month(store: Store, tmp_path: Path) -> None:
    first = days_ago(800)
    (tmp_path / "cpi.csv").write_text(f"{first:%Y-%m},100\n{days_ago(400):%Y-%m},200\n", "utf-8")
    async with running(store, WIDE, reports()) as (app, pilot):
        await page(pilot, app, "Sales over time")
        await shows(pilot, "11,000 toman")
        await pilot.press("r")
        await shows(pilot, "There is no price index yet.")
        await pilot.press("P")
        await shows(pilot, "Price index: a file")
        await type_in(pilot, str(tmp_path / "cpi.csv"))
        await pilot.press("enter")
        await shows(pilot, "Price index of 2 months")
        await pilot.press("r")
        # Two sales of a thousand, when prices were half of those now.
        await shows(pilot, "13,000 toman", f"at prices of {days_ago(400):%b %Y}")
        await pilot.press("r")
        await shows_no(pilot, "at prices of")
        await pilot.press("u")
        await until(pilot, lambda: not months(store))


async def test_a_shop_without_sales_says_what_belongs_here(tmp_path: Path) -> None:
    empty = make_shop(tmp_path / "shop.db")
    async with running(empty, SMALL, reports()) as (_app, pilot):
        await shows(pilot, "What was sold is told of here")
        await pilot.press("p")
        await shows(pilot, "Nothing was sold in this time; p chooses another.")
        await pilot.press("tab", "enter", ">", "escape")
        await shows(pilot, "Sales by item")


async def test_in_persian_the_cohorts_begin_at_the_right(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crmtui.widgets.mirror.spoken", lambda: "fa")
    state = State(view="reports", report="customers/cohorts")
    async with running(store, WIDE, state) as (app, pilot):
        await shows(pilot, "First bought", "100█")
        (head,) = (line for line in screen_text(app).split("\n") if "First bought" in line)
        assert head.index(" 2 ") < head.index(" 1 ") < head.index("First bought")
        await pilot.press("j", "left")  # one period later
        await pilot.press("enter")
        await shows(pilot, " +1 · 1")
