"""A command of the screens, declared once: from it come its keys, the footer, help and palette."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.binding import Binding, BindingType

from crmtui.locale import _
from crmtui.widgets.layout_fa import with_twins

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do in a place."""

    id: str
    """What a user's own keymap calls it, like "customers.add"."""
    keys: str
    """The Latin keys, separated by commas; the Persian ones are added."""
    words: str
    """What it does, marked for translation."""
    action: str
    in_footer: bool = False
    in_palette: bool = True
    is_urgent: bool = False
    """It also works while the focused widget takes the key for itself, as a text field does."""

    def binding(self) -> Binding:
        """Return the command as Textual wants it."""
        return Binding(
            with_twins(self.keys),
            self.action,
            self.words,
            show=self.in_footer,
            id=self.id,
            priority=self.is_urgent,
            tooltip="" if self.in_palette else NOT_IN_PALETTE,
        )


NOT_IN_PALETTE = "-"
"""Marks a binding that only makes sense at the place of the cursor, such as `down`."""


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Return the bindings of several commands, for a BINDINGS."""
    return [command.binding() for command in commands]


@dataclass(frozen=True, slots=True)
class LiveCommand:
    """A command that can be given right now, with the keys that hold after the user's keymap."""

    id: str
    keys: tuple[str, ...]
    words: str
    action: str
    node: DOMNode
    in_footer: bool
    in_palette: bool


def live_commands(screen: Screen[Any]) -> list[LiveCommand]:
    """Return what can be done at the focus of `screen`, the nearest commands first."""
    if not screen.is_mounted:  # it is still being put together, and cannot tell
        return []
    found: dict[str, list[str]] = {}
    first: dict[str, tuple[DOMNode, Binding]] = {}
    for key, active in screen.active_bindings.items():
        name = active.binding.id
        if not name or not active.binding.description:
            continue
        found.setdefault(name, []).append(key)
        first.setdefault(name, (active.node, active.binding))
    return [
        LiveCommand(
            name,
            tuple(found[name]),
            _(binding.description),
            binding.action,
            node,
            binding.show,
            binding.tooltip != NOT_IN_PALETTE,
        )
        for name, (node, binding) in first.items()
    ]


_SHOWN = {
    "enter": "enter",
    "escape": "esc",
    "tab": "tab",
    "backspace": "backspace",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "arabic_question_mark": "؟",
    "rial_sign": "﷼",
    "right_pointing_double_angle_quotation_mark": "»",
    "arabic_damma": "\u0640\u064f",
}


def shown_key(app: App[Any], key: str) -> str:
    """Return a key as people write it."""
    return _SHOWN.get(key) or app.get_key_display(Binding(key, ""))
