"""Asks for one word in the middle of the screen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from crmtui.locale import mark
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.line_input import LineInput

COMMANDS = (
    Command(
        "ask.take",
        "enter",
        mark("take it"),
        "take",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
    Command("ask.leave", "escape", mark("back"), "leave", in_footer=True, in_palette=False),
)


class AskScreen(ModalScreen[str | None]):
    """Returns what was typed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__()
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        """Show a line to type into."""
        with Vertical(id="ask") as panel:
            panel.border_title = Content(self._title)
            yield LineInput(self._value, compact=True)
        yield KeyBar()

    def action_take(self) -> None:
        """Take what was typed."""
        self.dismiss(self.query_one(Input).value.strip())

    def action_leave(self) -> None:
        """Take nothing."""
        self.dismiss(None)
