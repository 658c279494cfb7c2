"""The named lists: open one, save the filter under a name, rename and delete."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from crmtui.errors import CrmError
from crmtui.locale import _, mark
from crmtui.reads import filtered
from crmtui.reads.filters.condition import Asked
from crmtui.reads.filters.where import where
from crmtui.reads.saved_lists import saved_lists
from crmtui.screens.acts import UseCase
from crmtui.screens.importing.ask import AskScreen
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.text.query import quoted
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.source import Rows
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp

COMMANDS = (
    Command("lists.save", "a", mark("save this filter"), "save", in_footer=True),
    Command("lists.rename", "e", mark("rename"), "rename", in_footer=True),
    Command("lists.delete", "d", mark("delete"), "delete", in_footer=True),
    Command("lists.undo", "u", mark("undo"), "undo", in_footer=True),
    Command("lists.leave", "escape", mark("back"), "leave", in_footer=True, in_palette=False),
)


class ListLine(NamedTuple):
    """A named list in the menu; no count if its filter cannot be used any more."""

    id: int
    name: str
    query: str
    people: int | None


def list_lines(connection: sqlite3.Connection, asked: Asked) -> list[ListLine]:
    """Return every named list with how many are in it now."""
    return [
        ListLine(line.id, line.name, line.query, _count(connection, line.query, asked))
        for line in saved_lists(connection)
    ]


def _count(connection: sqlite3.Connection, query: str, asked: Asked) -> int | None:
    try:
        return filtered.count(connection, where(connection, query, asked))
    except CrmError:
        return None


class ListMenu(ModalScreen[str | None]):
    """Returns the filter that shows the list which was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, shown_filter: str) -> None:
        super().__init__()
        self._filter = shown_filter

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    def compose(self) -> ComposeResult:
        """Show each list with its count and its filter."""
        number = self.crm.formats.number
        self._list: VirtualList[ListLine] = VirtualList(
            [
                Column(lambda: _("List"), 14, lambda row: row.name, grows=True),
                Column(
                    lambda: _("Customers"),
                    9,
                    lambda row: "?" if row.people is None else number(row.people),
                    right=True,
                ),
                Column(lambda: _("Filter"), 34, lambda row: row.query, rank=1, role="muted"),
            ],
            lambda row: row.id,
            id="lists",
        )
        self._list.empty_text = (
            _("No lists yet: a saves the filter that is shown under a name.")
            if self._filter
            else _("No lists yet. Filter the customers with /, then save that here with a.")
        )
        with Vertical(id="list-menu") as panel:
            panel.border_title = Content(_("Lists"))
            yield self._list
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the lists."""
        self._reload()

    def _reload(self) -> None:
        start(self, self._read, "lists", exclusive=True)

    async def _read(self) -> None:
        try:
            rows = await self.crm.bridge.read(list_lines, self.crm.asked())
        except CrmError as error:
            self.crm.show_error(error)
            return
        self._list.show(Rows(rows, lambda row: row.id), at=self._list.current_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to save only where there is a filter, and the rest where there is a list."""
        if action in ("rename", "delete"):
            return self.is_mounted and bool(self._list.count)
        return action != "save" or bool(self._filter)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Take the list that was chosen."""
        if self._list.current is not None:
            self.dismiss(f"list:{quoted(self._list.current.name)}")

    def action_save(self) -> None:
        """Save the filter that is shown."""
        start(self, self._save, "ask", exclusive=True)

    async def _save(self) -> None:
        title = _("Save “{filter}” as").format(filter=self._filter)
        if name := await self.app.push_screen_wait(AskScreen(title)):
            await self._do(partial(_save, name, self._filter))

    def action_rename(self) -> None:
        """Give the list under the cursor another name."""
        start(self, self._rename, "ask", exclusive=True)

    async def _rename(self) -> None:
        line = self._list.current
        if line is None:
            return
        title = _("Rename the list")
        name = await self.app.push_screen_wait(AskScreen(title, line.name))
        if name and name != line.name:
            await self._do(partial(_rename, line.name, name))

    def action_delete(self) -> None:
        """Delete the list under the cursor; its customers stay."""
        if self._list.current is not None:
            use_case = partial(_delete, self._list.current.name)
            start(self, partial(self._do, use_case), "write")

    def action_undo(self) -> None:
        """Take the last step back."""
        from crmtui.screens import acts

        start(self, partial(self._do, acts.undo), "write")

    async def _do(self, use_case: UseCase) -> None:
        await self.crm.carry_out(use_case)
        self._reload()

    def action_leave(self) -> None:
        """Take none."""
        self.dismiss(None)


def _save(name: str, query: str, store: Store) -> Done:
    from crmtui.writes import saved_lists

    return saved_lists.save(store, name, query)


def _rename(name: str, new: str, store: Store) -> Done:
    from crmtui.writes import saved_lists

    return saved_lists.rename(store, name, new)


def _delete(name: str, store: Store) -> Done:
    from crmtui.writes import saved_lists

    return saved_lists.delete(store, name)
