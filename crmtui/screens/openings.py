"""What opens from anywhere: another view, or a screen over the one in front."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from crmtui.screens.place import Place
from crmtui.screens.publishing import Publishing
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from textual.app import App

    from crmtui.app import CrmApp


class Openings(Publishing):
    """The commands that hold in every view; what they open is imported when it is."""

    async def action_view(self, view: str) -> None:
        """Go to a view."""
        await self.switch_mode(view)

    def action_undo(self) -> None:
        """Take the last step back."""
        from crmtui.screens import acts

        self.do(acts.undo)

    def action_redo(self) -> None:
        """Bring back what the last undo took."""
        from crmtui.screens import acts

        self.do(acts.redo)

    def action_help(self) -> None:
        """Show every key of this place."""
        from crmtui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_command_palette(self) -> None:
        """Offer every command by its name."""
        from crmtui.screens.palette import Palette

        if not Palette.is_open(cast("App[object]", self)):
            self.push_screen(Palette())

    def action_tasks(self) -> None:
        """Show all that is to be done."""
        from crmtui.screens.tasks import TasksScreen

        if not isinstance(self.screen, TasksScreen):
            self.push_screen(TasksScreen(), self._go_to)

    def action_import_file(self) -> None:
        """Bring a file in."""
        from crmtui.screens.importing.file import open_import

        open_import(cast("CrmApp", self))

    async def action_duplicates(self) -> None:
        """Show the customers who may be one."""
        from crmtui.screens.duplicates import DuplicatesScreen

        if not isinstance(self.screen, DuplicatesScreen):
            await self.switch_mode("customers")
            await self.push_screen(DuplicatesScreen())

    def action_needs(self) -> None:
        """Show who wants what."""
        from crmtui.screens.needs import NeedsScreen

        if not isinstance(self.screen, NeedsScreen):
            self.push_screen(NeedsScreen(), self._go_to)

    def action_fields(self) -> None:
        """Show the fields that the shop added to its contacts."""
        from crmtui.screens.custom_fields import FieldsScreen

        if not isinstance(self.screen, FieldsScreen):
            self.push_screen(FieldsScreen())

    def action_find(self) -> None:
        """Find anybody from anywhere."""
        from crmtui.screens.find import FindScreen

        if not isinstance(self.screen, FindScreen):
            self.push_screen(FindScreen(), self._go_to)

    def _go_to(self, contact: int | None) -> None:
        if contact:
            start(self, partial(self.open_contact, contact), "open")

    async def open_ticket(self, ticket: int) -> None:
        """Show a ticket in the Tickets view."""
        from crmtui.screens.tickets.screen import TicketsScreen

        await self.switch_mode("tickets")
        if isinstance(self.screen, TicketsScreen):
            self.screen.open_ticket(ticket)

    def go_to_ticket(self, ticket: int | None) -> None:
        """Show a ticket, if there is one to show."""
        if ticket:
            start(self, partial(self.open_ticket, ticket), "open")

    async def open_contact(self, contact: int) -> None:
        """Show a contact in the Customers view."""
        from crmtui.screens.customers import CustomersScreen

        await self.switch_mode("customers")
        while isinstance(self.screen, Place) and self.screen.is_over:
            await self.pop_screen()
        if isinstance(self.screen, CustomersScreen):
            self.screen.open_contact(contact)
