"""The stages of a pipeline as a list: changed, added, put elsewhere, removed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from crmtui.locale import _, mark, ngettext
from crmtui.reads.stages import StageRow, stages
from crmtui.rules.playbook import points
from crmtui.screens.acts import UseCase
from crmtui.screens.list_modal import ListModal
from crmtui.screens.menu import MenuScreen
from crmtui.store.connect import Store
from crmtui.widgets.cells import one_line
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.virtual_list import VirtualList

COMMANDS = (
    Command("stages.add", "a", mark("add"), "add", in_footer=True, in_palette=False),
    Command("stages.edit", "e", mark("edit"), "edit", in_footer=True, in_palette=False),
    Command("stages.remove", "d", mark("remove"), "remove", in_footer=True, in_palette=False),
    Command("stages.higher", "<,K", mark("further up"), "put(-1)", True, in_palette=False),
    Command("stages.lower", ">,J", mark("further down"), "put(1)", True, in_palette=False),
)


class StagesScreen(ListModal[StageRow]):
    """The stages in their order; enter changes one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    shows = frozenset({"stage", "pipeline", "deal"})
    on_row = frozenset({"edit", "remove", "put"})

    def __init__(self, pipeline: int, at: int) -> None:
        super().__init__()
        self._pipeline = pipeline
        self._first = at
        """The stage that the cursor begins on."""

    def heading(self) -> str:
        """Return what the list is of."""
        row = self.listed.current
        name = one_line(row.pipeline) if row else ""
        return _("Stages of {pipeline}").format(pipeline=name) if name else _("Stages")

    def empty_text(self) -> str:
        """Return what is said where there is nothing."""
        return ""

    def columns(self) -> Sequence[Column[StageRow]]:
        """Return the columns."""
        number = self.crm.formats.number
        return [
            Column(lambda: _("Stage"), 16, lambda row: row.name, grows=True),
            Column(lambda: "%", 3, lambda row: number(row.probability), right=True),
            Column(lambda: _("Stale after"), 12, self._stale, right=True, rank=2),
            Column(lambda: _("Checklist"), 9, _points, right=True, rank=3),
            Column(lambda: _("Script"), 6, lambda row: "✓" if row.script else "", rank=4),
            Column(lambda: _("Deals"), 7, lambda row: number(row.deals), right=True, rank=1),
        ]

    def _stale(self, row: StageRow) -> str:
        if row.kind != "open":
            return ""
        if row.stale_days is None:
            return _("as learned")
        if row.stale_days == 0:
            return _("never")
        return _("{n} d").format(n=self.crm.formats.number(row.stale_days))

    def number(self, row: StageRow) -> int:
        """Return the id of a stage."""
        return row.id

    def reader(self) -> Callable[[sqlite3.Connection], list[StageRow]]:
        """Return what reads the stages."""
        return partial(stages, pipeline=self._pipeline)

    def on_virtual_list_loaded(self, message: VirtualList.Loaded) -> None:
        """Begin on the stage that the board stood on."""
        if self._first:
            rows = self._rows.rows
            places = [place for place, row in enumerate(rows) if row.id == self._first]
            self._first = 0
            if places:
                self.listed.cursor = places[0]
        self.query_one("#listed").border_title = self.heading()

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Change it."""
        self.action_edit()

    def action_add(self) -> None:
        """Add a stage before the one under the cursor."""
        from crmtui.screens.pipeline.stage_form import add_form

        self.app.push_screen(add_form(self.crm, self._pipeline, self.listed.current))

    def action_edit(self) -> None:
        """Change it."""
        from crmtui.screens.pipeline.stage_form import edit_form

        if row := self.listed.current:
            self.app.push_screen(edit_form(self.crm, row))

    def action_put(self, step: int) -> None:
        """Have it change places with the next stage or the one above."""
        rows, at = self._rows.rows, self.listed.cursor
        if self.listed.current is None or not 0 <= at + step < len(rows):
            return
        follower = at + step + (step > 0)
        before = rows[follower].id if follower < len(rows) else None
        self.crm.do(_move(rows[at].id, before))

    def action_remove(self) -> None:
        """Remove it; where deals are in it, ask first where they go."""
        row = self.listed.current
        if row is None:
            return
        others = [each for each in self._rows.rows if each.kind == row.kind and each is not row]
        if not row.deals or not others:
            self.crm.do(_remove(row.id, None))
            return
        title = ngettext(
            "{n} deal is in {stage}: move it to",
            "{n} deals are in {stage}: move them to",
            row.deals,
        ).format(n=self.crm.formats.number(row.deals), stage=one_line(row.name))
        menu = MenuScreen(title, [one_line(each.name) for each in others])
        self.app.push_screen(menu, partial(self._removed, row.id, others))

    def _removed(self, number: int, others: list[StageRow], chosen: int | None) -> None:
        if chosen is not None:
            self.crm.do(_remove(number, others[chosen].id))


def _points(row: StageRow) -> str:
    return str(len(points(row.checklist)) or "")


def _move(number: int, before: int | None) -> UseCase:
    def act(store: Store) -> object:
        from crmtui.writes import stages

        return stages.move(store, number, before=before)

    return act


def _remove(number: int, to: int | None) -> UseCase:
    def act(store: Store) -> object:
        from crmtui.writes import stages

        return stages.remove(store, number, to=to)

    return act
