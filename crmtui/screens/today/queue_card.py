"""The card of a queue's line: why it is there, then who it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from crmtui.screens.card_pane import CardPane
from crmtui.widgets.cells import one_line

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.reads.today.queue import Entry


class QueueCard(CardPane):
    """The card of one contact, under all the reasons to turn to them."""

    works_tasks = False

    def compose(self) -> ComposeResult:
        """Put the reasons over the facts."""
        self._why = Static("", id="why", markup=False)
        yield self._why
        yield from super().compose()

    def show_entry(self, entry: Entry | None) -> None:
        """Show a line of the queue; nobody in particular has no facts."""
        self.show_why(entry)
        self.show((entry.contact_id or 0) if entry else 0)

    def show_why(self, entry: Entry | None) -> None:
        """Show the reasons in full, each on a line of its own."""
        from crmtui.reads.today.words import reason_text

        crm = cast("CrmApp", self.app)
        reasons = entry.reasons if entry else ()
        said = [one_line(reason_text(reason, crm.formats, crm.now)) for reason in reasons]
        self._why.update(Content("\n".join(said)))
        self._why.set_class(bool(said), "shown")
