"""What can be said on a ticket in a view: answers, notes, what the customer said."""

from __future__ import annotations

from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.reads.canned import canned_reply, filled_for
from crmtui.reads.ticket_desk import Desk, desk
from crmtui.screens.menu import MenuScreen
from crmtui.screens.place import Place
from crmtui.screens.tickets.ticket_acts import Act
from crmtui.widgets.work import start


class ConversationActions(Place):
    """A view in which a ticket is chosen, and messages on it."""

    @property
    def chosen_ticket(self) -> int:
        """What the actions are about; 0 is nothing."""
        raise NotImplementedError

    @property
    def chosen_messages(self) -> list[int]:
        """The messages that are marked, or the one under the cursor."""
        raise NotImplementedError

    @property
    def chosen_message(self) -> int:
        """The message under the cursor, when the focus is in the conversation; else 0."""
        raise NotImplementedError

    def open_ticket(self, ticket: int) -> None:
        """Go to a ticket."""
        raise NotImplementedError

    async def _desk(self) -> Desk | None:
        """Read the ticket with what belongs to it; None if there is none, which is said."""
        if not self.chosen_ticket:
            return None
        try:
            return await self.crm.bridge.read(desk, self.chosen_ticket)
        except CrmError as error:
            self.crm.show_error(error)
            return None

    def _do(self, act: Act) -> None:
        self.crm.do(act)

    def _opened(self, ticket: int | None) -> None:
        if ticket:
            self.open_ticket(ticket)

    # What is said

    def action_reply(self) -> None:
        """Answer it."""
        start(self, self._reply, "form", exclusive=True)

    async def _reply(self) -> None:
        from crmtui.screens.tickets.reply_form import open_reply

        if found := await self._desk():
            if found.ticket.status == "closed":
                self.crm.say(_("It is closed: o opens it again, then it can be answered."))
                return
            open_reply(self.crm, found)

    def action_canned(self) -> None:
        """Answer it with a canned reply."""
        start(self, self._canned, "form", exclusive=True)

    async def _canned(self) -> None:
        from crmtui.screens.tickets.canned import CannedScreen
        from crmtui.screens.tickets.reply_form import open_reply

        found = await self._desk()
        if found is None:
            return
        number = await self.app.push_screen_wait(CannedScreen(found.ticket))
        if number is None:
            return
        try:
            canned = await self.crm.bridge.read(canned_reply, number)
            text = filled_for(canned.text, found.ticket, self.crm.settings["shop"])
        except CrmError as error:
            self.crm.show_error(error)
            return
        open_reply(self.crm, found, canned, text)

    def action_incoming(self) -> None:
        """Note down what the customer said."""
        start(self, self._incoming, "form", exclusive=True)

    async def _incoming(self) -> None:
        from crmtui.screens.tickets.reply_form import incoming_form

        if found := await self._desk():
            self.app.push_screen(incoming_form(self.crm, found))

    def action_note(self) -> None:
        """Add a note for the shop alone."""
        from crmtui.screens.tickets.reply_form import note_form

        if number := self.chosen_ticket:
            self.app.push_screen(note_form(number))

    def action_send(self) -> None:
        """Copy a message, or hand it to the program that sends it."""
        start(self, self._send, "send", exclusive=True)

    async def _send(self) -> None:
        from crmtui.screens.tickets.hand_over import hand_over, subject_of, ways

        found = await self._desk()
        if found is None:
            return
        chosen = set(self.chosen_messages)
        said = [one for one in found.talk if one.is_message and one.id in chosen]
        said = said or [one for one in found.talk if one.kind == "out"]
        said = said or [one for one in found.talk if one.is_message]
        if not said:
            self.crm.say(_("Nothing was written yet: r answers."))
            return
        offered = ways(found.reach, self.crm.formats)
        menu = MenuScreen(
            _("Send “{text}”").format(text=said[-1].text.partition("\n")[0]),
            [way.label for way in offered],
            "".join(way.key for way in offered),
        )
        taken = await self.app.push_screen_wait(menu)
        if taken is not None:
            hand_over(self.crm, offered[taken], subject_of(found.ticket), said[-1].text)

    def action_split(self) -> None:
        """Make a ticket of its own of what is marked in the conversation."""
        start(self, self._split, "form", exclusive=True)

    async def _split(self) -> None:
        from crmtui.screens.tickets.reply_form import split_form

        messages = self.chosen_messages
        if not messages:
            self.crm.say(_("Enter goes into the conversation; space marks what is split off."))
        elif found := await self._desk():
            form = split_form(found.ticket.id, messages, found.ticket.subject)
            self.app.push_screen(form, self._opened)
