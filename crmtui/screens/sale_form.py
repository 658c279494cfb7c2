"""The form of a sale, to record one or to change one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.locale import _, ngettext
from crmtui.reads.purchases import PurchaseRow
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.screens.log_form import moment, shown_moment
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.accounts import Terms
    from crmtui.writes.purchases import PurchaseChanges

_NOW, _LATER, _PART = "now", "later", "part"


def sale_form(app: CrmApp, contact: int | None, name: str = "") -> FormScreen:
    """Return the form that records a sale to a contact, or to a walk-in, who pays at once."""

    def save(values: Values) -> Callable[[Store], Done]:
        amount = read_amount(values["amount"], app)
        at = moment(values["at"], app) if values["at"].strip() else None
        terms = terms_of(values, app) if contact else {}

        def act(store: Store) -> Done:
            from crmtui.writes import purchases

            items = [purchases.Item(values["item"], amount)] if values["item"].strip() else []
            return purchases.sale(
                store,
                contact,
                amount,
                items=items,
                at=at,
                ref=values["ref"],
                note=values["note"],
                **terms,
            )

        return act

    fields = [
        Field("amount", _("Amount"), hint=app.formats.unit_name),
        Field("item", _("Item")),
        *(paid_fields(app) if contact else []),
        Field("at", _("Date"), hint=_("today")),
        Field("ref", _("Receipt no.")),
        Field("note", _("Note"), is_long=True),
    ]
    title = _("Sale to {name}").format(name=name or _("walk-in"))
    return FormScreen(title, fields, save, draft=f"sale {contact or 0}")


def edit_form(app: CrmApp, row: PurchaseRow) -> FormScreen:
    """Return the form that changes a purchase."""
    fields = [
        Field("amount", _("Amount"), app.formats.money(row.amount, with_unit=False)),
        Field(
            "paid",
            _("Paid"),
            _LATER if row.on_account else _NOW,
            options=[(_NOW, _("at once")), (_LATER, _("on account"))],
        ),
        Field("due", _("Due"), _shown_due(row.due_on, app)),
        Field("at", _("Date"), shown_moment(row.at, app.formats)),
        Field("ref", _("Receipt no."), row.ref),
        Field("note", _("Note"), row.note, is_long=True),
    ]
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes: PurchaseChanges = {"ref": values["ref"], "note": values["note"]}
        if values["amount"] != before["amount"]:
            changes["amount"] = read_amount(values["amount"], app)
        if values["at"].strip() and values["at"] != before["at"]:
            changes["at"] = moment(values["at"], app)
        if values["paid"] != before["paid"]:
            changes["on_account"] = values["paid"] == _LATER
        if values["due"] != before["due"]:
            changes["due_on"] = _due(values["due"], app)

        def act(store: Store) -> Done:
            from crmtui.writes import purchases

            return purchases.edit(store, row.id, **changes)

        return act

    title = _("Edit purchase #{id}").format(id=row.id)
    return FormScreen(title, fields, save, draft=f"purchase {row.id}")


def refund_form(app: CrmApp, row: PurchaseRow, left: int) -> FormScreen:
    """Return the form that gives a purchase back, all that is `left` if no amount is typed."""
    fields = [
        Field(
            "amount", _("Amount"), hint=_("all of {amount}").format(amount=app.formats.money(left))
        ),
        Field("at", _("Date"), hint=_("today")),
        Field("note", _("Note"), is_long=True),
    ]

    def save(values: Values) -> Callable[[Store], Done]:
        back = read_amount(values["amount"], app) if values["amount"].strip() else None
        at = moment(values["at"], app) if values["at"].strip() else None

        def act(store: Store) -> Done:
            from crmtui.writes import purchases

            return purchases.refund(store, row.id, back, at=at, note=values["note"])

        return act

    title = _("Refund of purchase #{id}").format(id=row.id)
    return FormScreen(title, fields, save, draft=f"refund {row.id}")


def paid_fields(app: CrmApp) -> list[Field]:
    """Return the fields of how a sale is paid for."""
    return [
        Field(
            "paid",
            _("Paid"),
            _NOW,
            options=[(_NOW, _("now")), (_LATER, _("later")), (_PART, _("a part"))],
        ),
        Field("part", _("Part paid"), hint=app.formats.unit_name),
        Field("due", _("Due"), hint=_usual_due(app)),
    ]


def terms_of(values: Values, app: CrmApp) -> Terms:
    """Return how a sale is paid for; a part or a day that does not fit the choice is said."""
    terms: Terms = {}
    if values["paid"] == _PART:
        terms["paid"] = read_amount(values["part"], app, "part")
    elif values["part"].strip():
        raise FieldError("part", InvalidValue(_("Choose “a part” above, or leave this empty.")))
    if values["paid"] == _LATER:
        terms["on_account"] = True
    if values["due"].strip():
        if values["paid"] == _NOW:
            raise FieldError("due", InvalidValue(_("What is paid now has no due day.")))
        terms["due_on"] = _due(values["due"], app)
    return terms


def _usual_due(app: CrmApp) -> str:
    days = app.settings["credit_days"]
    if not days:
        return _("no day")
    return ngettext("in {n} day", "in {n} days", int(days)).format(n=app.formats.number(int(days)))


def _shown_due(iso: str | None, app: CrmApp) -> str:
    return app.formats.date(date.fromisoformat(iso)) if iso else ""


def _due(text: str, app: CrmApp) -> date | None:
    try:
        return app.formats.parse_date(text, app.today) if text.strip() else None
    except InvalidValue as error:
        raise FieldError("due", error) from error


def read_amount(text: str, app: CrmApp, field: str = "amount") -> int:
    """Read an amount. Raises FieldError."""
    try:
        return app.formats.parse_amount(text).minor
    except InvalidValue as error:
        raise FieldError(field, error) from error
