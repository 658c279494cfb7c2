"""The trash: who lies in it, to be brought back or removed for good."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from crmtui.errors import CrmError
from crmtui.locale import _, mark
from crmtui.reads.contacts import count
from crmtui.reads.trash import Trashed, trash
from crmtui.screens import acts
from crmtui.screens.bridge import Bridge
from crmtui.screens.customer_rows import phone
from crmtui.screens.erase import open_erase
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.messages import Trouble
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp

COMMANDS = (
    Command(
        "trash.restore",
        "enter,r",
        mark("bring back"),
        "restore",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
    Command("trash.erase", "x,shift+delete", mark("erase for good"), "erase", True, False),
    Command("trash.leave", "escape", mark("back"), "leave", in_footer=True, in_palette=False),
)


class _Trash:
    """Who is in the trash, a page at a time."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    async def count(self) -> int:
        """Return how many there are."""
        return await self._bridge.read(count, trashed=True)

    async def page(self, skip: int, limit: int) -> list[Trashed]:
        """Return up to `limit` rows after the first `skip`."""
        return await self._bridge.read(trash, skip=skip, limit=limit)

    async def position(self, number: int) -> int | None:
        """Return nothing: who was restored is gone, and the cursor stays on its line."""
        return None


class TrashScreen(ModalScreen[None]):
    """A list of who was deleted, the latest first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    def compose(self) -> ComposeResult:
        """Show who is in it, since when."""
        crm = self.crm
        self._list: VirtualList[Trashed] = VirtualList(
            [
                Column(lambda: _("Name"), 16, lambda row: row.name, grows=True),
                Column(lambda: _("Phone"), 14, lambda row: phone(crm.formats, row.phone), rank=2),
                Column(
                    lambda: _("Deleted"),
                    12,
                    lambda row: crm.formats.when(row.deleted_at, crm.now),
                    rank=1,
                ),
                Column(
                    lambda: _("Sum {unit}").format(unit=crm.formats.unit_name),
                    9,
                    lambda row: crm.formats.short_money(row.net) if row.purchases else "",
                    rank=3,
                    right=True,
                    role="money",
                ),
            ],
            lambda row: row.id,
            id="trashed",
        )
        self._list.empty_text = _(
            "The trash is empty. d in the list of customers puts somebody here."
        )
        with Vertical(id="trash") as panel:
            panel.border_title = Content(_("Trash"))
            yield self._list
        yield KeyBar()

    def on_mount(self) -> None:
        """Read who is in it."""
        self._list.show(_Trash(self.crm.bridge))
        self._list.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to bring back and to erase only where there is somebody."""
        if action in ("restore", "erase"):
            return self.is_mounted and bool(self._list.count)
        return True

    def action_restore(self) -> None:
        """Bring the one under the cursor back."""
        if number := self._list.current_id:
            start(self, partial(self._restore, number), "restore", exclusive=True)

    async def _restore(self, number: int) -> None:
        try:
            done = await self.crm.bridge.write(acts.restore_contact(number))
        except CrmError as error:
            self.post_message(Trouble(error))
            return
        self.crm.say_done(done)
        self._list.reload()

    def action_erase(self) -> None:
        """Remove the one under the cursor for good."""
        if row := self._list.current:
            open_erase(self.crm, row.id, row.name, self._erased)

    def _erased(self, is_erased: bool | None) -> None:
        if is_erased:
            self._list.reload()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
