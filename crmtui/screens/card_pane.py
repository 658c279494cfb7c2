"""The card of one contact: the facts above, the timeline below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from crmtui.errors import CrmError, NotFound
from crmtui.locale import _
from crmtui.reads import lists
from crmtui.reads.card import Card, card
from crmtui.reads.timeline import Event, timeline
from crmtui.screens.bridge import Bridge
from crmtui.widgets.card import CardFacts, card_title
from crmtui.widgets.cells import cut
from crmtui.widgets.messages import Trouble
from crmtui.widgets.source import Rows
from crmtui.widgets.timeline import TimelineOf, columns, event_number
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp


class _Reader:
    """Reads timelines over the bridge."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    async def length(self, contact: int) -> int:
        """Return how many entries there are."""
        return await self._bridge.read(lists.timeline_length, contact)

    async def events(self, contact: int, skip: int, limit: int) -> list[Event]:
        """Return up to `limit` entries after the first `skip`."""
        return await self._bridge.read(timeline, contact, skip=skip, limit=limit)


class CardPane(Vertical):
    """Shows one contact at a time; 0 is nobody."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="pane")
        self.contact = 0
        self._shown: Card | None = None

    def compose(self) -> ComposeResult:
        """Put the facts above the timeline."""
        crm = cast("CrmApp", self.app)
        self._facts = CardFacts()
        self.timeline: VirtualList[Event] = VirtualList(
            columns(lambda: crm.formats, lambda: crm.now),
            event_number,
            id="timeline",
        )
        self._scroll = VerticalScroll(self._facts, id="facts", can_focus=False)
        yield self._scroll
        yield self.timeline

    @property
    def name_shown(self) -> str:
        """The name on the card."""
        return self._shown.name if self._shown else ""

    def show(self, contact: int) -> None:
        """Show a contact, if it is not shown already."""
        if contact != self.contact:
            self.contact = contact
            self._load(is_new=True)

    def scroll_facts(self, step: int) -> None:
        """Show more of the facts, where there is no room for all."""
        self._scroll.scroll_relative(y=step * max(1, self._scroll.size.height - 1), animate=False)

    def reload(self) -> None:
        """Read the same contact again."""
        self._load(is_new=False)

    def _load(self, *, is_new: bool) -> None:
        start(self, partial(self._read, self.contact, is_new), "card", exclusive=True)

    async def _read(self, contact: int, is_new: bool) -> None:
        crm = cast("CrmApp", self.app)
        try:
            self._shown = await crm.bridge.read(card, contact) if contact else None
        except NotFound:
            self._shown = None
        except CrmError as error:
            self.post_message(Trouble(error))
            return
        self._facts.show(self._shown, crm.formats, crm.today)
        self.show_title()
        self.timeline.empty_text = (
            _("Nothing yet: l logs a call, $ records a sale.") if self._shown else ""
        )
        if is_new:
            self._scroll.scroll_home(animate=False)
        if self._shown is None:
            self.timeline.show(Rows([], event_number))
        elif is_new:
            self.timeline.show(TimelineOf(_Reader(crm.bridge), contact))
        else:
            self.timeline.reload()

    def show_title(self) -> None:
        """Show who it is, and the segment once it is known."""
        crm = cast("CrmApp", self.app)
        if self._shown is None:
            self.border_title = ""
            return
        title = card_title(self._shown, crm.segments.of(self._shown.id))
        self.border_title = Content(f" {cut(title, max(10, self.size.width - 6))} ")
