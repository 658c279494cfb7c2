"""What changed in the store, made known to every view; and what is counted once for all of them."""

from __future__ import annotations

from functools import partial

from crmtui import settings
from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.reads import contacts
from crmtui.reads.filters.condition import Asked
from crmtui.reads.open_deals import count_open
from crmtui.reads.tickets import queue_length
from crmtui.screens.place import Hears, Place
from crmtui.screens.segments import value_fit
from crmtui.screens.segments.book import SegmentBook
from crmtui.screens.shell import Shell
from crmtui.screens.state import State
from crmtui.screens.today.book import KINDS, TodayBook
from crmtui.screens.views import VIEWS
from crmtui.screens.watcher import EVERYTHING, Watcher
from crmtui.settings import Settings
from crmtui.store.connect import Store
from crmtui.text.calendar import weekday_name
from crmtui.widgets.top_bar import Tab, TopBar
from crmtui.widgets.work import start


class Publishing(Shell):
    """Hears of changes and passes them on; keeps the counts, the segments and today's queue."""

    def __init__(self, store: Store, shop: Settings, state: State) -> None:
        super().__init__(store, shop, state)
        self.segments = SegmentBook()
        self.today_book = TodayBook()
        self.customers = -1
        """How many there are; -1 until it is known."""
        self.tickets = -1
        """How many are open; -1 until it is known."""
        self.deals = -1
        """How many are open."""
        self._watcher = Watcher(self.bridge, self._hear)
        self._day = self.today

    def asked(self) -> Asked:
        """Return what a filter depends on beside the store."""
        return Asked(self.settings, self.now, segmentation=self.segments.found)

    def on_mount(self) -> None:
        """Start what runs beside the screens."""
        self.set_interval(20, self._check_day)
        self.set_timer(value_fit.IDLE, self._fit_value)
        if self.state.view != "customers" or self.state.filter:
            self._count()
        self.call_after_refresh(self._count_deals)
        self.call_after_refresh(self._count_tickets)
        self._watcher.start()

    def on_unmount(self) -> None:
        """Let a write end and stop watching."""
        self._watcher.stop()
        self.bridge.close()

    def _check_day(self) -> None:
        """Have everything read anew after midnight: how long ago a purchase was has changed."""
        if self.today != self._day:
            self._day = self.today
            self.publish(EVERYTHING)
            self._fit_value()

    def _fit_value(self) -> None:
        """Have the cards tell of the weeks to come by models that are not old."""
        start(self, partial(value_fit.fit_if_old, self), "value", exclusive=True)

    # What changed

    def _hear(self, kinds: frozenset[str]) -> None:
        """Take in a change by another program; called from the watcher's thread."""
        if self.is_running and self._loop is not None:
            self._loop.call_soon_threadsafe(self.publish, kinds)

    def publish(self, kinds: frozenset[str]) -> None:
        """Have every view re-read what it shows of these kinds."""
        if not self.is_running:
            return
        everything = kinds == EVERYTHING
        if everything or "setting" in kinds:
            start(self, self._reload_settings, "settings", exclusive=True)
        if everything or kinds & {"contact"}:
            self._count()
        if everything or kinds & {"ticket", "contact"}:
            self._count_tickets()
        if everything or kinds & {"deal", "stage", "contact"}:
            self._count_deals()
        if everything or kinds & {"purchase", "contact"}:
            self.compute_segments()
        if everything or kinds & KINDS:
            self.compute_today()
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, Hears):
                    screen.kinds_changed(kinds)

    def places(self) -> list[Place]:
        """Return the views that were opened so far."""
        stacks = self._screen_stacks.values()
        return [screen for stack in stacks for screen in stack if isinstance(screen, Place)]

    def _composed_places(self) -> list[Place]:
        """Leave out the one that is just being opened: it has no widgets to show anything in."""
        return [place for place in self.places() if place.is_mounted]

    async def _reload_settings(self) -> None:
        self.settings = await self.bridge.read(settings.load)
        self.formats = self.settings.formats()
        self.compute_segments()  # its cut points and its zone may have changed
        for place in self.places():
            place.kinds_changed(EVERYTHING)
        self.compute_today()
        self.refresh_bars()

    def _count(self) -> None:
        start(self, self._say_count, "count", exclusive=True)

    async def _say_count(self) -> None:
        try:
            await self.read_count()
        except CrmError as error:
            self.show_error(error)

    async def read_count(self) -> int:
        """Return how many customers there are, and show it on the bar."""
        self.customers = await self.bridge.read(contacts.count)
        self.refresh_bars()
        return self.customers

    def _count_tickets(self) -> None:
        start(self, self._read_tickets, "count-tickets", exclusive=True)

    async def _read_tickets(self) -> None:
        try:
            self.tickets = await self.bridge.read(queue_length)
        except CrmError as error:
            self.show_error(error)
        self.refresh_bars()

    def _count_deals(self) -> None:
        start(self, self._read_deals, "count-deals", exclusive=True)

    async def _read_deals(self) -> None:
        try:
            self.deals = await self.bridge.read(count_open)
        except CrmError as error:
            self.show_error(error)
        self.refresh_bars()

    def compute_segments(self) -> None:
        """Compute everybody's segment in the background, once for a burst of changes."""
        start(self, self._read_segments, "segments", exclusive=True)

    async def _read_segments(self) -> None:
        try:
            await self.segments.read(self.bridge, self.settings, self.today)
        except CrmError as error:
            self.show_error(error)
            return
        for place in self._composed_places():
            place.segments_known()
        if self.today_book.queue is None:
            self.compute_today()

    def compute_today(self) -> None:
        """Read today's queue in the background, once for a burst of changes."""
        start(self, self._read_today, "today", exclusive=True)

    async def _read_today(self) -> None:
        try:
            await self.today_book.read(self.bridge, self.settings, self.now)
        except CrmError as error:
            self.show_error(error)
            return
        for place in self._composed_places():
            place.today_known()
        self.refresh_bars()
        if self.segments.found is None:
            self.compute_segments()

    # The bar

    def bar_facts(self) -> tuple[str, tuple[Tab, ...], str]:
        """Return the shop's name, the views and the day."""
        numbers = {
            "today": self.today_book.total,
            "customers": self.customers,
            "tickets": self.tickets,
            "pipeline": self.deals,
        }
        counts = {view: self.formats.number(n) for view, n in numbers.items() if n >= 0}
        tabs = tuple(Tab(v.id, v.key, _(v.name), counts.get(v.id, "")) for v in VIEWS)
        day = f"{weekday_name(self.today)} {self.formats.short_date(self.today)}"
        return self.settings["shop"] or "crmtui", tabs, day

    def refresh_bars(self) -> None:
        """Show what changed on the bar of the view in front."""
        for place in self._composed_places():
            if place.is_current or place in self.screen_stack:
                place.refresh_bar()

    def on_top_bar_chosen(self, message: TopBar.Chosen) -> None:
        """Go to the view that was clicked."""
        self.switch_mode(message.view)
