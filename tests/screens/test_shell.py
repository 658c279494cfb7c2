"""What all views share: help, palette, find, undo, other programs' writes, errors."""

from __future__ import annotations

import asyncio
import time

import pytest
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from crmtui.errors import StoreLocked
from crmtui.screens import app_commands, customers, finder, form, help, list_menu, menu
from crmtui.screens.bridge import Bridge
from crmtui.screens.pipeline import deal as deal_screen
from crmtui.screens.pipeline import forecast, pipelines, stages
from crmtui.screens.pipeline import of_customer as deals_of
from crmtui.screens.pipeline import screen as pipeline
from crmtui.screens.segments import screen as segments
from crmtui.screens.tickets import canned, visits, whose
from crmtui.screens.tickets import screen as tickets
from crmtui.screens.today import queue_work
from crmtui.store.connect import Store
from crmtui.widgets import (
    board,
    choice,
    filter_box,
    heat_grid,
    mark_list,
    note_area,
    talk,
    virtual_list,
)
from crmtui.widgets.command import Command, live_commands, shown_key
from crmtui.widgets.key_bar import MOST, KeyBar
from crmtui.widgets.layout_fa import SAME, TWINS
from crmtui.writes import contacts
from tests.screens.helpers import SMALL, running, screen_text, shows, shows_no, type_in, until

_PLACES = (
    app_commands, customers, queue_work, segments, finder, form, help, menu, choice, filter_box,
    heat_grid, note_area, virtual_list, mark_list, list_menu,
    board, pipeline, pipelines, stages, deal_screen, deals_of, forecast,
    tickets, talk, canned, visits, whose,
)  # fmt: skip


def every_command() -> list[Command]:
    return [command for place in _PLACES for command in place.COMMANDS]


def test_every_command_has_an_id_of_its_own() -> None:
    ids = [command.id for command in every_command()]
    assert len(set(ids)) == len(ids)


def test_every_key_has_its_persian_twin() -> None:
    for command in every_command():
        for key in command.keys.split(","):
            if len(key) == 1:
                assert key in TWINS or key in SAME, command.id
        bound = {binding.key for binding in Binding.make_bindings([command.binding()])}
        latin = [key for key in command.keys.split(",") if len(key) == 1 and key not in SAME]
        assert len(bound) >= len(set(command.keys.split(","))) + len(latin), command.id


async def test_help_lists_every_command_of_the_place(shop: Store) -> None:
    async with running(shop, (120, 60)) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        live = live_commands(app.screen)
        await pilot.press("?")
        await shows(pilot, "Keys", "Everywhere")
        text = screen_text(app)
        for command in live:
            assert command.words in text, command.id
            assert shown_key(app, command.keys[0]) in text, command.id
        ids = {command.id for command in live}
        wanted = [*customers.COMMANDS, *virtual_list.COMMANDS, *app_commands.COMMANDS]
        there = {command.id for command in wanted} - {"customers.back"}  # nothing to go back from
        assert there <= ids
        await pilot.press("؟")
        await shows_no(pilot, "Everywhere")


async def test_a_keymap_of_ones_own_shows_in_help(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        app.set_keymap({"customers.add": "ctrl+x"})
        await shows(pilot, "^x add")
        await pilot.press("ctrl+x")
        await shows(pilot, "Add a customer")


async def test_the_footer_has_at_most_eight_keys_and_always_help(shop: Store) -> None:
    async with running(shop, SMALL) as (app, pilot):
        await shows(pilot, "? keys")
        bar = app.screen.query_one(KeyBar)
        assert 1 < len(bar._places) <= MOST


async def test_the_palette_has_every_action(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("ctrl+p")
        await shows(pilot, "Add", "Edit")
        await type_in(pilot, "segm")
        await shows(pilot, "Segments")
        await pilot.press("enter")
        await pilot.press("enter")
        await shows(pilot, "rare, little")


async def test_finding_anybody_from_anywhere(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await pilot.press("6", "ctrl+f")
        await shows(pilot, "Find anything")
        await type_in(pilot, "smith")
        await shows(pilot, "John Smith")
        await pilot.press("enter")
        await shows(pilot, "▌ John Smith")
        assert app.current_mode == "customers"


async def test_a_second_slash_finds_anywhere(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await pilot.press("/", "/")
        await shows(pilot, "Find anything")
        await pilot.press("escape")
        await shows_no(pilot, "Find anything")


async def test_what_another_program_writes_is_shown_within_a_second(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("j")
        await asyncio.to_thread(contacts.add, Store(shop.path), name="New Face")
        began = time.monotonic()
        await shows(pilot, "New Face", "2 Customers 7")
        assert time.monotonic() - began < 1
        assert "▌ John Smith" in screen_text(app)


async def test_ones_own_write_is_published_once(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        heard: list[frozenset[str]] = []
        app._hear = heard.append  # type: ignore[assignment, method-assign]
        app._watcher._tell = heard.append
        await pilot.press("d")
        await shows(pilot, "Deleted")
        other = await asyncio.to_thread(contacts.add, shop, name="Somebody")
        await until(pilot, lambda: heard)
        assert other.step not in app.bridge.own_steps
        assert len(heard) == 1


async def test_an_error_is_a_toast_with_its_hint(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        app.show_error(StoreLocked("Another program is using [it].", "Close it."))
        await shows(pilot, "Another program is using [it].", "Close it.")
        while True:
            await pilot.press("u")
            await pilot.pause()
            if "is nothing" in screen_text(app) or "othing to undo" in screen_text(app):
                break
        assert app.is_running


async def test_a_read_that_is_not_wanted_any_more_is_interrupted(shop: Store) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    bridge = Bridge(shop, lambda kinds: None)
    for _ in range(8):  # more than there are threads
        task = asyncio.create_task(
            bridge.read(lambda connection: connection.execute(endless).fetchone())
        )
        while not bridge._under_way:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await bridge.read(lambda connection: 7) == 7
    bridge.close()


async def test_a_write_is_never_cut_off_and_is_published(shop: Store) -> None:
    heard: list[frozenset[str]] = []
    bridge = Bridge(shop, heard.append)
    task = asyncio.create_task(bridge.write(lambda store: contacts.add(store, name="Sara")))
    while not bridge.writes_under_way:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    bridge.close()
    await asyncio.sleep(0)
    assert "contact" in heard[0]
    assert len(bridge.own_steps) == 1


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark", "nord", "solarized-light"])
async def test_themes_of_every_sort(
    shop: Store, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRMTUI_THEME", theme)
    async with running(shop) as (app, pilot):
        assert app.theme == theme
        await shows(pilot, "Ali Rezaei")
        await pilot.press("6", "?")
        await shows(pilot, "Everywhere")


async def test_keys_typed_into_a_filter_are_text(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await pilot.press("/", "q", "a", "2")
        await until(pilot, lambda: app.screen.query_one("#filter", Input).value == "qa2")


def test_what_the_first_paint_relies_on_is_still_in_textual() -> None:
    assert Screen()._css_update_count == -1
    assert App()._css_update_count == 0
