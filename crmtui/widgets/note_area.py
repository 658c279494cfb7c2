"""A field for a text of several lines."""

from __future__ import annotations

from typing import ClassVar

from textual.app import SuspendNotSupported
from textual.binding import BindingType
from textual.content import Content

from crmtui.editor import draft
from crmtui.errors import CrmError, UsageError
from crmtui.locale import _, mark
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.messages import Trouble
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
    Command("note.editor", "f4", mark("in the editor"), "editor", True, in_palette=False),
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

    def action_editor(self) -> None:
        """Go on writing in one's own editor; what is left there comes back."""
        try:
            with draft(self.text) as page, self.app.suspend():
                self.text = page.edit().rstrip("\n")
        except SuspendNotSupported:
            trouble = UsageError(_("An editor cannot be opened in this terminal."))
            self.post_message(Trouble(trouble))
        except CrmError as error:
            self.post_message(Trouble(error))
        self.move_cursor(self.document.end)
