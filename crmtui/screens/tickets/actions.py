"""What can be done to a ticket in a view: one key for each."""

from __future__ import annotations

from functools import partial

from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.reads.interactions import interaction
from crmtui.reads.ticket_desk import Desk, groups
from crmtui.reads.ticket_words import priority_label
from crmtui.rules.ticket_words import PRIORITIES
from crmtui.screens import acts
from crmtui.screens.importing.ask import AskScreen
from crmtui.screens.menu import MenuScreen
from crmtui.screens.tickets import ticket_acts
from crmtui.screens.tickets.conversation import ConversationActions
from crmtui.widgets.work import start

_DIGITS = "123456789"


class TicketActions(ConversationActions):
    """A view in which a ticket is chosen."""

    # Open, change

    def action_add(self) -> None:
        """Open a ticket: whose it is comes first."""
        start(self, self._add, "form", exclusive=True)

    async def _add(self) -> None:
        from crmtui.screens.edit import add_contact
        from crmtui.screens.tickets.opening import open_for
        from crmtui.screens.tickets.whose import NEW, NOBODY, WhoseScreen

        contact = await self.app.push_screen_wait(WhoseScreen())
        if contact == NEW:
            contact = await self.app.push_screen_wait(await add_contact(self.crm)) or None
        if contact is not None:
            await open_for(self.crm, None if contact == NOBODY else contact, self._opened)

    def action_edit(self) -> None:
        """Change what is known about it, or the message under the cursor."""
        edit = self._edit_message if self.chosen_message else self._edit
        start(self, edit, "form", exclusive=True)

    async def _edit_message(self) -> None:
        from crmtui.screens.log_form import edit_form

        try:
            line = await self.crm.bridge.read(interaction, self.chosen_message)
        except CrmError as error:
            self.crm.show_error(error)
        else:
            self.app.push_screen(edit_form(self.crm, line))

    async def _edit(self) -> None:
        from crmtui.screens.tickets.ticket_form import edit_form

        if self.chosen_ticket and (form := await edit_form(self.crm, self.chosen_ticket)):
            self.app.push_screen(form)

    def action_delete(self) -> None:
        """Delete it, or the message under the cursor."""
        if message := self.chosen_message:
            self.crm.do(acts.delete_interaction(message))
        elif number := self.chosen_ticket:
            self._do(ticket_acts.delete(number))

    # How far it is

    def action_status(self, status: str) -> None:
        """Give it another status."""
        if number := self.chosen_ticket:
            self._do(ticket_acts.set_status(number, status))

    def action_solve(self) -> None:
        """Call it solved."""
        if number := self.chosen_ticket:
            self._do(ticket_acts.solve(number))

    def action_reopen(self) -> None:
        """Open it again, or go on with it."""
        if number := self.chosen_ticket:
            self._do(ticket_acts.reopen(number))

    def action_close(self) -> None:
        """Close it, and ask what the customer thought."""
        start(self, self._close, "form", exclusive=True)

    async def _close(self) -> None:
        from crmtui.screens.tickets.rating_form import close_form

        if found := await self._desk():
            self.app.push_screen(close_form(found.ticket))

    def action_rate(self) -> None:
        """Note down what the customer thought."""
        start(self, self._rate, "form", exclusive=True)

    async def _rate(self) -> None:
        from crmtui.screens.tickets.rating_form import rate_form

        if found := await self._desk():
            self.app.push_screen(rate_form(found.ticket))

    # Who, how much, what kind

    def action_assign(self) -> None:
        """Say who of the shop looks after it."""
        start(self, self._assign, "ask", exclusive=True)

    async def _assign(self) -> None:
        number, me = self.chosen_ticket, self.crm.settings["me"]
        names = [name for name in await self._names("assignee") if name != me]
        who = await self._choose(_("Assign #{id} to").format(id=number), me, names)
        if number and who is not None:
            self._do(ticket_acts.assign(number, who))

    def action_priority(self) -> None:
        """Say how much it presses, or what kind it is."""
        start(self, self._priority, "ask", exclusive=True)

    async def _priority(self) -> None:
        number = self.chosen_ticket
        menu = MenuScreen(
            _("Priority of #{id}").format(id=number),
            [*map(priority_label, PRIORITIES), _("category …")],
            "lnhuc",
        )
        taken = await self.app.push_screen_wait(menu)
        if not number or taken is None:
            return
        if taken < len(PRIORITIES):
            self._do(ticket_acts.set_priority(number, PRIORITIES[taken]))
            return
        names = await self._names("category")
        category = await self._choose(_("Category of #{id}").format(id=number), "", names)
        if category is not None:
            self._do(ticket_acts.set_category(number, category))

    async def _names(self, field: str) -> list[str]:
        """Return the categories or assignees in use, the most used first."""
        try:
            found = await self.crm.bridge.read(groups, field)
        except CrmError as error:
            self.crm.show_error(error)
            return []
        return [group.name for group in found if group.name][: len(_DIGITS)]

    async def _choose(self, title: str, first: str, names: list[str]) -> str | None:
        """Ask for one of some names, another one, or none; None if that was left."""
        offered = [(name, key) for name, key in zip(names, _DIGITS, strict=False)]
        if first:
            offered.insert(0, (first, "m"))
        labels = [*(name for name, _key in offered), _("another …"), _("none")]
        keys = "".join(key for _name, key in offered) + "a-"
        taken = await self.app.push_screen_wait(MenuScreen(title, labels, keys))
        if taken is None:
            return None
        if taken < len(offered):
            return offered[taken][0]
        if taken == len(offered) + 1:
            return ""
        return await self.app.push_screen_wait(AskScreen(title)) or None

    # Others

    def action_merge(self) -> None:
        """Make one ticket of this and another."""
        start(self, self._merge, "ask", exclusive=True)

    async def _merge(self) -> None:
        if picked := await self._pick(_("Merge #{id} into")):
            gone, keep = picked[0].ticket.id, picked[1]
            try:
                self.crm.say_done(await self.crm.bridge.write(ticket_acts.merge(keep, gone)))
            except CrmError as error:
                self.crm.show_error(error)
            else:
                self.open_ticket(keep)

    def action_link(self) -> None:
        """Tie it to another ticket, or apart if it is tied."""
        start(self, self._link, "ask", exclusive=True)

    async def _link(self) -> None:
        picked = await self._pick(_("Link #{id} with"))
        if picked is None:
            return
        found, other = picked
        number = found.ticket.id
        is_tied = any(t.id == other and t.merged_into != number for t in found.links)
        self._do(ticket_acts.link(number, other, untie=is_tied))

    async def _pick(self, title: str) -> tuple[Desk, int] | None:
        """Return this ticket and another that is looked for."""
        from crmtui.screens.tickets.pick import TicketPick

        found = await self._desk()
        if found is None:
            return None
        number = found.ticket.id
        other = await self.app.push_screen_wait(TicketPick(title.format(id=number), found.ticket))
        return (found, other) if other else None

    def action_visits(self) -> None:
        """Agree on a visit or a call back; show those that are agreed on already."""
        start(self, self._visits, "form", exclusive=True)

    async def _visits(self) -> None:
        from crmtui.screens.tickets.visits import VisitsScreen, visit_form

        found = await self._desk()
        if found is not None and not found.appointments:
            self.app.push_screen(visit_form(self.crm, found.ticket.id))
            return
        self.app.push_screen(VisitsScreen(self.chosen_ticket), self._opened)

    # The customer

    def action_customer(self) -> None:
        """Go to the customer; say who it is if that is not known."""
        start(self, self._customer, "ask", exclusive=True)

    async def _customer(self) -> None:
        found = await self._desk()
        if found is None:
            return
        if contact := found.ticket.contact_id:
            start(self.crm, partial(self.crm.open_contact, contact), "open")
            return
        from crmtui.screens.find import FindScreen

        number = found.ticket.id
        title = _("Whose ticket is #{id}?").format(id=number)
        contact = await self.app.push_screen_wait(FindScreen(title))
        if contact:
            self._do(ticket_acts.give_to(number, contact))

    def action_task(self) -> None:
        """Plan what to do next for the customer."""
        start(self, self._plan_task, "form", exclusive=True)

    async def _plan_task(self) -> None:
        from crmtui.screens.task_form import task_form

        if found := await self._desk():
            ticket = found.ticket
            self.app.push_screen(task_form(self.crm, ticket.contact_id, ticket.name))

    def action_hours(self) -> None:
        """Show the opening hours, the holidays and the targets."""
        from crmtui.screens.tickets.service_settings import service_form

        self.app.push_screen(service_form(self.crm))
