"""What writes about money owed share: when a debt is due, and what is said afterwards."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TypedDict

from sqlmodel import select

from crmtui.errors import Conflict, InvalidValue
from crmtui.locale import _
from crmtui.models.contact import Contact
from crmtui.models.payment import Payment
from crmtui.models.purchase import Purchase
from crmtui.reads.accounts import balance, standing
from crmtui.settings import load
from crmtui.store.session import Writing
from crmtui.text.near import check_near


class AccountChanges(TypedDict, total=False):
    """What may be said about how a purchase is paid for; without it, it is paid at once."""

    on_account: bool
    due_on: date | None
    """By when; if it is not given, as the shop's setting says."""


class Terms(AccountChanges, total=False):
    """How a sale is paid for."""

    paid: int
    """What of a sale on account was paid at once, in minor units."""


def put_on_account(w: Writing, record: Purchase, terms: Terms) -> None:
    """Have a new sale count in the balance."""
    _check_buyer(record)
    record.on_account = True
    record.due_on = terms["due_on"] if "due_on" in terms else _usual_due(w, record.at)
    check_due(w, record)


def change_account(w: Writing, record: Purchase, values: AccountChanges, at: datetime) -> None:
    """Complete `values` that put a purchase on account or take it off; its refunds go with it.

    Raises Conflict if there are payments for what shall have been paid at once.
    """
    number = record.id or 0
    if record.refund_of is not None:
        raise InvalidValue(
            _("#{id} is a refund of purchase #{of}.").format(id=number, of=record.refund_of),
            _("Change that one; its refunds follow it."),
        )
    wanted = values.get("on_account", record.on_account)
    if wanted == record.on_account:
        return
    if wanted:
        _check_buyer(record)
        values.setdefault("due_on", _usual_due(w, at))
    else:
        check_unpaid_for(w, number)
        values.setdefault("due_on", None)
    for refund in w.session.exec(select(Purchase).where(Purchase.refund_of == number)):
        refund.on_account = wanted


def check_due(w: Writing, record: Purchase) -> None:
    """Raise InvalidValue for a due day before the sale, or where there is nothing to pay."""
    if record.due_on is None:
        return
    if not record.on_account:
        raise InvalidValue(
            _("What was paid at once has no due day."), _("--unpaid puts it on account.")
        )
    formats = load(w.transaction.connection).formats()
    check_near(record.due_on, w.transaction.now.date(), formats.date(record.due_on))
    if record.due_on < (day := formats.day(record.at)):
        raise InvalidValue(
            _("The due day {due} lies before the sale of {day}.").format(
                due=formats.date(record.due_on), day=formats.date(day)
            )
        )


def check_unpaid_for(w: Writing, number: int) -> None:
    """Raise Conflict if there are payments for a purchase: they would be for nothing then."""
    payment = w.session.exec(select(Payment.id).where(Payment.purchase_id == number)).first()
    if payment:
        raise Conflict(
            _("There is a payment for purchase #{id}.").format(id=number),
            _("`crm payment delete {id}` removes that first; a refund needs nothing.").format(
                id=payment
            ),
        )


def say_standing(w: Writing, contact: int | None) -> None:
    """Have the balance after this write told: "Ali owes 1,250,000 toman now"."""
    person = w.session.get(Contact, contact) if contact else None
    if person is None:
        return
    w.session.flush()
    connection = w.transaction.connection
    words = standing(balance(connection, contact or 0) or 0, load(connection).formats())
    w.transaction.said = _("{name} {owes} now.").format(name=person.name, owes=words)


def _check_buyer(record: Purchase) -> None:
    if record.contact_id is None:
        raise InvalidValue(
            _("A walk-in pays at once: nobody would owe it."),
            _("Name the buyer; --new NAME makes a contact of them."),
        )


def _usual_due(w: Writing, at: datetime) -> date | None:
    """Return by when a sale on account is to be paid, as the shop's setting says."""
    settings = load(w.transaction.connection)
    if not settings["credit_days"]:
        return None
    try:
        return settings.formats().day(at) + timedelta(days=int(settings["credit_days"]))
    except OverflowError:
        return None
