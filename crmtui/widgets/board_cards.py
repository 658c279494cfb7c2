"""What stands on a board, and where its cursor is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from crmtui.widgets.board_layout import Layout, Spot
from crmtui.widgets.board_lines import Face
from crmtui.widgets.mirror import is_mirrored

Row = TypeVar("Row")


@dataclass
class Lane(Generic[Row]):
    """A column: its stage, what stands over it, and its cards from the top."""

    id: int
    heading: Sequence[Sequence[str]]
    """The lines over the cards, each in several ways, the longest first."""
    rows: list[Row]
    top: int = field(default=0, compare=False)
    """Cards that are scrolled away above."""


class BoardCards(Widget, Generic[Row]):
    """Columns of cards with a cursor; the column of the cursor is always in sight."""

    class Moved(Message, namespace="board"):
        """The cursor stands on another card, or on none."""

    class Opened(Message, namespace="board"):
        """Enter or a double click on a card."""

    class Carried(Message, namespace="board"):
        """A card shall stand somewhere else."""

        def __init__(self, number: int, spot: Spot) -> None:
            super().__init__()
            self.number = number
            self.spot = spot
            """Counted without the card itself."""

    empty_text = reactive("")
    """What is shown where there are no cards at all."""

    def __init__(
        self,
        face: Callable[[Row], Face],
        number: Callable[[Row], int],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.lanes: list[Lane[Row]] = []
        self.is_loaded = False
        self._face = face
        self.number = number
        self._at = Spot(0, 0)
        self._layout = Layout(0, 0, 1)
        self._held: int = 0
        """The card that the mouse took hold of; 0 is none."""
        self._target: Spot | None = None
        """Where it would be dropped."""
        self._inks: dict[str, Style] = {}
        self._faces: dict[int, Face] = {}
        """What the cards say that were in sight since they were read."""

    @property
    def lane(self) -> Lane[Row] | None:
        """The column of the cursor."""
        return self.lanes[self._at.lane] if self.lanes else None

    @property
    def current(self) -> Row | None:
        """The card under the cursor."""
        rows = self.lane.rows if self.lane else []
        return rows[self._at.row] if self._at.row < len(rows) else None

    @property
    def current_id(self) -> int:
        """The id of the card under the cursor; 0 if there is none."""
        return 0 if self.current is None else self.number(self.current)

    @property
    def count(self) -> int:
        """Cards in all columns."""
        return sum(len(lane.rows) for lane in self.lanes)

    @property
    def seen(self) -> range:
        """The columns in sight."""
        return self._layout.seen if self.lanes else range(0)

    def find(self, number: int) -> Spot | None:
        """Return where a card stands."""
        for at, lane in enumerate(self.lanes):
            for index, row in enumerate(lane.rows):
                if self.number(row) == number:
                    return Spot(at, index)
        return None

    def show(self, lanes: list[Lane[Row]], *, at: int = 0) -> None:
        """Show columns anew; the cursor stays on its card, or goes to the one of id `at`."""
        tops = {lane.id: lane.top for lane in self.lanes}
        here = self.lane.id if self.lane else 0
        number = at or self.current_id
        had_cards = bool(self.count)
        self.lanes, self.is_loaded = lanes, True
        self._faces = {}
        for lane in lanes:
            lane.top = tops.get(lane.id, 0)
        found = self.find(number) if number else None
        same = next((i for i, lane in enumerate(lanes) if lane.id == here), 0)
        self._measure()
        self.go_to(found or Spot(same, self._at.row))
        self._target = None  # the next move of the mouse says where
        if self._held and not self.find(self._held):
            self.action_let_go()
        if had_cards != bool(self.count):
            self.refresh_bindings()

    def put(self, number: int, spot: Spot) -> None:
        """Have a card stand somewhere else at once, before the store says so."""
        found = self.find(number)
        if found is None:
            return
        row = self.lanes[found.lane].rows.pop(found.row)
        self.lanes[spot.lane].rows.insert(spot.row, row)
        self.go_to(spot)

    def go_to(self, spot: Spot) -> None:
        """Put the cursor on a card, or into an empty column, and bring it into sight."""
        if not self.lanes:
            self._at = Spot(0, 0)
        else:
            at = max(0, min(spot.lane, len(self.lanes) - 1))
            rows = self.lanes[at].rows
            self._at = Spot(at, max(0, min(spot.row, len(rows) - 1)))
            self._layout = self._layout.turned_to(at)
        for at, lane in enumerate(self.lanes):
            self._scroll(lane, self._at.row if at == self._at.lane else None)
        self.refresh()
        self.post_message(self.Moved())

    def _scroll(self, lane: Lane[Row], index: int | None, by: int = 0) -> None:
        """Keep a card of a column in sight, and no room below the last one."""
        cards = self._layout.cards
        top = lane.top + by
        if index is not None:
            top = max(min(top, index), index - cards + 1)
        lane.top = max(0, min(top, len(lane.rows) - cards))

    def _measure(self) -> None:
        width, height = self.size
        lanes = max(1, len(self.lanes))
        self._layout = Layout(width, height, lanes, self._layout.first, is_mirrored())

    def on_resize(self, event: events.Resize) -> None:
        """Show as many columns as there is room for now."""
        self._measure()
        self.go_to(self._at)

    def action_open(self) -> None:
        """Open the card under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened())

    def action_let_go(self) -> None:
        """Leave the card that the mouse holds where it is."""
        self._held, self._target = 0, None
        self.release_mouse()
        self.refresh_bindings()
        self.refresh()
