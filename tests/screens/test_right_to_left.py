"""Persian on the screens of a terminal that draws cell by cell."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from crmtui.app import CrmApp
from crmtui.writes import contacts
from tests.screens.helpers import SMALL, make_shop, running, screen_text, sell, shows, until

NAMES = ("نرگس صادقی", "سلام‌ها (V)", "Ali Rezaei", "مریم ۱۲", "שלום כהן")
DRAWN = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
BASE_LETTERS = re.compile("[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]")


@pytest.fixture(autouse=True)
def _draws_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRMTUI_BIDI", "visual")


def list_lines(app: CrmApp, width: int = 40) -> list[str]:
    return [line[:width] for line in screen_text(app).split("\n")]


async def test_columns_keep_their_places(tmp_path: Path) -> None:
    store = make_shop(tmp_path / "shop.db", NAMES)
    for number in range(1, len(NAMES) + 1):
        contacts.edit(store, number, phone=[f"0912 345 67{number:02}"])
        sell(store, number, 1000 * number)
    async with running(store) as (app, pilot):
        await shows(pilot, "ﯽﻗﺩﺎﺻ ﺲﮔﺮﻧ", "(V) ﺎﻫﻡﻼﺳ", "۱۲ ﻢﯾﺮﻣ", "ןהכ םולש")
        rows = [line for line in screen_text(app).split("\n") if "0912 345 67" in line[:60]]
        places = {cell_len(row[: row.index("0912 345 67")]) for row in rows}
        assert len(rows) == len(NAMES) and len(places) == 1
        _lines_are_whole(app)


async def test_what_lies_behind_a_form_is_not_turned_back(tmp_path: Path) -> None:
    store = make_shop(tmp_path / "shop.db", NAMES)
    async with running(store) as (app, pilot):
        await shows(pilot, "ﯽﻗﺩﺎﺻ ﺲﮔﺮﻧ", "ןהכ םולש")
        before = list_lines(app)
        for key in ("e", "l"):
            await pilot.press(key)
            await until(pilot, lambda: len(app.screen_stack) > 1)
            await pilot.pause()
            behind = [line for line in list_lines(app) if DRAWN.search(line)]
            assert behind and set(behind) <= set(before), key
            await pilot.press("escape")
            await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_every_screen_is_drawn_in_cells(tmp_path: Path) -> None:
    store = make_shop(tmp_path / "shop.db", NAMES)
    contacts.edit(store, 1, note="می‌خواهد تا ۱۴۰۵/۹/۱ سه بسته (سبز) برایش بماند. " * 5)
    async with running(store, SMALL) as (app, pilot):
        await _look_everywhere(app, pilot)


async def _look_everywhere(app: CrmApp, pilot: Pilot[int]) -> None:
    for keys in (
        "j",
        "enter",
        "escape",
        "e",
        "escape",
        "l",
        "escape",
        "1",
        "5",
        "6",
        "7",
        "2",
        "d",
    ):
        await pilot.press(keys)
        await pilot.pause(0.05)
        _lines_are_whole(app)
        text = screen_text(app)
        assert not BASE_LETTERS.search(text), keys
        assert not any(unicodedata.category(char) == "Cf" for char in text), keys


async def test_what_is_copied_and_stored_is_as_it_is_read(tmp_path: Path) -> None:
    store = make_shop(tmp_path / "shop.db", NAMES[:1])
    async with running(store) as (app, pilot):
        await pilot.press("e")
        await shows(pilot, "ﯽﻗﺩﺎﺻ")
        await pilot.press("home", "delete", "ت", "end", "ه", "ا", "shift+home", "ctrl+c")
        assert app.clipboard == "ترگس صادقیها"
        await pilot.press("enter")
        await shows(pilot, "ﺎﻬﯿﻗﺩﺎﺻ ﺲﮔﺮﺗ")
        with store.read() as connection:
            names = connection.execute("SELECT name FROM contact").fetchall()
        assert [tuple(row) for row in names] == [("ترگس صادقیها",)]


def _lines_are_whole(app: CrmApp) -> None:
    for strip in app.screen._compositor.render_strips():
        assert cell_len(strip.text) == app.size.width
