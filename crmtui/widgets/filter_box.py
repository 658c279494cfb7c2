"""The line that one types into to narrow a list down."""

from __future__ import annotations

from textual import events
from textual.message import Message

from crmtui.locale import mark
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.line_input import LineInput

COMMANDS = (
    Command("filter.clear", "escape", mark("clear"), "clear", in_footer=True, in_palette=False),
    Command("filter.into", "down", mark("into the list"), "into", in_footer=True, in_palette=False),
)


class FilterBox(LineInput):
    """Hidden until `/`; a second `/` in the empty box asks to search everywhere."""

    BINDINGS = bindings(COMMANDS)

    class Left(Message):
        """The list shall have the focus again."""

    class Everywhere(Message):
        """A second `/`."""

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)

    def on_key(self, event: events.Key) -> None:
        """Take a second `/` for the search of everything."""
        if event.character == "/" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.Everywhere())

    def action_clear(self) -> None:
        """Show the whole list again."""
        self.value = ""
        self.post_message(self.Left())

    def action_into(self) -> None:
        """Go to what was found."""
        self.post_message(self.Left())

    async def action_submit(self) -> None:
        """Go to what was found."""
        self.post_message(self.Left())
