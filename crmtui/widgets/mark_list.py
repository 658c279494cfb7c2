"""A list in which rows can be marked, to do something to all of them."""

from __future__ import annotations

from typing import ClassVar, Protocol, TypeVar, runtime_checkable

from textual.binding import BindingType

from crmtui.errors import CrmError
from crmtui.locale import mark
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.messages import Trouble
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

Row = TypeVar("Row")

COMMANDS = (
    Command("list.mark", "space", mark("mark"), "mark", in_palette=False),
    Command("list.mark-all", "ctrl+a,*", mark("mark all, or none"), "mark_all"),
)
_SIGN = "✓"


@runtime_checkable
class Markable(Protocol):
    """A source that can name all its rows."""

    async def ids(self) -> list[int]:
        """Return the id of every row."""


class MarkList(VirtualList[Row]):
    """Marks are ids: they stay when rows are read anew, sorted or filtered."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    class Marked(VirtualList.Moved):
        """Another row is marked, or none any more."""

    marked: frozenset[int] = frozenset()

    def mark(self, ids: frozenset[int]) -> None:
        """Have these rows marked and no others."""
        if ids != self.marked:
            self.marked = ids
            self.refresh()
            self.post_message(self.Marked(self))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark, and go on to the next."""
        if number := self.current_id:
            self.mark(self.marked ^ {number})
            self.cursor += 1

    def action_mark_all(self) -> None:
        """Mark every row there is, in sight or not; if they all are, none."""
        start(self, self._mark_all, "mark", exclusive=True)

    async def _mark_all(self) -> None:
        if not isinstance(self.source, Markable):
            return
        try:
            ids = frozenset(await self.source.ids())
        except CrmError as error:
            self.post_message(Trouble(error))
            return
        self.mark(self.marked - ids if ids <= self.marked else self.marked | ids)

    def sign(self, row: Row | None) -> str:
        """Return what stands before a row: a mark, or a blank."""
        return _SIGN if row is not None and self.number(row) in self.marked else " "
