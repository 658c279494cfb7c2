"""What comes back at the next start, and what is left of a crash."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from crmtui.places import log_path, state_path
from crmtui.screens import crash
from crmtui.screens.state import State, load_state, save_state
from crmtui.store.connect import Store
from tests.screens.helpers import app_on, running, screen_text, shows, type_in, until


async def test_the_last_place_comes_back(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("/")
        await type_in(pilot, "karimi")
        await shows(pilot, "2 of 6")
        await pilot.press("enter", "j")
        await shows(pilot, "▌ Zahra Karimi")
        await until(pilot, lambda: app.state.contact == 2)
        state = app.state
    save_state(state_path(), state)
    again = load_state(state_path())
    assert again == state
    async with running(shop, state=again) as (app, pilot):
        await shows(pilot, "karimi", " of 6", "best match first")
        await until(pilot, lambda: app.state.contact == 2 and "▌ Zahra" in screen_text(app))


async def test_the_view_and_its_cell_come_back(shop: Store) -> None:
    async with running(shop, state=State(view="segments", r=2, fm=3)) as (app, pilot):
        await shows(pilot, "At Risk · 0 customers")
        assert app.current_mode == "segments"
        await pilot.press("2")
        await shows(pilot, "Ali Rezaei")


async def test_the_app_remembers_the_view_it_was_left_in(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await pilot.press("6")
        await shows(pilot, "rare, little")
        assert app.state.view == "segments"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"sort": 3, "r": "x", "contact": -1}', "\x00"]
)
def test_a_damaged_file_is_ignored(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(text)
    assert load_state(path) == State()


def test_unknown_keys_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text(json.dumps({**asdict(State(sort="sum")), "later": 1}))
    assert load_state(path) == State(sort="sum")


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    save_state(tmp_path / "file" / "state.json", State())


async def test_an_unknown_view_or_theme_is_ignored(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRMTUI_THEME", "gone")
    async with running(shop, state=State(view="gone", sort="gone")) as (app, pilot):
        await shows(pilot, "Who next", "Nothing presses today.")
        assert app.theme == "textual-dark"


async def test_a_bug_leaves_a_log_and_no_data_on_the_terminal(
    shop: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    app = app_on(shop)
    secret = "0912 345 6789"

    async def fail() -> None:
        phone = secret
        raise ValueError(f"cannot call {phone}")

    with pytest.raises(WorkerFailed, match="cannot call"):
        async with app.run_test() as pilot:
            app.run_worker(fail())
            while app.is_running:
                await pilot.pause(0.01)
    assert app.return_code == 1
    capsys.readouterr()
    log = log_path()
    assert "cannot call" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
    said = crash.report(ValueError(secret), log)
    assert secret not in said
    assert str(log) in said
    assert "ValueError" in said
