"""What can be done to a purchase."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Unpack

from sqlmodel import Session, col, select

from crmtui.errors import Conflict, InvalidValue
from crmtui.locale import _
from crmtui.models.contact import Contact
from crmtui.models.deal import Deal
from crmtui.models.purchase import Purchase, PurchaseLine
from crmtui.models.words import Status
from crmtui.reads.purchases import missing_purchase, refundable
from crmtui.settings import load
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.writes import payments
from crmtui.writes.accounts import (
    AccountChanges,
    Terms,
    change_account,
    check_due,
    check_unpaid_for,
    put_on_account,
    say_standing,
)
from crmtui.writes.contacts import ContactChanges, add_to, existing
from crmtui.writes.ticket_rows import let_go_of_purchase
from crmtui.writes.valid import change, validated


class Item(NamedTuple):
    """An item sold; the quantity is in thousandths, the amount in minor units."""

    item: str
    amount: int
    quantity: int = 1000
    sku: str = ""


class PurchaseChanges(AccountChanges, total=False):
    """What may be said about a purchase; the amount is in minor units."""

    at: datetime
    amount: int
    ref: str
    note: str


def sale(
    store: Store,
    contact: int | None,
    amount: int,
    *,
    items: Sequence[Item] = (),
    new: ContactChanges | None = None,
    at: datetime | None = None,
    ref: str = "",
    note: str = "",
    **terms: Unpack[Terms],
) -> Done:
    """Record a sale to a contact, to a `new` one made in the same step, or to a walk-in (None).

    A lead becomes a customer. Raises InvalidValue for an amount below zero, or a walk-in who owes.
    """
    if amount < 0:
        raise InvalidValue(
            _("A sale cannot be below zero."), _("`crm purchase refund` gives money back.")
        )
    with writing(store, _("Recorded a sale")) as w:
        person = add_to(w, new) if new else existing(w.session, contact) if contact else None
        record = record_sale(w, person, amount, items=items, at=at, ref=ref, note=note, terms=terms)
        text = _("Recorded a sale of {amount} to {name}")
        if record.on_account:
            text = _("Recorded a sale of {amount} on account to {name}")
        w.transaction.label = text.format(
            amount=_shown(w, amount), name=person.name if person else _("a walk-in")
        )
        w.transaction.row = record.id or 0
    return w.transaction.done


def record_sale(
    w: Writing,
    person: Contact | None,
    amount: int,
    *,
    items: Sequence[Item],
    at: datetime | None,
    terms: Terms,
    ref: str = "",
    note: str = "",
) -> Purchase:
    """Record a sale within a write under way."""
    record = validated(
        Purchase,
        {
            "contact_id": person.id if person else None,
            "at": at or w.transaction.now,
            "amount": amount,
            "ref": ref,
            "note": note,
        },
    )
    if terms.get("on_account") or "paid" in terms or "due_on" in terms:
        put_on_account(w, record, terms)
    w.session.add(record)
    w.session.flush()
    _add_lines(w.session, record, items)
    now_customer(person)
    if record.on_account and person:
        if "paid" in terms:
            part = terms["paid"]
            payments.add_to(w, person, amount=part, at=record.at, purchase_id=record.id)
        say_standing(w, record.contact_id)
    return record


def edit(store: Store, number: int, **values: Unpack[PurchaseChanges]) -> Done:
    """Change a purchase; what is not given stays.

    Raises Conflict where its lines, refunds or payments disagree, InvalidValue for an impossible
    amount or due day.
    """
    with writing(store, _("Edited purchase #{id}").format(id=number)) as w:
        record = _existing(w.session, number)
        if "amount" in values:
            _check_amount(w, record, values["amount"])
            _fit_lines(w.session, record, values["amount"])
        was_on_account = record.on_account
        if "on_account" in values or "due_on" in values:
            change_account(w, record, values, values.get("at", record.at))
        change(record, dict(values))
        if values.keys() & {"at", "on_account", "due_on"}:
            check_due(w, record)
        w.transaction.row = number
        if record.on_account or was_on_account:
            say_standing(w, record.contact_id)
    return w.transaction.done


def delete(store: Store, number: int) -> Done:
    """Delete a purchase with its lines; tickets about it stay. Undo brings it back.

    Raises Conflict if it has refunds or payments: money that came in does not go unsaid.
    """
    with writing(store, _("Deleted purchase #{id}").format(id=number)) as w:
        record = _existing(w.session, number)
        if w.session.exec(select(Purchase.id).where(Purchase.refund_of == number)).first():
            raise Conflict(
                _("Purchase #{id} has a refund.").format(id=number), _("Delete the refund first.")
            )
        check_unpaid_for(w, number)
        for line in _lines(w.session, number):
            w.session.delete(line)
        let_go_of_purchase(w, number)
        for deal in w.session.exec(select(Deal).where(Deal.purchase_id == number)):
            deal.purchase_id = None
        w.session.flush()
        w.session.delete(record)
        w.transaction.row = number
        if record.on_account:
            say_standing(w, record.contact_id)
    return w.transaction.done


def refund(
    store: Store,
    number: int,
    amount: int | None = None,
    *,
    at: datetime | None = None,
    note: str = "",
) -> Done:
    """Give back a purchase, in whole or in part. Raises InvalidValue for more than is left."""
    with writing(store, "") as w:
        record = _existing(w.session, number)
        left = refundable(w.transaction.connection, number)
        back = left if amount is None else amount
        if not 0 < back <= left:
            raise InvalidValue(
                _("Only {left} is left of purchase #{id}.").format(left=_shown(w, left), id=number)
                if left > 0
                else _("Nothing is left to refund of purchase #{id}.").format(id=number),
            )
        given = validated(
            Purchase,
            {
                "contact_id": record.contact_id,
                "at": at or w.transaction.now,
                "amount": -back,
                "ref": record.ref,
                "note": note,
                "refund_of": number,
                "on_account": record.on_account,
            },
        )
        w.session.add(given)
        w.session.flush()
        w.transaction.label = _("Refunded {amount} of purchase #{id}").format(
            amount=_shown(w, back), id=number
        )
        w.transaction.row = given.id or 0
        if given.on_account:
            say_standing(w, given.contact_id)
    return w.transaction.done


def _shown(w: Writing, amount: int) -> str:
    return load(w.transaction.connection).formats().money(amount)


def _existing(session: Session, number: int) -> Purchase:
    record = session.get(Purchase, number)
    if record is None:
        raise missing_purchase(number)
    return record


def _lines(session: Session, number: int) -> list[PurchaseLine]:
    return list(
        session.exec(
            select(PurchaseLine)
            .where(PurchaseLine.purchase_id == number)
            .order_by(col(PurchaseLine.id))
        )
    )


def _add_lines(session: Session, record: Purchase, items: Sequence[Item]) -> None:
    for item in items:
        session.add(validated(PurchaseLine, {**item._asdict(), "purchase_id": record.id}))
    session.flush()


def _fit_lines(session: Session, record: Purchase, amount: int) -> None:
    """Keep a purchase's only line equal to its sum; several lines cannot guess their shares."""
    lines = _lines(session, record.id or 0)
    if len(lines) == 1:
        lines[0].amount = amount
    elif lines and amount != record.amount:
        raise Conflict(
            _("Purchase #{id} has several items that add up to its amount.").format(id=record.id),
            _("Refund a part of it, or delete it and record it again."),
        )


def _check_amount(w: Writing, record: Purchase, amount: int) -> None:
    """Raise InvalidValue for a sale below zero, Conflict if more is refunded than was sold."""
    if (amount < 0) != (record.amount < 0) and amount != 0:
        raise InvalidValue(
            _("A sale cannot be below zero.") if amount < 0 else _("A refund is below zero."),
            _("`crm purchase refund` gives money back."),
        )
    sold = record.refund_of or record.id or 0
    left = refundable(w.transaction.connection, sold) + amount - record.amount
    if left < 0 and record.amount != amount and (record.amount > 0 or record.refund_of):
        raise Conflict(
            _("More of purchase #{id} would be refunded than was sold.").format(id=sold),
            _("Change its refunds first.") if sold == record.id else "",
        )


def now_customer(person: Contact | None) -> None:
    """Have a lead be a customer, for they buy."""
    if person and person.status == Status.LEAD:
        person.status = Status.CUSTOMER
