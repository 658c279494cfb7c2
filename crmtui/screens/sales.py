"""The sales: every purchase, and who owes for one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from crmtui.errors import CrmError
from crmtui.locale import _, mark, ngettext
from crmtui.reads.card import card
from crmtui.reads.debts import Debtor
from crmtui.reads.purchases import PurchaseRow, purchase, refundable, sales_between
from crmtui.reads.timeline import Event
from crmtui.screens import acts
from crmtui.screens.customer_actions import CustomerActions
from crmtui.screens.sale_rows import AllPurchases, WhoOwes, debtor_columns, purchase_columns
from crmtui.text.calendar import day_start, to_utc_text
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

COMMANDS = (
    Command("sales.pay", "p", mark("payment"), "pay", in_footer=True),
    Command("sales.statement", "s,=", mark("statement"), "statement", in_footer=True),
    Command("sales.debtors", "w,tab", mark("who owes"), "show_debtors", in_footer=True),
    Command("sales.purchases", "w,tab", mark("purchases"), "show_purchases", in_footer=True),
    Command("sales.edit", "e", mark("edit"), "edit", in_footer=True),
    Command("sales.refund", "r", mark("refund"), "refund", in_footer=True),
    Command("sales.add", "a", mark("add a sale"), "add", in_footer=True),
    Command("sales.delete", "d", mark("delete"), "delete"),
    Command("sales.sale", "$", mark("sale"), "sale"),
    Command("sales.log", "l", mark("log"), "log"),
    Command("sales.task", "t", mark("task"), "task"),
    Command("sales.back", "escape", mark("purchases"), "show_purchases", in_palette=False),
)
_ON_PURCHASE = frozenset({"edit", "refund", "delete"})
_ON_PURCHASES = _ON_PURCHASE | {"show_debtors"}
_ON_PEOPLE = frozenset({"pay", "statement", "sale", "log", "task"})


class SalesScreen(CustomerActions):
    """Purchases on the left, who owes on the right; one at a time where it is narrow."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#purchases"
    view = "sales"
    shows = frozenset({"contact", "purchase", "purchase_line", "payment", "setting"})

    def body(self) -> Iterable[Widget]:
        """Return the two lists."""
        crm = self.crm
        self._purchases: VirtualList[PurchaseRow] = VirtualList(
            purchase_columns(lambda: crm.formats, lambda: crm.now),
            lambda row: row.id,
            id="purchases",
        )
        self._debtors: VirtualList[Debtor] = VirtualList(
            debtor_columns(lambda: crm.formats), lambda row: row.contact_id, id="debtors"
        )
        self._purchases.empty_text = _(
            "No sales yet. Press a to record one, or i to bring in a file."
        )
        self._debtors.empty_text = _(
            "Nobody owes anything. A sale whose “paid” is “later” comes here until p records "
            "its payment."
        )
        yield Horizontal(
            Vertical(self._purchases, id="purchases-pane", classes="pane"),
            Vertical(self._debtors, id="debtors-pane", classes="pane"),
            id="body",
        )

    def on_mount(self) -> None:
        """Read both lists."""
        self._owing = WhoOwes(self.crm.bridge, lambda: self.crm.today)
        self._purchases.show(AllPurchases(self.crm.bridge))
        self._debtors.show(self._owing)

    def reload(self) -> None:
        """Read again what is shown; the cursors stay where they are."""
        self._purchases.reload()
        self._debtors.reload()

    def on_virtual_list_loaded(self, message: VirtualList.Loaded) -> None:
        """Say what the lists add up to."""
        if message.list is self._debtors:
            self._title_pane("#debtors-pane", self._owed())
        else:
            start(self, self._say_sold, "sold", exclusive=True)

    async def _say_sold(self) -> None:
        crm = self.crm
        begin = to_utc_text(day_start(crm.today, crm.formats.zone))
        try:
            number, sold = await crm.bridge.read(sales_between, begin, "9999")
        except CrmError as error:
            crm.show_error(error)
            return
        parts = [_("Purchases"), crm.formats.number(self._purchases.count)]
        if number:
            parts.append(
                _("today {n}: {sum}").format(
                    n=crm.formats.number(number), sum=crm.formats.money(sold)
                )
            )
        self._title_pane("#purchases-pane", " · ".join(parts))

    def _owed(self) -> str:
        formats = self.crm.formats
        rows = self._owing.rows
        parts = [_("Who owes")]
        if rows:
            total = formats.money(sum(row.amount for row in rows))
            parts += [formats.number(len(rows)), total]
        if late := sum(1 for row in rows if row.days):
            parts.append(ngettext("{n} late", "{n} late", late).format(n=formats.number(late)))
        return " · ".join(parts)

    def _title_pane(self, pane: str, title: str) -> None:
        self.query_one(pane).border_title = Content(f" {title} ")

    # Where one is

    @property
    def _is_among_debtors(self) -> bool:
        return self._debtors.has_focus

    def action_show_debtors(self) -> None:
        """Go to who owes."""
        self.add_class("debtors-open")
        self._debtors.focus()

    def action_show_purchases(self) -> None:
        """Go to the purchases."""
        self.remove_class("debtors-open")
        self._purchases.focus()

    def on_descendant_focus(self) -> None:
        """Offer what can be done in the list that has the focus now."""
        self.set_class(self._is_among_debtors, "debtors-open")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to change purchases among purchases, and what is about people not for walk-ins."""
        if action in _ON_PEOPLE:
            return self.chosen_contact > 0
        if action == "show_purchases":
            return self._is_among_debtors
        if action in _ON_PURCHASES and self._is_among_debtors:
            return False
        return action not in _ON_PURCHASE or (self.is_mounted and bool(self._purchases.count))

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Offer what can be done to the row under the cursor."""
        self.refresh_bindings()

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Show the customer in the Customers view."""
        if contact := self.chosen_contact:
            self.open_contact(contact)
        else:
            self.crm.say(_("That was a walk-in: nobody to show."))

    def open_contact(self, contact: int) -> None:
        """Show a contact in the Customers view."""
        start(self, partial(self.crm.open_contact, contact), "open")

    # Whom and what the actions are about

    @property
    def chosen_contact(self) -> int:
        """Who bought, or who owes."""
        if self._is_among_debtors:
            return self._debtors.current_id
        row = self._purchases.current
        return row.contact_id or 0 if row else 0

    @property
    def chosen_event(self) -> Event | None:
        """Nothing: there is no timeline here."""
        return None

    @property
    def chosen_name(self) -> str:
        """The name of whom the actions are about."""
        row = self._debtors.current if self._is_among_debtors else self._purchases.current
        return row.name if row else ""

    def action_add(self) -> None:
        """Record a sale: who buys comes first."""
        start(self, self._add, "form", exclusive=True)

    async def _add(self) -> None:
        from crmtui.screens.edit import add_contact
        from crmtui.screens.sale_form import sale_form
        from crmtui.screens.tickets.whose import NEW, NOBODY, BuyerScreen

        contact = await self.app.push_screen_wait(BuyerScreen())
        if contact == NEW:
            contact = await self.app.push_screen_wait(await add_contact(self.crm)) or None
        if contact == NOBODY:
            self.app.push_screen(sale_form(self.crm, None))
        elif contact is not None:
            try:
                name = (await self.crm.bridge.read(card, contact)).name
            except CrmError as error:
                self.crm.show_error(error)
            else:
                self.app.push_screen(sale_form(self.crm, contact, name))

    def action_edit(self) -> None:
        """Change the purchase."""
        if number := self._purchases.current_id:
            start(self, partial(self._open_form, number, False), "form", exclusive=True)

    def action_refund(self) -> None:
        """Give the purchase back, in whole or in part."""
        if number := self._purchases.current_id:
            start(self, partial(self._open_form, number, True), "form", exclusive=True)

    async def _open_form(self, number: int, is_refund: bool) -> None:
        from crmtui.screens.sale_form import edit_form, refund_form

        try:
            row = await self.crm.bridge.read(purchase, number)
            left = await self.crm.bridge.read(refundable, number)
        except CrmError as error:
            self.crm.show_error(error)
            return
        if not is_refund:
            self.app.push_screen(edit_form(self.crm, row))
        elif left > 0:
            self.app.push_screen(refund_form(self.crm, row, left))
        else:
            self.crm.say(_("Nothing is left to refund of purchase #{id}.").format(id=number))

    def action_delete(self) -> None:
        """Delete the purchase."""
        if number := self._purchases.current_id:
            self.crm.do(acts.delete_purchase(number))
