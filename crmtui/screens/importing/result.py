"""The last step of an import: what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crmtui.errors import CrmError
from crmtui.locale import _, mark, ngettext
from crmtui.screens.app_commands import beside
from crmtui.screens.importing.lines import result_lines
from crmtui.screens.importing.run import Run
from crmtui.screens.importing.step import ImportStep
from crmtui.store.connect import Store
from crmtui.text.clean import printable
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.work import start
from crmtui.writes.imports.result import ImportResult

if TYPE_CHECKING:
    from crmtui.writes.undo import Undone

COMMANDS = (
    Command("result.leave", "enter,escape", mark("go on with it"), "back", True, False),
    Command("result.undo", "u", mark("undo it"), "undo_import", in_footer=True),
    Command("result.save", "w", mark("save the rejected rows"), "save", in_footer=True),
    Command("result.down", "j,down", mark("further down"), "scroll(1)", in_palette=False),
    Command("result.up", "k,up", mark("further up"), "scroll(-1)", in_palette=False),
)


class ImportResultScreen(ImportStep):
    """The figures, the rejected rows, and a way back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings((*COMMANDS, *beside()))
    AUTO_FOCUS = "#import-result"
    step = "result"

    def __init__(self, path: Path, run: Run, result: ImportResult) -> None:
        super().__init__()
        self._path = path
        self._run = run
        self._result = result
        self._is_undone = False
        self._is_saved = False

    def body(self) -> Iterable[Widget]:
        """Return the figures."""
        self._lines = Static("", markup=False)
        pane = VerticalScroll(self._lines, id="import-result", classes="pane")
        pane.border_title = Content(f" {printable(self._path.name)} ")
        yield pane

    def on_mount(self) -> None:
        """Show what came of it."""
        result = self._result
        lines = list(result_lines(result, self._run.reading, self._run.first, self.crm.formats))
        end = _("u takes it back.") if result.done.step else _("Nothing changed.")
        self._show([*lines, Content(""), Content.styled(end, "$foreground-muted")])

    def _show(self, lines: list[Content]) -> None:
        self._lines.update(Content("\n").join(lines))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is to undo and to save."""
        if action == "undo_import":
            return self._result.done.step is not None and not self._is_undone
        if action == "save":
            return self._result.rejected > 0 and not self._is_saved
        return True

    def action_undo_import(self) -> None:
        """Take back this import, whatever was done since."""
        self._is_undone = True
        start(self, self._undo, "undo", exclusive=True)

    async def _undo(self) -> None:
        step = self._result.done.step

        def act(store: Store) -> Undone:
            from crmtui.writes.undo import undo

            return undo(store, step)

        try:
            undone = await self.crm.bridge.write(act)
        except CrmError as error:
            self._is_undone = False
            self.refresh_bindings()
            self.crm.show_error(error)
            return
        self.crm.say_done(undone)
        said = [Content.styled(undone.done.label, "bold")]
        self._show([*said, *(Content(printable(line)) for line in undone.kept)])

    def action_save(self) -> None:
        """Write the rejected rows, with their reasons, into a file that can be put right."""
        self._is_saved = True
        self.refresh_bindings()
        start(self, partial(self._save), "save", exclusive=True)

    async def _save(self) -> None:
        try:
            target = await self.crm.bridge.apart(self._run.kept.save_beside, self._path)
        except CrmError as error:
            self._is_saved = False
            self.refresh_bindings()
            self.crm.show_error(error)
            return
        count = self._result.rejected
        said = ngettext("{n} row saved in {path}", "{n} rows saved in {path}", count)
        shown = printable(str(target))
        self.crm.say(said.format(n=self.crm.formats.number(count), path=shown))

    def action_scroll(self, step: int) -> None:
        """Scroll a line."""
        self.query_one("#import-result").scroll_relative(y=step, animate=False)

    def action_back(self) -> None:
        """Go on with what came in."""
        self.dismiss(self._run.reading.kind)

    def on_unmount(self) -> None:
        """Keep no copy of rows that nobody saved."""
        self._run.kept.forget()
