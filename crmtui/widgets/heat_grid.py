"""The map of segments: recency from top to bottom, frequency and money from left to right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from crmtui.labels import segment_label
from crmtui.locale import mark, pgettext
from crmtui.rules.rfm import GRID
from crmtui.widgets.cells import fenced_row, fit, wrapped
from crmtui.widgets.command import Command, bindings

COMMANDS = (
    Command("grid.left", "h,left", mark("cell to the left"), "move(0, -1)", in_palette=False),
    Command("grid.down", "j,down", mark("cell below"), "move(-1, 0)", in_palette=False),
    Command("grid.up", "k,up", mark("cell above"), "move(1, 0)", in_palette=False),
    Command("grid.right", "l,right", mark("cell to the right"), "move(0, 1)", in_palette=False),
    Command("grid.open", "enter", mark("its customers"), "open", in_footer=True, in_palette=False),
)

LEVELS = 5
_LINES = 3
"""Lines of a cell: two for the name, one for the count."""
_LABELS = 8
_SHADES = " ░▒▓█"


class Cell(NamedTuple):
    """A place on the map: scores from 1 to 5."""

    r: int
    fm: int


class HeatGrid(Widget, can_focus=True):
    """Five by five cells, each with its segment's name and how many customers are in it."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--label",
        "grid--marked",
        "grid--cursor",
        *(f"grid--shade-{level}" for level in range(len(_SHADES))),
    }

    cell: reactive[Cell] = reactive(Cell(5, 5))

    class Moved(Message):
        """The cursor stands on another cell."""

    class Opened(Message):
        """Enter or a double click on a cell."""

    def __init__(self, number: Callable[[int], str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._number = number
        self._counts: Mapping[Cell, int] = {}
        self._names: Mapping[int, tuple[str, ...]] = GRID

    def show(self, counts: Mapping[Cell, int], names: Mapping[int, tuple[str, ...]] = GRID) -> None:
        """Show how many customers each cell has; `names` are the segments, of each row."""
        self._counts, self._names = counts, names
        self.refresh()

    def segment(self, cell: Cell) -> str:
        """Return the segment that a cell belongs to."""
        return self._names[cell.r][cell.fm - 1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take a heading and five rows of cells."""
        return 1 + LEVELS * _LINES

    def watch_cell(self) -> None:
        """Tell the screen."""
        self.post_message(self.Moved())

    def action_move(self, up: int, right: int) -> None:
        """Go to a neighbouring cell."""
        self.cell = Cell(
            max(1, min(LEVELS, self.cell.r + up)), max(1, min(LEVELS, self.cell.fm + right))
        )

    def action_open(self) -> None:
        """Open the cell."""
        self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a double click opens the cell."""
        column = (event.x - _LABELS) // self._cell_width
        row = (event.y - 1) // _LINES
        if event.x >= _LABELS and event.y > 0 and column < LEVELS and row < LEVELS:
            self.cell = Cell(LEVELS - row, column + 1)
            if event.chain == 2:
                self.action_open()

    @property
    def _cell_width(self) -> int:
        return max(4, (self.size.width - _LABELS) // LEVELS)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the map."""
        base = self.rich_style
        width = self.size.width
        label = self._ink("grid--label", base)
        if y == 0:
            return Strip([Segment(self._heading(), label)]).adjust_cell_length(width, base)
        row, line = divmod(y - 1, _LINES)
        if row >= LEVELS:
            return Strip.blank(width, base)
        r = LEVELS - row
        segments = [Segment(fit(_recency(r) if line == 1 else "", _LABELS), label)]
        for fm in range(1, LEVELS + 1):
            segments += self._cell_line(Cell(r, fm), line)
        return Strip(fenced_row(segments)).adjust_cell_length(width, base)

    def _heading(self) -> str:
        rare, often = pgettext("grid", "rare, little"), pgettext("grid", "often, much")
        room = self._cell_width * LEVELS
        middle = room - cell_len(rare) - cell_len(often) - 2
        return " " * _LABELS + f"{rare} {'─' * max(1, middle - 1)}→ {often}"

    def _cell_line(self, cell: Cell, line: int) -> list[Segment]:
        count = self._counts.get(cell, 0)
        level = self._level(count)
        style = self.get_component_rich_style(f"grid--shade-{level}")
        segment = self.segment(cell)
        is_marked = segment == self.segment(self.cell)
        is_here = cell == self.cell
        if is_here and self.has_focus:
            style = self.get_component_rich_style("grid--cursor")
        width = self._cell_width - 1
        if line < 2:
            name = wrapped(segment_label(segment), width)
            text = name[line] if line < len(name) else ""
            shown = fit(text, width)
        else:
            shown = fit(f"{_SHADES[level]} {self._number(count)} ", width, right=True)
        edge = "▌" if is_marked else " "
        edge_style = style + self._ink("grid--marked", style)
        bold = Style(bold=True) if is_here or (is_marked and line < 2) else Style()
        return [Segment(edge, edge_style), Segment(shown, style + bold)]

    def _level(self, count: int) -> int:
        """Return the shade of a count: against the fullest cell, on a square-root scale."""
        most = max(self._counts.values(), default=0)
        if not count or not most:
            return 0
        return max(1, min(len(_SHADES) - 1, round(sqrt(count / most) * (len(_SHADES) - 1))))

    def _ink(self, name: str, base: Style) -> Style:
        return base + Style(color=self.get_component_rich_style(name).color)


def _recency(r: int) -> str:
    return {
        5: pgettext("recency", "now"),
        4: pgettext("recency", "lately"),
        3: pgettext("recency", "a while"),
        2: pgettext("recency", "long"),
        1: pgettext("recency", "ages"),
    }[r]
