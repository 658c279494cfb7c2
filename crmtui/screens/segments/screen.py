"""The segments: the map of who buys how recently and how much, and who is in a cell of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crmtui.labels import segment_advice, segment_label
from crmtui.locale import _, mark, ngettext
from crmtui.reads.contacts import ContactLine
from crmtui.reads.move_words import headline
from crmtui.reads.segment_moves import segment_moves
from crmtui.reads.segments import Segmentation, prospects
from crmtui.rules.quintile import MAP
from crmtui.rules.rfm import FEW, GRID, Scored, fm_score
from crmtui.screens.bulk_actions import all_commands
from crmtui.screens.segments.looks import LOOKS, SegmentLooks
from crmtui.screens.segments.rows import Chosen, Members, columns
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.heat_grid import Cell, HeatGrid
from crmtui.widgets.mark_list import MarkList
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

COMMANDS = (
    Command("segments.whole", "s", mark("whole segment"), "whole", in_footer=True),
    Command("segments.work", "w", mark("work this list"), "work", in_footer=True),
    *LOOKS,
    Command("segments.back", "escape", mark("back"), "back", True, in_palette=False),
    *all_commands("segments"),
)


_ON_MAP = frozenset({"whole", "moves", "value"})
"""What makes way for what can be done to the marked."""


class SegmentsScreen(SegmentLooks):
    """The map on the left, the customers of its cell on the right."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (110, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#grid"
    view = "segments"
    shows = frozenset({"contact", "contact_point", "purchase", "setting"})

    _is_whole = False
    _moved = ""
    """What moved since a month ago."""
    _listed = ""
    """The segment whose customers are in the list."""

    def body(self) -> Iterable[Widget]:
        """Return the map with its notes, and the customers."""
        crm = self.crm
        self._late: dict[int, float] = {}
        self._grid = HeatGrid(lambda n: crm.formats.number(n), id="grid")
        self._notes = Static("", id="notes", markup=False)
        self._advice = Static("", id="advice", markup=False)
        self._list: MarkList[ContactLine] = MarkList(
            columns(lambda: crm.formats, lambda at: crm.formats.ago(at, crm.today), self._late),
            lambda row: row.id,
            id="members",
        )
        self._list.empty_text = _("Nobody is here now.")
        yield Horizontal(
            Vertical(self._grid, self._notes, id="map-pane", classes="pane"),
            Vertical(self._advice, self._list, id="members-pane", classes="pane"),
            id="body",
        )

    def on_mount(self) -> None:
        """Put the cursor where it was."""
        state = self.crm.state
        if 1 <= state.r <= 5 and 1 <= state.fm <= 5:
            self._grid.cell = Cell(state.r, state.fm)
        if self.crm.segments.found is None:
            self.crm.compute_segments()
        else:
            self.segments_known()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Show what was computed while another view was in front."""
        self.segments_known()

    def reload(self) -> None:
        """Read again what is shown; the app computes the segments of now anew by itself."""
        self._list.reload()
        if self.other is not None:
            start(self, self.read_other, "look", exclusive=True)

    def segments_known(self) -> None:
        """Show the numbers."""
        found = self.found
        if found is None or not self.is_mounted:
            return
        counts = Counter(_cell(found, buyer) for buyer in found.buyers)
        self._grid.show(counts, MAP if found.method == "quintile" else GRID)
        self._show_map_title()
        self.refresh_bindings()
        self._notes.update(Content(self._note(found)))
        self._show_members(is_new=False)
        if self.is_current:
            start(self, self._read_moved, "moved", exclusive=True)

    def _show_map_title(self) -> None:
        look = self.look
        parts = [_("Segments")]
        if look.as_of:
            parts.append(_("as of {day}").format(day=self.crm.formats.date(look.as_of)))
        if look.method == "quintile":
            parts.append(_("by quintiles of last purchase and number"))
        if self.other is None:
            parts.append(_("by last purchase, and by how often and how much"))
        self.query_one("#map-pane").border_title = Content(f" {' · '.join(parts)} ")

    async def _read_moved(self) -> None:
        """Say under the map who left whom since a month ago."""
        crm, look = self.crm, self.look
        read = partial(segment_moves, as_of=look.as_of, method=look.method, today=crm.today)
        found = await crm.bridge.read(read, crm.settings)
        words = headline(found.summary, crm.formats) if found.moved else ""
        self._moved = words and _("Since {day}: {headline} (m)").format(
            day=crm.formats.date(found.summary.since), headline=words
        )
        if (shown := self.found) is not None:
            self._notes.update(Content(self._note(shown)))

    def _note(self, found: Segmentation) -> str:
        number = self.crm.formats.number
        if not found.buyers:
            return _("Nobody has bought anything yet: record a sale with $ in Customers.")
        text = ngettext(
            "{n} contact has bought nothing yet (p).",
            "{n} contacts have bought nothing yet (p).",
            found.prospects,
        ).format(n=number(found.prospects))
        if self._moved:
            text += "\n" + self._moved
        if any(found.cuts) and not found.fixed_cuts:
            text += "\n" + _("Some scores are by your own boundaries (b).")
        if found.fixed_cuts:
            text += "\n" + _(
                "Under {few} buyers ranks mean little, so fixed cut points are used: b shows them."
            ).format(few=number(FEW))
        return text

    def on_heat_grid_moved(self) -> None:
        """Show the customers of the cell under the cursor."""
        self.crm.state.r, self.crm.state.fm = self._grid.cell
        self._is_whole = False
        self._show_members()

    def _show_members(self, *, is_new: bool = True) -> None:
        found = self.found
        if found is None:
            return
        segment = self._listed = self._grid.segment(self._grid.cell)
        here = [b for b in found.buyers if _cell(found, b) == self._grid.cell]
        whole = [b for b in found.buyers if b.segment == segment]
        shown = sorted(whole if self._is_whole else here, key=lambda b: (-b.monetary, b.id))
        self._show_title(segment, len(here), whole, found)
        self._advice.update(Content(segment_advice(segment)))
        ids = [buyer.id for buyer in shown]
        at = 0 if is_new else self._list.current_id
        self._list.show(Members(self.crm, ids, self._late), at=at)

    def _show_title(
        self, segment: str, here: int, whole: list[Scored], found: Segmentation
    ) -> None:
        number = self.crm.formats.number
        revenue = sum(buyer.monetary for buyer in found.buyers)
        share = 100 * sum(buyer.monetary for buyer in whole) / revenue if revenue > 0 else 0
        customers = ngettext("{n} customer", "{n} customers", len(whole))
        marked = [self.marked_words()] if self.marked else []
        parts = [*marked, segment_label(segment), customers.format(n=number(len(whole)))]
        if not self._is_whole and here != len(whole):
            parts.append(_("{n} in this cell").format(n=number(here)))
        parts.append(_("{share}% of revenue").format(share=number(round(share))))
        self.query_one("#members-pane").border_title = Content(f" {' · '.join(parts)} ")

    @property
    def marking(self) -> MarkList[ContactLine]:
        """The list of the customers."""
        return self._list

    def on_mark_list_marked(self) -> None:
        """Say how many are marked, and offer what can be done to them."""
        self._show_members(is_new=False)
        self.refresh_bindings()

    def on_heat_grid_opened(self) -> None:
        """Go into the list."""
        self.add_class("list-open")
        self._list.focus()

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Show the customer in the Customers view."""
        if contact := message.list.current_id:
            start(self, partial(self.crm.open_contact, contact), "open")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back where one is not on the map, and what is for the marked."""
        if action == "back":
            return self.is_mounted and not self._grid.has_focus
        if action in ("whole", "work") and self.found is not None and not self.found.buyers:
            return False
        if action in _ON_MAP and self.is_mounted and self.marked:
            return False
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Take the marks away, or go back to the map."""
        if self.clear_marks():
            return
        self.remove_class("list-open")
        self._grid.focus()

    def go_to_segment(self, segment: str) -> None:
        """Show all customers of a segment, from its fullest cell."""
        found = self.found
        cells = Counter(_cell(found, b) for b in found.buyers) if found else Counter()
        places = [Cell(r, fm) for r in range(5, 0, -1) for fm in range(5, 0, -1)]
        here = [cell for cell in places if self._grid.segment(cell) == segment]
        with self.prevent(HeatGrid.Moved):
            self._grid.cell = max(here, key=lambda cell: cells[cell], default=self._grid.cell)
        self.crm.state.r, self.crm.state.fm = self._grid.cell
        self._is_whole = True
        self._show_members()

    def action_whole(self) -> None:
        """Show the whole segment instead of the cell, or the cell again."""
        self._is_whole = not self._is_whole
        self._show_members()

    def action_work(self) -> None:
        """Turn to everybody in the list, one after the other."""
        from crmtui.screens.work_list import work

        name = segment_label(self._listed)
        start(self, partial(work, self.crm, name, self._list, self.view), "work", exclusive=True)

    def action_prospects(self) -> None:
        """Show who has bought nothing yet."""
        start(self, self._show_prospects, "prospects", exclusive=True)

    async def _show_prospects(self) -> None:
        found = self.found
        if found is None:
            return
        members = await self.crm.bridge.read(prospects, found)
        self._listed = "prospect"
        self.query_one("#members-pane").border_title = Content(
            f" {segment_label('prospect')} · {self.crm.formats.number(len(members))} "
        )
        self._advice.update(Content(segment_advice("prospect")))
        self._list.show(Chosen(self.crm.bridge, [member.id for member in members]))
        self.on_heat_grid_opened()


def _cell(found: Segmentation, buyer: Scored) -> Cell:
    return Cell(buyer.r, buyer.f if found.method == "quintile" else fm_score(buyer.f, buyer.m))
