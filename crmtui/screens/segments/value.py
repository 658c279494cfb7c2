"""Lifetime value: who is likely to bring how much, and how far to trust that."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crmtui.errors import CrmError
from crmtui.locale import _, mark
from crmtui.reads.horizon import USUAL, Horizon
from crmtui.screens.bulk_actions import BulkActions, all_commands
from crmtui.screens.segments.value_rows import Forecasts, ValueRow, columns
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.mark_list import MarkList
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.reads.value import Value

COMMANDS = (
    Command("value.horizon", "h", mark("further ahead"), "horizon", in_footer=True),
    Command("value.work", "w", mark("work this list"), "work", in_footer=True),
    Command("value.back", "escape", mark("back"), "back", True, in_palette=False),
    *all_commands("value"),
)
_HORIZONS = (USUAL, Horizon(2, "year"), Horizon(1, "month"), Horizon(3, "month"))


class ValueScreen(BulkActions):
    """The parameters and the doubts above, the customers below; it stands over the segments."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#members"
    view = "segments"
    shows = frozenset({"contact", "contact_point", "purchase", "setting"})
    is_over = True

    _horizon = USUAL

    def body(self) -> Iterable[Widget]:
        """Return the notes and the customers."""
        crm = self.crm
        self._notes = Static("", id="value-notes", markup=False)
        self._list: MarkList[ValueRow] = MarkList(
            columns(lambda: crm.formats, lambda at: crm.formats.ago(at, crm.today)),
            lambda row: row.id,
            id="members",
        )
        self._list.empty_text = _("Nobody has bought anything yet.")
        yield Vertical(self._notes, self._list, id="value-pane", classes="pane")

    def on_mount(self) -> None:
        """Compute it in the background."""
        self._show_title(_("working …"))
        self.reload()

    def reload(self) -> None:
        """Compute it anew."""
        start(self, self._read, "value", exclusive=True)

    async def _read(self) -> None:
        from crmtui.reads.value import value
        from crmtui.reads.value_words import doubt_lines, model_lines
        from crmtui.writes.value import keep_models

        crm = self.crm
        try:
            found = await crm.bridge.read(value, crm.formats, crm.today, self._horizon)
            doubts = "\n".join(doubt_lines(found, crm.formats))
            models = [Content(line) for line in model_lines(found, crm.formats)]
            notes = [Content.styled(doubts, "bold $warning")] if doubts else []
            self._notes.update(Content("\n").join([*notes, *models]))
            self._show(found)
            await crm.bridge.apart(keep_models, crm.bridge.store, found)
        except CrmError as error:
            crm.show_error(error)

    def _show(self, found: Value) -> None:
        self._notes.display = bool(found.buyers)
        self._list.show(Forecasts(self.crm.bridge, found.forecasts), at=self._list.current_id)
        self._show_title()

    def _show_title(self, state: str = "") -> None:
        horizon = self._horizon.words(self.crm.formats)
        parts = [self.marked_words(), _("What the next {horizon} bring").format(horizon=horizon)]
        shown = " · ".join(part for part in (*parts, state) if part)
        self.query_one("#value-pane").border_title = Content(f" {shown} ")

    @property
    def marking(self) -> MarkList[ValueRow]:
        """The list of the customers."""
        return self._list

    def on_mark_list_marked(self) -> None:
        """Say how many are marked, and offer what can be done to them."""
        self._show_title()
        self.refresh_bindings()

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Show the customer in the Customers view."""
        if contact := self._list.current_id:
            self.dismiss()
            start(self.crm, partial(self.crm.open_contact, contact), "open")

    def action_horizon(self) -> None:
        """Look further ahead, and after the furthest, near again."""
        place = _HORIZONS.index(self._horizon) + 1
        self._horizon = _HORIZONS[place % len(_HORIZONS)]
        self._show_title(_("working …"))
        self.reload()

    def action_work(self) -> None:
        """Turn to everybody in the list, one after the other."""
        from crmtui.screens.work_list import work

        start(self, partial(work, self.crm, _("Value"), self._list, self.view), "work")

    def action_back(self) -> None:
        """Take the marks away, or go back to the segments."""
        if not self.clear_marks():
            self.dismiss()
