"""The form of a sale, to record one or to change one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.reads.purchases import PurchaseRow
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.screens.log_form import moment, shown_moment
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.purchases import PurchaseChanges


def sale_form(app: CrmApp, contact: int, name: str) -> FormScreen:
    """Return the form that records a sale to a contact."""

    def save(values: Values) -> Callable[[Store], Done]:
        amount = _amount(values["amount"], app)
        at = moment(values["at"], app) if values["at"].strip() else None

        def act(store: Store) -> Done:
            from crmtui.writes import purchases

            items = [purchases.Item(values["item"], amount)] if values["item"].strip() else []
            return purchases.sale(
                store, contact, amount, items=items, at=at, ref=values["ref"], note=values["note"]
            )

        return act

    fields = [
        Field("amount", _("Amount"), hint=app.formats.unit_name),
        Field("item", _("Item")),
        Field("at", _("Date"), hint=_("today")),
        Field("ref", _("Receipt no.")),
        Field("note", _("Note"), is_long=True),
    ]
    title = _("Sale to {name}").format(name=name)
    return FormScreen(title, fields, save, draft=f"sale {contact}")


def edit_form(app: CrmApp, row: PurchaseRow) -> FormScreen:
    """Return the form that changes a purchase."""
    fields = [
        Field("amount", _("Amount"), app.formats.money(row.amount, with_unit=False)),
        Field("at", _("Date"), shown_moment(row.at, app.formats)),
        Field("ref", _("Receipt no."), row.ref),
        Field("note", _("Note"), row.note, is_long=True),
    ]
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes: PurchaseChanges = {"ref": values["ref"], "note": values["note"]}
        if values["amount"] != before["amount"]:
            changes["amount"] = _amount(values["amount"], app)
        if values["at"].strip() and values["at"] != before["at"]:
            changes["at"] = moment(values["at"], app)

        def act(store: Store) -> Done:
            from crmtui.writes import purchases

            return purchases.edit(store, row.id, **changes)

        return act

    title = _("Edit purchase #{id}").format(id=row.id)
    return FormScreen(title, fields, save, draft=f"purchase {row.id}")


def _amount(text: str, app: CrmApp) -> int:
    try:
        return app.formats.parse_amount(text).minor
    except InvalidValue as error:
        raise FieldError("amount", error) from error
