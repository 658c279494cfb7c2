"""The columns of a list: which ones a width has room for, and how a row is laid out in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from crmtui.widgets.cells import fenced, fit
from crmtui.widgets.mirror import is_mirrored

Row = TypeVar("Row")

GAP = 2
"""Blank cells between two columns."""
SPARE = 12
"""What a growing column has before another one widens."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column; the one with the lowest `rank` stays the longest when room gets scarce."""

    title: Callable[[], str]
    width: int
    """In cells; for a growing column the least it takes."""
    text: Callable[[Row], str]
    rank: int = 0
    grows: bool = False
    most: int = 0
    """Up to so many cells it takes first, as long as a growing column keeps SPARE."""
    right: bool = False
    role: str | Callable[[Row], str] = ""
    """The role of its colour, like "money"; a row may have one of its own."""


@dataclass(frozen=True)
class Placed(Generic[Row]):
    """A column with the width it got."""

    column: Column[Row]
    width: int

    def fit(self, text: str) -> str:
        """Make a text as wide as the column; numbers stand right in any language."""
        return fit(text, self.width, right=self.column.right or is_mirrored())


def place(columns: Sequence[Column[Row]], width: int) -> list[Placed[Row]]:
    """Choose the columns that fit into `width` cells and give the rest to those that grow.

    They come as they stand on the screen, from the left.
    """
    chosen = list(columns)
    while len(chosen) > 1 and _needed(chosen) > width:
        chosen.remove(max(chosen, key=lambda column: column.rank))
    growing = [column for column in chosen if column.grows]
    spare = max(0, width - _needed(chosen))
    placed = []
    for column in chosen:
        share = 0
        if column.most:
            share = min(column.most - column.width, max(0, spare - SPARE))
            spare -= share
        elif column.grows:
            share = spare // len(growing)
            if column is growing[0]:
                share += spare % len(growing)
        placed.append(Placed(column, min(column.width + share, width)))
    return placed[::-1] if is_mirrored() else placed


def _needed(columns: Sequence[Column[Row]]) -> int:
    return sum(column.width for column in columns) + GAP * (len(columns) - 1)


def titles(placed: Sequence[Placed[Row]]) -> str:
    """Return the header line."""
    shown = [p.fit(p.column.title()) for p in placed]
    return (" " * GAP).join(fenced(shown))


def cells(placed: Sequence[Placed[Row]], row: Row) -> list[tuple[str, str]]:
    """Return a row as (text, role of its colour), each text with the gap that follows it."""
    shown = fenced([p.fit(p.column.text(row)) for p in placed])
    last = len(placed) - 1
    return [
        (text if index == last else text + " " * GAP, _role(p.column, row))
        for index, (text, p) in enumerate(zip(shown, placed, strict=True))
    ]


def _role(column: Column[Row], row: Row) -> str:
    return column.role if isinstance(column.role, str) else column.role(row)
