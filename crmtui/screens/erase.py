"""Removing somebody for good: only after a word was typed, since nothing brings them back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from crmtui.errors import CrmError
from crmtui.locale import _, mark
from crmtui.screens import acts
from crmtui.screens.menu import MenuScreen
from crmtui.text.fold import fold
from crmtui.widgets.cells import one_line
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.line_input import LineInput
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.erase import Erased

COMMANDS = (
    Command(
        "erase.do",
        "enter",
        mark("erase for good"),
        "erase",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
    Command("erase.leave", "escape", mark("back"), "leave", in_footer=True, in_palette=False),
)


def open_erase(
    app: CrmApp, contact: int, name: str, then: Callable[[bool | None], None] | None = None
) -> None:
    """Ask whether somebody is to be removed for good; `then` is told whether they were."""
    app.push_screen(EraseScreen(contact, name), then)


class EraseScreen(ModalScreen[bool]):
    """Returns whether they were erased."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, contact: int, name: str) -> None:
        super().__init__()
        self._contact = contact
        self._person = name
        self._is_erasing = False

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    def compose(self) -> ComposeResult:
        """Say what goes and what stays, above a line for the word."""
        what = _(
            "{name} (#{id}) goes with everything stored about them: phones, notes, calls, tasks, "
            "and every trace in the history. What they bought stays in the sums, without a name. "
            "Nothing brings them back."
        ).format(name=one_line(self._person), id=self._contact)
        with Vertical(id="erase") as panel:
            panel.border_title = Content(_("Erase for good"))
            yield Static(Content(what))
            yield Static(Content(_("Type {word}, or their name:").format(word=_("erase"))))
            yield LineInput(compact=True)
            yield Static("", classes="error", markup=False)
        yield KeyBar()

    def on_input_changed(self) -> None:
        """Take back what was said about a word that is being put right."""
        self.query_one(".error", Static).remove_class("shown")

    def action_erase(self) -> None:
        """Remove them, if the word was typed."""
        typed = fold(self.query_one(Input).value)
        if typed not in (fold(_("erase")), fold(self._person)) or not typed:
            problem = self.query_one(".error", Static)
            problem.update(Content(_("That is neither the word nor the name.")))
            problem.add_class("shown")
        elif not self._is_erasing:
            self._is_erasing = True
            start(self, self._erase, "erase")

    async def _erase(self) -> None:
        try:
            erased = await self.crm.bridge.write(acts.erase_contact(self._contact))
        except CrmError as error:
            self.crm.show_error(error)
            self._is_erasing = False
            return
        self.dismiss(True)
        self._tell(erased)

    def _tell(self, erased: Erased) -> None:
        """Say that it is done, and which copies of them are left."""
        self.crm.say("\n".join(filter(None, (erased.done.label, erased.left_over))))
        if erased.backups:
            paths = [str(held.path) for held in erased.backups]
            title = _("These backups hold them or cannot be read; enter copies where one lies")
            self.crm.push_screen(MenuScreen(title, paths), partial(_copy, self.crm, paths))

    def action_leave(self) -> None:
        """Leave them where they are."""
        self.dismiss(False)


def _copy(app: CrmApp, paths: list[str], chosen: int | None) -> None:
    if chosen is not None:
        app.copy_to_clipboard(paths[chosen])
        app.say(_("Copied."))
