"""What can be done to a payment."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from sqlmodel import Session

from crmtui.errors import InvalidValue, NotFound
from crmtui.locale import _
from crmtui.models.contact import Contact
from crmtui.models.payment import Payment
from crmtui.models.purchase import Purchase
from crmtui.settings import load
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.writes.accounts import say_standing
from crmtui.writes.contacts import existing
from crmtui.writes.valid import change, validated


class PaymentChanges(TypedDict, total=False):
    """What may be said about a payment; the amount is in minor units and above zero."""

    at: datetime
    amount: int
    method: str
    ref: str
    note: str
    purchase_id: int | None
    """The purchase that it is for; else the oldest debt."""


def pay(
    store: Store, contact: int, *, back: bool = False, **values: Unpack[PaymentChanges]
) -> Done:
    """Record what a contact paid on their account, or (`back`) what the shop gave back.

    Raises InvalidValue for an amount of zero or less, or a purchase that is not on their account.
    """
    with writing(store, "") as w:
        person = existing(w.session, contact)
        record = add_to(w, person, back=back, **values)
        amount = load(w.transaction.connection).formats().money(abs(record.amount))
        text = _("Paid {amount} back to {name}") if back else _("{name} paid {amount}")
        w.transaction.label = text.format(name=person.name, amount=amount)
        w.transaction.row = record.id or 0
        say_standing(w, contact)
    return w.transaction.done


def add_to(
    w: Writing, person: Contact, *, back: bool = False, **values: Unpack[PaymentChanges]
) -> Payment:
    """Record a payment within a write under way."""
    amount = _above_zero(values.get("amount", 0))
    fields = {"at": w.transaction.now, **values, "amount": -amount if back else amount}
    record = validated(Payment, {**fields, "contact_id": person.id})
    _check_purchase(w.session, record)
    w.session.add(record)
    w.session.flush()
    return record


def edit(store: Store, number: int, **values: Unpack[PaymentChanges]) -> Done:
    """Change a payment; what is not given stays, and so does who paid whom."""
    with writing(store, _("Edited payment #{id}").format(id=number)) as w:
        record = _existing(w.session, number)
        if "amount" in values:
            amount = _above_zero(values["amount"])
            values["amount"] = -amount if record.amount < 0 else amount
        change(record, dict(values))
        _check_purchase(w.session, record)
        w.transaction.row = number
        say_standing(w, record.contact_id)
    return w.transaction.done


def delete(store: Store, number: int) -> Done:
    """Delete a payment; undo brings it back. Raises NotFound."""
    with writing(store, _("Deleted payment #{id}").format(id=number)) as w:
        record = _existing(w.session, number)
        w.session.delete(record)
        w.transaction.row = number
        say_standing(w, record.contact_id)
    return w.transaction.done


def _above_zero(amount: int) -> int:
    if amount <= 0:
        raise InvalidValue(
            _("A payment is above zero."), _("`crm pay WHO AMOUNT --back` gives money back.")
        )
    return amount


def _check_purchase(session: Session, record: Payment) -> None:
    """Raise NotFound or InvalidValue if a payment cannot be for the purchase that it names."""
    if record.purchase_id is None:
        return
    number = record.purchase_id
    bought = session.get(Purchase, number)
    if bought is None:
        raise NotFound(
            _("There is no purchase #{id}.").format(id=number),
            _("`crm owes WHO` shows what is open."),
        )
    if bought.contact_id != record.contact_id:
        raise InvalidValue(_("Purchase #{id} is somebody else's.").format(id=number))
    if bought.refund_of is not None:
        raise InvalidValue(
            _("#{id} is a refund of purchase #{of}.").format(id=number, of=bought.refund_of)
        )
    if not bought.on_account:
        raise InvalidValue(
            _("Purchase #{id} was paid at once.").format(id=number),
            _("`crm purchase edit {id} --unpaid` puts it on account.").format(id=number),
        )


def _existing(session: Session, number: int) -> Payment:
    record = session.get(Payment, number)
    if record is None:
        raise NotFound(
            _("There is no payment #{id}.").format(id=number),
            _("`crm payment list` shows their numbers."),
        )
    return record
