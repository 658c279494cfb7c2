"""The pipelines as a list: one is chosen; they are added, renamed, put elsewhere, removed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from crmtui.locale import _, mark
from crmtui.reads.stages import PipelineRow, pipelines
from crmtui.screens.acts import UseCase
from crmtui.screens.importing.ask import AskScreen
from crmtui.screens.list_modal import ListModal
from crmtui.store.connect import Store
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.virtual_list import VirtualList

COMMANDS = (
    Command("pipelines.add", "a", mark("add"), "add", in_footer=True, in_palette=False),
    Command("pipelines.rename", "e", mark("rename"), "rename", in_footer=True, in_palette=False),
    Command("pipelines.remove", "d", mark("remove"), "remove", in_footer=True, in_palette=False),
    Command("pipelines.higher", "<,K", mark("further up"), "put(-1)", True, in_palette=False),
    Command("pipelines.lower", ">,J", mark("further down"), "put(1)", True, in_palette=False),
)


class PipelinesScreen(ListModal[PipelineRow]):
    """The pipelines in their order, new deals go to the first; returns the one to look at."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    shows = frozenset({"pipeline", "stage", "deal"})
    on_row = frozenset({"rename", "remove", "put"})

    def __init__(self, shown: int) -> None:
        super().__init__()
        self._shown = shown
        """The pipeline on the board."""

    def heading(self) -> str:
        """Return what the list is of."""
        return _("Pipelines · new deals go to the first")

    def empty_text(self) -> str:
        """Return what is said where there is nothing."""
        return ""

    def columns(self) -> Sequence[Column[PipelineRow]]:
        """Return the columns."""
        number = self.crm.formats.number
        return [
            Column(lambda: "", 1, lambda row: "✓" if row.id == self._shown else ""),
            Column(lambda: _("Pipeline"), 20, lambda row: row.name, grows=True),
            Column(lambda: _("Open deals"), 10, lambda row: number(row.open), right=True),
        ]

    def number(self, row: PipelineRow) -> int:
        """Return the id of a pipeline."""
        return row.id

    def reader(self) -> Callable[[sqlite3.Connection], list[PipelineRow]]:
        """Return what reads the pipelines."""
        return pipelines

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Look at it."""
        self.dismiss(self.listed.current_id)

    def action_add(self) -> None:
        """Add one with the usual stages."""
        self.app.push_screen(AskScreen(_("Name of the new pipeline")), self._add)

    def _add(self, name: str | None) -> None:
        if name:
            self.crm.do(_added(name))

    def action_rename(self) -> None:
        """Give it another name."""
        if row := self.listed.current:
            ask = AskScreen(_("Name of the pipeline"), row.name)
            self.app.push_screen(ask, partial(self._rename, row.id))

    def _rename(self, number: int, name: str | None) -> None:
        if name:
            self.crm.do(_renamed(number, name))

    def action_remove(self) -> None:
        """Remove it, if there are no deals in it."""
        if row := self.listed.current:
            self.crm.do(_removed(row.id))

    def action_put(self, step: int) -> None:
        """Have it change places with the next one or the one above."""
        rows, at = self._rows.rows, self.listed.cursor
        if self.listed.current is None or not 0 <= at + step < len(rows):
            return
        follower = at + step + (step > 0)
        before = rows[follower].id if follower < len(rows) else None
        self.crm.do(_moved(rows[at].id, before))


def _added(name: str) -> UseCase:
    def act(store: Store) -> object:
        from crmtui.writes import pipelines

        return pipelines.add(store, name)

    return act


def _renamed(number: int, name: str) -> UseCase:
    def act(store: Store) -> object:
        from crmtui.writes import pipelines

        return pipelines.rename(store, number, name)

    return act


def _removed(number: int) -> UseCase:
    def act(store: Store) -> object:
        from crmtui.writes import pipelines

        return pipelines.remove(store, number)

    return act


def _moved(number: int, before: int | None) -> UseCase:
    def act(store: Store) -> object:
        from crmtui.writes import pipelines

        return pipelines.move(store, number, before=before)

    return act
