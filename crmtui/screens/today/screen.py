"""Today: who next, and why, worked like a dial queue; the day's figures above it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crmtui.locale import _
from crmtui.screens.today.figures import figures_line
from crmtui.screens.today.queue_rows import QueueRows, entry_number
from crmtui.screens.today.queue_work import QueuePlace

if TYPE_CHECKING:
    from crmtui.reads.today.queue import Entry

_DELAY = 0.05
"""Seconds after which the queue is read: the first paint comes before it."""
_EVERY = 60.0
"""Seconds after which a time of day may have come that somebody was promised."""


class TodayScreen(QueuePlace):
    """The ranked queue of the day."""

    view = "today"

    _rows: QueueRows | None = None

    def body(self) -> Iterable[Widget]:
        """Return the figures over the queue and the card."""
        self._figures = Static("", id="figures", markup=False)
        yield self._figures
        yield from super().body()

    def on_mount(self) -> None:
        """Have the queue read, unless it is known already."""
        self.show_title()
        if self.crm.today_book.queue is None:
            self.call_after_refresh(self.set_timer, _DELAY, self.crm.compute_today)
        else:
            self._show_queue()
        self.set_interval(_EVERY, self._tick)

    def _tick(self) -> None:
        if self.is_current:
            self.crm.compute_today()

    def queue_title(self) -> str:
        """Return what stands in the border of the queue."""
        if self._rows is None:
            return _("Who next …")
        if not self._list.count:
            return _("Who next")
        return _("Who next · {where}").format(where=self.where())

    def today_known(self) -> None:
        """Show the queue as it is now; the cursor stays with its person, or where they stood."""
        if self.is_mounted:
            self._show_queue()

    def _show_queue(self) -> None:
        queue = self.crm.today_book.queue
        if queue is None:
            return
        self._list.empty_text = self._empty_text()
        if self._rows is None:
            self._rows = QueueRows(queue.entries)
            self._list.show(self._rows)
        else:
            self._rows.rows = queue.entries
            self._list.reload()
        self._show_figures()

    def _empty_text(self) -> str:
        if self.crm.customers == 0:
            return _(
                "Nothing presses today. Customers come first: press i to bring in a file, or 2 "
                "and then a to add one."
            )
        return _(
            "Nothing presses today. What you plan with t in Customers comes here on its day, and "
            "by themselves come those who are late, at risk, owe something or have a birthday."
        )

    def on_virtual_list_loaded(self, message: object) -> None:
        """Say how many there are."""
        self.show_title()
        self.refresh_bindings()
        if not self._list.count and self.has_class("card-open"):
            self.action_back()

    def handled(self, entry: Entry) -> None:
        """Take the line out at once: the next key is meant for the next one."""
        if self._rows is not None:
            self._rows.drop(entry)
            self._list.reload()

    def failed(self, entry: Entry) -> None:
        """Bring the line back."""
        queue = self.crm.today_book.queue
        if self._rows is not None and queue is not None:
            self._rows.rows = queue.entries
            self._list.show(self._rows, at=entry_number(entry))

    def refresh_bar(self) -> None:
        """Show the counts, here and on the bar."""
        super().refresh_bar()
        if self._rows is not None:
            self._list.empty_text = self._empty_text()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the figures to the width."""
        self._show_figures()

    def _show_figures(self) -> None:
        crm = self.crm
        line = figures_line(crm.today_book.figures, crm.formats, crm.today, self.size.width - 2)
        self._figures.update(line if line else Content(""))
