"""Chooses the field that a column fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from crmtui.locale import _, mark
from crmtui.screens.importing.words import field_label
from crmtui.text.fold import fold
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.line_input import LineInput
from crmtui.widgets.source import Rows
from crmtui.widgets.virtual_list import VirtualList

COMMANDS = (
    Command(
        "field.take",
        "enter",
        mark("take it"),
        "take",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
    Command("field.down", "down", mark("next"), "move(1)", in_palette=False, is_urgent=True),
    Command("field.up", "up", mark("previous"), "move(-1)", in_palette=False, is_urgent=True),
    Command("field.leave", "escape", mark("back"), "leave", in_footer=True, in_palette=False),
)


class _Field(NamedTuple):
    number: int
    name: str
    label: str
    taken: str
    """The headers of the columns that fill it."""


class FieldScreen(ModalScreen[str | None]):
    """Returns the name of a field; "" is none of them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(
        self, names: Sequence[str], title: str, now: str, taken: Mapping[str, str]
    ) -> None:
        """Offer the fields of these names; `now` is the one that the column fills."""
        super().__init__()
        self._title = title
        self._fields = [_Field(1, "", _("not used"), "")]
        for number, name in enumerate(names, 2):
            self._fields.append(_Field(number, name, field_label(name), taken.get(name, "")))
        self._now = next((field.number for field in self._fields if field.name == now), 1)

    def compose(self) -> ComposeResult:
        """Put the fields under what is typed."""
        self._list: VirtualList[_Field] = VirtualList(
            [
                Column(lambda: "", 24, lambda field: field.label),
                Column(lambda: "", 12, lambda field: field.taken, grows=True, role="muted", rank=1),
            ],
            lambda field: field.number,
            id="fields",
            has_header=False,
        )
        self._list.can_focus = False
        self._list.empty_text = _("No field is called that.")
        with Vertical(id="find") as panel:
            panel.border_title = Content(self._title)
            yield LineInput(placeholder=_("a part of its name"), compact=True)
            yield self._list
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the field that it is now."""
        self._list.show(Rows(self._fields, lambda field: field.number), at=self._now)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Show the fields that fit what was typed, those that begin with it first."""
        text = fold(message.value)
        found = [f for f in self._fields if text in fold(f.label) or text in f.name]
        found.sort(key=lambda field: not fold(field.label).startswith(text))
        at = 0 if text else self._now
        self._list.show(Rows(found, lambda field: field.number), at=at)

    def action_move(self, step: int) -> None:
        """Go to the next field or the one before."""
        self._list.cursor += step

    def action_take(self) -> None:
        """Take the field under the cursor."""
        if (field := self._list.current) is not None:
            self.dismiss(field.name)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Take the field that was clicked."""
        self.action_take()

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
