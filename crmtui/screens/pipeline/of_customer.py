"""The deals of one customer: opened, added, deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from crmtui.locale import _, mark
from crmtui.reads.deals import DealRow, deals
from crmtui.screens.list_modal import ListModal
from crmtui.screens.pipeline.deal_actions import DealActions, deal_commands
from crmtui.widgets.cells import one_line
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.virtual_list import VirtualList

COMMANDS = (
    Command("deals-of.add", "a", mark("add"), "add", in_footer=True, in_palette=False),
    *deal_commands("deals-of"),
)


class DealsOf(DealActions, ListModal[DealRow]):
    """The open ones first, then those that ended, the latest first; enter shows one in full."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    shows = frozenset({"deal", "deal_stage", "stage", "contact", "lost_reason", "task"})
    on_row = frozenset({"edit", "delete"})

    def __init__(self, contact: int, name: str) -> None:
        super().__init__()
        self._contact = contact
        self._who = name

    @property
    def chosen_deal(self) -> int:
        """The deal under the cursor."""
        return self.listed.current_id

    def heading(self) -> str:
        """Return what the list is of."""
        return _("Deals with {name}").format(name=one_line(self._who))

    def empty_text(self) -> str:
        """Return what is said where there is nothing."""
        return _("No deals yet. a adds one: a sale that may come about.")

    def columns(self) -> Sequence[Column[DealRow]]:
        """Return the columns."""
        formats = self.crm.formats

        def amount(row: DealRow) -> str:
            return "" if row.amount is None else formats.money(row.amount, with_unit=False)

        def since(row: DealRow) -> str:
            at = row.closed_at or row.opened_at
            return formats.ago(at, self.crm.today) if at else ""

        def more(row: DealRow) -> str:
            return row.reason or row.step or ""

        return [
            Column(lambda: _("Deal"), 16, lambda row: row.words, grows=True),
            Column(lambda: _("Stage"), 10, lambda row: row.stage, most=18),
            Column(lambda: formats.unit_name, 12, amount, right=True, rank=1, role="money"),
            Column(lambda: _("Since"), 10, since, rank=3),
            Column(lambda: _("Next, or why lost"), 18, more, grows=True, rank=2, role="muted"),
        ]

    def number(self, row: DealRow) -> int:
        """Return the id of a deal."""
        return row.id

    def reader(self) -> Callable[[sqlite3.Connection], list[DealRow]]:
        """Return what reads the deals."""
        return partial(deals, kinds=("open", "won", "lost"), contact=self._contact, limit=None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits the deal under the cursor."""
        if action == "customer":
            return False  # they are the one
        row = self.listed.current if self.is_mounted else None
        if action in ("won", "lost", "step"):
            return row is not None and row.kind == "open"
        if action == "reopen":
            return row is not None and row.kind != "open"
        return super().check_action(action, parameters)

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Offer what can be done to the deal under the cursor."""
        self.refresh_bindings()

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Show it in full."""
        from crmtui.screens.pipeline.deal import DealScreen

        if number := self.chosen_deal:
            self.app.push_screen(DealScreen(number))

    def action_add(self) -> None:
        """Add a deal with them."""
        from crmtui.screens.pipeline.deal_form import add_for_form

        self.app.push_screen(add_for_form(self.crm, self._contact, self._who))
