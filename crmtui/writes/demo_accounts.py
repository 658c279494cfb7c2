"""The accounts of the sample shop: who has not paid yet, who paid a part, who paid too much."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle

from sqlmodel import col, select

from crmtui.locale import _
from crmtui.models.purchase import Purchase
from crmtui.settings import load
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.writes import payments
from crmtui.writes.contacts import existing

_BUYERS = 24
_DAYS = 100
_CREDIT_DAYS = 30
_PAID = (0, 50, 0, 100, 20, 0, 100, 125)
"""What part of a sale on account was paid, in percent."""


def open_accounts(store: Store, now: datetime) -> None:
    """Put the last purchase of some customers on account, and have most of them pay for it."""
    with writing(store, _("Opened the accounts of the sample shop")) as w:
        formats = load(w.transaction.connection).formats()
        recent = select(Purchase).where(
            col(Purchase.contact_id).is_not(None),
            Purchase.amount > 0,
            Purchase.at > now - timedelta(days=_DAYS),
        )
        last = {
            bought.contact_id: bought
            for bought in w.session.exec(recent.order_by(col(Purchase.at), col(Purchase.id)))
        }
        chosen = sorted(last.values(), key=lambda bought: (bought.at, bought.id or 0))
        some = chosen[:: max(1, len(chosen) // _BUYERS)]
        for bought, percent in zip(some, cycle(_PAID), strict=False):
            bought.on_account = True
            bought.due_on = formats.day(bought.at) + timedelta(days=_CREDIT_DAYS)
            w.session.flush()
            if part := bought.amount * percent // 100:
                person = existing(w.session, bought.contact_id or 0)
                paid_at = min(now, bought.at + timedelta(days=9))
                payments.add_to(w, person, amount=part, at=paid_at, method=_("card"))
