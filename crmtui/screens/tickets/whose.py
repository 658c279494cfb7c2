"""Asks whose ticket or sale it is: somebody who is known, somebody new, or nobody yet."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from crmtui.locale import _, mark
from crmtui.screens.find import FindScreen
from crmtui.widgets.command import Command, bindings

COMMANDS = (
    Command(
        "whose.go",
        "enter",
        mark("take it"),
        "go",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
    Command(
        "whose.new",
        "ctrl+n",
        mark("a new customer"),
        "new",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
    Command(
        "whose.nobody",
        "ctrl+s",
        mark("nobody's yet"),
        "nobody",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
)
NOBODY, NEW = 0, -1
"""What is returned instead of the id of a contact."""


class WhoseScreen(FindScreen):
    """Returns the id of a contact, NOBODY or NEW; None if that was left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, title: str = "") -> None:
        super().__init__(title or _("Whose ticket?"))

    def action_new(self) -> None:
        """Add the customer first."""
        self.dismiss(NEW)

    def action_nobody(self) -> None:
        """Leave open whose it is."""
        self.dismiss(NOBODY)


class BuyerScreen(WhoseScreen):
    """Returns who buys; NOBODY is a walk-in."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (
            Command(
                "whose.nobody",
                "ctrl+s",
                mark("walk-in"),
                "nobody",
                in_footer=True,
                in_palette=False,
                is_urgent=True,
            ),
        )
    )

    def __init__(self) -> None:
        super().__init__(_("Who buys?"))
