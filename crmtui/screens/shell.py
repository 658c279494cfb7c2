"""What every part of the app stands on: the store, the settings, writing, and telling the user."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial

from rich.segment import Segments
from rich.text import Text
from textual.app import App
from textual.filter import LineFilter

from crmtui.errors import CrmError
from crmtui.places import log_path
from crmtui.screens import crash
from crmtui.screens.bridge import Bridge
from crmtui.screens.state import State
from crmtui.screens.toasts import done_text, error_text
from crmtui.settings import Settings
from crmtui.store.connect import Store
from crmtui.terminal.modes import Mode
from crmtui.text.bidi import Shaping
from crmtui.text.formats import Formats
from crmtui.widgets.messages import Trouble
from crmtui.widgets.mirror import is_mirrored
from crmtui.widgets.roles import role_colours
from crmtui.widgets.safe_lines import SafeLines
from crmtui.widgets.visual_lines import VisualLines
from crmtui.widgets.work import start

UseCase = Callable[[Store], object]


def _line_filters(mode: Mode) -> list[LineFilter]:
    """Return what every finished line goes through on such a terminal."""
    if mode is Mode.LOGICAL:
        return [SafeLines()]
    shaping = Shaping.TERMINAL if mode is Mode.KITTY else Shaping.LIGATURES
    return [SafeLines(may_fence=False), VisualLines(shaping)]


class Shell(App[int]):
    """One store and its settings; everything is written and told through here."""

    def __init__(self, store: Store, shop: Settings, state: State) -> None:
        super().__init__()
        self.set_class(is_mirrored(), "-rtl")
        self.state = state
        self.bridge = Bridge(store, self.publish)
        self.settings = shop
        self.formats: Formats = shop.formats()
        self.drafts: dict[str, dict[str, str]] = {}
        """What was typed into forms that were left with Esc."""
        self._lines = _line_filters(Mode(shop["bidi"] or "visual"))
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

    def publish(self, kinds: frozenset[str]) -> None:
        """Have every view re-read what it shows of these kinds."""
        raise NotImplementedError

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let no widget write a control sequence to the terminal, and Persian read right."""
        return [*super().get_line_filters(), *self._lines]

    def draw_for(self, mode: Mode) -> None:
        """Draw right-to-left text as this terminal takes it."""
        self._lines = _line_filters(mode)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the roles their colours, unless the theme has its own."""
        return role_colours(self.current_theme)

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

    # Bugs

    def _fatal_error(self) -> None:
        """Leave with a word and a log: Textual's own traceback would show people's data."""
        text = crash.report(self._exception, log_path())
        self._exit_renderables.append(
            Segments(self.console.render(Text(text), self.console.options))
        )
        self._close_messages_no_wait()
