"""The form of a payment: what a customer paid on their account, or got back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmtui.errors import CrmError, InvalidValue
from crmtui.locale import _
from crmtui.reads.accounts import balance
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.screens.log_form import moment
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.text.clean import excerpt
from crmtui.text.digits import to_ascii

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.payments import PaymentChanges

_THEY, _WE = "in", "back"


async def payment_form(app: CrmApp, contact: int, name: str) -> FormScreen | None:
    """Return the form; it takes all that is owed where no amount is typed. None on an error."""
    try:
        owed = await app.bridge.read(balance, contact) or 0
    except CrmError as error:
        app.show_error(error)
        return None

    def save(values: Values) -> Callable[[Store], Done]:
        is_back = values["way"] == _WE
        changes = _changes(values, 0 if is_back else max(0, owed), app)

        def act(store: Store) -> Done:
            from crmtui.writes import payments

            return payments.pay(store, contact, back=is_back, **changes)

        return act

    fields = [
        Field("amount", _("Amount"), hint=_hint(owed, app)),
        Field(
            "way",
            _("Who paid"),
            _THEY,
            options=[(_THEY, _("they paid")), (_WE, _("back to them"))],
        ),
        Field("method", _("How"), hint=_("cash, card, transfer …")),
        Field("for", _("For purchase"), hint=_("the oldest debt")),
        Field("at", _("Date"), hint=_("today")),
        Field("ref", _("Number"), hint=_("of the cheque, slip or transfer")),
        Field("note", _("Note"), is_long=True),
    ]
    title = _("Payment of {name}").format(name=name)
    return FormScreen(title, fields, save, draft=f"pay {contact}")


def _hint(owed: int, app: CrmApp) -> str:
    if owed > 0:
        return _("all of {amount}").format(amount=app.formats.money(owed))
    if owed < 0:
        return _("in credit by {amount}").format(amount=app.formats.money(-owed))
    return app.formats.unit_name


def _changes(values: Values, owed: int, app: CrmApp) -> PaymentChanges:
    changes: PaymentChanges = {
        "amount": owed,
        "method": values["method"],
        "ref": values["ref"],
        "note": values["note"],
    }
    if values["amount"].strip() or not owed:
        try:
            changes["amount"] = app.formats.parse_amount(values["amount"]).minor
        except InvalidValue as error:
            raise FieldError("amount", error) from error
    if values["at"].strip():
        changes["at"] = moment(values["at"], app)
    if values["for"].strip():
        changes["purchase_id"] = _number(values["for"])
    return changes


def _number(text: str) -> int:
    number = to_ascii(text).strip().removeprefix("#")
    if not (number.isdecimal() and len(number) < 16):
        message = _("{text} is not the number of a purchase.").format(text=excerpt(text))
        raise FieldError("for", InvalidValue(message))
    return int(number)
