"""A right-to-left line that is being edited: what is seen where, and where the keys go."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.widget import Widget

from crmtui.text.bidi import Shaping, has_rtl
from crmtui.widgets.visual_lines import IN_ORDER, VisualLines


class EditedLine:
    """The cells of a line. Each letter has its own, so that the cursor can stand on it."""

    def __init__(self, text: str, shaping: Shaping, base: int | None = None) -> None:
        from crmtui.text.bidi.lines import line

        drawn = line(text.replace("\t", " "), base, shaping)
        self._cells = drawn.cells
        self._length = len(text)
        self._edges = [0, *accumulate(cell_len(cell.text) for cell in drawn.cells)]
        self._starts = sorted(cell.start for cell in drawn.cells)
        self.is_rtl = drawn.base == 1
        """Whether the line begins at the right."""

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return self._edges[-1]

    def x(self, index: int) -> int:
        """Return where a character is seen, counted from the left end of the line.

        What has no cell is on the letter before. Behind the last character is the far side.
        """
        if index >= self._length:
            return -1 if self.is_rtl else self.width
        for cell, edge in zip(self._cells, self._edges, strict=False):
            if cell.start <= index < cell.end:
                return edge
        return 0

    def index(self, x: int) -> int:
        """Return which character is seen at a cell; beside the line it is an end of the text."""
        if 0 <= x < self.width:
            return self._cells[bisect_right(self._edges, x) - 1].start
        return self._length if (x < 0) == self.is_rtl else 0

    def next(self, index: int) -> int:
        """Return where the letter after this one starts: marks are no steps of their own."""
        at = bisect_right(self._starts, index)
        return self._starts[at] if at < len(self._starts) else self._length

    def previous(self, index: int) -> int:
        """Return where the letter before this place starts."""
        at = bisect_left(self._starts, index)
        return self._starts[at - 1] if at else 0

    def segments(self, styles: list[Style]) -> list[Segment]:
        """Return the line as it is drawn; each character has its style."""
        return [Segment(cell.text, styles[cell.start] + IN_ORDER) for cell in self._cells]


def joiner(event: events.Key) -> str:
    """Return the joiner or non-joiner that was typed: Textual passes over what is not printed."""
    return event.character if event.character in ("\u200c", "\u200d") else ""


def edited_line(widget: Widget, text: str, base: int | None = None) -> EditedLine | None:
    """Return how a line is edited; None if its letters stand in the order they are typed.

    With a `base`, it is a part of a paragraph that has others.
    """
    shaping = _shaping(widget) if base is not None or has_rtl(text) else None
    return EditedLine(text, shaping, base) if shaping else None


def _shaping(widget: Widget) -> Shaping | None:
    """Return how letters are sent to this terminal; None if it reorders them itself."""
    for each in widget.app.get_line_filters():
        if isinstance(each, VisualLines):
            return Shaping.TERMINAL if each.shaping is Shaping.TERMINAL else Shaping.LETTERS
    return None
