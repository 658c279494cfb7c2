"""A field of one line that right-to-left text is edited in as it is read.

The value, the selection and what is copied stay in the order of typing. The names with an underline
are Textual's own; a test fails when one of them goes.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from crmtui.widgets.edited_line import EditedLine, edited_line, joiner


class LineInput(Input):
    """Text that begins at the right stands at the right, and the arrows go the way they point."""

    @property
    def _line(self) -> EditedLine | None:
        return None if self.password else edited_line(self, self._shown)

    @property
    def _shown(self) -> str:
        """The value, or what stands in its place."""
        return self.value or str(self.placeholder)

    def _left(self, line: EditedLine) -> int:
        """Return how many cells stand free at the left of a line."""
        if not line.is_rtl:
            return 0
        return max(1, self.scrollable_content_region.width - line.width)

    def render_line(self, y: int) -> Strip:
        """Draw the value, its selection and the cursor where they are seen."""
        line = self._line if y == 0 else None
        if line is None:
            return super().render_line(y)
        room = self.scrollable_content_region.width
        left = self._left(line)
        right = 0 if line.is_rtl else max(1, room - line.width)
        drawn = line.segments(self._styles())
        strip = Strip([Segment(" " * left), *drawn, Segment(" " * right)])
        if self.has_focus and self._cursor_visible and self.cursor_at_end:
            strip = _styled(strip, left + line.x(len(self.value)), self._ink("input--cursor"))
        strip = strip.crop(self.scroll_offset.x, self.scroll_offset.x + room)
        return strip.apply_style(self.rich_style)

    def _styles(self) -> list[Style]:
        """Return the style of each character."""
        hint = Style.null() if self.value else self._ink("input--placeholder")
        styles = [hint] * len(self._shown)
        if not self.has_focus:
            return styles
        start, end = sorted(self.selection)
        styles[start:end] = [self._ink("input--selection")] * (end - start)
        line = self._line
        if self._cursor_visible and line and not self.cursor_at_end:
            # A mark is drawn with its letter: the cursor on it is the cursor on that.
            styles[line.index(line.x(self.cursor_position))] = self._ink("input--cursor")
        return styles

    def _ink(self, name: str) -> Style:
        return self.get_component_rich_style(name)

    @property
    def _cursor_offset(self) -> int:
        """The cell of the cursor, for scrolling and for the terminal's own cursor."""
        line = self._line
        return self._left(line) + line.x(self.cursor_position) if line else super()._cursor_offset

    def _cell_offset_to_index(self, offset: int) -> int:
        """Return what is under the mouse."""
        line = self._line
        if line is None:
            return super()._cell_offset_to_index(offset)
        return line.index(offset + self.scroll_offset.x - self._left(line))

    def on_key(self, event: events.Key) -> None:
        """Take in what joins letters or keeps them apart."""
        if joined := joiner(event):
            event.stop()
            event.prevent_default()
            self.replace(joined, *self.selection)

    def action_cursor_left(self, select: bool = False) -> None:
        """Go a letter to the left."""
        self._go(select, by=-1)

    def action_cursor_right(self, select: bool = False) -> None:
        """Go a letter to the right."""
        self._go(select, by=1)

    def _go(self, select: bool, by: int) -> None:
        line = self._line
        if line is None:
            super().action_cursor_left(select) if by < 0 else super().action_cursor_right(select)
            return
        forwards = (by > 0) != line.is_rtl
        start, end = self.selection
        if self.selection.is_empty or select:
            target = line.next(end) if forwards else line.previous(end)
        else:
            target = max(start, end) if forwards else min(start, end)
        self.selection = Selection(start, target) if select else Selection.cursor(target)

    def action_cursor_left_word(self, select: bool = False) -> None:
        """Go a word to the left."""
        if (line := self._line) and line.is_rtl:
            super().action_cursor_right_word(select)
        else:
            super().action_cursor_left_word(select)

    def action_cursor_right_word(self, select: bool = False) -> None:
        """Go a word to the right."""
        if (line := self._line) and line.is_rtl:
            super().action_cursor_left_word(select)
        else:
            super().action_cursor_right_word(select)


def _styled(strip: Strip, x: int, style: Style) -> Strip:
    """Give one cell of a strip another style."""
    before, cell, after = strip.divide([x, x + 1, strip.cell_length])
    return Strip([*before, *cell.apply_style(style), *after])
