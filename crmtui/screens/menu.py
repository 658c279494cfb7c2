"""A short menu in the middle of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from crmtui.locale import mark
from crmtui.widgets.cells import fenced
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.layout_fa import TWINS
from crmtui.widgets.mirror import in_order

COMMANDS = (
    Command("menu.down", "j", mark("next line"), "move(1)", in_palette=False),
    Command("menu.up", "k", mark("line above"), "move(-1)", in_palette=False),
    Command("menu.leave", "escape", mark("back"), "leave", in_footer=True, in_palette=False),
)


class MenuScreen(ModalScreen[int | None]):
    """Returns the index of what was chosen; each option may have a key of its own; " " is none."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, title: str, options: Sequence[str], keys: str = "") -> None:
        super().__init__()
        self._keys = keys
        self._title = title
        self._options = options

    def compose(self) -> ComposeResult:
        """Show the options."""
        keys = list(self._keys) or [""] * len(self._options)
        menu = OptionList(
            *(Option(_line(key, text)) for key, text in zip(keys, self._options, strict=True)),
            id="menu",
        )
        menu.border_title = Content(self._title)
        yield menu
        yield KeyBar()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Take what was chosen."""
        self.dismiss(message.option_index)

    def on_key(self, event: events.Key) -> None:
        """Take the option with this key."""
        for index, key in enumerate(self._keys):
            if key.strip() and event.character and event.character in (key, *TWINS.get(key, ())):
                event.stop()
                self.dismiss(index)

    def action_move(self, step: int) -> None:
        """Go to the next option or the one before."""
        menu = self.query_one(OptionList)
        menu.action_cursor_down() if step > 0 else menu.action_cursor_up()

    def action_leave(self) -> None:
        """Take nothing."""
        self.dismiss(None)


def _line(key: str, text: str) -> Content:
    blank = " " * (3 - len(key)) if key else ""
    key, text = fenced([key, text])
    return Content.assemble(*in_order([(key, "bold"), (blank, ""), (text, "")]))
