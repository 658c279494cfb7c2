"""How the columns of a board are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from crmtui.widgets.cells import cut, fit, one_line

Ink = Callable[[str], Style]
"""The style of a part of the board by its name, or of a role by its."""


class Line(NamedTuple):
    """A line of a card: what stands left, what stands right and is never cut, and their roles."""

    left: str
    right: str = ""
    left_role: str = ""
    right_role: str = ""


Face = tuple[Line, Line]
"""What a card says."""


class Look(NamedTuple):
    """How a card stands there."""

    is_current: bool = False
    is_focused: bool = False
    is_lifted: bool = False
    """The mouse holds it."""


def card_line(line: Line, width: int, look: Look, ink: Ink) -> list[Segment]:
    """Draw a line of a card; the bar of the cursor takes its first cell."""
    base = ink("cursor" if look.is_current else "card")
    if look.is_lifted:
        base += ink("lifted")
    bar = "▌" if look.is_current and look.is_focused else " "
    room = max(0, width - 2)  # a cell for the bar, one at the end
    right = cut(one_line(line.right), room)
    gap = 1 if right else 0
    left = fit(line.left, max(0, room - cell_len(right) - gap))
    return [
        Segment(bar, base + ink("accent")),
        Segment(left + " " * gap, base + ink(line.left_role)),
        Segment(right, base + ink(line.right_role)),
        Segment(" ", base),
    ]


def heading(ways: Sequence[str], width: int, style: Style, bar: Segment) -> list[Segment]:
    """Draw a line over a column: the first of the ways to say it that there is room for."""
    room = max(0, width - 1)
    text = next((way for way in ways if cell_len(way) <= room), ways[-1])
    return [bar, Segment(fit(text, room), style)]
