"""The customers: a list of everybody, the card of one of them, and what can be done to them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from crmtui.locale import _, mark
from crmtui.reads.contacts import ContactLine
from crmtui.reads.filters.where import needs_segments
from crmtui.reads.timeline import Event
from crmtui.screens.bulk_actions import many_commands
from crmtui.screens.card_pane import CARD_KINDS, CardPane
from crmtui.screens.customer_list import EXAMPLES, CustomerList
from crmtui.screens.customer_rows import SORTS, columns
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.filter_box import FilterBox
from crmtui.widgets.mark_list import MarkList
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

COMMANDS = (
    Command("customers.add", "a", mark("add"), "add", in_footer=True),
    Command("customers.edit", "e", mark("edit"), "edit", in_footer=True),
    Command("customers.log", "l", mark("log"), "log", in_footer=True),
    Command("customers.task", "t", mark("task"), "task", in_footer=True),
    Command("customers.keep", "K", mark("keep in touch"), "keep"),
    Command("customers.sale", "$", mark("sale"), "sale", in_footer=True),
    Command("customers.relate", "r", mark("relate"), "relate"),
    Command("customers.note", "n", mark("note"), "note"),
    Command("customers.pay", "p", mark("payment"), "pay"),
    Command("customers.statement", "=", mark("statement"), "statement"),
    Command("customers.deals", "v", mark("deals"), "deals"),
    Command("customers.need", "b", mark("wish"), "need"),
    Command("customers.filter", "/", mark("filter"), "filter", in_footer=True),
    Command("customers.sort", "s", mark("sort"), "sort"),
    Command("customers.tickets", "h", mark("tickets"), "tickets"),
    Command("customers.work", "w", mark("work this list"), "work"),
    Command("customers.delete", "d", mark("delete"), "delete"),
    Command("customers.copy", "y", mark("copy"), "copy"),
    Command("customers.more", "]", mark("more of the card"), "facts(1)", in_palette=False),
    Command("customers.less", "[", mark("back up the card"), "facts(-1)", in_palette=False),
    Command("customers.merge", "m", mark("merge with another"), "merge"),
    Command("customers.person", "o", mark("their data to a file"), "person"),
    Command("customers.trash", "ctrl+x", mark("trash"), "trash"),
    Command("customers.erase", "shift+delete", mark("erase for good"), "erase"),
    *many_commands("customers"),
    Command("customers.lists", "f", mark("named lists"), "lists"),
    Command("customers.back", "escape", mark("back"), "back", True, in_palette=False),
)

_CARD_DELAY = 0.08
"""Seconds the cursor must rest before the card is read: holding a key down reads none."""
_SEGMENTS_DELAY = 0.2
"""Seconds after the first rows: the card comes before everybody's segment."""
_DOINGS = frozenset(command.action for command in COMMANDS)
_ON_NOBODY = frozenset({"add", "filter", "sort", "work", "trash", "lists", "back"})
_ON_SOMEBODY = _DOINGS - _ON_NOBODY


