"""What can be done to a customer, and to an entry of their timeline."""

from __future__ import annotations

from functools import partial

from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.reads.card import do_not_contact
from crmtui.reads.duplicates import like_contact
from crmtui.reads.timeline import Event
from crmtui.rules.duplicates import LIKELY
from crmtui.screens import acts
from crmtui.screens.place import Place
from crmtui.widgets.cells import one_line
from crmtui.widgets.work import start


class CustomerActions(Place):
    """A view where somebody is chosen, and what one does to them there."""

    @property
    def chosen_contact(self) -> int:
        """Whom the actions are about; 0 is nobody."""
        raise NotImplementedError

    @property
    def chosen_event(self) -> Event | None:
        """The entry of the timeline that they are about instead."""
        raise NotImplementedError

    @property
    def chosen_name(self) -> str:
        """The name of whom they are about."""
        raise NotImplementedError

    def open_contact(self, contact: int) -> None:
        """Go to a contact."""
        raise NotImplementedError

    def action_add(self) -> None:
        """Add a customer."""
        start(self, self._add, "form", exclusive=True)

    async def _add(self) -> None:
        from crmtui.screens.edit import add_contact

        self.app.push_screen(await add_contact(self.crm), self._added)

    def _added(self, contact: int | None) -> None:
        if contact:
            self.open_contact(contact)
            start(self, partial(self._say_alike, contact), "alike", exclusive=True)

    async def _say_alike(self, contact: int) -> None:
        """Say whom a new customer looks like: who saves at once has not seen it in the form."""
        from crmtui.screens.alike_form import like_line

        matches = await self.crm.bridge.read(like_contact, contact, least=LIKELY)
        if matches:
            text = _("{line}. ctrl+e shows both.").format(line=like_line(matches[0]))
            self.crm.notify(text, severity="warning", markup=False, timeout=8)

    def action_edit(self) -> None:
        """Change the customer, or the entry of the timeline."""
        start(self, self._edit, "form", exclusive=True)

    async def _edit(self) -> None:
        from crmtui.screens.edit import edit_contact, edit_event

        event = self.chosen_event
        form = (
            await edit_event(self.crm, event)
            if event
            else await edit_contact(self.crm, self.chosen_contact)
        )
        if form is not None:
            self.app.push_screen(form)

    def action_log(self) -> None:
        """Log a call, a visit, a message."""
        if contact := self.chosen_contact:
            start(self, partial(self._log, contact, self.chosen_name), "form", exclusive=True)

    async def _log(self, contact: int, name: str) -> None:
        from crmtui.screens.log_form import log_form

        try:
            warning = await self.crm.bridge.read(do_not_contact, contact)
        except CrmError as error:
            self.crm.show_error(error)
        else:
            self.app.push_screen(log_form(self.crm, contact, name, notice=warning))

    def action_relate(self) -> None:
        """Say what they are to somebody else."""
        if contact := self.chosen_contact:
            from crmtui.screens.link_form import link_form

            self.app.push_screen(link_form(self.crm, contact, self.chosen_name))

    def action_note(self) -> None:
        """Edit the note on them in one's own editor."""
        if contact := self.chosen_contact:
            from crmtui.screens.note import edit_note

            start(self, partial(edit_note, self.crm, contact), "note", exclusive=True)

    def action_task(self) -> None:
        """Plan what to do next for them."""
        if contact := self.chosen_contact:
            from crmtui.screens.task_form import task_form

            self.app.push_screen(task_form(self.crm, contact, self.chosen_name))

    def action_keep(self) -> None:
        """Set how often to be in touch with them, or with everybody under one of their tags."""
        if contact := self.chosen_contact:
            start(self, partial(self._keep, contact), "form", exclusive=True)

    async def _keep(self, contact: int) -> None:
        from crmtui.screens.edit import keep_in_touch

        if form := await keep_in_touch(self.crm, contact):
            self.app.push_screen(form)

    def action_need(self) -> None:
        """Note down what they wish for."""
        if contact := self.chosen_contact:
            from crmtui.screens.need_form import need_form

            self.app.push_screen(need_form(self.crm, contact, self.chosen_name))

    def action_deals(self) -> None:
        """Show their deals; one is added there too."""
        if contact := self.chosen_contact:
            from crmtui.screens.pipeline.of_customer import DealsOf

            self.app.push_screen(DealsOf(contact, self.chosen_name))

    def action_tickets(self) -> None:
        """Go to their open ticket, or open one."""
        if contact := self.chosen_contact:
            from crmtui.screens.tickets.opening import tickets_of_contact

            go = partial(tickets_of_contact, self.crm, contact, self.crm.go_to_ticket)
            start(self, go, "form", exclusive=True)

    def action_sale(self) -> None:
        """Record a sale."""
        if contact := self.chosen_contact:
            from crmtui.screens.sale_form import sale_form

            self.app.push_screen(sale_form(self.crm, contact, self.chosen_name))

    def action_pay(self) -> None:
        """Record what they paid, or got back."""
        if contact := self.chosen_contact:
            start(self, partial(self._pay, contact, self.chosen_name), "form", exclusive=True)

    async def _pay(self, contact: int, name: str) -> None:
        from crmtui.screens.payment_form import payment_form

        form = await payment_form(self.crm, contact, name)
        if form is not None:
            self.app.push_screen(form)

    def action_statement(self) -> None:
        """Show their account, to be read or saved as a page."""
        if contact := self.chosen_contact:
            from crmtui.screens.statement import StatementScreen

            self.app.push_screen(StatementScreen(contact))

    def action_delete(self) -> None:
        """Delete the customer, or the entry of the timeline."""
        if event := self.chosen_event:
            if act := acts.delete_event(event.kind, event.id):
                self.crm.do(act)
            else:
                self.crm.say(_("An entry of this kind cannot be deleted here."))
        elif contact := self.chosen_contact:
            self.crm.do(acts.delete_contact(contact))

    def action_copy(self) -> None:
        """Copy the phone, or choose what to copy."""
        if contact := self.chosen_contact:
            from crmtui.screens.copy import copy

            start(self, partial(copy, self.crm, contact), "copy", exclusive=True)

    def action_merge(self) -> None:
        """Make one contact of this and another, who is looked for first."""
        if contact := self.chosen_contact:
            from crmtui.screens.find import FindScreen

            title = _("Who is the same as {name}?").format(name=one_line(self.chosen_name))
            self.app.push_screen(FindScreen(title), partial(self._merge_with, contact))

    def _merge_with(self, contact: int, other: int | None) -> None:
        if other:
            from crmtui.screens.merge import open_merge

            open_merge(self.crm, contact, other)

    def action_person(self) -> None:
        """Write everything stored about the customer to a file."""
        if contact := self.chosen_contact:
            from crmtui.screens.person_file import open_person_file

            open_person_file(self.crm, contact, self.chosen_name)

    def action_trash(self) -> None:
        """Show who is in the trash."""
        from crmtui.screens.trash import TrashScreen

        self.app.push_screen(TrashScreen())

    def action_erase(self) -> None:
        """Remove the customer for good."""
        if contact := self.chosen_contact:
            from crmtui.screens.erase import open_erase

            open_erase(self.crm, contact, self.chosen_name)
