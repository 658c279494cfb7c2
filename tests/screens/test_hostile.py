"""Names that want to be more than names."""

from __future__ import annotations

from pathlib import Path

from crmtui.app import CrmApp
from crmtui.store.transact import transact
from crmtui.text.clean import printable
from tests.screens.helpers import make_shop, running, screen_text, shows

HOSTILE = (
    "[/] [b]x",
    "[@click=app.quit]Quit[/]",
    "Red[bold red]",
    "👩‍👩‍👧 family",
    "日本語 テスト",
    "e" + "\u0301" * 5,
    "L" * 300,
)
ESCAPE = "A\x1b]52;c;QQ==\x07\x9b2JZ\u202eabc"


def test_names_are_shown_as_they_are() -> None:
    assert printable(ESCAPE) == "A]52;c;QQ==2JZabc"


async def test_no_name_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    store = make_shop(tmp_path / "shop.db", HOSTILE)
    with transact(store, "slipped past the door") as transaction:
        transaction.connection.execute("UPDATE contact SET name = ? WHERE id = 1", (ESCAPE,))
    async with running(store) as (app, pilot):
        await shows(pilot, "[@click=app", "Red[bold r", "A]52;c;QQ", "LLLL", "日本")
        _no_controls(app)
        _columns_hold(app)
        for _ in HOSTILE:
            await pilot.press("j", "enter", "escape")
            await pilot.pause()
            _no_controls(app)
        await pilot.press("g", "d")
        await shows(pilot, "u to undo")
        _no_controls(app)
        await pilot.press("j", "e")
        await shows(pilot, "Edit ")
        _no_controls(app)
        assert app.is_running


def _no_controls(app: CrmApp) -> None:
    text = screen_text(app)
    for line in text.split("\n"):
        assert printable(line) == line


def _columns_hold(app: CrmApp) -> None:
    for strip in app.screen._compositor.render_strips():
        assert strip.cell_length == app.size.width
