"""Editing right-to-left text in several lines."""

from __future__ import annotations

import pytest
from textual.widgets import TextArea

from crmtui.text.bidi import Shaping
from crmtui.widgets.note_area import NoteArea
from tests.widgets.fields import OneField, cursor_x, lines, typed

NOTE = "سلام دنیا\nHello\nAli علی 12"


def shown_app(text: str, shaping: Shaping | None = Shaping.LIGATURES) -> OneField:
    return OneField(lambda: NoteArea(text), shaping)


def test_textual_still_has_what_is_built_on() -> None:
    for name in ("_render_line", "get_target_document_location", "cursor_screen_offset"):
        assert hasattr(TextArea, name), name
    for name in ("get_cursor_left_location", "action_cursor_word_right", "action_cursor_left"):
        assert hasattr(TextArea, name), name


async def test_textual_still_counts_lines_as_before() -> None:
    app = shown_app("a b")
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("end")
        assert _area(app)._cursor_offset == (3, 0)
        assert _area(app).wrapped_document._offset_to_line_info == [(0, 0)]


async def test_each_paragraph_stands_where_it_begins() -> None:
    app = shown_app(NOTE)
    async with app.run_test(size=(40, 12)):
        seen = [line.rstrip() for line in lines(app)]
        assert seen[:3] == ["ﺎﯿﻧﺩ ﻡﺎﻠﺳ".rjust(_width(app)), "Hello", "Ali 12 ﯽﻠﻋ"]


async def test_keys_go_where_they_point() -> None:
    app = shown_app("سلام دنیا")
    async with app.run_test(size=(40, 12)) as pilot:
        last = _width(app) - 1
        await pilot.press("home")
        assert cursor_x(app) == [last]
        await pilot.press("left", "left", "left", "left")
        assert (cursor_x(app), _area(app).cursor_location) == ([last - 4], (0, 4))
        await pilot.press("و")
        assert _area(app).text == "سلامو دنیا"
        await pilot.press("backspace", "ctrl+left", "ctrl+right")
        assert _area(app).cursor_location == (0, 5)
        await pilot.press("shift+left", "shift+left", "ctrl+c")
        assert app.clipboard == "دن"
        await pilot.press("end", "right")
        assert _area(app).cursor_location == (0, 8)


async def test_a_paragraph_of_two_lines_keeps_its_direction() -> None:
    app = shown_app("علی به نام شرکت Tea and Spice Company of London آمد")
    async with app.run_test(size=(40, 12)):
        first, second = lines(app)[:2]
        assert first.rstrip().endswith("ﯽﻠﻋ") and len(first.rstrip()) == _width(app)
        assert second.startswith(" ")


@pytest.mark.parametrize("shaping", Shaping)
async def test_a_click_lands_on_the_letter_that_is_seen(shaping: Shaping) -> None:
    app = shown_app("علی (VIP) ۱۲۳\nHello علی", shaping)
    async with app.run_test(size=(40, 12)) as pilot:
        area = _area(app)
        for row, length in ((0, 13), (1, 9)):
            for column in range(length + 1):
                area.move_cursor((row, column))
                await pilot.pause()
                offset = area.cursor_screen_offset
                assert cursor_x(app, row) == [offset.x]
                await pilot.click(offset=offset)
                assert area.cursor_location == (row, column)


async def test_marks_are_no_steps_of_their_own() -> None:
    app = shown_app("می‌خواهم مُحَمَّد")
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("home", *["left"] * 12)
        assert _area(app).cursor_location == (0, len(_area(app).text))
        await pilot.press(*["right"] * 12)
        assert _area(app).cursor_location == (0, 0)


async def test_a_non_joiner_can_be_typed() -> None:
    app = shown_app("می")
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("end")
        for key in typed("\u200cش"):
            app.post_message(key)
        await pilot.pause()
        assert _area(app).text == "می\u200cش"
        assert lines(app)[0].rstrip().endswith("ﺵﯽﻣ")


async def test_a_terminal_that_reorders_gets_the_text_as_it_is() -> None:
    app = shown_app("سلام دنیا", None)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("home", "right")
        assert lines(app)[0].startswith("سلام دنیا")
        assert _area(app).cursor_location == (0, 1)


def _area(app: OneField) -> NoteArea:
    assert isinstance(app.field, NoteArea)
    return app.field


def _width(app: OneField) -> int:
    return _area(app).scrollable_content_region.width
