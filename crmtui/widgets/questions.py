"""Questions that are answered with one key or a click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from crmtui.widgets.cells import one_line, wrapped

_GAP = 3


class Question(NamedTuple):
    """What is asked, and the words of the answers; the first holds until another is given."""

    text: str
    answers: Sequence[str]


class _Place(NamedTuple):
    x: int
    y: int
    text: str
    style: str
    answer: int = 0
    """Its number, counted over all questions from 1; 0 is a text that does nothing."""


class Questions(Widget):
    """Every question on a line of its own, its answers numbered; it is gone when none is left."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Questions { height: auto; } Questions.none { display: none; }"

    asked: reactive[tuple[Question, ...]] = reactive((), layout=True)

    class Answered(Message):
        """An answer was given: by its number, counted over all questions from 1."""

        def __init__(self, answer: int) -> None:
            super().__init__()
            self.answer = answer

    def on_mount(self) -> None:
        """Take no room as long as nothing is asked."""
        self.watch_asked()

    def watch_asked(self) -> None:
        """Come and go with the questions."""
        self.set_class(not self.asked, "none")

    def on_click(self, event: events.Click) -> None:
        """Take the answer under the mouse."""
        for place in self._places(self.size.width):
            is_here = place.y == event.y and place.x <= event.x < place.x + cell_len(place.text)
            if place.answer and is_here:
                self.post_message(self.Answered(place.answer))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as the questions need."""
        return max((place.y for place in self._places(width)), default=0) + 1

    def render(self) -> Content:
        """Show the questions loudly, by more than their colour."""
        parts: list[str | tuple[str, str]] = []
        at = line = 0
        for place in self._places(self.size.width):
            if place.y > line:
                parts.append("\n" * (place.y - line))
                at, line = 0, place.y
            parts += [" " * (place.x - at), (place.text, place.style)]
            at = place.x + cell_len(place.text)
        return Content.assemble(*parts)

    def _places(self, width: int) -> list[_Place]:
        places: list[_Place] = []
        y = number = 0
        for question in self.asked:
            lines = wrapped(f"▲ {one_line(question.text)}", max(10, width))
            for line in lines:
                places.append(_Place(0, y, line, "bold $pressing"))
                y += 1
            x = cell_len(lines[-1]) + _GAP
            y -= 1
            for index, answer in enumerate(question.answers):
                number += 1
                text = f"{number} {one_line(answer)}"
                if x + cell_len(text) > width:
                    x, y = 2, y + 1
                style = "bold underline" if index == 0 else "underline"
                places.append(_Place(x, y, text, f"{style} $pressing", number))
                x += cell_len(text) + _GAP
            y += 1
        return places
