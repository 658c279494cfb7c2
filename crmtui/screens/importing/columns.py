"""The second step of an import: how the file is read, which column is what, and a trial."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crmtui.locale import _, mark
from crmtui.screens.app_commands import beside
from crmtui.screens.importing.ask import AskScreen
from crmtui.screens.importing.column_rows import FileColumn, columns, file_columns, taken
from crmtui.screens.importing.facts import ASK, SHIFTING, choices, chosen_now, facts, said
from crmtui.screens.importing.fields import FieldScreen
from crmtui.screens.importing.lines import result_lines
from crmtui.screens.importing.map import Wanted, field_beside, given, map_text, offered
from crmtui.screens.importing.plan import Outline
from crmtui.screens.importing.run import Run
from crmtui.screens.importing.status import notes, progress, question_of
from crmtui.screens.importing.work import ImportWork
from crmtui.screens.menu import MenuScreen
from crmtui.text.clean import printable
from crmtui.widgets.cells import cut
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.fact_bar import FactBar
from crmtui.widgets.questions import Questions
from crmtui.widgets.source import Rows
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start
from crmtui.writes.imports.result import ImportResult

ANSWERS = 6
"""Answers that have a key."""

COMMANDS = (
    Command("columns.import", "ctrl+s", mark("import"), "import", in_footer=True),
    Command("columns.try", "p", mark("try it"), "try", in_footer=True),
    Command("columns.leave-out", "x,delete", mark("leave out"), "leave_out", in_footer=True),
    Command("columns.reading", "o", mark("how it is read"), "reading", in_footer=True),
    Command("columns.next", "right", mark("next field"), "beside(1)", True, in_palette=False),
    Command("columns.previous", "left", mark("field before"), "beside(-1)", in_palette=False),
    *(
        Command(f"columns.answer-{n}", str(n), mark("answer"), f"answer({n})", in_palette=False)
        for n in range(1, ANSWERS + 1)
    ),
    Command("columns.stop", "escape", mark("stop"), "stop", in_footer=True, in_palette=False),
    Command("columns.back", "escape", mark("back"), "back", True, in_palette=False),
)

_NAME = 36
"""Cells for the name of the file."""
_IN_LIST = frozenset(("beside", "leave_out"))
_SMALL = 20_000_000
"""Bytes of a file that is tried at once, if it has no columns that one might look at."""


class ImportColumnsScreen(ImportWork):
    """The columns on the left, what would come of them on the right."""

    BINDINGS: ClassVar[list[BindingType]] = bindings((*COMMANDS, *beside()))
    AUTO_FOCUS = "#import-list"
    step = "columns"

    def __init__(self, path: Path, outline: Outline) -> None:
        super().__init__(path, outline)
        self._wanted: Wanted = dict(outline.wanted)
        self._lines: Rows[FileColumn] = Rows([], lambda line: line.number)
        self._is_remembered = False
        """An earlier file like this one says something, unless this one says anything."""

    def body(self) -> Iterable[Widget]:
        """Return how the file is read, its columns, and the place of the trial."""
        self._facts = FactBar(id="import-facts")
        self._questions = Questions(id="import-questions")
        self._notes = Static("", id="import-notes", markup=False)
        self._list: VirtualList[FileColumn] = VirtualList(
            columns(), lambda line: line.number, id="import-list"
        )
        self._trial = Static("", markup=False)
        self._progress = Static("", id="import-progress", markup=False)
        yield Vertical(self._facts, self._questions, self._notes, id="import-head")
        yield Horizontal(
            Vertical(self._list, id="import-columns", classes="pane"),
            VerticalScroll(self._trial, id="import-trial", classes="pane"),
            id="body",
        )
        yield self._progress

    def on_mount(self) -> None:
        """Show how the file was read at the first look."""
        self.query_one("#import-trial").border_title = Content(f" {_('As it would be')} ")
        self.outline_changed()

    # What is shown

    def outline_changed(self) -> None:
        """Show how the file is read now; what was tried before holds no more."""
        outline = self.outline
        if outline.plan is not None or not self._wanted:
            self._wanted = dict(outline.wanted)
        self.set_class(not self._has_columns, "no-columns")
        self.remove_class("trial-open")
        self._show_head()
        self._show_lines()
        self._trial.update(Content.styled(self._invitation(), "$foreground-muted"))
        if not self._has_columns:
            self.query_one("#import-trial").focus()
            if outline.size < _SMALL:
                self.call_later(self.begin, is_trial=True)

    @property
    def _has_columns(self) -> bool:
        reading = self.outline.reading
        return bool(reading and reading.header) or self.outline.plan is None

    def _invitation(self) -> str:
        if self.outline.plan is None:
            return _("It cannot be brought in like this yet.")
        return _("p tries it: what would come in, and what would not. Nothing is kept.")

    def _show_head(self) -> None:
        outline = self.outline
        self._facts.facts = tuple(facts(outline, self.crm.formats.currency))
        doubts = outline.reading.doubts if outline.reading else ()
        self._questions.asked = tuple(map(question_of, doubts))
        lines = notes(outline)
        self._notes.update(Content("\n").join(lines))
        self._notes.set_class(bool(lines), "shown")
        self.refresh_bindings()

    def _show_lines(self) -> None:
        self._lines.rows = file_columns(self.outline, self._wanted)
        if self._list.is_loaded:
            self._list.reload()
        else:
            self._list.show(self._lines)
        self._list.empty_text = _("No columns can be told apart like this.")
        number = self.crm.formats.number
        title = _("{file} · {form} · {used} of {all} columns are used").format(
            file=cut(printable(self.path.name), _NAME),
            form=self.outline.reading.form if self.outline.reading else "?",
            used=number(len(self._wanted)),
            all=number(len(self._lines.rows)),
        )
        self.query_one("#import-columns").border_title = Content(f" {title} ")

    def show_progress(self) -> None:
        """Show how far it is, where it takes long enough to see that."""
        run = self.run_now
        self._progress.set_class(run is not None, "shown")
        if run is not None:
            self._progress.update(progress(run, self.total, self.crm.formats, self.size.width))

    def show_trial(self, run: Run, result: ImportResult) -> None:
        """Show what would come of it."""
        lines = list(result_lines(result, run.reading, run.first, self.crm.formats))
        end = Content.styled(_("This was a trial: nothing was kept."), "$foreground-muted")
        self._trial.update(Content("\n").join([*lines, Content(""), end]))
        self.add_class("trial-open")
        if not self.is_wide:
            self.query_one("#import-trial").focus()

    # The columns

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now: while rows are read, only to stop."""
        if action in ("stop", "back"):
            return (action == "stop") == (self.run_now is not None)
        if self.run_now is not None:
            return action not in {command.action.partition("(")[0] for command in COMMANDS}
        if action in _IN_LIST:
            return self._list.has_focus
        if action == "answer":
            return isinstance(parameters[0], int) and parameters[0] <= len(self._answers)
        return True

    def action_beside(self, step: int) -> None:
        """Give the column under the cursor the next field, or the one before."""
        if (line := self._list.current) is not None:
            at = line.number - 1
            outline = self.outline
            field = field_beside(outline.kind, self._wanted, at, step, outline.own)
            self._give(at, field)

    def action_leave_out(self) -> None:
        """Read nothing from the column under the cursor."""
        if (line := self._list.current) is not None:
            self._give(line.number - 1, "")

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Choose the field of the column from all there are."""
        if self.run_now is None and (line := self._list.current) is not None:
            title = _("Read “{header}” as").format(header=line.header or f"#{line.number}")
            now = taken(self.outline, self._wanted)
            names = offered(self.outline.kind, self.outline.own)
            screen = FieldScreen(names, title, line.field, now)
            self.app.push_screen(screen, partial(self._chosen, line.number - 1))

    def _chosen(self, at: int, field: str | None) -> None:
        if field is not None:
            self._give(at, field)

    def _give(self, at: int, field: str) -> None:
        """Show it at once, and have the file understood anew."""
        outline = self.outline
        self._wanted = given(outline.kind, self._wanted, at, field)
        self._show_lines()
        reading = outline.reading
        if reading is not None:
            self._is_remembered |= reading.remembered
            text = map_text(
                reading.header, outline.known, self._wanted, is_remembered=self._is_remembered
            )
            self.change(outline.kind, outline.options._replace(map=text))

    # How it is read

    def action_reading(self) -> None:
        """Go to the facts above the columns."""
        self._facts.focus()

    def on_fact_bar_chosen(self, message: FactBar.Chosen) -> None:
        """Ask what a fact shall be instead."""
        if self.run_now is None:
            start(self, partial(self._change_fact, message.name), "ask", exclusive=True)

    async def _change_fact(self, name: str) -> None:
        outline = self.outline
        if name == "source":
            value = await self._ask(_("Where the rows come from"), chosen_now(name, outline))
        else:
            value = await self._choose(name, outline)
        if value is None:
            return
        if name in SHIFTING:
            self._wanted = {}
        kind = value if name == "kind" else outline.kind
        self.change(kind, said(self.options, name, value))

    async def _choose(self, name: str, outline: Outline) -> str | None:
        possible = choices(name, outline, self.crm.formats.currency)
        now = chosen_now(name, outline)
        words = [f"{'●' if value == now else ' '} {text}" for value, text in possible]
        label = next(fact.label for fact in self._facts.facts if fact.name == name)
        chosen = await self.app.push_screen_wait(MenuScreen(label, words))
        if chosen is None:
            return None
        value = possible[chosen][0]
        return await self._ask(label, "") if value == ASK else value

    async def _ask(self, title: str, value: str) -> str | None:
        return await self.app.push_screen_wait(AskScreen(title, value))

    @property
    def _answers(self) -> list[tuple[str, str]]:
        """Every answer to every doubt, as (option, value)."""
        doubts = self.outline.reading.doubts if self.outline.reading else ()
        return [(doubt.option, value) for doubt in doubts for value in doubt.choices]

    def action_answer(self, number: int) -> None:
        """Settle what the file leaves open."""
        option, value = self._answers[number - 1]
        self.change(self.outline.kind, said(self.options, option, value))

    def on_questions_answered(self, message: Questions.Answered) -> None:
        """Take the answer that was clicked."""
        if self.run_now is None and message.answer <= len(self._answers):
            self.action_answer(message.answer)

    # What is done with it

    def action_try(self) -> None:
        """See what would come of it."""
        self.begin(is_trial=True)

    def action_import(self) -> None:
        """Bring it in."""
        self.begin(is_trial=False)

    def action_back(self) -> None:
        """Go back one level: from the trial or the facts to the columns, then to the file."""
        if self._has_columns and not self._list.has_focus:
            self.remove_class("trial-open")
            self._list.focus()
        else:
            self.dismiss("")
