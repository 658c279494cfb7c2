"""What every view has: the bar, the footer, and re-reading what others changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Protocol, cast, runtime_checkable

from textual import events
from textual._context import active_app
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from crmtui.screens.watcher import EVERYTHING
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from crmtui.app import CrmApp

WIDE = 100
"""From so many columns on a list and its card stand side by side."""


@runtime_checkable
class Hears(Protocol):
    """A screen that is told what changed in the store."""

    def kinds_changed(self, kinds: frozenset[str]) -> None:
        """Re-read what is shown of these kinds."""


class Place(Screen[None]):
    """A view of the product; it re-reads itself when a kind that it shows has changed."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (WIDE, "-wide"),
    ]
    view: ClassVar[str] = ""
    shows: ClassVar[frozenset[str]] = frozenset()
    """The kinds (tables) that this view reads."""

    is_over: ClassVar[bool] = False
    """It stands over another view, and makes way where that is gone to."""

    _is_stale = False

    def __init__(self) -> None:
        super().__init__()
        app = active_app.get()
        # Textual parses every style sheet again for a screen that has not counted them, and lays
        # a screen out twice whose width is known only later: a fifth of the first paint.
        self._css_update_count = app._css_update_count
        width = app.size.width
        self.add_class([name for least, name in self.HORIZONTAL_BREAKPOINTS if width >= least][-1])

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    @property
    def is_wide(self) -> bool:
        """Tell whether two panes stand side by side."""
        return self.app.size.width >= WIDE

    def compose(self) -> ComposeResult:
        """Put the view between the bar and the footer."""
        yield TopBar()
        yield from self.body()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """Return the widgets of this view."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read again what is shown; the cursor stays where it is."""
        raise NotImplementedError

    def segments_known(self) -> None:
        """Show the customers' segments, which were computed meanwhile."""

    def today_known(self) -> None:
        """Show today's queue, which was read meanwhile."""

    def kinds_changed(self, kinds: frozenset[str]) -> None:
        """Re-read if this view shows any of these kinds, now or when it comes to the front."""
        if kinds != EVERYTHING and not kinds & self.shows:
            return
        if self.is_mounted and self.app.screen_stack and self in self.app.screen_stack:
            self.reload()
        else:
            self._is_stale = True

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Catch up with what changed while another view was shown."""
        self.crm.state.view = self.view
        self.refresh_bar()
        if self._is_stale:
            self._is_stale = False
            self.reload()

    def refresh_bar(self) -> None:
        """Show the counts of the views as they are now."""
        for bar in self.query(TopBar):
            bar.shop, bar.tabs, bar.day = self.crm.bar_facts()
            bar.active = self.view
