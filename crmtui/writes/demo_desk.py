"""The service desk of the sample shop: half a year of tickets, some still open, canned replies."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from sqlmodel import col, select

from crmtui.locale import _, mark
from crmtui.models.appointment import Appointment
from crmtui.models.canned_reply import CannedReply, CannedUse
from crmtui.models.contact import Contact
from crmtui.models.purchase import Purchase
from crmtui.models.ticket import Ticket
from crmtui.models.words import AppointmentKind, Channel, Direction, TicketChange
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.text.fold import fold
from crmtui.writes.demo_words import given_names
from crmtui.writes.ticket_messages import add_message
from crmtui.writes.ticket_rows import record, to_status
from crmtui.writes.tickets import open_within
from crmtui.writes.valid import validated


class _Kind(NamedTuple):
    """A request as customers of a tea shop have them."""

    category: str
    subject: str
    text: str
    reply: str


_KINDS = (
    _Kind(
        mark("delivery"),
        mark("The parcel has not come"),
        mark("I ordered last week and nothing has arrived."),
        mark("It went out again today; it should be with you tomorrow."),
    ),
    _Kind(
        mark("quality"),
        mark("A tin arrived dented"),
        mark("One tin is dented and lets air in."),
        mark("I am sorry. A new one is on its way, keep the other."),
    ),
    _Kind(
        mark("quality"),
        mark("The teapot drips"),
        mark("The lid of the glass teapot does not close."),
        mark("Bring it in any time and we change it."),
    ),
    _Kind(
        mark("invoice"),
        mark("An invoice in the name of my company"),
        mark("Could I have the invoice in our company's name?"),
        mark("Here it is. Tell me if anything is missing."),
    ),
    _Kind(
        mark("advice"),
        mark("Which tea for the evening?"),
        mark("I sleep badly after your Earl Grey. What else is there?"),
        mark("Try the rose petals with a little cardamom: no caffeine in it."),
    ),
)
_CANNED = (
    (mark("on its way"), mark("delivery"), mark("Dear {name}, your parcel is on its way. {shop}")),
    (
        mark("we change it"),
        mark("quality"),
        mark("Dear {name}, I am sorry about {product}. Bring it in, and we change it."),
    ),
    (mark("thank you"), "", mark("Thank you, {first_name}! Your request has the number {number}.")),
)
_OPEN_HOURS = (2, 5, 26, 50, 75, 120)
"""How many hours ago the open tickets came in."""
_PRIORITIES = ("normal", "high", "normal", "urgent", "low", "normal")
_DONE, _DAYS = 60, 180


def fill_desk(store: Store, now: datetime) -> None:
    """Fill the service desk of the sample shop."""
    random = Random(11)
    with writing(store, _("Filled the service desk of the sample shop")) as w:
        replies = [_canned(w, *words) for words in _CANNED]
        bought = _bought(w, now)
        for purchase in bought[:: max(1, len(bought) // _DONE)]:
            _settled(w, random, purchase, replies, now)
        for hours, priority, purchase in zip(
            _OPEN_HOURS, _PRIORITIES, bought[-7::-3], strict=False
        ):
            _waiting(w, random, purchase, now - timedelta(hours=hours), priority)
        _agree(w, now)


def _canned(w: Writing, name: str, category: str, text: str) -> CannedReply:
    shown = _(category) if category else ""
    values = {"name": _(name), "key": fold(_(name)), "category": shown, "text": _(text)}
    reply = validated(CannedReply, values)
    w.session.add(reply)
    w.session.flush()
    return reply


def _bought(w: Writing, now: datetime) -> list[Purchase]:
    """Return what known customers bought of late, the oldest first."""
    recent = select(Purchase).where(
        col(Purchase.contact_id).is_not(None),
        Purchase.amount > 0,
        Purchase.at > now - timedelta(days=_DAYS),
    )
    return list(w.session.exec(recent.order_by(col(Purchase.at), col(Purchase.id))))


def _open(
    w: Writing, random: Random, purchase: Purchase, at: datetime, priority: str = "normal"
) -> tuple[Ticket, _Kind]:
    kind = random.choice(_KINDS)
    channel = random.choice((Channel.EMAIL, Channel.WHATSAPP, Channel.CALL))
    ticket = open_within(
        w,
        purchase.contact_id,
        at,
        text=_(kind.text),
        subject=_(kind.subject),
        category=_(kind.category),
        channel=channel,
        assignee=random.choice(given_names()[:2]),
        priority=priority,
        purchase_id=purchase.id,
    )
    return ticket, kind


def _settled(
    w: Writing, random: Random, purchase: Purchase, replies: list[CannedReply], now: datetime
) -> None:
    """Add a ticket that was answered, closed and mostly rated."""
    opened = purchase.at + timedelta(days=random.uniform(1, 9))
    closed = opened + timedelta(hours=1 + random.expovariate(1 / 22))
    if closed > now - timedelta(days=1):
        return
    ticket, kind = _open(w, random, purchase, opened)
    replied = opened + (closed - opened) * random.uniform(0.1, 0.8)
    add_message(w, ticket, _(kind.reply), direction=Direction.OUT, at=replied)
    ticket.first_reply_at = replied
    fitting = [reply for reply in replies if reply.category == _(kind.category)]
    for reply in fitting[:1]:
        use = {"canned_id": reply.id, "ticket_id": ticket.id, "at": replied}
        w.session.add(validated(CannedUse, use))
    if random.random() < 0.1:
        to_status(w, ticket, "solved", replied)
        back = replied + (closed - replied) / 2
        add_message(w, ticket, _("It is the same again."), direction=Direction.IN, at=back)
        to_status(w, ticket, "open", back)
    to_status(w, ticket, "closed", closed)
    if random.random() < 0.6:
        ticket.csat = random.choice((2, 3, 4, 4, 5, 5, 5))
        ticket.nps = min(10, 2 * ticket.csat + random.choice((-1, 0, 1)))
        ticket.rated_at = closed
        told = f"csat {ticket.csat} nps {ticket.nps}"
        record(w, ticket, TicketChange.RATED, told, closed)


def _waiting(w: Writing, random: Random, purchase: Purchase, at: datetime, priority: str) -> None:
    """Add a ticket that is still open; of the older ones some wait for the customer."""
    if at < purchase.at:
        return
    ticket, kind = _open(w, random, purchase, at, priority)
    if priority == "low":
        replied = at + timedelta(hours=3)
        add_message(w, ticket, _(kind.reply), direction=Direction.OUT, at=replied)
        ticket.first_reply_at = replied
        to_status(w, ticket, "waiting", replied)


def _agree(w: Writing, now: datetime) -> None:
    """Agree on a visit for the last of the open tickets."""
    ticket = w.session.exec(select(Ticket).order_by(col(Ticket.id).desc())).first()
    if ticket is None:
        return
    person = w.session.get_one(Contact, ticket.contact_id)
    at = (now + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    values = {
        "ticket_id": ticket.id,
        "contact_id": person.id,
        "kind": AppointmentKind.VISIT,
        "at": at,
        "place": person.city,
        "created_at": now,
    }
    w.session.add(validated(Appointment, values))
