"""How the lines of a list are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from crmtui.widgets.cells import wrapped
from crmtui.widgets.columns import Column, Placed, cells, place, titles
from crmtui.widgets.mirror import in_order, is_mirrored

Row = TypeVar("Row")

_BAR = "▌"
_BAR_RIGHT = "▐"
_MARGIN = 2
"""Cells before the first column: the bar of the cursor, the sign of the row, or both."""


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
        style = base + self._ink("muted")
        margin = Segment(" " * _MARGIN, style)
        return _line(margin, [Segment(lines[y] if y < len(lines) else "", style)], width, base)

    def header(self, width: int, base: Style) -> Strip:
        """Draw the titles of the columns."""
        style = base + self._ink("header")
        margin = Segment(" " * _MARGIN, style)
        return _line(margin, [Segment(titles(self._place(width)), style)], width, style)

    def row(
        self, row: Row | None, width: int, base: Style, *, has_bar: bool, sign: str = " "
    ) -> Strip:
        """Draw a row after its sign, or … for one that is still being read."""
        bar = _BAR_RIGHT if is_mirrored() else _BAR
        signs = in_order([bar, sign] if has_bar else [sign, " "])
        margin = Segment("".join(signs), base + self._ink("accent"))
        if row is None:
            return _line(margin, [Segment("…", base)], width, base)
        shown = [
            Segment(text, base + self._ink(role) if role else base)
            for text, role in cells(self._place(width), row)
        ]
        return _line(margin, shown, width, base)

    def _place(self, width: int) -> list[Placed[Row]]:
        """Choose the columns anew when the width is another: a scrollbar may have come or gone."""
        if width != self._width:
            self._width = width
            self._placed = place(self._columns, max(1, width - _MARGIN - 1))
        return self._placed


def _line(margin: Segment, shown: list[Segment], width: int, rest: Style) -> Strip:
    """Put the margin where reading begins, and blanks at the other end."""
    if not is_mirrored():
        return Strip([margin, *shown]).adjust_cell_length(width, rest)
    strip = Strip(shown).crop(0, max(0, width - _MARGIN))
    blank = Segment(" " * (width - _MARGIN - strip.cell_length), rest)
    return Strip([blank, *strip, margin]).adjust_cell_length(width, rest)
