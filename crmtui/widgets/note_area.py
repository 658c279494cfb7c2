"""A field for a text of several lines."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from crmtui.locale import mark
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.ordered_area import OrderedArea

COMMANDS = (
    Command(
        "note.new-line",
        "ctrl+j,shift+enter,alt+enter",
        mark("new line"),
        "new_line",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
)


class NoteArea(OrderedArea):
    """Enter saves the form as in every field; ctrl+j begins a new line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, text: str, hint: str = "", *, id: str | None = None) -> None:
        super().__init__(
            text,
            id=id,
            compact=True,
            soft_wrap=True,
            tab_behavior="focus",
            placeholder=Content(hint),
            highlight_cursor_line=False,
        )

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")
