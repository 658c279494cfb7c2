"""Who wants what: every need, to be met, put in other words, or deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from crmtui.locale import _, mark
from crmtui.reads.needs import NeedLine, needs
from crmtui.screens.acts import UseCase
from crmtui.screens.list_modal import ListModal
from crmtui.store.connect import Store
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.virtual_list import VirtualList

COMMANDS = (
    Command("needs.met", "m", mark("met"), "met", in_footer=True, in_palette=False),
    Command("needs.edit", "e", mark("edit"), "edit", in_footer=True, in_palette=False),
    Command("needs.delete", "d", mark("delete"), "delete", in_footer=True, in_palette=False),
    Command("needs.all", "s", mark("met ones too"), "all", in_footer=True, in_palette=False),
)


class NeedsScreen(ListModal[NeedLine]):
    """The open needs, the newest first; enter goes to whose it is."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    shows = frozenset({"need", "contact"})
    on_row = frozenset({"met", "edit", "delete"})

    _with_met = False

    def heading(self) -> str:
        """Return what the list is of."""
        return _("Who wants what, met or not") if self._with_met else _("Who wants what")

    def empty_text(self) -> str:
        """Return what is said where there is nothing."""
        return _("What customers wish for stands here. In the list of customers, b adds a wish.")

    def columns(self) -> Sequence[Column[NeedLine]]:
        """Return the columns."""
        crm = self.crm
        return [
            Column(lambda: _("Wants"), 20, lambda need: need.text, grows=True),
            Column(lambda: _("Name"), 22, lambda need: need.name),
            Column(lambda: _("Since"), 10, lambda need: crm.formats.ago(need.at, crm.today), 1),
            Column(lambda: _("Met"), 10, self._met, 2, role="won"),
        ]

    def _met(self, need: NeedLine) -> str:
        return f"✓ {self.crm.formats.ago(need.met_at, self.crm.today)}" if need.met_at else ""

    def number(self, row: NeedLine) -> int:
        """Return the id of a need."""
        return row.id

    def reader(self) -> Callable[[sqlite3.Connection], list[NeedLine]]:
        """Return what reads the needs."""
        return partial(needs, met=self._with_met)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Go to whose need it is."""
        if need := self.listed.current:
            self.dismiss(need.contact_id)

    def action_met(self) -> None:
        """Say that it was met, or that it is open after all."""
        if need := self.listed.current:
            self.crm.do(_set_met(need.id, met=need.met_at is None))

    def action_edit(self) -> None:
        """Say it in other words."""
        from crmtui.screens.need_form import edit_form

        if need := self.listed.current:
            self.app.push_screen(edit_form(self.crm, need))

    def action_delete(self) -> None:
        """Delete it."""
        if need := self.listed.current:
            self.crm.do(_delete(need.id))

    def action_all(self) -> None:
        """Show those that were met too, or no longer."""
        self._with_met = not self._with_met
        self.reload()


def _set_met(number: int, *, met: bool) -> UseCase:
    def act(store: Store) -> object:
        from crmtui.writes import needs

        return needs.set_met(store, number, met=met)

    return act


def _delete(number: int) -> UseCase:
    def act(store: Store) -> object:
        from crmtui.writes import needs

        return needs.delete(store, number)

    return act
