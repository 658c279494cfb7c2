"""What presses today in the sample shop: promises, tasks, a debt, a birthday, a pace to keep."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import col, select

from crmtui.locale import _, mark
from crmtui.models.contact import Contact, Tag
from crmtui.models.purchase import Purchase
from crmtui.models.task import Task
from crmtui.models.words import Promise
from crmtui.settings import load
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.text.calendar import day_start, local_day, to_utc_text
from crmtui.text.fold import fold
from crmtui.writes.valid import validated


class _Plan(NamedTuple):
    """What was planned for somebody: in how many days, and at which hours from now if any."""

    text: str
    days: int
    promise: Promise | None = None
    hours: int | None = None


_PLANS = (
    _Plan(mark("call about the order that is ready"), -1, Promise.OURS),
    _Plan(mark("send photos of the new teapots"), 0, Promise.OURS, hours=1),
    _Plan(mark("send the price list for the holidays"), -3),
    _Plan(mark("ask how the Darjeeling was"), 0),
    _Plan(mark("bring back the empty tins"), -2, Promise.THEIRS),
    _Plan(mark("offer the spring harvest"), 9),
)
_FOR_NOBODY = _Plan(mark("order gift boxes"), 0)
_QUIET_DAYS = 10
"""Nobody has spoken with them for so long: the day would silence what is planned otherwise."""
_PACE = 45

_QUIET = """SELECT s.contact_id FROM customer_stats s
 WHERE NOT EXISTS (SELECT 1 FROM interaction i WHERE i.contact_id = s.contact_id AND i.at >= ?)
 ORDER BY s.gross DESC, s.contact_id LIMIT 40"""


def plan_day(store: Store, now: datetime) -> None:
    """Plan the day of the sample shop."""
    with writing(store, _("Planned the day of the sample shop")) as w:
        zone = load(w.transaction.connection)["zone"]
        since = to_utc_text(now - timedelta(days=_QUIET_DAYS))
        quiet = [row[0] for row in w.transaction.connection.execute(_QUIET, (since,))][::4]
        for plan, contact in zip(_PLANS, quiet, strict=False):
            _add(w, plan, contact, now, zone)
        _add(w, _FOR_NOBODY, None, now, zone)
        _owe(w, quiet[6], now, zone)
        person = w.session.get_one(Contact, quiet[7])
        person.birthday = (local_day(now, zone) + timedelta(days=1)).replace(year=1988)
        for tag in w.session.exec(select(Tag).where(col(Tag.key) == fold(_("vip")))):
            tag.keep_days = _PACE


def _add(w: Writing, plan: _Plan, contact: int | None, now: datetime, zone: str) -> None:
    day = local_day(now, zone) + timedelta(days=plan.days)
    at = day_start(day, zone)
    if plan.hours is not None:
        at = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=plan.hours)
    values = {
        "contact_id": contact,
        "text": _(plan.text),
        "due": at,
        "all_day": plan.hours is None,
        "promise": plan.promise,
        "created_at": min(at, now) - timedelta(days=5),
    }
    w.session.add(validated(Task, values))


def _owe(w: Writing, contact: int, now: datetime, zone: str) -> None:
    """Put the last purchase of somebody on their account, to be paid some days ago."""
    last = select(Purchase).where(Purchase.contact_id == contact, Purchase.amount > 0)
    purchase = w.session.exec(last.order_by(col(Purchase.at).desc())).first()
    if purchase is not None:
        purchase.on_account = True
        purchase.due_on = local_day(now, zone) - timedelta(days=12)
