"""Where the columns and cards of a board stand on the screen, and what is under the mouse."""

from __future__ import annotations

from typing import NamedTuple

HEAD = 2
"""Lines over the cards of a column: its name, its sums."""
CARD = 3
"""Lines of a card: two of text and the gap below."""
LEAST = 25
"""Cells of a column with the gap at its right."""


class Spot(NamedTuple):
    """A place on the board: a column, and how many cards stand above it there."""

    lane: int
    row: int


class Layout(NamedTuple):
    """A board of `lanes` columns on so many cells, `first` being the first that is in sight."""

    width: int
    height: int
    lanes: int
    first: int = 0
    is_mirrored: bool = False
    """The first column stands at the right."""

    @property
    def fitting(self) -> int:
        """Columns that are in sight at once."""
        return max(1, min(self.lanes, self.width // LEAST))

    @property
    def seen(self) -> range:
        """The columns in sight."""
        return range(self.first, min(self.lanes, self.first + self.fitting))

    @property
    def cards(self) -> int:
        """Cards of a column that are in sight as a whole; the last needs no gap."""
        return max(1, (self.height - HEAD + 1) // CARD)

    def place(self, lane: int) -> tuple[int, int]:
        """Return where a column in sight begins and how wide it is, its gap left out."""
        start, end = (self._edge(lane - self.first + step) for step in (0, 1))
        return self.width - end + 1 if self.is_mirrored else start, end - start - 1

    def _edge(self, n: int) -> int:
        return n * self.width // self.fitting

    def lane_at(self, x: int) -> int:
        """Return the column under the mouse, or the nearest one in sight."""
        x = self.width - 1 - x if self.is_mirrored else x
        for lane in self.seen:
            if x < self._edge(lane - self.first + 1):
                return lane
        return self.seen[-1]

    def turned_to(self, lane: int) -> Layout:
        """Return the layout with a column in sight, moved no further than that needs."""
        first = min(self.first, lane)
        first = max(first, lane - self.fitting + 1)
        return self._replace(first=max(0, min(first, self.lanes - self.fitting)))
