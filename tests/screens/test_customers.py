"""The list of customers and its card."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crmtui.reads import contacts as reads
from crmtui.reads.card import card
from crmtui.reads.contacts import ContactLine
from crmtui.screens.customers import CustomersScreen
from crmtui.store.connect import Store
from crmtui.widgets.virtual_list import VirtualList
from crmtui.writes import contacts, interactions, purchases
from tests.screens.conftest import NAMES
from tests.screens.helpers import (
    SMALL,
    make_shop,
    running,
    screen_text,
    sell,
    shows,
    shows_no,
    type_in,
    until,
)


def the_list(app: object) -> VirtualList[ContactLine]:
    screen = app.screen_stack[0]  # type: ignore[attr-defined]
    assert isinstance(screen, CustomersScreen)
    return screen.query_one("#customers", VirtualList)


def current(app: object) -> str:
    row = the_list(app).current
    return row.name if row else ""


async def test_the_list_shows_everybody(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, *NAMES, "Pars Shop", "2 Customers 6", "6 Segments", "by name")


async def test_keys_move_the_cursor(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await until(pilot, lambda: current(app) == "Ali Rezaei")
        await pilot.press("j", "ت")
        assert the_list(app).cursor == 2
        await pilot.press("k", "ن")
        assert the_list(app).cursor == 0
        await pilot.press("G")
        assert the_list(app).cursor == 5
        await pilot.press("g")
        assert the_list(app).cursor == 0
        await pilot.press("end", "up")
        assert the_list(app).cursor == 4


async def test_the_mouse_moves_the_cursor_and_switches_views(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.click("#customers", offset=(5, 3))
        assert the_list(app).cursor == 2
        at = screen_text(app).split("\n")[0].index("6 Segments")
        await pilot.click("TopBar", offset=(at + 2, 0))
        await until(pilot, lambda: app.current_mode == "segments")


async def test_a_filter_finds_persian_in_any_spelling(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await pilot.press("/")
        await type_in(pilot, "علي كريمي")  # Arabic yeh and kaf
        await shows(pilot, "1 of 6", "علی کریمی")
        await pilot.press("enter")
        assert current(app) == "علی کریمی"
        await pilot.press("escape")
        await shows(pilot, "Customers by name", "John Smith")


async def test_a_filter_that_fits_nobody_says_how_to_clear_it(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await pilot.press("/")
        await type_in(pilot, "zzz")
        await shows(pilot, "Nobody fits “zzz”. Esc clears the filter.")
        await pilot.press("escape")
        await shows(pilot, "John Smith")


async def test_an_empty_shop_says_how_to_start(tmp_path: Path) -> None:
    store = make_shop(tmp_path / "empty.db")
    async with running(store) as (_app, pilot):
        await shows(pilot, "No customers yet. Press a to add one", "i to bring in a file")


async def test_adding_through_keys_and_undoing(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("a")
        await shows(pilot, "Add a customer")
        await type_in(pilot, "Sara Nouri")
        await pilot.press("tab")
        await type_in(pilot, "09123456789")
        await pilot.press("enter")
        await shows(pilot, "Added Sara Nouri — u to undo", "0912 345 6789", "2 Customers 7")
        await until(pilot, lambda: current(app) == "Sara Nouri")
        with shop.read() as connection:
            assert reads.count(connection) == 7
        await pilot.press("u")
        await shows(pilot, "Undid: Added Sara Nouri", "2 Customers 6")
        await shows_no(pilot, "0912 345 6789")
        await pilot.press("ctrl+r")
        await shows(pilot, "Redid: Added Sara Nouri", "2 Customers 7")


async def test_editing_writes_only_what_changed(shop: Store) -> None:
    contacts.edit(shop, 1, note="first\nsecond", city="Tehran", birthday=None)
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Tehran")
        await pilot.press("e")
        await shows(pilot, "Edit Ali Rezaei")
        await pilot.press("tab", "tab", "tab", "tab", "end", *"X")
        await pilot.press("enter")
        await shows(pilot, "Edited Ali Rezaei — u to undo", "TehranX")
        with shop.read() as connection:
            found = card(connection, 1)
        assert (found.city, found.note) == ("TehranX", "first\nsecond")


async def test_esc_keeps_a_draft(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await pilot.press("a")
        await shows(pilot, "Add a customer")
        await type_in(pilot, "Half")
        await pilot.press("escape")
        await shows_no(pilot, "Add a customer")
        await pilot.press("a")
        await shows(pilot, "Add a customer · draft", "Half", "start anew")
        await pilot.press("ctrl+n")
        await shows_no(pilot, "Half")


async def test_logging_a_call(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("l")
        await shows(pilot, "Log with Ali Rezaei", "c call", "o outgoing", "r reached")
        await pilot.press("v", "i", "n")  # visit, incoming, no answer: each goes on to the next
        await type_in(pilot, "asked for tea")
        await pilot.press("enter")
        await shows(pilot, "visit in", "no answer: a")


async def test_a_sale_changes_the_card(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("$")
        await shows(pilot, "Sale to Ali Rezaei")
        await type_in(pilot, "1250000")
        await pilot.press("tab")
        await type_in(pilot, "tea")
        await pilot.press("enter")
        await shows(pilot, "1 purchase · 1.2M toman · last today", "1,250,000  tea", "customer")


async def test_a_bad_amount_is_said_under_its_field(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("﷼")  # Shift+4 on the Persian layout
        await shows(pilot, "Sale to Ali Rezaei")
        await type_in(pilot, "much")
        await pilot.press("enter")
        await shows(pilot, "is not an amount")
        lines = screen_text(app).split("\n")
        amount = next(i for i, line in enumerate(lines) if "Amount" in line)
        assert "is not an amount" in lines[amount + 1] + lines[amount + 2]
        with shop.read() as connection:
            assert card(connection, 1).sums.purchases == 0


async def test_deleting_asks_nothing_and_can_be_undone(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await until(pilot, lambda: current(app) == "Ali Rezaei")
        await pilot.press("d")
        await shows(pilot, "Deleted Ali Rezaei — u to undo", "2 Customers 5")
        await until(pilot, lambda: current(app) == "John Smith")
        await pilot.press("ع")  # u on the Persian layout
        await shows(pilot, "Undid: Deleted Ali Rezaei", "2 Customers 6")


async def test_an_open_card_never_turns_into_somebody_else_s(shop: Store) -> None:
    async with running(shop, size=(80, 24)) as (app, pilot):
        await until(pilot, lambda: current(app) == "Ali Rezaei")
        await pilot.press("enter")
        await shows(pilot, "Ali Rezaei · #1")
        contacts.delete(Store(shop.path), 1)
        await until(pilot, lambda: current(app) == "John Smith")
        await until(pilot, lambda: "Customers by name" in screen_text(app))
        assert "John Smith · #" not in screen_text(app)


async def test_an_entry_of_the_timeline_can_be_edited_and_deleted(shop: Store) -> None:
    sell(shop, 1, 5000)
    interactions.log(shop, 1, text="first words")
    async with running(shop) as (app, pilot):
        await shows(pilot, "first words")
        await pilot.press("enter", "e")
        await shows(pilot, "Edit interaction #1")
        await pilot.press("end", *"X", "enter")
        await shows_no(pilot, "Edit interaction #1")
        await shows(pilot, "first wordsX")
        await pilot.press("j", "e")
        await shows(pilot, "Edit purchase #1", "5,000")
        await pilot.press("escape", "d")
        await shows(pilot, "Deleted purchase #1")
        await shows_no(pilot, "1 purchase ·")
        await pilot.press("escape")
        assert the_list(app).has_focus


async def test_sorting_goes_round(shop: Store) -> None:
    sell(shop, 3, 9000)
    sell(shop, 2, 20000)
    async with running(shop) as (app, pilot):
        await pilot.press("s", "s")
        await shows(pilot, "by sum ▼")
        await until(pilot, lambda: current(app) == "Zahra Karimi")
        await pilot.press("s")
        await shows(pilot, "newest first")
        await until(pilot, lambda: current(app) == "John Smith")


async def test_a_line_keeps_its_place_when_others_come(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await pilot.press("j", "j")
        name = current(app)
        contacts.add(shop, name="Aaron First")
        await shows(pilot, "Aaron First")
        assert current(app) == name
        assert the_list(app).cursor == 3


async def test_copying_a_phone(shop: Store) -> None:
    contacts.edit(shop, 1, phone=["09123456789"])
    async with running(shop) as (app, pilot):
        await shows(pilot, "0912 345 6789")
        await pilot.press("y")
        await shows(pilot, "Copied 0912 345 6789")
        assert app.clipboard == "0912 345 6789"
        contacts.edit(shop, 1, email=["ali@pars.ir"])
        await shows(pilot, "ali@pars.ir")
        await pilot.press("y")
        await shows(pilot, "the whole card")
        await pilot.press("j", "enter")
        await until(pilot, lambda: app.clipboard == "ali@pars.ir")


async def test_two_panes_take_turns_on_a_small_terminal(shop: Store) -> None:
    purchases.sale(shop, 1, 70_000, note="green tea")
    async with running(shop, SMALL) as (app, pilot):
        await shows(pilot, *NAMES, "? keys")
        assert "green tea" not in screen_text(app)
        await pilot.press("enter")
        await shows(pilot, "green tea", "1 purchase", "Ali Rezaei · #1")
        assert "John Smith" not in screen_text(app)
        await pilot.press("escape")
        await shows(pilot, "John Smith")


async def test_a_huge_list_is_not_read_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = make_shop(tmp_path / "huge.db")
    _insert(store.path, 100_000)
    asked: list[int] = []
    page = reads.page

    def counted(connection: sqlite3.Connection, **how: object) -> list[ContactLine]:
        asked.append(int(str(how["skip"])))
        return page(connection, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(reads, "page", counted)
    async with running(store) as (app, pilot):
        await shows(pilot, "Customer 000000", "2 Customers 100,000")
        await pilot.press("G")
        await shows(pilot, "Customer 099999")
        assert the_list(app).cursor == 99_999
        assert len(asked) < 10


def _insert(path: Path, count: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA recursive_triggers=OFF")
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'contact'"
    ).fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    rows = (
        (f"Customer {n:06}", "person", "lead", f"customer {n:06}", "2026-01-01T00:00:00Z")
        for n in range(count)
    )
    connection.executemany(
        "INSERT INTO contact(name, kind, status, name_key, created_at, city, source, note) "
        "VALUES(?, ?, ?, ?, ?, '', '', '')",
        rows,
    )
    connection.commit()
    connection.close()
