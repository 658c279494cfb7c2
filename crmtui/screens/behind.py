"""The customers behind a figure: a list like any other, to be marked, worked, exported."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from crmtui.locale import _, mark
from crmtui.reads.contacts import ContactLine
from crmtui.screens.bulk_actions import BulkActions, all_commands
from crmtui.screens.segments.rows import Chosen, columns
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.mark_list import MarkList
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

COMMANDS = (
    Command("behind.work", "w", mark("work this list"), "work", in_footer=True),
    *all_commands("behind"),
    Command("behind.back", "escape", mark("back"), "back", in_footer=True, in_palette=False),
)


class BehindScreen(BulkActions):
    """Contacts in the order given, under the name of the figure."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#behind"
    is_over = True
    shows = frozenset({"contact", "contact_point", "purchase", "setting"})

    def __init__(self, view: str, figure: str, ids: list[int]) -> None:
        super().__init__()
        self.view = view  # type: ignore[misc]  # the one that it covers
        self._figure = figure
        self._ids = ids

    def body(self) -> Iterable[Widget]:
        """Return the list."""
        crm = self.crm
        self._list: MarkList[ContactLine] = MarkList(
            columns(lambda: crm.formats, lambda at: crm.formats.ago(at, crm.today)),
            lambda row: row.id,
            id="behind",
        )
        self._list.empty_text = _("Nobody is here now.")
        yield Vertical(self._list, id="behind-pane", classes="pane")

    def on_mount(self) -> None:
        """Show the customers."""
        self._list.show(Chosen(self.crm.bridge, self._ids))
        self._title()

    def reload(self) -> None:
        """Read again what is shown; who was counted stays."""
        self._list.reload()

    def _title(self) -> None:
        parts = [self.marked_words(), self._figure, self.crm.formats.number(len(self._ids))]
        title = " · ".join(part for part in parts if part)
        self.query_one("#behind-pane").border_title = Content(f" {title} ")

    @property
    def marking(self) -> MarkList[ContactLine]:
        """The list of the customers."""
        return self._list

    def on_mark_list_marked(self) -> None:
        """Say how many are marked, and offer what can be done to them."""
        self._title()
        self.refresh_bindings()

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Show the customer in the Customers view; the list stays for the way back."""
        if contact := message.list.current_id:
            start(self, partial(self.crm.open_contact, contact), "open")

    def action_work(self) -> None:
        """Turn to everybody in the list, one after the other."""
        from crmtui.screens.work_list import work

        start(self, partial(work, self.crm, self._figure, self._list, self.view), "work")

    def action_back(self) -> None:
        """Take the marks away, or go back to the report."""
        if not self.clear_marks():
            self.dismiss()
