"""How the columns of a board are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from crmtui.widgets.cells import cut, fit, one_line
from crmtui.widgets.mirror import is_mirrored

Ink = Callable[[str], Style]
"""The style of a part of the board by its name, or of a role by its."""


class Line(NamedTuple):
    """A line of a card: what stands where reading begins, what at the end, and their roles."""

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
    """Draw a line of a card as it is read; the bar of the cursor takes its first cell."""
    base = ink("cursor" if look.is_current else "card")
    if look.is_lifted:
        base += ink("lifted")
    room = max(0, width - 2)  # a cell for the bar, one at the end
    right = cut(one_line(line.right), room)
    gap = 1 if right else 0
    left = fit(line.left, max(0, room - cell_len(right) - gap), right=is_mirrored())
    return [
        Segment(bar(look.is_current and look.is_focused), base + ink("accent")),
        Segment(left, base + ink(line.left_role)),
        Segment(" " * gap, base),
        Segment(right, base + ink(line.right_role)),
        Segment(" ", base),
    ]


def bar(is_there: bool) -> str:
    """Return the bar of the cursor, or a blank: it hugs the edge where reading begins."""
    return ("▐" if is_mirrored() else "▌") if is_there else " "


def heading(ways: Sequence[str], width: int, style: Style, edge: Segment) -> list[Segment]:
    """Draw a line over a column: the first of the ways to say it that there is room for."""
    room = max(0, width - 1)
    text = next((way for way in ways if cell_len(way) <= room), ways[-1])
    return [edge, Segment(fit(text, room, right=is_mirrored()), style)]
