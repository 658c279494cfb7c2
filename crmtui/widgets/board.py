"""Cards in columns, moved between them by key and by mouse; only those in sight are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from crmtui.locale import mark
from crmtui.widgets.board_layout import CARD, HEAD, Layout, Spot
from crmtui.widgets.board_lines import Face, Look, card_line, heading
from crmtui.widgets.cells import fenced_row
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
    Command("board.forward", ">,shift+right", mark("move on"), "carry(1)", True, False),
    Command("board.back", "<,shift+left", mark("move back"), "carry(-1)", False, False),
    Command("board.lower", "J,shift+down", mark("further down"), "lift(1)", in_palette=False),
    Command("board.higher", "K,shift+up", mark("further up"), "lift(-1)", in_palette=False),
    Command("board.open", "enter", mark("open"), "open", in_footer=True, in_palette=False),
    Command("board.drop", "escape", mark("let go"), "let_go", True, False),
)
_ON_CARD = frozenset({"carry", "lift", "open"})


@dataclass
class Lane(Generic[Row]):
    """A column: its stage, what stands over it, and its cards from the top."""

    id: int
    heading: Sequence[Sequence[str]]
    """The lines over the cards, each in several ways, the longest first."""
    rows: list[Row]
    top: int = field(default=0, compare=False)
    """Cards that are scrolled away above."""


class Board(Widget, Generic[Row], can_focus=True):
    """Columns beside each other, as many as there is room for; the others come with the cursor."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"board--{name}"
        for name in (
            *("card", "cursor", "lifted", "head", "here", "target", "bar"),
            *("accent", "muted", "money", "pressing", "overdue", "won"),
        )
    }

    class Moved(Message):
        """The cursor stands on another card, or on none."""

    class Opened(Message):
        """Enter or a double click on a card."""

    class Carried(Message):
        """A card shall stand somewhere else."""

        def __init__(self, number: int, spot: Spot) -> None:
            super().__init__()
            self.number = number
            self.spot = spot
            """Counted without the card itself."""

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

    # What stands where

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
        self._layout = Layout(width, height, max(1, len(self.lanes)), self._layout.first)

    def on_resize(self, event: events.Resize) -> None:
        """Show as many columns as there is room for now."""
        self._measure()
        self.go_to(self._at)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is about a card only where there is one."""
        if action == "let_go":
            return bool(self._held)
        return action not in _ON_CARD or self.current is not None

    def action_go(self, step: int) -> None:
        """Go to the column beside, to the card at the same height."""
        target = self._at.lane + step
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

    def action_lift(self, step: int) -> None:
        """Have the card change places with the next one or the one above."""
        index = self._at.row + step
        if self.lane and 0 <= index < len(self.lane.rows):
            self.post_message(self.Carried(self.current_id, Spot(self._at.lane, index)))

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

    # The mouse

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
        if event.x >= self.size.width - 1 or event.x <= 0:
            step = -1 if event.x <= 0 else 1
            edge = self.seen[-1] if step > 0 else self.seen[0]
            self._layout = self._layout.turned_to(max(0, min(edge + step, len(self.lanes) - 1)))
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
        self._turn(1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Bring the column at the left into sight."""
        self._turn(-1)

    def _wheel(self, event: events.MouseEvent, step: int) -> None:
        event.stop()
        if event.shift:
            self._turn(step)
        elif self.lanes:
            self._scroll(self.lanes[self._layout.lane_at(event.x)], None, step)
            self.refresh()

    def _turn(self, step: int) -> None:
        if self.lanes:
            edge = self.seen[-1] if step > 0 else self.seen[0]
            self._layout = self._layout.turned_to(max(0, min(edge + step, len(self.lanes) - 1)))
            self.refresh()

    # Drawing

    def notify_style_update(self) -> None:
        """Take the colours of another theme."""
        super().notify_style_update()
        self._inks = {}

    def _ink(self, name: str) -> Style:
        if name not in self._inks:
            style = self.get_component_rich_style(f"board--{name}") if name else Style()
            if name not in {"card", "cursor", "lifted", "head", "here", "target"}:
                style = Style(color=style.color, bold=style.bold or None)
            self._inks[name] = style
        return self._inks[name]

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        segments: list[Segment] = []
        at = 0
        for lane in self.seen:
            x, width = self._layout.place(lane)
            segments.append(Segment(" " * (x - at), self.rich_style))
            segments += self._lane_line(lane, y, width)
            segments.append(self._gap(lane, y))
            at = x + width + 1
        width = self.size.width
        return Strip(fenced_row(segments)).adjust_cell_length(width, self.rich_style)

    def _lane_line(self, at: int, y: int, width: int) -> list[Segment]:
        lane = self.lanes[at]
        is_here = at == self._at.lane
        if y < HEAD:
            style = self._ink("here" if is_here else "head")
            if self._target is not None and self._target.lane == at:
                style = self._ink("target")
            bar = "▌" if is_here and not lane.rows and self.has_focus else " "
            return [heading(lane.heading[y], width, style, bar)]
        index, line = divmod(y - HEAD, CARD)
        index += lane.top
        if line == CARD - 1 or index >= len(lane.rows):
            is_target = line == CARD - 1 and self._target == Spot(at, index + 1)
            return [
                Segment(("─" if is_target else " ") * width, self.rich_style + self._ink("accent"))
            ]
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
        """Draw the cell at the right of a column: how far it is scrolled."""
        lane, cards = self.lanes[at], self._layout.cards
        height = self.size.height - HEAD
        if y < HEAD or len(lane.rows) <= cards or height < 1:
            return Segment(" ", self.rich_style)
        length = max(1, height * cards // len(lane.rows))
        start = (height - length) * lane.top // (len(lane.rows) - cards)
        is_bar = start <= y - HEAD < start + length
        return Segment("│" if is_bar else " ", self.rich_style + self._ink("bar"))
