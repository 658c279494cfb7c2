"""The form of what a customer thought: asked on closing a ticket, now or later."""

from __future__ import annotations

from collections.abc import Callable

from crmtui.errors import InvalidValue
from crmtui.locale import _, mark
from crmtui.reads.tickets import TicketLine
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.screens.tickets import ticket_acts
from crmtui.screens.tickets.ticket_acts import Said
from crmtui.screens.tickets.ticket_form import number_in
from crmtui.store.connect import Store
from crmtui.store.transact import Done

_SCORES = {
    "": mark("ask later"),
    "1": mark("very unhappy"),
    "2": mark("unhappy"),
    "3": mark("so-so"),
    "4": mark("content"),
    "5": mark("very content"),
}
_MOST_NPS = 10


def close_form(ticket: TicketLine) -> FormScreen:
    """Return the form that closes a ticket, with a score or without one for now."""

    def save(values: Values) -> Callable[[Store], Done]:
        return ticket_acts.close(ticket.id, _rating(values))

    title = _("Close ticket #{id}").format(id=ticket.id)
    draft = f"close {ticket.id}"
    return FormScreen(title, _fields(ticket), save, draft=draft)


def rate_form(ticket: TicketLine) -> FormScreen:
    """Return the form that notes down what the customer thought."""

    def save(values: Values) -> Callable[[Store], Done]:
        rating = _rating(values)
        if rating is None:
            raise FieldError("csat", InvalidValue(_("Give a score, a number or a comment.")))
        return ticket_acts.rate(ticket.id, rating)

    title = _("Rate ticket #{id}").format(id=ticket.id)
    return FormScreen(title, _fields(ticket), save, draft=f"rate {ticket.id}")


def _fields(ticket: TicketLine) -> list[Field]:
    return [
        Field(
            "csat",
            _("Content?"),
            "" if ticket.csat is None else str(ticket.csat),
            options=[(score, _(words)) for score, words in _SCORES.items()],
            keys={score: score or "-" for score in _SCORES},
        ),
        Field(
            "nps",
            _("Recommends?"),
            "" if ticket.nps is None else str(ticket.nps),
            _("0 to 10; empty: later"),
        ),
        Field("comment", _("Comment"), ticket.comment, is_long=True),
    ]


def _rating(values: Values) -> Said | None:
    """Return what was said; None if nothing was. Raises FieldError."""
    nps = number_in(values["nps"], "nps")
    if nps is not None and nps > _MOST_NPS:
        raise FieldError("nps", InvalidValue(_("From 0 to 10.")))
    csat = int(values["csat"]) if values["csat"] else None
    comment = values["comment"].strip() or None
    if csat is None and nps is None and comment is None:
        return None
    return csat, nps, comment
