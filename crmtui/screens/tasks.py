"""All that is to be done, over whatever view one is in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from crmtui.errors import CrmError
from crmtui.labels import promise_label, promises_label, repeat_label
from crmtui.locale import _, mark
from crmtui.reads.promises import promises, tallies
from crmtui.reads.tasks import TaskLine, is_overdue, tasks
from crmtui.screens import acts
from crmtui.screens.app_commands import beside
from crmtui.screens.bridge import Bridge
from crmtui.screens.watcher import EVERYTHING
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp

COMMANDS = (
    Command("tasks.done", "x", mark("done"), "done", in_footer=True),
    Command("tasks.snooze", "s", mark("put off"), "snooze", in_footer=True),
    Command("tasks.edit", "e", mark("edit"), "edit", in_footer=True),
    Command("tasks.delete", "d", mark("delete"), "delete", in_footer=True),
    Command("tasks.add", "a", mark("add"), "add", in_footer=True),
    Command("tasks.drop", "-", mark("give up"), "drop"),
    Command("tasks.undo", "u", mark("undo"), "app.undo"),
    Command("tasks.redo", "ctrl+r", mark("redo"), "app.redo"),
    Command("tasks.leave", "escape", mark("back"), "leave", in_footer=True, in_palette=False),
    *beside(),
)
_ON_ROW = frozenset({"done", "snooze", "edit", "delete", "drop"})


class _Open:
    """The open tasks; they are few enough to be read at once."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._rows: list[TaskLine] = []

    async def count(self) -> int:
        """Read them anew and return how many there are."""
        self._rows = await self._bridge.read(tasks)
        return len(self._rows)

    async def page(self, skip: int, limit: int) -> list[TaskLine]:
        """Return up to `limit` rows after the first `skip`."""
        return self._rows[skip : skip + limit]

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before the one with this id; None if it is not here."""
        return next((i for i, row in enumerate(self._rows) if row.id == number), None)


class TasksScreen(ModalScreen[int | None]):
    """Every open task, the soonest first; returns the contact that one wants to see."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    shows = frozenset({"task", "contact", "setting"})

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    def compose(self) -> ComposeResult:
        """Show the list."""
        self._list: VirtualList[TaskLine] = VirtualList(
            self._columns(), lambda row: row.id, id="task-list"
        )
        self._list.empty_text = _("Nothing to do. t in Customers plans something, a here.")
        with Vertical(id="tasks"):
            yield self._list
        yield KeyBar()

    def on_mount(self) -> None:
        """Read them."""
        self._list.show(_Open(self.crm.bridge))
        self._list.focus()

    def kinds_changed(self, kinds: frozenset[str]) -> None:
        """Read them again when one of them, or whom it is for, has changed."""
        if self.is_mounted and (kinds == EVERYTHING or kinds & self.shows):
            self._list.reload()

    def on_virtual_list_loaded(self, message: VirtualList.Loaded) -> None:
        """Say how many there are."""
        number = self.crm.formats.number(self._list.count)
        title = _("To do · {n}").format(n=number) if self._list.count else _("To do")
        self.query_one("#tasks").border_title = Content(title)
        start(self, self._count_promises, "promises", exclusive=True)

    async def _count_promises(self) -> None:
        """Say at the foot how many promises were kept."""
        try:
            lines = await self.crm.bridge.read(promises)
        except CrmError as error:
            self.crm.show_error(error)
            return
        kept = [
            promises_label(tally.kept, tally.settled, tally.promise)
            for tally in tallies(lines, self.crm.formats, self.crm.now)
            if tally.settled
        ]
        said = _("promises: {kept}").format(kept=" · ".join(kept)) if kept else ""
        self.query_one("#tasks").border_subtitle = Content(f" {said} ") if said else ""

    def _columns(self) -> list[Column[TaskLine]]:
        crm = self.crm

        def sign(row: TaskLine) -> str:
            if is_overdue(row, crm.formats, crm.now):
                return "▼"
            return "▲" if row.due and crm.formats.day(row.due) == crm.today else ""

        def due(row: TaskLine) -> str:
            return crm.formats.due(row.due, row.all_day, crm.now) if row.due else ""

        def text(row: TaskLine) -> str:
            return f"{promise_label(row.promise)}: {row.text}" if row.promise else row.text

        return [
            Column(lambda: "", 1, sign, role="pressing"),
            Column(lambda: _("Due"), 14, due),
            Column(lambda: _("Name"), 16, lambda row: row.name or "", most=24, rank=1),
            Column(lambda: _("What to do"), 24, text, grows=True),
            Column(lambda: "", 14, lambda row: repeat_label(row.repeat), role="muted", rank=2),
        ]

    # What can be done to one of them

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Go to whom it is for."""
        row = self._list.current
        if row is not None and row.contact_id:
            self.dismiss(row.contact_id)
        elif row is not None:
            self.action_edit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is about a task only where there is one."""
        return action not in _ON_ROW or (self.is_mounted and bool(self._list.count))

    def action_done(self) -> None:
        """Finish it."""
        if number := self._list.current_id:
            self.crm.do(acts.finish_task(number))

    def action_drop(self) -> None:
        """Give it up."""
        if number := self._list.current_id:
            self.crm.do(acts.drop_task(number))

    def action_delete(self) -> None:
        """Delete it."""
        if number := self._list.current_id:
            self.crm.do(acts.delete_task(number))

    def action_snooze(self) -> None:
        """Put it off."""
        if number := self._list.current_id:
            from crmtui.screens.snooze import ask_snooze

            ask_snooze(self.crm, number)

    def action_add(self) -> None:
        """Plan something for nobody in particular."""
        from crmtui.screens.task_form import task_form

        self.app.push_screen(task_form(self.crm, None, ""))

    def action_edit(self) -> None:
        """Change it."""
        if number := self._list.current_id:
            start(self, partial(self._edit, number), "form", exclusive=True)

    async def _edit(self, number: int) -> None:
        from crmtui.screens.edit import edit_task

        if form := await edit_task(self.crm, number):
            self.app.push_screen(form)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
