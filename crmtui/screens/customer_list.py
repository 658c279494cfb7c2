"""The list of customers: what it is narrowed down to, its order, its title, its marks."""

from __future__ import annotations

from functools import partial

from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input

from crmtui.errors import CrmError, InvalidValue, NotFound
from crmtui.locale import _, mark
from crmtui.reads.contacts import ContactLine
from crmtui.screens.customer_rows import FILTERED, SORTS, AllCustomers, Matches
from crmtui.screens.filter_rows import Filtered
from crmtui.screens.marked_customers import MarkedCustomers
from crmtui.text.query import parse
from crmtui.text.query_words import half_typed
from crmtui.widgets.filter_box import FilterBox
from crmtui.widgets.mark_list import MarkList
from crmtui.widgets.work import start

EXAMPLES = mark("ali · status:lead city:Tehran -tag:old last>30d has:email …")
"""What can be typed into an empty filter."""
_FILTER_DELAY = 0.03


class CustomerList(MarkedCustomers):
    """A list of customers under a filter."""

    _list: MarkList[ContactLine]
    _filter: FilterBox
    _filter_line: Horizontal
    _filter_timer: Timer | None = None
    _shown_filter = ""
    _trouble = ""
    """Why what stands in the filter is not shown."""

    def _show_list(self, *, at: int = 0) -> None:
        """Read the list that the filter and the sort ask for."""
        text = self._filter.value.strip()
        self._filter_line.set_class(bool(text) or self._filter.has_focus, "shown")
        self.workers.cancel_group(self, "filter")
        if not parse(text).is_plain:
            start(self, partial(self._show_filtered, text, at), "filter", exclusive=True)
            return
        self._filter_is(text)
        if text:
            self._list.show(Matches(self.crm.bridge, text), at=at)
        else:
            crm = self.crm
            first, crm.opening = crm.opening, None
            source = AllCustomers(crm.bridge, crm.state.sort, crm.read_count, first)
            self._list.show(source, at=at)

    async def _show_filtered(self, text: str, at: int) -> None:
        """Show whom a filter with terms fits; one that is half typed leaves the list as it is."""
        crm = self.crm
        source = Filtered(crm.bridge, text, crm.state.sort, crm.asked)
        try:
            found = await source.understand()
        except (InvalidValue, NotFound) as error:
            self._wait(" ".join(part for part in (error.message, error.hint) if part), at)
            return
        except CrmError as error:
            crm.show_error(error)
            return
        field = half_typed(text) if self._filter.has_focus and not found else ""
        if field:
            self._wait(f"{field}: …", at)
            return
        self._filter_is(text)
        self._list.show(source, at=at)

    def _wait(self, hint: str, at: int) -> None:
        """Leave the list as it is until the filter can be used, and say quietly what is amiss."""
        crm = self.crm
        self._trouble = hint
        if self._list.is_loaded:
            self._list.empty_text = self._empty_text()  # all of it: the title may be too short
            self._show_title()
        else:
            self._list.show(AllCustomers(crm.bridge, crm.state.sort, crm.read_count), at=at)

    def _filter_is(self, text: str) -> None:
        """Remember the filter that is shown from now on."""
        self._shown_filter = self.crm.state.filter = text
        self._trouble = ""
        self.refresh_bindings()

    def _show_title(self) -> None:
        self.query_one("#list-pane").border_title = Content(f" {self._title()} ")

    def _title(self) -> str:
        if self._trouble:
            return self._trouble
        return " · ".join(part for part in (self.marked_words(), self._shown_words()) if part)

    def _shown_words(self) -> str:
        """Say which list it is, and in which order."""
        order = _(SORTS[self.crm.state.sort])
        if not self._shown_filter:
            return _("Customers {sort}").format(sort=order)
        number = self.crm.formats.number
        is_search = parse(self._shown_filter).is_plain
        found = number(self._list.count)
        if is_search and self._list.count == FILTERED:
            found += "+"
        return _("{found} of {all} · {sort}").format(
            found=found,
            all=number(max(0, self.crm.customers)),
            sort=_("best match first") if is_search else order,
        )

    def _empty_text(self) -> str:
        if self._trouble:
            return self._trouble
        if self._shown_filter:
            return _("Nobody fits “{text}”. Esc clears the filter.").format(text=self._shown_filter)
        return _(
            "No customers yet. Press a to add one, or i to bring in a file: an address book, "
            "a phone's contacts, a list from another program."
        )

    def action_filter(self) -> None:
        """Narrow the list down while typing."""
        self._filter_line.add_class("shown")
        self._filter.focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search once the typing pauses for a moment."""
        if self._filter_timer is not None:
            self._filter_timer.stop()
        self._filter_timer = self.set_timer(_FILTER_DELAY, self._show_list)

    def on_filter_box_left(self) -> None:
        """Go back to the list; an empty filter hides again."""
        self._list.focus()
        self._filter_line.set_class(bool(self._filter.value.strip()), "shown")

    def on_filter_box_everywhere(self) -> None:
        """Search everything."""
        self.crm.action_find()

    def action_sort(self) -> None:
        """Show the list in the next order, from its start."""
        names = list(SORTS)
        self.crm.state.sort = names[(names.index(self.crm.state.sort) + 1) % len(names)]
        if parse(self._filter.value).is_plain:  # matches have an order of their own
            self._filter.value = ""
        self._show_list()

    # Marks and lists

    @property
    def marking(self) -> MarkList[ContactLine]:
        """The list of the customers."""
        return self._list

    def on_mark_list_marked(self) -> None:
        """Say how many are marked, and offer what can be done to them."""
        self._show_title()
        self.refresh_bindings()

    def action_lists(self) -> None:
        """Open a named list, or give the filter a name."""
        from crmtui.screens.list_menu import ListMenu

        self.app.push_screen(ListMenu(self._shown_filter), self._take_list)

    def _take_list(self, found: str | None) -> None:
        if found:
            self._filter.value = found
            self._list.focus()
