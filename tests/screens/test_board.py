"""The board of the pipeline: its columns and cards, and moving them by key and by mouse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from textual import events

from crmtui.reads.deals import deal as read_deal
from crmtui.reads.deals import stays
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.widgets.board_layout import CARD, HEAD, LEAST, Layout
from crmtui.writes import closing, deals, stages
from tests.screens.helpers import SMALL, WIDE, running, screen_text, shows, shows_no, type_in, until
from tests.screens.pipeline_helpers import (
    NEW,
    OFFER,
    TALKING,
    board,
    columns,
    deal,
    on_board,
)


@pytest.fixture
def busy(shop: Store) -> Store:
    """A shop with a deal in each open stage and one more in the first."""
    deal(shop, "shop front", 50_000_000, contact=6, stage=OFFER, days=12, step=("call", "-3d"))
    deal(shop, "kitchen", 20_000_000, contact=2, stage=TALKING, days=5, step=("draw", "today"))
    deal(shop, "shelves", 12_000_000, contact=1, stage=NEW, days=2)
    deal(shop, "قفسه", 8_000_000, contact=4, stage=NEW, days=3, step=("تماس", "+9d"))
    return shop


def in_stage(store: Store, number: int) -> str:
    with store.read() as connection:
        return read_deal(connection, number).stage


async def test_columns_have_sums_and_cards_say_what_is_next(busy: Store) -> None:
    async with running(busy, WIDE) as (app, pilot):
        await on_board(app, pilot)
        await shows(pilot, "Sales · 4 open · 90M toman · 47M weighted", "3 Pipeline 4")
        await shows(pilot, "New · 2", "20M · 4M weighted", "Talking · 1", "50M · 35M weighted")
        text = screen_text(app)
        assert "John Smith" in text and "12 d ▼" in text
        assert "5 d ▲" in text and "3 d ●" in text and "2 d ○" in text
        assert columns(app) == [["قفسه", "shelves"], ["kitchen"], ["shop front"], [], []]
        await pilot.press("l", "l")
        await shows(pilot, "50,000,000 toman", "12 days old", "▼ call", "overdue")


async def test_a_stale_deal_says_so_and_can_be_shown_alone(busy: Store) -> None:
    stages.edit(busy, NEW, stale_days=1)
    age(busy, "shelves", 9)
    age(busy, "قفسه", 9)
    async with running(busy) as (app, pilot):
        await on_board(app, pilot)
        await shows(pilot, "stale 9 d ○")
        assert screen_text(app).count("stale 9 d") == 1  # the other one has a plan
        await pilot.press("r")
        await shows(pilot, "stale ones only · 1 open")
        assert columns(app) == [["shelves"], [], [], [], []]
        await pilot.press("escape")
        await shows(pilot, "4 open")


def age(store: Store, title: str, days: int) -> None:
    """Have nothing happened to a deal for so many days."""
    at = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with transact(store, "age") as transaction:
        transaction.connection.execute(
            "UPDATE deal SET touched_at = ? WHERE title = ?", (at, title)
        )


async def test_keys_move_a_deal_and_undo_brings_it_back(busy: Store) -> None:
    async with running(busy) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("j")
        assert board(app).current_id == 3
        await pilot.press(">")
        await shows(pilot, "Moved shelves to Talking — u to undo")
        assert in_stage(busy, 3) == "Talking"
        assert columns(app)[:2] == [["قفسه"], ["shelves", "kitchen"]]
        assert board(app).current_id == 3  # the cursor went with it
        await pilot.press(">")
        await until(pilot, lambda: in_stage(busy, 3) == "Offer")
        await pilot.press("<")
        await until(pilot, lambda: in_stage(busy, 3) == "Talking")
        await pilot.press("u")
        await until(pilot, lambda: columns(app)[2] == ["shelves", "shop front"])
        with busy.read() as connection:
            assert [stay.stage for stay in stays(connection, 3)] == ["New", "Talking", "Offer"]


async def test_the_persian_keyboard_moves_too(busy: Store) -> None:
    async with running(busy) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("م", "م", "ا", "ت")  # l l h j
        assert board(app).current_id == 2
        await pilot.press("shift+right")
        await until(pilot, lambda: in_stage(busy, 2) == "Offer")


async def test_cards_are_reordered_and_stay_so(busy: Store) -> None:
    async with running(busy) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("J")
        await until(pilot, lambda: columns(app)[0] == ["shelves", "قفسه"])
        await pilot.press("shift+up")
        await until(pilot, lambda: columns(app)[0] == ["قفسه", "shelves"])
        await pilot.press("»", "J")
        await until(pilot, lambda: columns(app)[0] == ["shelves", "قفسه"])
        await shows(pilot, "Moved قفسه to New")
    async with running(busy) as (app, pilot):
        await on_board(app, pilot)
        assert columns(app)[0] == ["shelves", "قفسه"]


async def test_the_mouse_drags_a_card_to_a_place_in_another_column(busy: Store) -> None:
    async with running(busy) as (app, pilot):
        widget = await on_board(app, pilot)
        layout = Layout(widget.size.width, widget.size.height, 5)
        x, width = layout.place(1)
        await pilot.mouse_down(widget, offset=(3, HEAD))
        await pilot.hover(widget, offset=(x + width // 2, HEAD + CARD))
        await shows(pilot, "─" * width)  # where it would be dropped
        await pilot.mouse_up(widget, offset=(x + width // 2, HEAD + CARD))
        await until(pilot, lambda: in_stage(busy, 4) == "Talking")
        await until(pilot, lambda: columns(app)[:2] == [["shelves"], ["kitchen", "قفسه"]])
        await pilot.press("u")
        await until(pilot, lambda: columns(app)[0] == ["قفسه", "shelves"])


async def test_a_card_that_is_only_touched_stays(busy: Store) -> None:
    async with running(busy) as (app, pilot):
        widget = await on_board(app, pilot)
        await pilot.mouse_down(widget, offset=(3, HEAD + CARD))
        await pilot.mouse_up(widget, offset=(3, HEAD + CARD))
        assert board(app).current_id == 3
        await pilot.mouse_down(widget, offset=(3, HEAD))
        await pilot.hover(widget, offset=(60, HEAD))
        await pilot.press("escape")
        await pilot.mouse_up(widget, offset=(60, HEAD))
        await pilot.pause()
        assert columns(app)[0] == ["قفسه", "shelves"]
        with busy.read() as connection:
            assert connection.execute(
                "SELECT count(*) FROM step WHERE label LIKE 'Moved%'"
            ).fetchone() == (0,)
        await pilot.double_click(widget, offset=(3, HEAD + CARD))
        await shows(pilot, "shelves · #3 · New")


async def test_dragging_to_won_and_lost_asks_first(busy: Store) -> None:
    async with running(busy) as (app, pilot):
        widget = await on_board(app, pilot)
        layout = Layout(widget.size.width, widget.size.height, 5)
        if 4 not in layout.seen:
            layout = layout.turned_to(4)
            await pilot.press("l", "l", "l", "l")
        x, _width = layout.place(2)
        end, _width = layout.place(4)
        await pilot.mouse_down(widget, offset=(x + 3, HEAD))
        await pilot.hover(widget, offset=(end + 3, HEAD))
        await pilot.mouse_up(widget, offset=(end + 3, HEAD))
        await shows(pilot, "Lost: shop front", "1 price")
        await pilot.press("1", "enter")
        await shows(pilot, "Lost shop front: price — u to undo")
        assert in_stage(busy, 1) == "Lost"
        await until(pilot, lambda: columns(app)[4] == ["shop front"])


async def test_two_people_moving_the_same_deal(busy: Store) -> None:
    async with running(busy) as (app, pilot):
        await on_board(app, pilot)
        app._watcher.stop()  # the other program's move is not seen before the key
        deals.move(busy, 4, OFFER)
        await pilot.press(">")
        await shows(pilot, "قفسه was moved to Offer meanwhile.", "Nothing was changed")
        await until(pilot, lambda: columns(app)[2] == ["قفسه", "shop front"])
        assert in_stage(busy, 4) == "Offer"


async def test_a_move_by_another_program_is_seen(busy: Store) -> None:
    async with running(busy) as (app, pilot):
        await on_board(app, pilot)
        deals.move(busy, 3, TALKING)
        await until(pilot, lambda: columns(app)[1] == ["shelves", "kitchen"])


async def test_a_small_terminal_scrolls_to_the_side(busy: Store) -> None:
    closing.won(busy, 1)
    async with running(busy, SMALL) as (app, pilot):
        await on_board(app, pilot)
        await shows(pilot, "columns 1–3 of 5", "Zahra Karimi")
        assert "Won" not in screen_text(app)
        await pilot.press("l", "l", "l")
        await shows(pilot, "columns 2–4 of 5", "Won · 1", "50M this month", "today ✓")
        await pilot.press("l")
        await shows(pilot, "columns 3–5 of 5", "Lost · 0")
        await pilot.press("h", "h", "h", "h")
        await shows(pilot, "columns 1–3 of 5")


async def test_a_long_column_scrolls_under_the_cursor(busy: Store) -> None:
    for n in range(30):
        deal(busy, f"order {n}", 1_000_000, contact=1, stage=NEW)
    async with running(busy, SMALL) as (app, pilot):
        await on_board(app, pilot)
        await shows(pilot, "New · 32", "order 29")
        await pilot.press("G")
        await shows(pilot, "shelves", "order 0")
        await shows_no(pilot, "order 29")
        await pilot.press("g")
        await shows(pilot, "order 29")
        await pilot.press("pagedown", "pagedown")
        await shows_no(pilot, "order 29")
        await pilot.press("g")
        await pilot._post_mouse_events([events.MouseScrollDown], board(app), (3, HEAD))
        await until(pilot, lambda: screen_text(app).count("order 29") == 1)  # below the board
        assert board(app).current_id == 34  # the wheel leaves the cursor where it is


async def test_the_filter_narrows_the_board_down(busy: Store) -> None:
    async with running(busy) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("/")
        await type_in(pilot, "احمدي")  # with the letters of an Arabic keyboard
        await shows(pilot, "1 open", "قفسه")
        await type_in(pilot, " kitchen")
        await shows(pilot, "0 open", "No deal here fits")
        await pilot.press("escape")
        await shows(pilot, "4 open")
        await pilot.press("/")
        await type_in(pilot, "karimi kitch")
        await shows(pilot, "1 open")
        await pilot.press("enter", "l")
        assert board(app).current_id == 2
        await pilot.press("escape")
        await shows(pilot, "4 open")


async def test_an_empty_board_says_how_to_begin(shop: Store) -> None:
    async with running(shop, SMALL) as (app, pilot):
        await on_board(app, pilot)
        await shows(pilot, "No deals yet. a adds one here")
        await pilot.press("l", ">", "w", "x", "o", "d", "enter", "J")  # nothing to do it to
        await shows(pilot, "No deals yet")
        assert "error" not in screen_text(app).lower()


async def test_dragging_over_the_edge_brings_the_next_column(busy: Store) -> None:
    async with running(busy, SMALL) as (app, pilot):
        widget = await on_board(app, pilot)
        await pilot.mouse_down(widget, offset=(3, HEAD))
        await pilot.hover(widget, offset=(60, HEAD))
        await pilot.hover(widget, offset=(79, HEAD))
        await shows(pilot, "Won · 0")
        await pilot.hover(widget, offset=(70, HEAD))
        await pilot.mouse_up(widget, offset=(70, HEAD))
        await shows(pilot, "Won: قفسه")
        await pilot.press("enter")
        await until(pilot, lambda: columns(app)[3] == ["قفسه"])


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_the_columns_share_the_width(is_mirrored: bool) -> None:
    for width in range(1, 300):
        layout = Layout(width, 30, 5, is_mirrored=is_mirrored)
        assert layout.fitting == max(1, min(5, width // LEAST))
        places = [layout.place(lane) for lane in layout.seen]
        assert sum(size + 1 for _start, size in places) == width
        for x in range(width):
            start, size = layout.place(layout.lane_at(x))
            gap = -1 if is_mirrored else size
            assert start + min(gap, 0) <= x < start + max(gap + 1, size)
