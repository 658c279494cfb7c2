"""The terminal app: one store, and the views on it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.command import Provider
from textual.screen import Screen

from crmtui import locale, settings
from crmtui.places import state_path
from crmtui.screens.app_commands import COMMANDS
from crmtui.screens.customer_rows import Opening, opening
from crmtui.screens.openings import Openings
from crmtui.screens.state import State, load_state, save_state
from crmtui.screens.views import VIEWS
from crmtui.settings import Settings
from crmtui.store.connect import Store, open_store
from crmtui.terminal.asking import Question
from crmtui.terminal.modes import decide
from crmtui.widgets.command import bindings
from crmtui.widgets.driver import driver_for
from crmtui.writes.personal import set_personal


def _palette() -> type[Provider]:
    from crmtui.screens.palette import EveryCommand

    return EveryCommand


class CrmApp(Openings):
    """The screens of one store."""

    CSS_PATH = "app.tcss"
    TITLE = "crmtui"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    COMMAND_PALETTE_BINDING = ""
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {v.id: v.make for v in VIEWS}
    NOTIFICATION_TIMEOUT = 4

    def __init__(self, store: Store, shop: Settings, state: State | None = None) -> None:
        state = state or State()
        if state.view not in self.MODES:
            state.view = VIEWS[0].id
        self.DEFAULT_MODE = state.view  # type: ignore[misc]
        super().__init__(store, shop, state)
        self.opening: Opening | None = None
        """The first customers, until the list has taken them."""


def run_app(path: Path, question: Question, *, lang: str = "") -> int:
    """Run the screens on the store at `path`, made if there is none; return the exit code.

    `question` was put to the terminal they are shown on.
    """
    locale.use(settings.language(lang))
    store = open_store(path, create=True)
    state = load_state(state_path())
    with store.read() as connection:
        shop = settings.load(connection)
        # What is shown later would be old by then.
        is_first = state.view == "customers" and not state.filter
        first = opening(connection, state.sort) if is_first else None
    app = CrmApp(store, shop, state)
    terminal = decide(question.answers(), os.environ, shop["bidi"])
    app.draw_for(terminal.mode)
    app.driver_class = driver_for(terminal, question) or app.driver_class
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
