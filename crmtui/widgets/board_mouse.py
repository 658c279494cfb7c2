"""The mouse on a board: cards are dragged, columns are scrolled."""

from __future__ import annotations

from typing import TypeVar

from textual import events

from crmtui.widgets.board_drawing import BoardDrawing
from crmtui.widgets.board_layout import CARD, HEAD, Spot
from crmtui.widgets.mirror import is_mirrored

Row = TypeVar("Row")


class BoardMouse(BoardDrawing[Row]):
    """Takes hold of a card, shows where it would be dropped, and has it carried there."""

    def _spot_at(self, x: int, y: int) -> Spot:
        """Return the card under the mouse, or the place below the last of that column."""
        lane = self._layout.lane_at(x)
        index = max(0, y - HEAD) // CARD + self.lanes[lane].top
        return Spot(lane, min(index, len(self.lanes[lane].rows)))

    def _gap_at(self, x: int, y: int) -> Spot:
        """Return the gap between two cards that is nearest to the mouse."""
        lane = self._layout.lane_at(x)
        index = max(0, y - HEAD + 2) // CARD + self.lanes[lane].top
        return Spot(lane, min(index, len(self.lanes[lane].rows)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is, and take hold of the card there."""
        if not self.lanes or event.button != 1:
            return
        spot = self._spot_at(event.x, event.y)
        self.go_to(spot)
        if event.y >= HEAD and spot.row < len(self.lanes[spot.lane].rows):
            self._held = self.current_id
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show where the card would be dropped; at the edge, the next column comes into sight."""
        if not self._held:
            return
        if self._target is not None and not 0 < event.x < self.size.width - 1:
            self._turn(to_side(1 if event.x > 0 else -1))
        target = self._gap_at(max(0, event.x), event.y)
        if self._target is None:
            if self._spot_at(max(0, event.x), event.y) == self.find(self._held):
                return  # it was only touched
            self.refresh_bindings()
        if target != self._target:
            self._target = target
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop the card where the mouse is."""
        held, target = self._held, self._target
        if not held:
            return
        here = self.find(held)
        self.action_let_go()
        if target is None or here is None:
            return
        if target.lane == here.lane and target.row > here.row:
            target = Spot(target.lane, target.row - 1)
        if target != here:
            self.post_message(self.Carried(held, target))

    def on_click(self, event: events.Click) -> None:
        """Open a card with a double click."""
        if event.chain == 2 and self.current is not None and event.y >= HEAD:
            self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column under the mouse."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the column under the mouse."""
        self._wheel(event, -1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Bring the column at the right into sight."""
        self._turn(to_side(1))

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Bring the column at the left into sight."""
        self._turn(to_side(-1))

    def _wheel(self, event: events.MouseEvent, step: int) -> None:
        event.stop()
        if event.shift:
            self._turn(step)
        elif self.lanes:
            self._scroll(self.lanes[self._layout.lane_at(event.x)], None, step)
            self.refresh()

    def _turn(self, step: int) -> None:
        """Bring the next column into sight, or the one before."""
        if self.lanes:
            edge = self.seen[-1] if step > 0 else self.seen[0]
            self._layout = self._layout.turned_to(max(0, min(edge + step, len(self.lanes) - 1)))
            self.refresh()


def to_side(step: int) -> int:
    """Return how a step to the right, or to the left (-1), counts in columns."""
    return -step if is_mirrored() else step
