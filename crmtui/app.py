"""The terminal app: one store, the views on it, and what they all share."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, cast

from rich.segment import Segments
from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.command import Provider
from textual.filter import LineFilter
from textual.screen import Screen

from crmtui import locale, settings
from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.places import log_path, state_path
from crmtui.reads import contacts
from crmtui.reads.filters.condition import Asked
from crmtui.screens import crash
from crmtui.screens.app_commands import COMMANDS
from crmtui.screens.bridge import Bridge
from crmtui.screens.customer_rows import Opening, opening
from crmtui.screens.place import Hears, Place
from crmtui.screens.segment_book import SegmentBook
from crmtui.screens.state import State, load_state, save_state
from crmtui.screens.toasts import done_text, error_text
from crmtui.screens.today_book import KINDS, TodayBook
from crmtui.screens.views import VIEWS
from crmtui.screens.watcher import EVERYTHING, Watcher
from crmtui.settings import Settings
from crmtui.store.connect import Store, open_store
from crmtui.text.calendar import weekday_name
from crmtui.text.formats import Formats
from crmtui.widgets.command import bindings
from crmtui.widgets.messages import Trouble
from crmtui.widgets.roles import role_colours
from crmtui.widgets.safe_lines import SafeLines
from crmtui.widgets.top_bar import Tab, TopBar
from crmtui.widgets.work import start
from crmtui.writes.personal import set_personal

UseCase = Callable[[Store], object]


def _palette() -> type[Provider]:
    from crmtui.screens.palette import EveryCommand

    return EveryCommand


class CrmApp(App[int]):
    """The screens of one store."""

    CSS_PATH = "app.tcss"
    TITLE = "crmtui"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    COMMAND_PALETTE_BINDING = ""
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {v.id: v.make for v in VIEWS}
    NOTIFICATION_TIMEOUT = 4

    def __init__(self, store: Store, shop: Settings, state: State | None = None) -> None:
        self.state = state or State()
        if self.state.view not in self.MODES:
            self.state.view = VIEWS[0].id
        self.DEFAULT_MODE = self.state.view  # type: ignore[misc]
        super().__init__()
        self.bridge = Bridge(store, self.publish)
        self.settings = shop
        self.formats: Formats = shop.formats()
        self.segments = SegmentBook()
        self.today_book = TodayBook()
        self.opening: Opening | None = None
        """The first customers, until the list has taken them."""
        self.customers = -1
        """How many there are; -1 until it is known."""
        self.drafts: dict[str, dict[str, str]] = {}
        """What was typed into forms that were left with Esc."""
        self._safe_lines = SafeLines()
        self._watcher = Watcher(self.bridge, self._hear)
        self._day = self.today
        if shop["theme"] in self.available_themes:
            self.theme = shop["theme"]

    @property
    def now(self) -> datetime:
        """This moment."""
        return datetime.now(UTC)

    @property
    def today(self) -> date:
        """The day in the shop's zone."""
        return self.formats.day(self.now)

    def asked(self) -> Asked:
        """Return what a filter depends on beside the store."""
        return Asked(self.settings, self.now, segmentation=self.segments.found)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let no widget write a control sequence to the terminal."""
        return [*super().get_line_filters(), self._safe_lines]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the roles their colours, unless the theme has its own."""
        return role_colours(self.current_theme)

    def on_mount(self) -> None:
        """Start what runs beside the screens."""
        self.set_interval(20, self._check_day)
        if self.state.view != "customers" or self.state.filter:
            self._count()
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
        if everything or kinds & {"purchase", "contact"}:
            self.compute_segments()
        elif kinds & KINDS:
            self.compute_today()
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, Hears):
                    screen.kinds_changed(kinds)

    def places(self) -> list[Place]:
        """Return the views that were opened so far."""
        stacks = self._screen_stacks.values()
        return [screen for stack in stacks for screen in stack if isinstance(screen, Place)]

    async def _reload_settings(self) -> None:
        found = await self.bridge.read(settings.load)
        self.settings = Settings({**found.values, "lang": self.settings["lang"]})
        self.formats = self.settings.formats()
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

    def compute_segments(self) -> None:
        """Compute everybody's segment in the background, once for a burst of changes."""
        start(self, self._read_segments, "segments", exclusive=True)

    async def _read_segments(self) -> None:
        try:
            await self.segments.read(self.bridge, self.settings, self.today)
        except CrmError as error:
            self.show_error(error)
            return
        for place in self.places():
            place.segments_known()
        self.compute_today()

    def compute_today(self) -> None:
        """Read today's queue in the background, once for a burst of changes."""
        start(self, self._read_today, "today", exclusive=True)

    async def _read_today(self) -> None:
        segments = self.segments.found
        if segments is None:
            self.compute_segments()  # the queue follows them
            return
        try:
            await self.today_book.read(self.bridge, self.settings, self.now, segments)
        except CrmError as error:
            self.show_error(error)
            return
        for place in self.places():
            place.today_known()
        self.refresh_bars()

    # The bar

    def bar_facts(self) -> tuple[str, tuple[Tab, ...], str]:
        """Return the shop's name, the views and the day."""
        numbers = {"today": self.today_book.total, "customers": self.customers}
        counts = {view: self.formats.number(n) for view, n in numbers.items() if n >= 0}
        tabs = tuple(Tab(v.id, v.key, _(v.name), counts.get(v.id, "")) for v in VIEWS)
        day = f"{weekday_name(self.today)} {self.formats.short_date(self.today)}"
        return self.settings["shop"] or "crmtui", tabs, day

    def refresh_bars(self) -> None:
        """Show what changed on the bar of the view in front."""
        for place in self.places():
            if place.is_current or place in self.screen_stack:
                place.refresh_bar()

    def on_top_bar_chosen(self, message: TopBar.Chosen) -> None:
        """Go to the view that was clicked."""
        self.switch_mode(message.view)

    # Writing

    def do(self, use_case: UseCase) -> None:
        """Carry out a use case and say what it did."""
        start(self, partial(self.carry_out, use_case), "write")

    async def carry_out(self, use_case: UseCase) -> None:
        """Carry out a use case, and say what it did when it is done."""
        try:
            self.say_done(await self.bridge.write(use_case))
        except CrmError as error:
            self.show_error(error)

    def say_done(self, result: object) -> None:
        """Show a toast about what was done, and how to take it back."""
        self.say(done_text(result))

    def say(self, text: str) -> None:
        """Show a toast; the one before goes."""
        self.clear_notifications()
        self.notify(text, markup=False)

    def show_error(self, error: CrmError) -> None:
        """Show what went wrong and what to do about it."""
        self.clear_notifications()
        self.notify(error_text(error), severity="error", markup=False, timeout=8)

    def on_trouble(self, message: Trouble) -> None:
        """Show what a widget could not read."""
        self.show_error(message.error)

    # Commands

    async def action_view(self, view: str) -> None:
        """Go to a view."""
        await self.switch_mode(view)

    def action_undo(self) -> None:
        """Take the last step back."""
        from crmtui.screens import acts

        self.do(acts.undo)

    def action_redo(self) -> None:
        """Bring back what the last undo took."""
        from crmtui.screens import acts

        self.do(acts.redo)

    def action_help(self) -> None:
        """Show every key of this place."""
        from crmtui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_command_palette(self) -> None:
        """Offer every command by its name."""
        from crmtui.screens.palette import Palette

        if not Palette.is_open(cast("App[object]", self)):
            self.push_screen(Palette())

    def action_tasks(self) -> None:
        """Show all that is to be done."""
        from crmtui.screens.tasks import TasksScreen

        if not isinstance(self.screen, TasksScreen):
            self.push_screen(TasksScreen(), self._go_to)

    def action_import_file(self) -> None:
        """Bring a file in."""
        from crmtui.screens.importing.file import open_import

        open_import(self)

    async def action_duplicates(self) -> None:
        """Show the customers who may be one."""
        from crmtui.screens.duplicates import DuplicatesScreen

        if not isinstance(self.screen, DuplicatesScreen):
            await self.switch_mode("customers")
            await self.push_screen(DuplicatesScreen())

    def action_needs(self) -> None:
        """Show who wants what."""
        from crmtui.screens.needs import NeedsScreen

        if not isinstance(self.screen, NeedsScreen):
            self.push_screen(NeedsScreen(), self._go_to)

    def action_fields(self) -> None:
        """Show the fields that the shop added to its contacts."""
        from crmtui.screens.custom_fields import FieldsScreen

        if not isinstance(self.screen, FieldsScreen):
            self.push_screen(FieldsScreen())

    def action_find(self) -> None:
        """Find anybody from anywhere."""
        from crmtui.screens.find import FindScreen

        if not isinstance(self.screen, FindScreen):
            self.push_screen(FindScreen(), self._go_to)

    def _go_to(self, contact: int | None) -> None:
        if contact:
            start(self, partial(self.open_contact, contact), "open")

    async def open_contact(self, contact: int) -> None:
        """Show a contact in the Customers view."""
        from crmtui.screens.customers import CustomersScreen

        await self.switch_mode("customers")
        while isinstance(self.screen, Place) and self.screen.is_over:
            await self.pop_screen()
        if isinstance(self.screen, CustomersScreen):
            self.screen.open_contact(contact)

    # Bugs

    def _fatal_error(self) -> None:
        """Leave with a word and a log: Textual's own traceback would show people's data."""
        text = crash.report(self._exception, log_path())
        self._exit_renderables.append(
            Segments(self.console.render(Text(text), self.console.options))
        )
        self._close_messages_no_wait()


def run_app(path: Path, *, lang: str = "") -> int:
    """Run the screens on the store at `path`, made if there is none; return the exit code."""
    chosen = settings.language(lang)
    locale.use(chosen)
    store = open_store(path, create=True)
    state = load_state(state_path())
    with store.read() as connection:
        shop = settings.load(connection)
        # What is shown later would be old by then.
        is_first = state.view == "customers" and not state.filter
        first = opening(connection, state.sort) if is_first else None
    if not shop["lang"]:
        shop = Settings({**shop.values, "lang": chosen})
    app = CrmApp(store, shop, state)
    if first is not None:
        app.opening, app.customers = first, first.customers
    theme = app.theme
    gc.enable()
    gc.freeze()  # the modules stay: looking through them again and again costs the first paint
    try:
        result = app.run()
    finally:
        save_state(state_path(), app.state)
    if app.theme != theme:
        set_personal("theme", app.theme)
    sys.stdout.flush()
    return (result or 0) if app.return_code in (None, 0) else 1
