"""The screens in Persian: no word of another language stands on them, and digits are Persian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crmtui import locale
from crmtui._checkout import ROOT, compile_stale_catalogues
from crmtui.screens.state import State
from crmtui.screens.views import VIEWS
from crmtui.store.connect import Store, open_store
from crmtui.writes import demo
from tests.screens.helpers import running, screen_text

KEYS = {
    "pgup",
    "pgdn",
    "esc",
    "enter",
    "tab",
    "ctrl",
    "shift",
    "space",
    "backspace",
    "delete",
    "home",
    "end",
}
PROPER = {"crm", "crmtui", "csv", "tsv", "xlsx", "ods", "json", "jsonl", "vcf", "vcard", "ics"}
PROPER |= {"eml", "mbox", "nps", "url", "instagram", "whatsapp", "telegram", "txt", "html", "xls"}
TYPED = re.compile(
    r"`[^`]*`|\b09\d{9}\b|[\w.-]+@[\w.-]+|[a-z-]+[:<>=][^ ]*|/[\w./-]+|\b[A-Z]{2,}\b"
)
WORD = re.compile("[A-Za-z]{3,}")
LATIN_FIGURES = re.compile(r"(?<![#A-Z0-9])[0-9]{2,}(?![0-9…])")

PLACES = {
    "today": ("", "w", "question_mark", "colon"),
    "customers": ("", "a", "e", "l", "t", "dollar_sign", "p", "i", "m", "f", "ctrl+w", "f2", "f3"),
    "tickets": ("", *"rnclepb*vymfxa"),
    "sales": ("", "p", "e", "r", "w"),
    "segments": ("", "p", "enter", "m", "v"),
}
"""Keys of each view that open something; those that another view has are left out."""


@pytest.fixture(scope="module")
def persian_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    compile_stale_catalogues(ROOT)
    patch = pytest.MonkeyPatch()
    patch.setenv("CRMTUI_HOME", str(tmp_path_factory.mktemp("fa")))
    locale.use("fa")
    store = open_store(tmp_path_factory.mktemp("shop") / "shop.db", create=True)
    demo.fill(store, datetime(2026, 11, 26, 9, tzinfo=UTC))
    yield store.path
    locale.use("en")
    patch.undo()


@pytest.fixture(autouse=True)
def _persian() -> Iterator[None]:
    locale.use("fa")
    yield
    locale.use("en")


def foreign(text: str) -> set[str]:
    """The words of a screen that are neither Persian, nor keys, nor meant to be typed."""
    return {word.lower() for word in WORD.findall(TYPED.sub(" ", text))} - KEYS - PROPER


@pytest.mark.parametrize("view", [view.id for view in VIEWS])
async def test_a_view_and_what_it_opens_are_persian(view: str, persian_shop: Path) -> None:
    found: dict[str, set[str]] = {}
    async with running(Store(persian_shop), size=(140, 44), state=State(view=view)) as (app, pilot):
        for key in PLACES.get(view, ("",)):
            if key:
                await pilot.press(key)
            await pilot.pause(0.4)
            text = screen_text(app)
            if words := foreign(text):
                found[key] = words
            if figures := LATIN_FIGURES.findall(TYPED.sub(" ", text)):
                found.setdefault(key, set()).update(figures)
            for _ in range(3):
                await pilot.press("escape")
            await pilot.pause(0.1)
    assert not found, "\n".join(f"{key}: {words}" for key, words in found.items())
