"""Editing right-to-left text in one line."""

from __future__ import annotations

import pytest
from textual.widgets import Input
from textual.widgets.input import Selection

from crmtui.text.bidi import Shaping
from crmtui.widgets.line_input import LineInput
from tests.widgets.fields import OneField, cursor_x, lines, typed

HELLO = "سلام دنیا"
MIXED = "علی (VIP) ۱۲۳"
LETTERS = "ﺎﯿﻧﺩ ﻡﺎﻠﺳ"


def field(value: str = "") -> LineInput:
    return LineInput(value, compact=True, select_on_focus=False)


def shown_app(value: str = "", shaping: Shaping | None = Shaping.LIGATURES) -> OneField:
    return OneField(lambda: field(value), shaping)


def test_textual_still_has_what_is_built_on() -> None:
    for name in ("render_line", "_cursor_offset", "_cell_offset_to_index", "action_cursor_left"):
        assert hasattr(Input, name), name
    for name in ("action_cursor_right", "action_cursor_left_word", "action_cursor_right_word"):
        assert hasattr(Input, name), name
    assert "_cursor_visible" in vars(Input)


async def test_text_begins_at_the_right_and_the_cursor_follows_it() -> None:
    app = shown_app()
    async with app.run_test() as pilot:
        for letters, seen in (("س", "ﺱ"), ("سل", "ﻞﺳ"), ("سلا", "ﺎﻠﺳ"), ("سلام", "ﻡﺎﻠﺳ")):
            await pilot.press(letters[-1])
            assert lines(app) == [seen.rjust(30)]
            assert cursor_x(app) == [29 - len(letters)]
            assert _value(app) == letters


async def test_keys_go_where_they_point() -> None:
    app = shown_app(HELLO)
    async with app.run_test() as pilot:
        assert lines(app) == [LETTERS.rjust(30)]
        await pilot.press("home")
        assert cursor_x(app) == [29]
        await pilot.press("left", "left", "left", "left")
        assert (cursor_x(app), _cursor(app)) == ([25], 4)
        await pilot.press("right")
        assert (cursor_x(app), _cursor(app)) == ([26], 3)
        await pilot.press("left", "و")
        assert _value(app) == "سلامو دنیا"
        await pilot.press("backspace", "delete")
        assert _value(app) == "سلامدنیا"
        await pilot.press("end")
        assert cursor_x(app) == [29 - 8]


async def test_words_and_selections() -> None:
    app = shown_app(HELLO)
    async with app.run_test() as pilot:
        await pilot.press("home", "ctrl+left")
        assert _cursor(app) == 5
        await pilot.press("shift+left", "shift+left")
        assert _input(app).selected_text == "دن"
        await pilot.press("ctrl+c")
        assert app.clipboard == "دن"
        await pilot.press("left")
        assert _input(app).selection == Selection.cursor(7)
        await pilot.press("ctrl+right")
        assert _cursor(app) == 5


async def test_a_click_lands_on_the_letter_that_is_seen() -> None:
    app = shown_app(MIXED)
    async with app.run_test() as pilot:
        assert lines(app) == ["۱۲۳ (VIP) ﯽﻠﻋ".rjust(30)]
        for x, index in (
            (29, 0),
            (27, 2),
            (25, 4),
            (24, 7),
            (22, 5),
            (21, 8),
            (18, 11),
            (17, 10),
            (2, 13),
        ):
            await pilot.click(offset=(x, 0))
            assert _cursor(app) == index, x


@pytest.mark.parametrize("value", [HELLO, MIXED, "Ali علی 12", "۱۲ علی", "تلفن 0912 345 6789"])
@pytest.mark.parametrize("shaping", Shaping)
async def test_places_and_indices_invert(value: str, shaping: Shaping) -> None:
    app = shown_app(value, shaping)
    async with app.run_test() as pilot:
        for index in range(len(value) + 1):
            _input(app).cursor_position = index
            await pilot.pause()
            x = _input(app)._cursor_offset
            assert cursor_x(app) == [x]
            assert _input(app)._cell_offset_to_index(x) == index


async def test_marks_are_no_steps_of_their_own() -> None:
    app = shown_app("می‌خواهم مُحَمَّد")
    async with app.run_test() as pilot:
        await pilot.press("home", *["left"] * 7)
        assert _value(app)[_cursor(app)] == " "
        await pilot.press(*["left"] * 5)
        assert _cursor(app) == len(_value(app))


async def test_a_hint_stands_where_the_text_will() -> None:
    app = OneField(lambda: LineInput(placeholder="نام", compact=True))
    async with app.run_test() as pilot:
        assert lines(app) == ["ﻡﺎﻧ".rjust(30)] and cursor_x(app) == [29]
        await pilot.click(offset=(3, 0))
        await pilot.press("left", "ع")
        assert _value(app) == "ع" and cursor_x(app) == [28]


async def test_a_non_joiner_can_be_typed() -> None:
    app = shown_app("می")
    async with app.run_test() as pilot:
        for key in typed("\u200cش"):
            app.post_message(key)
        await pilot.pause()
        assert _value(app) == "می\u200cش" and lines(app) == ["ﺵﯽﻣ".rjust(30)]


async def test_what_is_longer_than_the_field_scrolls() -> None:
    app = shown_app(" ".join(["علی"] * 12))
    async with app.run_test() as pilot:
        assert cursor_x(app) == [0]
        await pilot.press("home")
        await pilot.pause()
        assert cursor_x(app) == [29]
        assert lines(app)[0].endswith("ﯽﻠﻋ")
        await pilot.press(*["left"] * 32)
        assert len(cursor_x(app)) == 1


async def test_latin_text_and_terminals_that_reorder_are_left_to_textual() -> None:
    app = shown_app("Ali Rezaei")
    async with app.run_test() as pilot:
        await pilot.press("left")
        assert lines(app) == ["Ali Rezaei".ljust(30)] and cursor_x(app) == [9]
    app = shown_app(HELLO, None)
    async with app.run_test() as pilot:
        await pilot.press("home", "right")
        assert lines(app) == [HELLO.ljust(30)] and _cursor(app) == 1


def _input(app: OneField) -> LineInput:
    assert isinstance(app.field, LineInput)
    return app.field


def _value(app: OneField) -> str:
    return _input(app).value


def _cursor(app: OneField) -> int:
    return _input(app).cursor_position
