"""A few facts in a row, each of which can be changed."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from crmtui.locale import mark
from crmtui.widgets.cells import cut, fenced, one_line
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.mirror import in_order, is_mirrored

COMMANDS = (
    Command("fact.change", "enter,space", mark("change"), "change", True, in_palette=False),
    Command("fact.next", "right,l", mark("next"), "move(1)", in_palette=False),
    Command("fact.previous", "left,h", mark("previous"), "move(-1)", in_palette=False),
)

_GAP = 3
_LONGEST = 30


class Fact(NamedTuple):
    """What is known of something, and what it is called by."""

    name: str
    label: str
    value: str


class FactBar(Widget, can_focus=True):
    """Facts side by side, on as many lines as they need; enter or a click asks to change one."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "FactBar { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    facts: reactive[tuple[Fact, ...]] = reactive((), layout=True)
    cursor: reactive[int] = reactive(0)

    class Chosen(Message):
        """A fact shall be changed."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def validate_cursor(self, cursor: int) -> int:
        """Go round at the ends."""
        return cursor % max(1, len(self.facts))

    def watch_facts(self) -> None:
        """Keep the cursor on a fact."""
        self.cursor = min(self.cursor, max(0, len(self.facts) - 1))

    def action_move(self, step: int) -> None:
        """Go to the next fact to the right (1) or to the left (-1)."""
        self.cursor += -step if is_mirrored() else step

    def action_change(self) -> None:
        """Ask to change the fact under the cursor."""
        if self.facts:
            self.post_message(self.Chosen(self.facts[self.cursor].name))

    def on_click(self, event: events.Click) -> None:
        """Ask to change the fact under the mouse."""
        for index, (x, y, fact) in enumerate(self._places(self.size.width)):
            if y == event.y and x <= event.x < x + _width(fact):
                self.cursor = index
                self.action_change()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as the facts need."""
        return max((y for _x, y, _fact in self._places(width)), default=0) + 1

    def render(self) -> Content:
        """Show labels muted and values plain; the one under the cursor stands out."""
        parts: list[str | tuple[str, str]] = []
        at = line = 0
        placed = enumerate(self._places(self.size.width))
        for index, (x, y, fact) in sorted(placed, key=lambda each: (each[1][1], each[1][0])):
            if y > line:
                parts.append("\n")
                at, line = 0, y
            is_current = self.has_focus and index == self.cursor
            label, value = fenced([fact.label, _value(fact)])
            said = [
                (label, "$foreground-muted"),
                (" ", ""),
                (value, "bold reverse" if is_current else "underline $foreground"),
            ]
            parts += [" " * (x - at), *in_order(said)]
            at = x + _width(fact)
        return Content.assemble(*parts)

    def _places(self, width: int) -> list[tuple[int, int, Fact]]:
        places = []
        x = y = 0
        for fact in self.facts:
            if x and x + _width(fact) > width:
                x, y = 0, y + 1
            at = max(0, width - x - _width(fact)) if is_mirrored() else x
            places.append((at, y, fact))
            x += _width(fact) + _GAP
        return places


def _value(fact: Fact) -> str:
    return cut(one_line(fact.value), _LONGEST)


def _width(fact: Fact) -> int:
    return cell_len(fact.label) + 1 + cell_len(_value(fact))
