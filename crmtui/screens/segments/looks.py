"""What the segments are looked at by: a day, a method, boundaries; who moved, and why."""

from __future__ import annotations

from functools import partial

from crmtui.locale import _, mark
from crmtui.reads.segment_why import why_lines
from crmtui.reads.segments import Segmentation, segmentation, why
from crmtui.rules.rfm import SEGMENTS
from crmtui.screens.bulk_actions import BulkActions
from crmtui.screens.segments.forms import Look, cuts_form, look_form
from crmtui.widgets.command import Command
from crmtui.widgets.work import start

LOOKS = (
    Command("segments.moves", "m", mark("who moved"), "moves", in_footer=True),
    Command("segments.value", "f", mark("forecast"), "value", in_footer=True),
    Command("segments.prospects", "p", mark("who bought nothing yet"), "prospects"),
    Command("segments.why", "y", mark("why there"), "why"),
    Command("segments.came-true", "c", mark("did they come true"), "came_true"),
    Command("segments.look", "v", mark("another day or method"), "look"),
    Command("segments.cuts", "b", mark("own boundaries"), "cuts"),
)


class SegmentLooks(BulkActions):
    """A view of the segments of a day."""

    look = Look()
    other: Segmentation | None = None
    """The segments of another day or method, if those are looked at."""

    def go_to_segment(self, segment: str) -> None:
        """Show the customers of a segment."""
        raise NotImplementedError

    @property
    def found(self) -> Segmentation | None:
        """The segments that are looked at; None until they are known."""
        return self.other or self.crm.segments.found

    def action_moves(self) -> None:
        """Show who changed segment."""
        from crmtui.screens.segments.moves import MovesScreen

        self.app.push_screen(MovesScreen(self.look), self._go_to)

    def action_value(self) -> None:
        """Show what everybody is likely to bring."""
        from crmtui.screens.segments.value import ValueScreen

        self.app.push_screen(ValueScreen())

    def action_came_true(self) -> None:
        """Hold the segments of a day against what was bought from then on."""
        from crmtui.screens.segments.moves import CameTrueScreen

        self.app.push_screen(CameTrueScreen(self.look), self._go_to_numbered)

    def _go_to_numbered(self, number: int | None) -> None:
        if number:
            self.go_to_segment(SEGMENTS[number - 1])

    def _go_to(self, contact: int | None) -> None:
        if contact:
            start(self, partial(self.crm.open_contact, contact), "open")

    def action_why(self) -> None:
        """Say what put the customer under the cursor there."""
        found, contact = self.found, self.marking.current_id
        reason = why(found, contact) if found and contact else None
        if found and reason and (line := self.marking.current):
            lines = [line.name, *why_lines(found, reason, self.crm.formats)]
            self.crm.say("\n".join(lines))
        else:
            self.crm.say(_("They have bought nothing yet."))

    def action_look(self) -> None:
        """Ask which day and which method to look at."""
        self.app.push_screen(look_form(self.crm, self.look, self._take_look))

    def _take_look(self, look: Look) -> None:
        self.look = look
        start(self, self.read_other, "look", exclusive=True)

    async def read_other(self) -> None:
        """Read the segments of the other day, or go back to those of now."""
        look, crm = self.look, self.crm
        if look == Look():
            self.other = None
        else:
            read = partial(segmentation, as_of=look.as_of, method=look.method, today=crm.today)
            self.other = await crm.bridge.read(read, crm.settings)
        self.segments_known()

    def action_cuts(self) -> None:
        """Ask for the shop's own boundaries."""
        self.app.push_screen(cuts_form(self.crm))
