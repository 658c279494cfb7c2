"""The card of one contact: the facts above, the timeline below."""

from __future__ import annotations

from datetime import date
from functools import partial
from sqlite3 import Connection
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from crmtui.errors import CrmError, NotFound
from crmtui.locale import _, mark
from crmtui.reads.card import Card, card
from crmtui.reads.rhythm import rhythm_of
from crmtui.reads.timeline import Event, timeline, timeline_length
from crmtui.reads.timeline_kinds import VIEWS, Kinds
from crmtui.rules.rhythm import Rhythm
from crmtui.screens import acts
from crmtui.screens.bridge import Bridge
from crmtui.text.formats import Formats
from crmtui.widgets.card import CardFacts, card_title
from crmtui.widgets.cells import cut
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.messages import Trouble
from crmtui.widgets.source import Rows
from crmtui.widgets.timeline import TimelineOf, columns, event_number
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp


COMMANDS = (
    Command("card.done", "x", mark("done"), "done", in_footer=True),
    Command("card.snooze", "s", mark("put off"), "snooze", in_footer=True),
    Command("card.drop", "-", mark("give up"), "drop"),
    Command("card.kinds", "f", mark("kinds"), "kinds", in_footer=True),
)
CARD_KINDS = frozenset(
    {"contact", "contact_point", "contact_link", "tag", "contact_tag", "custom_field"}
    | {"custom_value", "interaction", "task", "need", "purchase", "purchase_line", "payment"}
    | {"deal", "deal_stage", "stage", "lost_reason"}
    | {"ticket", "appointment", "setting", "fitted"}
)
"""The kinds (tables) that a card and its timeline are made of."""
_FOR_TASKS = ("done", "snooze", "drop")


class BridgeReader:
    """Reads timelines over the bridge."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    async def length(self, contact: int, kinds: Kinds) -> int:
        """Return how many entries of these kinds there are."""
        return await self._bridge.read(timeline_length, contact, kinds)

    async def events(self, contact: int, kinds: Kinds, skip: int, limit: int) -> list[Event]:
        """Return up to `limit` entries after the first `skip`."""
        return await self._bridge.read(timeline, contact, kinds=kinds, skip=skip, limit=limit)


class CardPane(Vertical):
    """Shows one contact at a time; 0 is nobody."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    works_tasks: ClassVar[bool] = True
    """Tasks in the timeline are finished and put off here, and not by the screen around it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="pane")
        self.contact = 0
        self._shown: Card | None = None
        self._in_sight = 0
        """Whose timeline is shown: a change may come while another is being read."""
        self._view = next(iter(VIEWS))

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
            self._load()

    def scroll_facts(self, step: int) -> None:
        """Show more of the facts, where there is no room for all."""
        self._scroll.scroll_relative(y=step * max(1, self._scroll.size.height - 1), animate=False)

    def reload(self) -> None:
        """Read the same contact again."""
        self._load()

    def _load(self) -> None:
        start(self, partial(self._read, self.contact), "card", exclusive=True)

    async def _read(self, contact: int) -> None:
        crm = cast("CrmApp", self.app)
        try:
            self._shown = await crm.bridge.read(card, contact) if contact else None
            rhythm = await self._rhythm(contact) if self._shown else None
            worth = await crm.bridge.read(_worth, self._shown, crm.formats, crm.today)
        except NotFound:
            self._shown, rhythm, worth = None, None, ""
        except CrmError as error:
            self.post_message(Trouble(error))
            return
        self._facts.show(self._shown, crm.formats, crm.today, rhythm, worth)
        self.show_title()
        in_sight, self._in_sight = self._in_sight, self._shown.id if self._shown else 0
        is_new = in_sight != contact
        if is_new:
            self._scroll.scroll_home(animate=False)
        if self._shown is None:
            self.timeline.empty_text = ""
            self.timeline.show(Rows([], event_number))
        elif is_new:
            self._show_timeline()
        else:
            self.timeline.reload()

    def _show_timeline(self) -> None:
        name, kinds = VIEWS[self._view]
        self.timeline.empty_text = (
            _("Nothing yet: l logs a call, $ records a sale.")
            if self._view == next(iter(VIEWS))
            else _("Nothing under “{kind}”: f shows something else.").format(kind=_(name))
        )
        bridge = cast("CrmApp", self.app).bridge
        self.timeline.show(TimelineOf(BridgeReader(bridge), self.contact, kinds))

    def on_virtual_list_loaded(self, message: VirtualList.Loaded) -> None:
        """Say over the timeline what it shows."""
        parts = [_(VIEWS[self._view][0])]
        if self.timeline.count:
            parts.append(cast("CrmApp", self.app).formats.number(self.timeline.count))
        self.timeline.border_title = Content(f" {' · '.join(parts)} ") if self._shown else ""

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Offer what can be done to the entry under the cursor."""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to finish and put off only what is still to be done."""
        if action not in _FOR_TASKS:
            return True
        event = self.timeline.current if self.timeline.has_focus else None
        return self.works_tasks and event is not None and event.is_open

    def action_kinds(self) -> None:
        """Show the next kinds of entries."""
        if self._shown is not None:
            views = list(VIEWS)
            self._view = views[(views.index(self._view) + 1) % len(views)]
            self._show_timeline()

    def action_done(self) -> None:
        """Finish the task under the cursor."""
        if event := self.timeline.current:
            cast("CrmApp", self.app).do(acts.finish_task(event.id))

    def action_drop(self) -> None:
        """Give the task under the cursor up."""
        if event := self.timeline.current:
            cast("CrmApp", self.app).do(acts.drop_task(event.id))

    def action_snooze(self) -> None:
        """Put the task under the cursor off."""
        if event := self.timeline.current:
            from crmtui.screens.snooze import ask_snooze

            ask_snooze(cast("CrmApp", self.app), event.id)

    async def _rhythm(self, contact: int) -> Rhythm | None:
        crm = cast("CrmApp", self.app)
        return await crm.bridge.read(rhythm_of, contact, crm.today, crm.formats.zone)

    def show_title(self) -> None:
        """Show who it is, and the segment once it is known."""
        crm = cast("CrmApp", self.app)
        if self._shown is None:
            self.border_title = ""
            return
        title = card_title(self._shown, crm.segments.of(self._shown.id))
        self.border_title = Content(f" {cut(title, max(10, self.size.width - 6))} ")


def _worth(connection: Connection, card: Card | None, formats: Formats, today: date) -> str:
    """Say what to expect of a customer; the thread that reads it imports what it needs."""
    if card is None or not card.sums.purchases:
        return ""
    from crmtui.reads.worth import worth, worth_text

    return worth_text(worth(connection, card.id, formats, today), formats)
