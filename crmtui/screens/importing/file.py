"""The first step of an import: which file, and what it brings."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from crmtui.errors import CrmError
from crmtui.locale import _, mark
from crmtui.screens.app_commands import beside
from crmtui.screens.importing.folder import (
    UP,
    Entry,
    Typed,
    columns,
    completed,
    entries,
    expanded,
    first,
    fitting,
    meant,
    typed,
)
from crmtui.screens.importing.plan import Outline, understand
from crmtui.screens.importing.step import ImportStep
from crmtui.screens.importing.words import kind_label
from crmtui.widgets.choice import Choice
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.path_box import PathBox
from crmtui.widgets.source import Rows
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start
from crmtui.writes.imports.options import (
    DEALS,
    KINDS,
    PAYMENTS,
    PURCHASES,
    TICKETS,
    FileOptions,
)

if TYPE_CHECKING:
    from crmtui.app import CrmApp

COMMANDS = (
    Command(
        "import.open", "enter", mark("open"), "go", in_footer=True, in_palette=False, is_urgent=True
    ),
    Command(
        "import.complete",
        "tab",
        mark("complete"),
        "complete",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
    Command("import.down", "down", mark("next"), "move(1)", in_palette=False, is_urgent=True),
    Command("import.up", "up", mark("previous"), "move(-1)", in_palette=False, is_urgent=True),
    Command(
        "import.page-down", "pagedown", mark("a page down"), "page(1)", False, False, is_urgent=True
    ),
    Command(
        "import.page-up", "pageup", mark("a page up"), "page(-1)", False, False, is_urgent=True
    ),
    Command(
        "import.kind", "ctrl+o", mark("what it brings"), "kind", in_footer=True, is_urgent=True
    ),
    Command("import.leave", "escape", mark("back"), "back", in_footer=True, in_palette=False),
)

_DELAY = 0.03


_VIEWS = {PURCHASES: "sales", PAYMENTS: "sales", DEALS: "pipeline", TICKETS: "tickets"}
"""Where each kind is seen; what is not here is on the cards of customers."""


def open_import(app: CrmApp) -> None:
    """Begin to bring a file in; once that is done, the view of what came in is shown."""

    def imported(kind: str | None) -> None:
        if kind:
            start(app, partial(app.action_view, _VIEWS.get(kind, "customers")), "open")

    app.push_screen(ImportFileScreen(), imported)


class ImportFileScreen(ImportStep):
    """A path above the folder that it leads to."""

    BINDINGS: ClassVar[list[BindingType]] = bindings((*COMMANDS, *beside()))
    AUTO_FOCUS = "#import-path"
    step = "file"

    _timer: Timer | None = None
    _is_fresh = False
    """The list shows what fits the path as it is now."""
    _is_opening = False

    def body(self) -> Iterable[Widget]:
        """Return the path, what the file brings, and the folder."""
        crm = self.crm
        last = crm.state.folder
        folder = last if last and Path(last).expanduser().is_dir() else "~/"
        self._path = PathBox(folder, _("a file, like ~/contacts.csv"), id="import-path")
        kinds = [("", _("as it looks")), *((kind, kind_label(kind)) for kind in KINDS)]
        self._kind = Choice(kinds, "", id="import-kind")
        self._said = Static("", id="import-said", markup=False)
        self._list: VirtualList[Entry] = VirtualList(
            columns(lambda: crm.formats, lambda: crm.today), self._number_of, id="import-folder"
        )
        self._list.can_focus = False
        self._folder: Path | None = None
        self._entries: list[Entry] = []
        self._shown: list[Entry] = []
        pane = Vertical(
            Horizontal(Static(_("File"), classes="label"), self._path, classes="line"),
            Horizontal(Static(_("It brings"), classes="label"), self._kind, classes="line"),
            self._said,
            self._list,
            id="import-file",
            classes="pane",
        )
        pane.border_title = Content(f" {_('Choose a file')} ")
        yield pane

    def on_mount(self) -> None:
        """Show the folder last used."""
        self._path.cursor_position = len(self._path.value)
        self._look()

    # The folder

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look again once the typing pauses for a moment."""
        if (text := meant(message.value)) != message.value:
            self._write(text)
            return
        if self._timer is not None:
            self._timer.stop()
        self._say("")
        self._is_fresh = False
        self._timer = self.set_timer(_DELAY, self._look)

    @property
    def _typed(self) -> Typed:
        return typed(self._path.value)

    def _look(self) -> None:
        """Show what the path may become."""
        if self._typed.folder == self._folder:
            self._show()
        else:
            start(self, partial(self._list_folder, self._typed.folder), "folder", exclusive=True)

    async def _list_folder(self, folder: Path) -> None:
        try:
            self._entries = await self.crm.bridge.apart(entries, folder)
        except CrmError as error:
            self._entries = []
            self._say(error.message, is_error=True)
        self._folder = folder
        self._show()

    def _show(self) -> None:
        self._is_fresh = False
        self._shown = fitting(self._entries, self._typed.beginning)
        self._list.empty_text = _("Nothing here begins like that.")
        best = first(self._shown)
        at = 0 if best is None else self._number_of(best)
        self._list.show(Rows(self._shown, self._number_of), at=at)

    def on_virtual_list_loaded(self) -> None:
        """The cursor stands on what was meant from now on."""
        self._is_fresh = True

    def _number_of(self, entry: Entry) -> int:
        return self._shown.index(entry) + 1

    def action_move(self, step: int) -> None:
        """Go to the next entry or the one before."""
        self._list.cursor += step

    def action_page(self, direction: int) -> None:
        """Go a screen up or down."""
        self._list.action_page(direction)

    def action_complete(self) -> None:
        """Write what all that fits begins with, or else the entry under the cursor."""
        if not self._path.has_focus:
            self._path.focus()
            return
        at = self._typed
        names = [entry.name for entry in self._shown if entry.name != UP]
        longer = completed(names, at.beginning) if at.beginning else ""
        entry = self._list.current
        if longer and longer != at.beginning and len(names) > 1:
            self._write(at.head + longer)
        elif entry is not None and entry.name != UP:
            self._write(at.head + entry.name + ("/" if entry.is_folder else ""))

    def _write(self, text: str) -> None:
        self._path.value = text
        self._path.cursor_position = len(text)

    def action_kind(self) -> None:
        """Say what the file brings, or leave that to a look at it."""
        self._kind.action_move(1)

    # The file

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Take the entry that was double clicked."""
        self.action_go()

    def action_go(self) -> None:
        """Go into the folder, or open the file."""
        if not self._is_opening:
            start(self, self._go, "open", exclusive=True)

    async def _go(self) -> None:
        at = self._typed
        if at.folder != self._folder:  # typed faster than it was looked at
            await self._list_folder(at.folder)
        entry = (
            self._list.current if self._is_fresh else first(fitting(self._entries, at.beginning))
        )
        if entry is None or at != self._typed:
            await self._understand(expanded(self._path.value))
        elif entry.name == UP:
            self._write(_home_as_tilde(at.folder.resolve().parent))
        elif entry.is_folder:
            self._write(f"{at.head}{entry.name}/")
        else:
            await self._understand(at.folder / entry.name)

    async def _understand(self, path: Path) -> None:
        crm = self.crm
        self._is_opening = True
        self._say(_("Reading {file} …").format(file=path.name))
        try:
            outline = await crm.bridge.apart(
                understand, self.shelf, path, self._kind.value, FileOptions()
            )
        finally:
            self._is_opening = False
        if outline.reading is None and outline.problem is not None:
            self._say("\n".join((outline.problem.message, outline.problem.hint)), is_error=True)
            return
        self._say("")
        crm.state.folder = _home_as_tilde(path.parent)
        self._go_on(path, outline)

    def _go_on(self, path: Path, outline: Outline) -> None:
        from crmtui.screens.importing.columns import ImportColumnsScreen

        self.app.push_screen(ImportColumnsScreen(path, outline), self._came_back)

    def _came_back(self, kind: str | None) -> None:
        if kind:
            self.dismiss(kind)

    def _say(self, text: str, *, is_error: bool = False) -> None:
        self._said.update(Content(text))
        self._said.set_class(bool(text), "shown")
        self._said.set_class(is_error, "wrong")

    def action_back(self) -> None:
        """Bring nothing in."""
        self.dismiss("")


def _home_as_tilde(folder: Path) -> str:
    """Write a folder as people do, ready for a name behind it."""
    try:
        short = str("~" / folder.absolute().relative_to(Path.home()))
    except (ValueError, RuntimeError):
        short = str(folder.absolute())
    return short if short.endswith("/") else f"{short}/"
