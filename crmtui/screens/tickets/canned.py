"""The canned replies: those that fit a ticket first, each with how well it served."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from crmtui.errors import CrmError
from crmtui.locale import _, mark
from crmtui.reads.canned import CannedLine, canned_replies, filled_for, suggestions
from crmtui.reads.tickets import TicketLine
from crmtui.screens.form import Field, FormScreen, Values
from crmtui.screens.list_modal import ListModal
from crmtui.screens.tickets import ticket_acts
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.widgets.cells import wrapped
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.virtual_list import VirtualList

COMMANDS = (
    Command("canned.add", "a", mark("add"), "add", in_footer=True, in_palette=False),
    Command("canned.edit", "e", mark("edit"), "edit", in_footer=True, in_palette=False),
    Command("canned.delete", "d", mark("delete"), "delete", in_footer=True, in_palette=False),
    Command("canned.all", "s", mark("all of them"), "all", in_footer=True, in_palette=False),
)
_PREVIEW = 5
"""Lines of the text that are shown under the list."""


class CannedScreen(ListModal[CannedLine]):
    """Returns the canned reply that is to be used, by its id."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    shows = frozenset({"canned_reply", "canned_use", "interaction"})
    on_row = frozenset({"edit", "delete"})

    def __init__(self, ticket: TicketLine) -> None:
        super().__init__()
        self._ticket = ticket
        self._all = not ticket.category

    def compose(self) -> ComposeResult:
        """Put the text under the list."""
        yield from super().compose()
        self._text = Static("", id="canned-text", markup=False)

    def on_mount(self) -> None:
        """Show the list, and under it what the one under the cursor says."""
        self.query_one("#listed").mount(self._text)
        super().on_mount()

    def heading(self) -> str:
        """Return what the list is of."""
        if self._all:
            return _("Canned replies")
        return _("Canned replies for “{category}”").format(category=self._ticket.category)

    def empty_text(self) -> str:
        """Return what is said where there is nothing."""
        return _(
            "An answer that is written often is kept here: press a. {name} in it becomes the "
            "customer's name, {number} the ticket's number."
        )

    def columns(self) -> Sequence[Column[CannedLine]]:
        """Return the columns."""
        number = self.crm.formats.number

        def used(row: CannedLine) -> str:
            return number(row.used) if row.used else ""

        def came_back(row: CannedLine) -> str:
            return number(row.came_back) if row.used else ""

        return [
            Column(lambda: _("Canned reply"), 20, lambda row: row.name, grows=True),
            Column(lambda: _("Category"), 14, lambda row: row.category, 2, role="muted"),
            Column(lambda: _("Used"), 6, used, 0, right=True),
            Column(lambda: _("Came back"), 10, came_back, 1, right=True, role="pressing"),
        ]

    def number(self, row: CannedLine) -> int:
        """Return the id of a canned reply."""
        return row.id

    def reader(self) -> Callable[[sqlite3.Connection], list[CannedLine]]:
        """Return what reads them."""
        if self._all:
            return partial(canned_replies, category=self._ticket.category)
        return partial(suggestions, category=self._ticket.category)

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show what it would say."""
        row = self.listed.current
        shown = ""
        if row is not None:
            try:
                shown = filled_for(row.text, self._ticket, self.crm.settings["shop"])
            except CrmError as error:
                shown = error.message
        lines = wrapped(shown, max(10, self.listed.size.width - 4))
        more = ["…"] if len(lines) > _PREVIEW else []
        self._text.update(Content("\n".join([*lines[:_PREVIEW], *more])))
        self.refresh_bindings()

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Use it."""
        if row := self.listed.current:
            self.dismiss(row.id)

    def action_add(self) -> None:
        """Keep another."""
        self.app.push_screen(canned_form(self._ticket.category))

    def action_edit(self) -> None:
        """Change it."""
        if row := self.listed.current:
            self.app.push_screen(canned_form(row.category, row))

    def action_delete(self) -> None:
        """Delete it."""
        if row := self.listed.current:
            self.crm.do(ticket_acts.delete_canned(row.id))

    def action_all(self) -> None:
        """Show those of other categories too, or only what fits."""
        if self._ticket.category:
            self._all = not self._all
            self.reload()


def canned_form(category: str, row: CannedLine | None = None) -> FormScreen:
    """Return the form that keeps a reply, or changes one."""
    fields = [
        Field("name", _("Called"), row.name if row else ""),
        Field("category", _("Category"), category, _("empty: fits every ticket")),
        Field(
            "text",
            _("Text"),
            row.text if row else "",
            "{name} {first_name} {number} {subject} {product} {shop}",
            is_long=True,
            rows=7,
        ),
    ]

    def save(values: Values) -> Callable[[Store], Done]:
        def act(store: Store) -> Done:
            from crmtui.writes import canned

            if row:
                return canned.edit(store, row.id, **values)
            return canned.add(store, values["name"], values["text"], values["category"])

        return act

    title = _("Edit canned reply") if row else _("Canned reply")
    return FormScreen(title, fields, save, draft=f"canned {row.id if row else 'new'}")
