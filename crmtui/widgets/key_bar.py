"""The line at the bottom: the few keys that matter most at this place."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from crmtui.widgets.cells import fenced
from crmtui.widgets.command import LiveCommand, live_commands, shown_key
from crmtui.widgets.mirror import in_order, is_mirrored

MOST = 8


class KeyBar(Widget):
    """At most eight keys, the nearest to the focus first; a click presses them."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._commands: list[LiveCommand] = []
        self._places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Follow the focus and the keymap."""
        self.screen.bindings_updated_signal.subscribe(self, self._update)

    def _update(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen:
            self._commands = [c for c in live_commands(screen) if c.in_footer]
            self.refresh()

    def render(self) -> Content:
        """Show as many keys as there is room for; the way back and help are always among them."""
        last = sorted(filter(_is_last, self._commands), key=lambda c: c.id == "app.help")
        others = [c for c in self._commands if not _is_last(c)]
        shown = others[: MOST - len(last)] + last
        room = self.size.width + 1  # the last key needs no gap after it
        while len(shown) > len(last) and 1 + sum(map(self._width, shown)) > room:
            del shown[-1 - len(last)]
        width = sum(map(self._width, shown))
        at = self.size.width - 1 - width if is_mirrored() else 1
        parts: list[tuple[str, str] | str] = [" " * at]
        self._places = []
        for command in in_order(shown):
            key = shown_key(self.app, command.keys[0])
            gap, key, words = "   ", *fenced([key, command.words])
            said = [
                (key, "bold $footer-key-foreground"),
                (" ", ""),
                (words, "$footer-description-foreground"),
                (gap, ""),
            ]
            parts += in_order(said)
            self._places.append((at, at + self._width(command), command.keys[0]))
            at += self._width(command)
        return Content.assemble(*parts)

    def _width(self, command: LiveCommand) -> int:
        return cell_len(f"{shown_key(self.app, command.keys[0])} {command.words}   ")

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        for start, end, key in self._places:
            if start <= event.x < end:
                self.app.simulate_key(key)


def _is_last(command: LiveCommand) -> bool:
    """Tell whether it stands at the end, however little room there is."""
    return command.id == "app.help" or command.keys[0] == "escape"
