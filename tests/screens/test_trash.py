"""The trash, erasing, and the file of one person, with the keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmtui.store.backup import backup
from crmtui.store.connect import Store
from crmtui.writes import contacts
from tests.screens.helpers import SMALL, running, sell, shows, shows_no, type_in, until
from tests.screens.test_merge import rows


async def test_bringing_somebody_back(shop: Store) -> None:
    sell(shop, 2, 500)
    contacts.delete(shop, 2)
    async with running(shop, SMALL) as (_app, pilot):
        await shows_no(pilot, "Zahra Karimi")
        await pilot.press("ctrl+x")
        await shows(pilot, "Trash", "Zahra Karimi", "today", "500")
        await pilot.press("enter")
        await shows(pilot, "Restored Zahra Karimi", "The trash is empty.")
        await pilot.press("escape")
        await shows(pilot, "2 Customers 6", "Zahra Karimi")
        assert rows(shop, "SELECT count(*) FROM contact WHERE deleted_at IS NOT NULL") == [(0,)]


async def test_an_empty_trash_says_how_to_fill_it(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await pilot.press("ctrl+x")
        await shows(pilot, "The trash is empty. d in the list of customers puts somebody here.")
        await pilot.press("enter", "x", "escape")
        await shows_no(pilot, "Trash")


async def test_erasing_from_the_trash_needs_the_word(shop: Store) -> None:
    contacts.edit(shop, 2, name="Zahra [/] Karimi")
    contacts.delete(shop, 2)
    kept = backup(shop, "test")
    async with running(shop, SMALL) as (app, pilot):
        await pilot.press("ctrl+x")
        await shows(pilot, "Zahra [/] Karimi")
        await pilot.press("x")
        await shows(pilot, "Erase for good", "Zahra [/] Karimi (#2) goes", "Nothing")
        await pilot.press("enter")
        await shows(pilot, "That is neither the word nor the name.")
        await type_in(pilot, "zahra")
        await shows_no(pilot, "neither the word")
        await pilot.press("enter")
        await shows(pilot, "That is neither the word nor the name.")
        assert rows(shop, "SELECT count(*) FROM contact WHERE id = 2") == [(1,)]
        await type_in(pilot, " [/] karimi")
        await pilot.press("enter")
        await shows(pilot, "Erased a contact for good", "These backups hold them")
        assert rows(shop, "SELECT count(*) FROM contact WHERE id = 2") == [(0,)]
        assert b"Zahra" not in shop.path.read_bytes()
        await pilot.press("enter")
        await until(pilot, lambda: app.clipboard == str(kept))
        await pilot.press("escape")
        await pilot.press("u")
        await shows(pilot, "An erased person cannot be brought back.")


async def test_erasing_a_customer_or_leaving_them(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("shift+delete")
        await shows(pilot, "Ali Rezaei (#1) goes")
        await pilot.press("escape")
        await shows_no(pilot, "Ali Rezaei (#1) goes")
        assert rows(shop, "SELECT count(*) FROM contact") == [(6,)]
        await pilot.press("shift+delete")
        await shows(pilot, "Type erase, or their name:")
        await type_in(pilot, "erase")
        await pilot.press("enter")
        await shows(pilot, "Erased a contact for good", "2 Customers 5")
        await shows_no(pilot, "Ali Rezaei")


@pytest.mark.parametrize(("ending", "start"), [("txt", "Ali Rezaei (#1)\n"), ("json", "{")])
async def test_everything_about_somebody_goes_to_a_file(
    shop: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, start: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("o")
        await shows(pilot, "All about Ali Rezaei", "contact-1.txt")
        if ending != "txt":
            await pilot.press("backspace", "backspace", "backspace")
            await type_in(pilot, ending)
        await pilot.press("enter")
        await shows(pilot, "Everything about them is in")
    assert (tmp_path / f"contact-1.{ending}").read_text("utf-8").startswith(start)


async def test_a_file_that_cannot_be_written_is_said(
    shop: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "gone"))
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("o")
        await shows(pilot, "contact-1.txt")
        await pilot.press("enter")
        await shows(pilot, "cannot be written")
