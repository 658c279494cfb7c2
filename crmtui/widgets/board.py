"""Cards in columns, moved between them by key and by mouse; only those in sight are drawn."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import BindingType

from crmtui.locale import mark
from crmtui.widgets.board_layout import Spot
from crmtui.widgets.board_mouse import BoardMouse, to_side
from crmtui.widgets.command import Command, bindings

Row = TypeVar("Row")


COMMANDS = (
    Command("board.left", "h,left", mark("column to the left"), "go(-1)", in_palette=False),
    Command("board.right", "l,right", mark("column to the right"), "go(1)", in_palette=False),
    Command("board.down", "j,down", mark("next card"), "step(1)", in_palette=False),
    Command("board.up", "k,up", mark("card above"), "step(-1)", in_palette=False),
    Command("board.first", "g,home", mark("first card"), "end(-1)", in_palette=False),
    Command("board.last", "G,end", mark("last card"), "end(1)", in_palette=False),
    Command("board.page-down", "pagedown,ctrl+d", mark("a page down"), "page(1)", in_palette=False),
    Command("board.page-up", "pageup,ctrl+b", mark("a page up"), "page(-1)", in_palette=False),
    Command("board.forward", ">", mark("move on"), "carry(1)", True, False),
    Command("board.back", "<", mark("move back"), "carry(-1)", in_palette=False),
    Command("board.to-right", "shift+right", mark("move right"), "aside(1)", in_palette=False),
    Command("board.to-left", "shift+left", mark("move left"), "aside(-1)", in_palette=False),
    Command("board.lower", "J,shift+down", mark("further down"), "lift(1)", in_palette=False),
    Command("board.higher", "K,shift+up", mark("further up"), "lift(-1)", in_palette=False),
    Command("board.open", "enter", mark("open"), "open", in_footer=True, in_palette=False),
    Command("board.drop", "escape", mark("let go"), "let_go", True, False),
)
_ON_CARD = frozenset({"carry", "aside", "lift", "open"})


class Board(BoardMouse[Row], can_focus=True):
    """Columns beside each other, as many as there is room for; the others come with the cursor."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is about a card only where there is one."""
        if action == "let_go":
            return bool(self._held)
        return action not in _ON_CARD or self.current is not None

    def action_go(self, step: int) -> None:
        """Go to the column beside, to the card at the same height."""
        target = self._at.lane + to_side(step)
        if 0 <= target < len(self.lanes):
            height = self._at.row - self.lanes[self._at.lane].top
            self.go_to(Spot(target, self.lanes[target].top + height))

    def action_step(self, step: int) -> None:
        """Go to the next card or the one above."""
        self.go_to(Spot(self._at.lane, self._at.row + step))

    def action_page(self, step: int) -> None:
        """Go as many cards up or down as are in sight."""
        self.action_step(step * max(1, self._layout.cards - 1))

    def action_end(self, direction: int) -> None:
        """Go to the first card of the column, or to the last."""
        last = len(self.lane.rows) - 1 if self.lane else 0
        self.go_to(Spot(self._at.lane, last if direction > 0 else 0))

    def action_carry(self, step: int) -> None:
        """Have the card stand on top of the column beside."""
        target = self._at.lane + step
        if 0 <= target < len(self.lanes):
            self.post_message(self.Carried(self.current_id, Spot(target, 0)))

    def action_aside(self, step: int) -> None:
        """Have the card stand on top of the column to its right, or to its left."""
        self.action_carry(to_side(step))

    def action_lift(self, step: int) -> None:
        """Have the card change places with the next one or the one above."""
        index = self._at.row + step
        if self.lane and 0 <= index < len(self.lane.rows):
            self.post_message(self.Carried(self.current_id, Spot(self._at.lane, index)))
