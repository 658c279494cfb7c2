"""How the lines of a list are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from crmtui.widgets.cells import wrapped
from crmtui.widgets.columns import Column, Placed, cells, place, titles

Row = TypeVar("Row")

_BAR = "▌"
_MARGIN = 2
"""Cells left of the first column: the bar of the cursor, the sign of the row, or both."""


class ListLines(Generic[Row]):
    """Lays rows out in the columns that fit; `ink` gives the colour of a role."""

    def __init__(self, columns: Sequence[Column[Row]], ink: Callable[[str], Style]) -> None:
        self._columns = columns
        self._ink = ink
        self._placed: list[Placed[Row]] = []
        self._width = -1

    def empty(self, y: int, width: int, base: Style, text: str) -> Strip:
        """Draw a line of what is said where there are no rows."""
        lines = ["", *wrapped(text, max(1, width - 2 * _MARGIN))]
        shown = " " * _MARGIN + lines[y] if y < len(lines) else ""
        return Strip([Segment(shown, base + self._ink("muted"))]).adjust_cell_length(width, base)

    def header(self, width: int, base: Style) -> Strip:
        """Draw the titles of the columns."""
        style = base + self._ink("header")
        text = " " * _MARGIN + titles(self._place(width))
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)

    def row(
        self, row: Row | None, width: int, base: Style, *, has_bar: bool, sign: str = " "
    ) -> Strip:
        """Draw a row after its sign, or … for one that is still being read."""
        margin = _BAR + sign if has_bar else sign + " "
        segments = [Segment(margin, base + self._ink("accent"))]
        if row is None:
            segments.append(Segment("…", base))
        else:
            segments += [
                Segment(text, base + self._ink(role) if role else base)
                for text, role in cells(self._place(width), row)
            ]
        return Strip(segments).adjust_cell_length(width, base)

    def _place(self, width: int) -> list[Placed[Row]]:
        """Choose the columns anew when the width is another: a scrollbar may have come or gone."""
        if width != self._width:
            self._width = width
            self._placed = place(self._columns, max(1, width - _MARGIN - 1))
        return self._placed