class CustomersScreen(CustomerList):
    """The list on the left, the card on the right; one at a time where it is narrow."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#customers"
    view = "customers"
    shows = CARD_KINDS | {"saved_list"}

    _card_timer: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """Return the list with its filter, and the card."""
        crm = self.crm
        self._list: MarkList[ContactLine] = MarkList(
            columns(
                lambda: crm.formats,
                lambda at: crm.formats.ago(at, crm.today),
                crm.segments.of,
            ),
            lambda row: row.id,
            id="customers",
        )
        self._filter = FilterBox(_(EXAMPLES), id="filter")
        self._filter_line = Horizontal(Static("/"), self._filter, id="filter-line")
        self._card = CardPane(id="card-pane")
        yield Horizontal(
            Vertical(self._filter_line, self._list, id="list-pane", classes="pane"),
            self._card,
            id="body",
        )

    def on_mount(self) -> None:
        """Show what was shown when the app was closed."""
        state = self.crm.state
        if state.sort not in SORTS:
            state.sort = "name"
        if state.filter:
            with self.prevent(Input.Changed):
                self._filter.value = state.filter
        self._show_list(at=state.contact)

    def reload(self) -> None:
        """Read again what is shown; the cursor stays where it is."""
        self._list.reload()
        self._card.reload()

    def segments_known(self) -> None:
        """Show the segments in the list and on the card."""
        self._list.reload() if needs_segments(self._shown_filter) else self._list.refresh()
        self._card.show_title()

    def on_virtual_list_loaded(self, message: VirtualList.Loaded) -> None:
        """Say how many there are and in which order; segments are computed after the first rows."""
        if message.list is not self._list:
            return
        self._list.empty_text = self._empty_text()
        self._show_title()
        if self.crm.segments.found is None:
            self.set_timer(_SEGMENTS_DELAY, self.crm.compute_segments)

    def refresh_bar(self) -> None:
        """Show the counts, here and on the bar."""
        super().refresh_bar()
        self._show_title()

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show the card of the row under the cursor once it rests there."""
        if message.list is not self._list:
            return
        current = self._list.current_id
        if current:
            self.crm.state.contact = current
        if self._card_timer is not None:
            self._card_timer.stop()
        if current != self._card.contact:
            self._card_timer = self.set_timer(_CARD_DELAY, self._show_card)

    def _show_card(self) -> None:
        if self._card.timeline.has_focus and self._list.current_id != self._card.contact:
            self.action_back()  # a reload moved the cursor: they are gone from the list
        if self.is_wide or self.has_class("card-open"):
            self._card.show(self._list.current_id)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Go into the card, or into an entry of its timeline."""
        if message.list is self._list:
            self.add_class("card-open")
            self._card.show(self._list.current_id)
            self._card.timeline.focus()
        else:
            self.action_edit()

    def action_facts(self, step: int) -> None:
        """Scroll the facts of the card."""
        self._card.scroll_facts(step)

    def action_back(self) -> None:
        """Go back one level: from the card to the list, from a filtered list to the whole."""
        if self._card.timeline.has_focus:
            self.remove_class("card-open")
            self._list.focus()
        elif self.clear_marks():
            return
        elif self._filter.value:
            self._filter.value = ""
        else:
            self.remove_class("card-open")

    def open_contact(self, contact: int) -> None:
        """Put the cursor on a contact, whatever is filtered now."""
        self.remove_class("card-open")
        if self._filter.value:
            with self.prevent(Input.Changed):
                self._filter.value = ""
        self._list.focus()
        self._show_list(at=contact)

    def action_work(self) -> None:
        """Turn to everybody in the list, one after the other."""
        from crmtui.screens.work_list import work

        name = self._shown_filter or _("Customers {sort}").format(
            sort=_(SORTS[self.crm.state.sort])
        )
        start(self, partial(work, self.crm, name, self._list, self.view), "work", exclusive=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that the filter's own letters would only look like."""
        if not self.is_mounted:
            return True  # asked while the view is still being put together
        if self._filter.has_focus and action in _DOINGS:
            return False
        if action == "back":
            return self._can_go_back
        if action in _ON_SOMEBODY and self._list.is_loaded and not self._list.count:
            return False
        return super().check_action(action, parameters)

    @property
    def _can_go_back(self) -> bool:
        is_in_card = self._card.timeline.has_focus or self.has_class("card-open")
        return is_in_card or bool(self.marked) or bool(self._filter.value)

    # Whom the actions are about

    @property
    def chosen_contact(self) -> int:
        """The card's contact when the focus is in it, else the list's."""
        return self._card.contact if self._card.timeline.has_focus else self._list.current_id

    @property
    def chosen_event(self) -> Event | None:
        """The entry of the timeline, when the focus is in it."""
        return self._card.timeline.current if self._card.timeline.has_focus else None

    @property
    def chosen_name(self) -> str:
        """The name of whom the actions are about."""
        row = self._list.current
        if row is not None and row.id == self.chosen_contact:
            return row.name
        return self._card.name_shown
