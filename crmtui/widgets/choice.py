"""One of a few words, chosen with a single key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from crmtui.locale import mark
from crmtui.widgets.cells import fenced
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.layout_fa import TWINS
from crmtui.widgets.mirror import in_order, is_mirrored

COMMANDS = (
    Command("choice.next", "right", mark("next"), "move_right(1)", in_palette=False),
    Command("choice.around", "space", mark("next"), "move(1)", in_palette=False),
    Command("choice.previous", "left", mark("previous"), "move_right(-1)", in_palette=False),
)

_GAP = 2


class Choice(Widget, can_focus=True):
    """All the words on a line or more; the first letter of a word chooses it.

    With `keys` each word has one of its own, which stands before it and also goes on.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "Choice { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    chosen: reactive[int] = reactive(0)

    class Taken(Message):
        """A word was chosen by the key of its own: there is nothing more to do here."""

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        value: str,
        *,
        id: str | None = None,
        keys: Mapping[str, str] | None = None,
    ) -> None:
        """Offer (value, label) pairs; `keys` are those of the values."""
        super().__init__(id=id)
        self._keys = [(keys or {}).get(option, "") for option, _label in options]
        self._options = list(options)
        values = [option for option, _label in options]
        self.set_reactive(Choice.chosen, values.index(value) if value in values else 0)

    @property
    def value(self) -> str:
        """What is chosen."""
        return self._options[self.chosen][0]

    def action_move(self, step: int) -> None:
        """Choose the next word or the one before."""
        self.chosen = (self.chosen + step) % len(self._options)

    def action_move_right(self, step: int) -> None:
        """Choose the word at the right or at the left."""
        self.action_move(-step if is_mirrored() else step)

    def on_key(self, event: events.Key) -> None:
        """Choose the word of the key, or the next one that begins with the letter."""
        letter = event.character or ""
        if any(self._keys):
            self._take(letter, event)
            return
        if not letter.isalpha():
            return
        for step in range(1, len(self._options) + 1):
            index = (self.chosen + step) % len(self._options)
            if letter.lower() in _letters(*self._options[index]):
                self.chosen = index
                event.stop()
                event.prevent_default()
                return

    def _take(self, letter: str, event: events.Key) -> None:
        for index, key in enumerate(self._keys):
            if letter and letter in (key, *TWINS.get(key, ())):
                self.chosen = index
                self.post_message(self.Taken())
                event.stop()
                event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Choose the word under the mouse."""
        for index, (x, y, label) in enumerate(self._places(self.size.width)):
            if y == event.y and x <= event.x < x + cell_len(label):
                self.chosen = index

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as the words need."""
        return max((y for _x, y, _label in self._places(width)), default=0) + 1

    def render(self) -> Content:
        """Show every word; the chosen one stands out, and not by its colour alone."""
        parts: list[str | tuple[str, str]] = []
        at = line = 0
        placed = enumerate(self._places(self.size.width))
        for index, (x, y, label) in sorted(placed, key=lambda each: (each[1][1], each[1][0])):
            if y > line:
                parts.append("\n")
                at, line = 0, y
            style = "$foreground-muted"
            if index == self.chosen:
                style = "bold reverse" if self.has_focus else "bold underline"
            key = self._keys[index]
            shown_key, word = fenced([key, label[len(key) + 1 :] if key else label])
            said = [(shown_key, "bold $footer-key-foreground"), (" ", ""), (word, style)]
            parts += [" " * (x - at), *(in_order(said) if key else said[2:])]
            at = x + cell_len(label)
        return Content.assemble(*parts)

    def _places(self, width: int) -> list[tuple[int, int, str]]:
        places = []
        x = y = 0
        for key, (_value, word) in zip(self._keys, self._options, strict=True):
            label = f"{key} {word}" if key else word
            if x and x + cell_len(label) > width:
                x, y = 0, y + 1
            at = max(0, width - x - cell_len(label)) if is_mirrored() else x
            places.append((at, y, label))
            x += cell_len(label) + _GAP
        return places


def _letters(value: str, label: str) -> set[str]:
    """Return the letters that choose a word: of its label, and of its Latin key in Persian."""
    first = value[:1]
    return {label[:1].lower(), first, *TWINS.get(first, ())}
