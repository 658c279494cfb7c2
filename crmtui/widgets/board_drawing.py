"""How a board is drawn, line by line: only what is in sight."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from crmtui.widgets.board_cards import BoardCards
from crmtui.widgets.board_layout import CARD, HEAD, Spot
from crmtui.widgets.board_lines import Face, Look, bar, card_line, heading
from crmtui.widgets.cells import fenced_row, fit, wrapped
from crmtui.widgets.mirror import in_order, is_mirrored

Row = TypeVar("Row")

_WHOLE = frozenset({"card", "cursor", "lifted", "head", "here", "target"})
"""Parts whose background counts too; the others colour a text."""


class BoardDrawing(BoardCards[Row]):
    """Draws the columns beside each other."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"board--{name}"
        for name in (
            *("card", "cursor", "lifted", "head", "here", "target", "bar"),
            *("accent", "muted", "money", "pressing", "overdue", "won"),
        )
    }

    def notify_style_update(self) -> None:
        """Take the colours of another theme."""
        super().notify_style_update()
        self._inks = {}

    @property
    def _base(self) -> Style:
        """The style of the board where nothing stands; working it out takes its time."""
        if "base" not in self._inks:
            self._inks["base"] = self.rich_style
        return self._inks["base"]

    def _ink(self, name: str) -> Style:
        if name not in self._inks:
            style = self.get_component_rich_style(f"board--{name}") if name else Style()
            if name not in _WHOLE:
                style = Style(color=style.color, bold=style.bold or None)
            self._inks[name] = style
        return self._inks[name]

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        if self.is_loaded and y > HEAD and not self.count:
            return self._empty_line(y - HEAD - 1)
        segments: list[Segment] = []
        for lane in self.seen:
            _x, width = self._layout.place(lane)
            segments += [*self._lane_line(lane, y, width), self._gap(lane, y)]
        return Strip(fenced_row(list(in_order(segments)))).adjust_cell_length(
            self.size.width, self._base
        )

    def _empty_line(self, y: int) -> Strip:
        lines = wrapped(self.empty_text, max(1, self.size.width - 2))
        text = fit(lines[y] if y < len(lines) else "", self.size.width - 2, right=is_mirrored())
        line = Segment(f" {text} ", self._base + self._ink("muted"))
        return Strip([line]).adjust_cell_length(self.size.width, self._base)

    def _lane_line(self, at: int, y: int, width: int) -> list[Segment]:
        lane = self.lanes[at]
        is_here = at == self._at.lane
        if y < HEAD:
            style = self._ink("here" if is_here else "head")
            if self._target is not None and self._target.lane == at:
                style = self._ink("target")
            has_bar = is_here and not lane.rows and self.has_focus
            edge = Segment(bar(has_bar), style + self._ink("accent"))
            return heading(lane.heading[y], width, style, edge)
        index, line = divmod(y - HEAD, CARD)
        index += lane.top
        if line == CARD - 1 or index >= len(lane.rows):
            is_target = line == CARD - 1 and self._target == Spot(at, index + 1)
            return [Segment(("─" if is_target else " ") * width, self._base + self._ink("accent"))]
        row = lane.rows[index]
        look = Look(
            is_current=Spot(at, index) == self._at,
            is_focused=self.has_focus,
            is_lifted=self._target is not None and self.number(row) == self._held,
        )
        return card_line(self._face_of(row)[line], width, look, self._ink)

    def _face_of(self, row: Row) -> Face:
        number = self.number(row)
        if number not in self._faces:
            self._faces[number] = self._face(row)
        return self._faces[number]

    def _gap(self, at: int, y: int) -> Segment:
        """Draw the cell behind a column: how far it is scrolled."""
        lane, cards = self.lanes[at], self._layout.cards
        height = self.size.height - HEAD
        if y < HEAD or len(lane.rows) <= cards or height < 1:
            return Segment(" ", self._base)
        length = max(1, height * cards // len(lane.rows))
        start = (height - length) * lane.top // (len(lane.rows) - cards)
        is_bar = start <= y - HEAD < start + length
        return Segment("│" if is_bar else " ", self._base + self._ink("bar"))
