"""Shares by cohort and by how many periods later, the darker the more; each cell can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from crmtui.locale import mark
from crmtui.text.bars import shade, shade_sign
from crmtui.widgets.cells import fit
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.mirror import in_order, is_mirrored

COMMANDS = (
    Command("cohorts.left", "h,left", mark("cell to the left"), "move(0, -1)", in_palette=False),
    Command("cohorts.down", "j,down", mark("cell below"), "move(1, 0)", in_palette=False),
    Command("cohorts.up", "k,up", mark("cell above"), "move(-1, 0)", in_palette=False),
    Command("cohorts.right", "l,right", mark("cell to the right"), "move(0, 1)", in_palette=False),
    Command("cohorts.first", "g,home", mark("first line"), "move(-9999, 0)", in_palette=False),
    Command("cohorts.last", "G,end", mark("last line"), "move(9999, 0)", in_palette=False),
    Command("cohorts.down-page", "pagedown", mark("a page down"), "page(1)", in_palette=False),
    Command("cohorts.up-page", "pageup", mark("a page up"), "page(-1)", in_palette=False),
    Command("cohorts.open", "enter", mark("its customers"), "open", True, in_palette=False),
)
CELL = 5


class CohortRow(NamedTuple):
    """A cohort: its name, how many they are, and of each later period a text and a shade."""

    name: str
    customers: str
    cells: Sequence[tuple[str, float]]


class CohortGrid(Widget, can_focus=True):
    """Cohorts from top to bottom; the first column is the whole cohort."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--label",
        "grid--cursor",
        *(f"grid--shade-{level}" for level in range(5)),
    }

    cursor: reactive[tuple[int, int]] = reactive((0, 0))
    """Line and column; column 0 is the whole cohort."""

    class Opened(Message):
        """Enter or a double click on a cell."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[CohortRow] = []
        self._titles: Sequence[str] = ("", "")
        self._top = self._left = 0

    def show(self, titles: Sequence[str], rows: list[CohortRow]) -> None:
        """Show these cohorts under the titles of all columns."""
        self._titles, self._rows = titles, rows
        self._go(*self.cursor)
        self.refresh()

    @property
    def count(self) -> int:
        """How many cohorts there are."""
        return len(self._rows)

    def action_move(self, down: int, right: int) -> None:
        """Go to a neighbouring cell."""
        later = -right if is_mirrored() else right
        self._go(self.cursor[0] + down, self.cursor[1] + later)

    def action_page(self, direction: int) -> None:
        """Go a screen up or down."""
        self.action_move(direction * max(1, self._height - 1), 0)

    def action_open(self) -> None:
        """Open the cell under the cursor."""
        if self._rows:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a double click opens the cell."""
        row = event.y - 1 + self._top
        at = (self.size.width - 1 - event.x if is_mirrored() else event.x) - self._begins
        column = 0 if at < 0 else at // CELL + self._left + 1
        if event.y and row < len(self._rows):
            self._go(row, column)
            if event.chain == 2:
                self.action_open()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._go(*self.cursor)

    def _go(self, row: int, column: int) -> None:
        row = max(0, min(row, len(self._rows) - 1))
        cells = len(self._rows[row].cells) if self._rows else 0
        column = max(0, min(column, cells))
        self._top = max(row - self._height + 1, min(self._top, row))
        self._left = max(0, column - self._room, min(self._left, column - 1))
        self.cursor = (row, column)
        self.refresh()

    @property
    def _height(self) -> int:
        return max(1, self.size.height - 1)

    @property
    def _room(self) -> int:
        """How many of the later periods are in sight."""
        return max(1, (self.size.width - self._begins) // CELL)

    @property
    def _widths(self) -> tuple[int, int]:
        rows = self._rows
        return (
            max([cell_len(self._titles[0]), *(cell_len(row.name) for row in rows)]),
            max([cell_len(self._titles[1]), *(cell_len(row.customers) for row in rows)]),
        )

    @property
    def _begins(self) -> int:
        return 1 + sum(self._widths) + 3

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        base = self.rich_style
        if y == 0:
            return self._strip(self._heading(base), base)
        index = y - 1 + self._top
        if index >= len(self._rows):
            return Strip.blank(self.size.width, base)
        return self._strip(self._cells(index, base), base)

    def _strip(self, segments: Sequence[Segment], base: Style) -> Strip:
        """Return a line of segments, each as wide as what stands under it."""
        strip = Strip(in_order(segments))
        width = self.size.width
        if is_mirrored() and strip.cell_length < width:
            blank = Segment(" " * (width - strip.cell_length), base)
            return Strip([blank, *strip])
        return strip.adjust_cell_length(width, base)

    def _heading(self, base: Style) -> list[Segment]:
        label = base + Style(color=self.get_component_rich_style("grid--label").color)
        name, number, *later = self._titles
        shown = later[self._left : self._left + self._room]
        cells = [fit(title, CELL - 2, right=True) + "  " for title in shown]
        return [Segment(text, label) for text in (" ", *self._head(name, number), *cells)]

    def _head(self, name: str, number: str) -> list[str]:
        names, numbers = self._widths
        is_right = is_mirrored()
        return [f"{fit(name, names, right=is_right)} ", f" {fit(number, numbers, right=True)} "]

    def _cells(self, index: int, base: Style) -> list[Segment]:
        row = self._rows[index]
        at = self.cursor[1] if index == self.cursor[0] and self.has_focus else -1
        accent = base + Style(color=self.get_component_rich_style("grid--label").color)
        bar = "▐" if is_mirrored() else "▌"
        style = self._cursor_style if at == 0 else base
        segments = [Segment(bar if at >= 0 else " ", accent)]
        segments += [Segment(text, style) for text in self._head(row.name, row.customers)]
        for column, (text, share) in enumerate(row.cells):
            if self._left <= column < self._left + self._room:
                style = self.get_component_rich_style(f"grid--shade-{shade(share)}")
                if column + 1 == at:
                    style = self._cursor_style
                segments.append(Segment(f"{text:>{CELL - 2}}{shade_sign(share)} ", style))
        return segments

    @property
    def _cursor_style(self) -> Style:
        return self.get_component_rich_style("grid--cursor")
