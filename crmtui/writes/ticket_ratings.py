"""What customers thought of the answer: a score, a recommendation, a comment."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.models.contact import Contact
from crmtui.models.ticket import Ticket
from crmtui.models.words import TicketChange
from crmtui.reads.ticket_words import score_label
from crmtui.settings import load
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.calendar import day_start, local_day
from crmtui.writes import tasks
from crmtui.writes.ticket_rows import record, standing_ticket
from crmtui.writes.valid import change

DETRACTOR = 6
"""Up to this one, an NPS is that of somebody who advises against the shop."""


class Rating(NamedTuple):
    """What a customer said; None is not asked, or not answered."""

    csat: int | None = None
    """How content they are, from 1 to 5."""
    nps: int | None = None
    """Whether they would recommend the shop, from 0 to 10."""
    comment: str | None = None


def rate(store: Store, number: int, rating: Rating) -> Done:
    """Note down what a customer thought; a low score makes a task to follow it up.

    Raises InvalidValue, NotFound or Conflict.
    """
    with writing(store, "") as w:
        ticket = standing_ticket(w.session, number)
        rate_within(w, ticket, rating)
        w.transaction.label = _("Ticket #{id} was rated {score}").format(
            id=number, score=score_label(ticket.csat, ticket.nps) or _("in words")
        )
        w.transaction.row = number
    return w.transaction.done


def rate_within(w: Writing, ticket: Ticket, rating: Rating) -> None:
    """Rate a ticket within a write under way; what is not said stays. Raises InvalidValue."""
    _check(rating)
    was_low = _is_low(w, ticket)
    said = {name: value for name, value in rating._asdict().items() if value is not None}
    before = {name: getattr(ticket, name) for name in said}
    change(ticket, said)
    if before == {name: getattr(ticket, name) for name in said}:
        return
    ticket.rated_at = w.transaction.now
    if {"csat", "nps"} & said.keys():
        scores = {"csat": ticket.csat, "nps": ticket.nps}
        told = [f"{name} {score}" for name, score in scores.items() if score is not None]
        record(w, ticket, TicketChange.RATED, " ".join(told))
    if _is_low(w, ticket) and not was_low:
        _follow_up(w, ticket)


def _check(rating: Rating) -> None:
    if rating.csat is None and rating.nps is None and not rating.comment:
        raise InvalidValue(_("No score was given."), _("A score from 1 to 5, --nps from 0 to 10."))
    if rating.csat is not None and not 1 <= rating.csat <= 5:
        raise InvalidValue(
            _("A score goes from 1 to 5, not to {score}.").format(score=rating.csat),
            _("--nps takes 0 to 10: would they recommend the shop?"),
        )
    if rating.nps is not None and not 0 <= rating.nps <= 10:
        raise InvalidValue(_("NPS goes from 0 to 10, not to {score}.").format(score=rating.nps))


def _is_low(w: Writing, ticket: Ticket) -> bool:
    low = int(load(w.transaction.connection)["low_score"])
    is_unhappy = ticket.csat is not None and ticket.csat <= low
    return is_unhappy or (low > 0 and ticket.nps is not None and ticket.nps <= DETRACTOR)


def _follow_up(w: Writing, ticket: Ticket) -> None:
    """Plan for the next day to ask what went wrong."""
    zone = load(w.transaction.connection)["zone"]
    due = day_start(local_day(w.transaction.now, zone) + timedelta(days=1), zone)
    text = _("ask what went wrong with ticket #{id}, rated {score}").format(
        id=ticket.id, score=score_label(ticket.csat, ticket.nps)
    )
    person = w.session.get(Contact, ticket.contact_id) if ticket.contact_id else None
    contact = ticket.contact_id if person and person.deleted_at is None else None
    tasks.add_to(w, contact, {"text": text, "due": due, "all_day": True})
    w.transaction.said = _("A low score: to be followed up tomorrow.")
