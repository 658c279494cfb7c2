"""The queue of tickets under a filter: what it is narrowed down to, its title, what it lacks."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input

from crmtui.errors import CrmError, InvalidValue
from crmtui.locale import _
from crmtui.reads.ticket_desk import Group, groups
from crmtui.reads.ticket_words import ticket_status_label
from crmtui.reads.tickets import TicketFilter
from crmtui.screens.importing.ask import AskScreen
from crmtui.screens.menu import MenuScreen
from crmtui.screens.tickets.actions import TicketActions
from crmtui.screens.tickets.filter import shown_filter, term_for, understood
from crmtui.screens.tickets.rows import QueueList, TicketQueue
from crmtui.widgets.cells import fenced, one_line
from crmtui.widgets.filter_box import FilterBox
from crmtui.widgets.mirror import in_order
from crmtui.widgets.work import start

_FILTER_DELAY = 0.03
_MOST_GROUPS = 6
_STATUS_KEYS = {"new": "n", "waiting": "w", "on-hold": "h", "solved": "s", "closed": "c"}


class TicketList(TicketActions):
    """A queue of tickets that can be narrowed down."""

    _list: QueueList
    _filter: FilterBox
    _filter_line: Horizontal
    _filter_timer: Timer | None = None
    _wanted = TicketFilter()
    _trouble = ""
    """Why what stands in the filter is not shown."""

    def show_list(self, *, at: int = 0) -> None:
        """Read the queue that the filter asks for; one that is wrong leaves it as it is."""
        text = self._filter.value.strip()
        self._filter_line.set_class(bool(text) or self._filter.has_focus, "shown")
        self._trouble = ""
        try:
            self._wanted = understood(text, self.crm.settings["me"])
        except InvalidValue as error:
            self._trouble = f"{error.message} {error.hint}"
            self.show_title()
            if self._list.is_loaded:
                return
        self.crm.state.tickets = "" if self._trouble else text
        self._list.show(TicketQueue(self.crm.bridge, self._wanted), at=at)

    def show_title(self) -> None:
        """Say which tickets are shown, and how many they are."""
        title = self._trouble
        if not title:
            parts = [shown_filter(self._wanted)]
            if self._list.count:
                parts.append(self.crm.formats.number(self._list.count))
            title = " · ".join(parts)
        self.query_one("#list-pane").border_title = Content(f" {title[:1].upper()}{title[1:]} ")

    def empty_text(self) -> str:
        """Return what is said where there is no ticket."""
        if self._filter.value.strip():
            return _("No ticket fits “{text}”. Esc clears the filter.").format(
                text=self._filter.value.strip()
            )
        return _(
            "No open tickets. A request, a complaint, a repair: press a and say whose it is, "
            "here or with h on a customer's card. f shows those that are solved; f3 says when "
            "the shop is open and how fast it answers."
        )

    def action_filter(self) -> None:
        """Narrow the queue down while typing."""
        self._filter_line.add_class("shown")
        self._filter.focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search once the typing pauses for a moment."""
        if self._filter_timer is not None:
            self._filter_timer.stop()
        self._filter_timer = self.set_timer(_FILTER_DELAY, self.show_list)

    def on_filter_box_left(self) -> None:
        """Go back to the queue; an empty filter hides again."""
        self._list.focus()
        self._filter_line.set_class(bool(self._filter.value.strip()), "shown")

    def on_filter_box_everywhere(self) -> None:
        """Search everything."""
        self.crm.action_find()

    # Ready-made filters

    def action_which(self) -> None:
        """Choose which tickets are shown."""
        start(self, self._which, "ask", exclusive=True)

    async def _which(self) -> None:
        try:
            found = [
                (field, await self.crm.bridge.read(groups, field))
                for field in ("status", "category", "assignee")
            ]
        except CrmError as error:
            self.crm.show_error(error)
            return
        offered = [
            (_("open tickets"), "", "o"),
            (_("mine"), "mine", "m"),
            (_("all tickets"), "all", "a"),
        ]
        digits = iter("123456789")
        for field, groups_ in found:
            offered += [
                (
                    self._group_words(field, group),
                    term_for(field, group.name),
                    (_STATUS_KEYS.get(group.name) if field == "status" else None)
                    or next(digits, " "),
                )
                for group in groups_[:_MOST_GROUPS]
            ]
        menu = MenuScreen(
            _("Which tickets"),
            [label for label, _filter, _key in offered],
            "".join(key for _label, _filter, key in offered),
        )
        taken = await self.app.push_screen_wait(menu)
        if taken is None:
            return
        text = offered[taken][1]
        if text == "mine" and not self.crm.settings["me"] and not await self._ask_me():
            return
        self._filter.value = text
        self._list.focus()
        self.show_list()

    def _group_words(self, field: str, group: Group) -> str:
        name = ticket_status_label(group.name) if field == "status" else group.name
        forms = {
            "status": "{name}",
            "category": _("category {name}") if name else _("without a category"),
            "assignee": _("for {name}") if name else _("for nobody yet"),
        }
        number = self.crm.formats.number(group.tickets)
        parts = fenced([forms[field].format(name=one_line(name)), number])
        return " · ".join(in_order(parts))

    async def _ask_me(self) -> bool:
        """Ask what this person is called in the shop, once; tell whether they said it."""
        name = await self.app.push_screen_wait(AskScreen(_("Your name, as tickets are given to")))
        if not name:
            return False
        from crmtui.screens.own_settings import set_own

        return await set_own(self.crm, "me", name)
