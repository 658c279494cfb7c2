"""What can be done to everybody who is marked in a list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from crmtui.errors import Conflict, CrmError
from crmtui.locale import _, mark, ngettext
from crmtui.reads import filtered
from crmtui.screens import acts
from crmtui.screens.form import FormScreen
from crmtui.screens.place import Place
from crmtui.widgets.command import Command
from crmtui.widgets.mark_list import Markable, MarkList
from crmtui.widgets.work import start


def many_commands(view: str) -> tuple[Command, ...]:
    """Return the keys that are the same for one customer and for many."""
    return (
        Command(f"{view}.tag", "+", mark("tag"), "tag"),
        Command(f"{view}.export", ">", mark("export"), "export"),
    )


def all_commands(view: str) -> tuple[Command, ...]:
    """Return every key for marked customers, for a view where none of them is for one."""
    return (
        Command(f"{view}.edit-many", "e", mark("edit"), "edit_many", in_footer=True),
        Command(f"{view}.log-many", "l", mark("log"), "log_many", in_footer=True),
        Command(f"{view}.task-many", "t", mark("task"), "task_many", in_footer=True),
        *many_commands(view),
        Command(f"{view}.delete-many", "d", mark("delete"), "delete_many"),
    )


class BulkActions(Place):
    """A view with a list in which customers can be marked."""

    @property
    def marking(self) -> MarkList[Any]:
        """The list."""
        raise NotImplementedError

    @property
    def marked(self) -> frozenset[int]:
        """Who is marked."""
        return self.marking.marked

    def marked_words(self) -> str:
        """Say how many are marked, for a title; "" if nobody is."""
        if not self.marked:
            return ""
        number = self.crm.formats.number(len(self.marked))
        return ngettext("{n} marked", "{n} marked", len(self.marked)).format(n=number)

    def clear_marks(self) -> bool:
        """Take all marks away; tell whether there were any."""
        had_some = bool(self.marked)
        self.marking.mark(frozenset())
        return had_some

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is for many only where many are marked."""
        if action in ("tag", "export"):
            return bool(self.marked) or self.marking.has_focus
        return not action.endswith("_many") or bool(self.marked)

    def action_tag(self) -> None:
        """Put tags on them, or take tags off; if nobody is marked, on the one under the cursor."""
        self._open_form(self._tags_form)

    def action_edit_many(self) -> None:
        """Set fields of them."""
        self._open_form(self._edit_form)

    def action_log_many(self) -> None:
        """Log the same with each."""
        from crmtui.screens.log_form import log_many_form

        self._open_form(
            lambda ids, who: log_many_form(self.crm, ids, _("Log with {name}").format(name=who))
        )

    def action_task_many(self) -> None:
        """Plan the same for each."""
        from crmtui.screens.task_form import task_many_form

        self._open_form(
            lambda ids, who: task_many_form(self.crm, ids, _("Task for {name}").format(name=who))
        )

    def action_delete_many(self) -> None:
        """Move them to the trash."""
        self.crm.do(acts.delete_contacts(sorted(self.marked)))
        self.clear_marks()

    def action_export(self) -> None:
        """Write them to a file whose name is asked for; if nobody is marked, the whole list."""
        start(self, self._export, "export", exclusive=True)

    # How

    def _tags_form(self, ids: list[int], who: str) -> FormScreen:
        from crmtui.screens.bulk_forms import tags_form

        return tags_form(ids, _("Tags of {name}").format(name=who))

    def _edit_form(self, ids: list[int], who: str) -> FormScreen:
        from crmtui.screens.bulk_forms import edit_form

        return edit_form(ids, self._own, _("Edit {name}").format(name=who))

    def _open_form(self, make: Callable[[list[int], str], FormScreen]) -> None:
        start(self, partial(self._open, make), "form", exclusive=True)

    async def _open(self, make: Callable[[list[int], str], FormScreen]) -> None:
        from crmtui.screens.bulk_forms import own_fields

        try:
            ids = await self._still_here()
            self._own = await self.crm.bridge.read(own_fields)
        except CrmError as error:
            self.crm.show_error(error)
            return
        if ids:
            self.app.push_screen(make(ids, self._people(len(ids))))

    async def _still_here(self) -> list[int]:
        """Return those marked who were not deleted meanwhile, or the one under the cursor."""
        if not self.marked:
            return [self.marking.current_id] if self.marking.current_id else []
        ids = await self.crm.bridge.read(filtered.alive, sorted(self.marked))
        self.marking.mark(frozenset(ids))
        return ids

    def _people(self, count: int) -> str:
        text = ngettext("{n} customer", "{n} customers", count)
        return text.format(n=self.crm.formats.number(count))

    async def _export(self) -> None:
        from crmtui.screens.importing.ask import AskScreen

        try:
            ids = await (self._still_here() if self.marked else self._everybody())
        except CrmError as error:
            self.crm.show_error(error)
            return
        if not ids:
            return
        title = _("Export {name} to a file (csv, xlsx, vcf …)").format(name=self._people(len(ids)))
        name = await self.app.push_screen_wait(AskScreen(title, "customers.csv"))
        if name:
            # A bare name lies beside the last file that came in.
            await self._write(Path(self.crm.state.folder or "~", name).expanduser(), ids)

    async def _everybody(self) -> list[int]:
        source = self.marking.source
        return await source.ids() if isinstance(source, Markable) else []

    async def _write(self, path: Path, ids: list[int]) -> None:
        from crmtui.reads.exports.contact_file import export_chosen

        bridge = self.crm.bridge
        try:
            if path.exists():
                raise Conflict(
                    _("{path} is there already.").format(path=path), _("Give another name.")
                )
            count = await bridge.apart(
                export_chosen, bridge.store.read, path, ids, self.crm.formats
            )
        except CrmError as error:
            self.crm.show_error(error)
            return
        self.crm.say(_("{people} written to {path}").format(people=self._people(count), path=path))
