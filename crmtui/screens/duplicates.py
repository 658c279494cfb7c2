"""Pairs of contacts that may be one: the list of them, and both cards of one pair."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from crmtui.errors import CrmError, NotFound
from crmtui.locale import _, mark, ngettext
from crmtui.reads.card import Card, card
from crmtui.reads.duplicate_lines import PairLine
from crmtui.rules.duplicates import LIKELY, WEAK
from crmtui.screens import acts
from crmtui.screens.duplicate_rows import AllPairs, columns, pair_number
from crmtui.screens.place import Place
from crmtui.widgets.card import CardFacts, card_title
from crmtui.widgets.cells import cut
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.messages import Trouble
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

COMMANDS = (
    Command("duplicates.merge", "m", mark("merge"), "merge", in_footer=True),
    Command("duplicates.ignore", "x", mark("not the same"), "ignore", in_footer=True),
    Command("duplicates.all", "a", mark("same names too"), "all", in_footer=True),
    Command("duplicates.back", "escape", mark("back"), "back", in_footer=True, in_palette=False),
)
_CARD_DELAY = 0.08


class DuplicatesScreen(Place):
    """The pairs above, the two cards of the one under the cursor below."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#duplicates"
    view = "customers"
    is_over = True
    shows = frozenset({"contact", "contact_point", "not_duplicate", "setting"})

    _least = LIKELY
    _card_timer: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """Return the list and the two cards."""
        self._list: VirtualList[PairLine] = VirtualList(columns(), pair_number, id="duplicates")
        self._facts = (CardFacts(id="one"), CardFacts(id="other"))
        self._panes = tuple(Vertical(facts, classes="pane side") for facts in self._facts)
        yield Vertical(
            Vertical(self._list, id="duplicates-pane", classes="pane"),
            Horizontal(*self._panes, id="sides"),
            id="body",
        )

    def on_mount(self) -> None:
        """Look through everybody."""
        self._show()

    def _show(self) -> None:
        self._title(_("Duplicates · looking through everybody …"))
        self._source = AllPairs(self.crm.bridge, self._least)
        self._list.show(self._source)

    def reload(self) -> None:
        """Look through everybody again; the cursor stays on its pair."""
        self._list.reload()

    def on_virtual_list_loaded(self, message: VirtualList.Loaded) -> None:
        """Say how many pairs there are."""
        number = self.crm.formats.number(self._list.count)
        found = ngettext("{n} pair that may be one", "{n} pairs that may be one", self._list.count)
        self._title(_("Duplicates · {found}").format(found=found.format(n=number)))
        self._list.empty_text = (
            _("Nobody here looks like somebody else. Press a to see those who share a name.")
            if self._least == LIKELY
            else _("Nobody here looks like somebody else.")
        )

    def _title(self, title: str) -> None:
        self.query_one("#duplicates-pane").border_title = Content(f" {title} ")

    # The two cards

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show both cards once the cursor rests."""
        if self._card_timer is not None:
            self._card_timer.stop()
        self._card_timer = self.set_timer(_CARD_DELAY, self._show_cards)

    def _show_cards(self) -> None:
        start(self, partial(self._read_cards, self._list.current), "cards", exclusive=True)

    async def _read_cards(self, pair: PairLine | None) -> None:
        for side, contact in enumerate((pair.a, pair.b) if pair else (0, 0)):
            try:
                found = await self.crm.bridge.read(card, contact) if contact else None
            except NotFound:
                found = None
            except CrmError as error:
                self.post_message(Trouble(error))
                return
            self._show_card(side, found)

    def _show_card(self, side: int, found: Card | None) -> None:
        self._facts[side].show(found, self.crm.formats, self.crm.today)
        title = card_title(found, self.crm.segments.of(found.id)) if found else ""
        shown = cut(title, max(10, self._panes[side].size.width - 6))
        self._panes[side].border_title = Content(f" {shown} ") if title else ""

    # What can be done

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Join the two."""
        self.action_merge()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is about a pair only where there is one."""
        if action in ("merge", "ignore"):
            return self.is_mounted and bool(self._list.count)
        return True

    def action_merge(self) -> None:
        """See both side by side, field by field, and join them."""
        if pair := self._list.current:
            from crmtui.screens.merge import open_merge

            open_merge(self.crm, pair.a, pair.b)

    def action_ignore(self) -> None:
        """Remember that they are two; the pair is gone at once."""
        if pair := self._list.current:
            self._source.drop(pair_number(pair))
            self._list.reload()
            self.crm.do(acts.not_the_same(pair.a, pair.b))

    def action_all(self) -> None:
        """Show also those of whom nothing but the name speaks, or leave them out again."""
        self._least = WEAK if self._least == LIKELY else LIKELY
        self._show()

    def action_back(self) -> None:
        """Go back to the customers."""
        self.dismiss()
