"""A list in the middle of the screen, of things that have no view of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crmtui.errors import CrmError
from crmtui.locale import mark
from crmtui.screens.app_commands import beside
from crmtui.screens.watcher import EVERYTHING
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.source import Rows
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp

Row = TypeVar("Row")

COMMANDS = (
    Command("listed.undo", "u", mark("undo"), "app.undo", in_palette=False),
    Command("listed.leave", "escape", mark("back"), "leave", in_footer=True, in_palette=False),
)


class ListModal(ModalScreen[int | None], Generic[Row]):
    """Rows with what can be done to each; returns the id of a contact to go to, if any."""

    BINDINGS: ClassVar[list[BindingType]] = bindings((*COMMANDS, *beside()))
    shows: ClassVar[frozenset[str]] = frozenset()
    """The kinds (tables) that it reads."""
    on_row: ClassVar[frozenset[str]] = frozenset()
    """The actions that are about the row under the cursor."""

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    # What a list has to say of itself

    def heading(self) -> str:
        """Return what the list is of."""
        raise NotImplementedError

    def empty_text(self) -> str:
        """Return what is said where there is nothing."""
        raise NotImplementedError

    def columns(self) -> Sequence[Column[Row]]:
        """Return the columns."""
        raise NotImplementedError

    def number(self, row: Row) -> int:
        """Return the id of a row."""
        raise NotImplementedError

    def note(self) -> str:
        """Return what is said below the list, once it was read; most have nothing to add."""
        return ""

    def reader(self) -> Callable[[sqlite3.Connection], list[Row]]:
        """Return what reads the rows."""
        raise NotImplementedError

    # What all of them do

    def compose(self) -> ComposeResult:
        """Show the list."""
        self.listed: VirtualList[Row] = VirtualList(self.columns(), self.number, id="rows")
        with Vertical(id="listed") as panel:
            panel.border_title = Content(self.heading())
            yield self.listed
            yield Static("", id="listed-note", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the rows."""
        self._rows: Rows[Row] = Rows([], self.number)
        self.listed.source = self._rows
        self.listed.focus()
        self.reload()

    def kinds_changed(self, kinds: frozenset[str]) -> None:
        """Read again if any of these kinds is shown here."""
        if self.is_mounted and (kinds == EVERYTHING or kinds & self.shows):
            self.reload()

    def reload(self) -> None:
        """Read again; the cursor stays on its row."""
        start(self, self._read, "rows", exclusive=True)

    async def _read(self) -> None:
        try:
            self._rows.rows = await self.crm.bridge.read(self.reader())
        except CrmError as error:
            self.crm.show_error(error)
            return
        self.listed.empty_text = self.empty_text()
        self.listed.reload()
        self.query_one("#listed").border_title = Content(self.heading())
        note = self.query_one("#listed-note", Static)
        note.update(Content(self.note()))
        note.display = bool(self.note())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is about a row only where there is one."""
        return action not in self.on_row or (self.is_mounted and bool(self.listed.count))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
