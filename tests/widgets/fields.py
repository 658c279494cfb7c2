"""An app with one field, on a terminal that draws cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.widget import Widget

from crmtui.text.bidi import Shaping
from crmtui.widgets.visual_lines import VisualLines


class OneField(App[None]):
    """Shows a widget at the top left."""

    CSS = """
    Screen > * { width: 30; border: none; padding: 0; }
    Input { height: 1; } TextArea { height: 6; }
    .input--cursor, .text-area--cursor { text-style: reverse; }
    """

    field: Widget

    def __init__(
        self, make: Callable[[], Widget], shaping: Shaping | None = Shaping.LIGATURES
    ) -> None:
        super().__init__()
        self._make = make
        self._order = [VisualLines(shaping)] if shaping else []

    def compose(self) -> ComposeResult:
        """Show the field."""
        self.field = self._make()
        yield self.field

    def on_mount(self) -> None:
        """Be ready to type."""
        self.field.focus()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Order the lines."""
        return [*super().get_line_filters(), *self._order]


def typed(text: str) -> list[events.Key]:
    """Return the keys that a terminal sends for a text."""
    return [key for key in XTermParser().feed(text) if isinstance(key, events.Key)]


def lines(app: OneField) -> list[str]:
    """Return what is seen of the field."""
    strips = app.screen._compositor.render_strips()
    return [strip.crop(0, 30).text for strip in strips[: app.field.size.height]]


def cursor_x(app: OneField, y: int = 0) -> list[int]:
    """Return the cells drawn as the cursor on a line."""
    found, x = [], 0
    for segment in app.screen._compositor.render_strips()[y].crop(0, 30):
        for char in segment.text:
            if segment.style and segment.style.reverse:
                found.append(x)
            x += 1 if char not in "\u0654\u064e" else 0
    return found
