"""A choice by one key."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from crmtui.widgets.choice import Choice

OPTIONS = [("call", "call"), ("visit", "visit"), ("email", "e-mail"), ("eitaa", "Eitaa")]


class OneChoice(App[None]):
    """Nothing but a choice."""

    def compose(self) -> ComposeResult:
        yield Choice(OPTIONS, "call")


async def test_a_letter_chooses_and_goes_round() -> None:
    app = OneChoice()
    async with app.run_test(size=(20, 5)) as pilot:
        choice = app.query_one(Choice)
        choice.focus()
        for key, value in (("v", "visit"), ("e", "email"), ("e", "eitaa"), ("ر", "visit")):
            await pilot.press(key)
            assert choice.value == value
        await pilot.press("right", "right", "right")
        assert choice.value == "call"
        await pilot.press("left")
        assert choice.value == "eitaa"
        await pilot.press("z")
        assert choice.value == "eitaa"


async def test_the_mouse_chooses() -> None:
    app = OneChoice()
    async with app.run_test(size=(14, 5)) as pilot:
        choice = app.query_one(Choice)
        assert choice.size.height == 2
        await pilot.click(Choice, offset=(1, 1))
        assert choice.value == "email"


async def test_in_persian_the_words_begin_at_the_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmtui.widgets.choice.is_mirrored", lambda: True)
    app = OneChoice()
    async with app.run_test(size=(30, 5)) as pilot:
        choice = app.query_one(Choice)
        choice.focus()
        await pilot.press("left")
        assert choice.value == "visit"
        await pilot.press("space", "right")
        assert choice.value == "visit"
        await pilot.click(Choice, offset=(27, 0))
        assert choice.value == "call"
