"""Every key of a place, as it is now: a user's own keymap included."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from crmtui.locale import _, mark
from crmtui.screens.place import WIDE
from crmtui.widgets.cells import fenced, fit
from crmtui.widgets.command import Command, LiveCommand, bindings, live_commands, shown_key
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.mirror import in_order, is_mirrored

COMMANDS = (
    Command("help.leave", "escape,q,?,f1", mark("back"), "leave", in_footer=True, in_palette=False),
    Command("help.down", "j", mark("further down"), "scroll(1)", in_palette=False),
    Command("help.up", "k", mark("further up"), "scroll(-1)", in_palette=False),
)

_KEYS = 22


class HelpScreen(ModalScreen[None]):
    """A list of keys and what they do."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012

    def __init__(self, place: Screen[object]) -> None:
        super().__init__()
        self._commands = live_commands(place)

    def compose(self) -> ComposeResult:
        """Show what can be done here first, then what can be done everywhere."""
        here = [c for c in self._commands if not c.id.startswith(("app.", "view."))]
        here.sort(key=lambda c: not (c.in_footer or c.in_palette))  # moving about comes last
        everywhere = [c for c in self._commands if c.id.startswith(("app.", "view."))]
        with VerticalScroll(id="help") as panel:
            panel.border_title = Content(_("Keys"))
            with Container(id="help-sides"):
                yield Static(self._lines(here))
                with Vertical():
                    yield Static(Content.styled(_("Everywhere"), "bold"), classes="heading")
                    yield Static(self._lines(everywhere))
        yield KeyBar()

    def _lines(self, commands: list[LiveCommand]) -> Content:
        return Content("\n").join(map(self._line, commands))

    def _line(self, command: LiveCommand) -> Content:
        keys = fit(self._keys(command), _KEYS, right=is_mirrored())
        keys, words = fenced([keys, command.words])
        return Content.assemble(*in_order([(keys, "bold $footer-key-foreground"), (words, "")]))

    def _keys(self, command: LiveCommand) -> str:
        return "  ".join(shown_key(self.app, key) for key in command.keys)

    def action_scroll(self, step: int) -> None:
        """Scroll a line."""
        panel = self.query_one("#help")
        panel.scroll_relative(y=step, animate=False)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
