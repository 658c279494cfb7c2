"""Merging two customers with the keys."""

from __future__ import annotations

from typing import Any

from crmtui.reads.history import history
from crmtui.screens.merge import MergeScreen, open_merge
from crmtui.store.connect import Store
from crmtui.widgets.virtual_list import VirtualList
from crmtui.writes import contacts, interactions
from tests.screens.helpers import SMALL, running, sell, shows, shows_no, type_in, until


def rows(store: Store, query: str) -> list[Any]:
    with store.read() as connection:
        return connection.execute(query).fetchall()


def prepare(shop: Store) -> int:
    """Give Ali Rezaei (#1) a city, and make him a second time."""
    contacts.edit(shop, 1, city="Tehran", note="likes tea")
    other = contacts.add(shop, name="Ali R. [/]", city="Shiraz", email=["ali@pars.ir"]).row
    sell(shop, other, 500)
    interactions.log(shop, other, text="hello")
    return other


async def test_merging_with_another_who_is_looked_for(shop: Store) -> None:
    other = prepare(shop)
    async with running(shop, SMALL) as (app, pilot):
        await app.open_contact(1)
        await until(pilot, lambda: app.state.contact == 1)
        await pilot.press("پ")  # the key of m
        await shows(pilot, "Who is the same as Ali Rezaei?")
        await type_in(pilot, "ali@pars")
        await shows(pilot, "Ali R. [/]")
        await pilot.press("enter")
        await shows(pilot, "Make one contact of two", "#1 Ali Rezaei stays",
                    "With it go 1 interaction, 1 purchase.", "● Tehran", "○ Shiraz",
                    "enter merge", "esc back")  # fmt: skip
        await pilot.press("enter")
        await shows(pilot, f"Merged Ali R. [/] (#{other}) into Ali Rezaei — u to undo")
        assert rows(shop, "SELECT nickname, city, note FROM contact WHERE id = 1") == [
            ("Ali R. [/]", "Tehran", "likes tea\nmerged: city Shiraz")
        ]
        await pilot.press("u")
        await shows(pilot, "Undid: Merged")
        assert rows(shop, f"SELECT city FROM contact WHERE id IN (1, {other}) ORDER BY id") == [
            ("Tehran",), ("Shiraz",),
        ]  # fmt: skip


async def test_values_are_chosen_field_by_field_and_sides_swapped(shop: Store) -> None:
    other = prepare(shop)
    async with running(shop) as (app, pilot):
        open_merge(app, 1, other)
        await shows(pilot, "● Ali Rezaei", "○ Ali R. [/]")
        await pilot.press("right")
        await shows(pilot, "○ Ali Rezaei", "● Ali R. [/]")
        await pilot.press("left")
        await shows(pilot, "● Ali Rezaei")
        await pilot.press("space")
        await shows(pilot, "● Ali R. [/]")
        await pilot.press("s")
        await shows(pilot, f"#{other} Ali R. [/] stays", "● Ali R. [/]", "● Shiraz")
        await pilot.press("left", "j")
        await pilot.press("right")
        await shows(pilot, "Nothing to choose here")
        fields = app.screen.query_one("#merge-fields", VirtualList)
        fields.cursor = [row.field for row in app.screen._found.rows].index("city")  # type: ignore[attr-defined]
        await pilot.press("right")
        await shows(pilot, "● Tehran", "○ Shiraz")
        await pilot.press("enter")
        await shows(pilot, "Merged Ali Rezaei (#1)")
        assert rows(
            shop, "SELECT id, name, nickname, city FROM contact WHERE name LIKE 'Ali%'"
        ) == [(other, "Ali R. [/]", "Ali Rezaei", "Tehran")]


async def test_leaving_changes_nothing(shop: Store) -> None:
    other = prepare(shop)
    stayed: list[int | None] = []
    async with running(shop) as (app, pilot):
        open_merge(app, 1, other, stayed.append)
        await shows(pilot, "Make one contact of two")
        await pilot.press("s", "right", "escape")
        await shows_no(pilot, "Make one contact of two")
    assert stayed == [None]
    with shop.read() as connection:
        assert not any(step.label.startswith("Merged") for step in history(connection))


async def test_who_opened_it_is_told_who_stayed(shop: Store) -> None:
    other = prepare(shop)
    stayed: list[int | None] = []
    async with running(shop) as (app, pilot):
        open_merge(app, other, 1, stayed.append)
        await shows(pilot, "Make one contact of two")
        await pilot.press("enter")
        await until(pilot, lambda: stayed)
    assert stayed == [other]


async def test_what_cannot_be_merged_is_said(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        open_merge(app, 1, 1)
        await shows(pilot, "Nobody can be merged with themselves.")
        open_merge(app, 1, 99)
        await shows(pilot, "There is no contact #99.")
        assert not isinstance(app.screen, MergeScreen)


async def test_one_who_is_gone_meanwhile_is_said(shop: Store) -> None:
    other = prepare(shop)
    async with running(shop) as (app, pilot):
        open_merge(app, 1, other)
        await shows(pilot, "Make one contact of two")
        contacts.delete(shop, other)
        await pilot.press("enter")
        await shows(pilot, "Ali R. [/] is in the trash.")
