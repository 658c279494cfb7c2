"""What the screens of an import have in common: the bar of its steps, and the footer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget

from crmtui.locale import _, mark
from crmtui.screens.importing.plan import ShelfParts
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.top_bar import Tab, TopBar

if TYPE_CHECKING:
    from crmtui.app import CrmApp

WIDE = 116
"""From so many columns on the lines of a file and what comes of them stand side by side."""

STEPS = {"file": mark("File"), "columns": mark("Columns"), "result": mark("Result")}


class ImportStep(ModalScreen[str]):
    """A step of an import over the whole screen; it returns what was brought in, "" for nothing."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (WIDE, "-wide"),
    ]
    step: ClassVar[str] = ""

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    @property
    def shelf(self) -> ShelfParts:
        """Where the file goes, and how the shop reads things."""
        return self.crm.bridge.store, self.crm.formats, self.crm.today

    @property
    def is_wide(self) -> bool:
        """Tell whether two panes stand side by side."""
        return self.app.size.width >= WIDE

    def compose(self) -> ComposeResult:
        """Put the step between the bar and the footer."""
        yield TopBar()
        yield from self.body()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """Return the widgets of this step."""
        raise NotImplementedError

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Show where one is."""
        _shop, _tabs, day = self.crm.bar_facts()
        for bar in self.query(TopBar):
            bar.shop, bar.day = _("Import a file"), day
            bar.tabs = tuple(Tab(step, "", _(name)) for step, name in STEPS.items())
            bar.active = self.step

    def on_top_bar_chosen(self, message: TopBar.Chosen) -> None:
        """Go back to an earlier step that was clicked."""
        message.stop()
        steps = list(STEPS)
        if steps.index(message.view) < steps.index(self.step):
            self.action_back()

    def action_back(self) -> None:
        """Go back one level."""
        raise NotImplementedError
