"""In Persian everything that stands side by side begins at the right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from crmtui import locale
from crmtui._checkout import ROOT, compile_stale_catalogues
from crmtui.store.connect import Store
from crmtui.widgets.board import Board
from crmtui.widgets.board_layout import HEAD
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.top_bar import TopBar
from crmtui.writes import tickets
from tests.screens.helpers import running, screen_text, sell, until
from tests.screens.pipeline_helpers import NEW, TALKING, deal, on_board


@pytest.fixture(autouse=True)
def _persian() -> Iterator[None]:
    compile_stale_catalogues(ROOT)
    locale.use("fa")
    yield
    locale.use("en")


async def test_the_list_stands_right_of_the_card_and_names_right_of_phones(shop: Store) -> None:
    async with running(shop, size=(140, 40)) as (app, _pilot):
        assert app.screen.query_one("#list-pane").region.x > 0
        assert app.screen.query_one("#card-pane").region.x == 0
        heads = screen_text(app).split("\n")[2]
        # What is drawn is in the order it is seen: a word's letters stand the other way round.
        assert heads.rstrip("│ ").endswith(("نام", "مان", "ﻡﺎﻧ"))


async def test_the_keys_are_where_they_are_clicked(shop: Store) -> None:
    async with running(shop, size=(140, 40)) as (app, pilot):
        bar = app.screen.query_one(TopBar)
        places = {view: (start, end) for start, end, view in bar._places}
        assert places["today"][0] > places["customers"][0]
        await pilot.click(bar, offset=(places["sales"][0] + 1, 0))
        await until(pilot, lambda: app.screen.query_one(TopBar).active == "sales")
        await until(pilot, lambda: app.screen.query_one(KeyBar)._places)
        keys = app.screen.query_one(KeyBar)._places
        assert max(end for _start, end, _key in keys) == 139


async def test_english_begins_at_the_left(shop: Store) -> None:
    locale.use("en")
    async with running(shop, size=(140, 40)) as (app, _pilot):
        assert app.screen.query_one("#list-pane").region.x == 0


async def test_the_first_column_of_the_board_stands_at_the_right(shop: Store) -> None:
    deal(shop, "kitchen", 20_000_000, contact=2, stage=TALKING)
    deal(shop, "shelves", 12_000_000, contact=1, stage=NEW)
    async with running(shop, size=(80, 24)) as (app, pilot):
        widget = await on_board(app, pilot)
        assert isinstance(widget, Board)
        row = screen_text(app).split("\n")[4]
        assert row.index("Zahra Karimi") < row.index("Ali Rezaei")
        assert row.rstrip().endswith("▐")  # the cursor hugs the edge where reading begins
        await pilot.press("left")
        assert widget.current_id == 1
        await pilot.press("right", "shift+left")  # moves on
        await until(pilot, lambda: len(widget.lanes[1].rows) == 2)
        await pilot.mouse_down(widget, offset=(40, HEAD))
        await pilot.hover(widget, offset=(70, HEAD))
        await pilot.mouse_up(widget, offset=(70, HEAD))
        await until(pilot, lambda: len(widget.lanes[0].rows) == 1)
        await pilot.press("enter")
        await until(pilot, lambda: "#2 · shelves" in screen_text(app))


async def test_keys_and_figures_stand_in_columns(shop: Store) -> None:
    sell(shop, 1, 1_000)
    async with running(shop, size=(80, 24)) as (app, pilot):
        await pilot.press("2", "question_mark")
        await until(pilot, lambda: "enter   │" in screen_text(app))
        # "sale", whose second key is a Persian sign, stands like the others.
        rows = re.findall(r"│( +\S.*?\S) {3,}(\S.*?\S|\S)\W? +│", screen_text(app))
        shown = [set(unicodedata.normalize("NFKC", keys).split()) for _words, keys in rows]
        assert all(keys in shown for keys in ({"enter"}, {"$", "ریال"}, {"a", "ش"})), shown
        assert len({cell_len(words) for words, _keys in rows}) == 1, rows
        await pilot.press("escape", "7")
        await until(pilot, lambda: "٪" in screen_text(app))
        figures = [line.rstrip() for line in screen_text(app).split("\n")[2:8]]
        assert {cell_len(line) for line in figures} == {79}, figures


async def test_the_keys_of_a_menu_stand_at_the_right(shop: Store) -> None:
    tickets.open_ticket(shop, 1, subject="kettle")
    async with running(shop, size=(80, 24)) as (app, pilot):
        await pilot.press("4", "f")
        await until(pilot, lambda: re.search(r" a +│", screen_text(app)) is not None)
        rows = re.findall(r"│ +(\S.*\S)  ([oman]) +│", screen_text(app))
        assert [key for _words, key in rows] == ["o", "m", "a", "n"]
        assert re.match("۱ · ", rows[-1][0]), rows  # seen from the right: the status, then how many
