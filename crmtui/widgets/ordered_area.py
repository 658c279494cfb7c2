"""A field of several lines that right-to-left text is edited in as it is read.

The text, the selection and what is copied stay in the order of typing. The names with an underline
are Textual's own; a test fails when one of them goes.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.document._document import Location
from textual.events import MouseEvent
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import TextArea

from crmtui.widgets.edited_line import EditedLine, edited_line, joiner


class _Section(NamedTuple):
    """A line on the screen: a part of a line of the text."""

    row: int
    start: int
    text: str
    is_last: bool


class OrderedArea(TextArea):
    """A paragraph that begins at the right stands at the right; the arrows go as they point.

    Lines are wrapped and never scrolled sideways.
    """

    def _render_line(self, y: int) -> Strip:
        """Draw a line as it is seen. Its end is blank: so it stands where its paragraph begins."""
        strip = super()._render_line(y)
        section = self._section(y + self.scroll_offset.y)
        base = self._base(section.row) if section else None
        if base is None:
            return strip
        styles = [segment.style or Style.null() for segment in strip for _char in segment.text]
        line = edited_line(self, strip.text, base)
        return strip if line is None else Strip(line.segments(styles))

    def get_target_document_location(self, event: MouseEvent) -> Location:
        """Return what is under the mouse."""
        y = event.y + self.scroll_offset.y - self.gutter.top
        section = self._section(y)
        line = self._padded(section) if section else None
        if section is None or line is None:
            return super().get_target_document_location(event)
        at = line.index(event.x - self.gutter.left)
        last = len(section.text) if section.is_last else len(section.text) - 1
        return section.row, section.start + min(at, last)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Return where the terminal's own cursor is to stand."""
        offset = super().cursor_screen_offset
        section = self._section(self._cursor_offset[1])
        line = self._padded(section) if section else None
        if section is None or line is None:
            return offset
        x = line.x(self.cursor_location[1] - section.start)
        return Offset(self.content_region.x + x, offset.y)

    def on_key(self, event: events.Key) -> None:
        """Take in what joins letters or keeps them apart."""
        if (joined := joiner(event)) and not self.read_only:
            event.stop()
            event.prevent_default()
            self.replace(joined, *self.selection)

    def action_cursor_left(self, select: bool = False) -> None:
        """Go a letter to the left."""
        if self._begins_right():
            super().action_cursor_right(select)
        else:
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Go a letter to the right."""
        if self._begins_right():
            super().action_cursor_left(select)
        else:
            super().action_cursor_right(select)

    def action_cursor_word_left(self, select: bool = False) -> None:
        """Go a word to the left."""
        if self._begins_right():
            super().action_cursor_word_right(select)
        else:
            super().action_cursor_word_left(select)

    def action_cursor_word_right(self, select: bool = False) -> None:
        """Go a word to the right."""
        if self._begins_right():
            super().action_cursor_word_left(select)
        else:
            super().action_cursor_word_right(select)

    def get_cursor_left_location(self) -> Location:
        """Return where the letter before starts: marks are no steps of their own."""
        row, column = self.cursor_location
        line = self._paragraph(row)
        return (
            (row, line.previous(column)) if line and column else super().get_cursor_left_location()
        )

    def get_cursor_right_location(self) -> Location:
        """Return where the letter after this one starts."""
        row, column = self.cursor_location
        line = self._paragraph(row)
        if line and column < len(self.document.get_line(row)):
            return row, line.next(column)
        return super().get_cursor_right_location()

    def _begins_right(self) -> bool:
        """Tell whether the paragraph of the cursor does."""
        return self._base(self.cursor_location[0]) == 1

    def _base(self, row: int) -> int | None:
        """Return the direction of a paragraph; None if nothing in it is to be ordered."""
        line = self._paragraph(row)
        return None if line is None else int(line.is_rtl)

    def _paragraph(self, row: int) -> EditedLine | None:
        return edited_line(self, self.document.get_line(row))

    def _section(self, y: int) -> _Section | None:
        """Return what of the text is seen on a line."""
        lines = self.wrapped_document._offset_to_line_info
        if not 0 <= y < len(lines) or (place := lines[y]) is None:
            return None
        row, number = place
        starts = [0, *self.wrapped_document.get_offsets(row)]
        text = self.wrapped_document.get_sections(row)[number]
        return _Section(row, starts[number], text, number == len(starts) - 1)

    def _padded(self, section: _Section) -> EditedLine | None:
        """Return a section with the blanks that fill its line."""
        base = self._base(section.row)
        if base is None:
            return None
        missing = self.scrollable_content_region.width - cell_len(section.text)
        return edited_line(self, section.text + " " * max(1, missing), base)
