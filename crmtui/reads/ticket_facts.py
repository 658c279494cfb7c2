"""The facts about a ticket as a person reads them, and the words of its conversation."""

from __future__ import annotations

from datetime import date, datetime

from crmtui.labels import channel_label
from crmtui.locale import _
from crmtui.reads.appointments import AppointmentLine
from crmtui.reads.facts import Fact
from crmtui.reads.purchases import PurchaseRow
from crmtui.reads.ticket_clock import ENDED, LATE, NEAR, NONE, PAUSED, Clock, Left
from crmtui.reads.ticket_desk import Desk, Reach
from crmtui.reads.ticket_talk import Said
from crmtui.reads.ticket_words import (
    appointment_label,
    change_text,
    left_text,
    priority_label,
    span_text,
    ticket_status_label,
)
from crmtui.reads.tickets import TicketLine
from crmtui.text.calendar import from_utc_text
from crmtui.text.formats import Formats

_ROLES = {LATE: "overdue", NEAR: "pressing"}
_MOST_LINKS = 6
_FAR = 180
"""Minutes from which on the hours tell enough."""


def ticket_facts(desk: Desk, clock: Clock, formats: Formats, now: datetime) -> list[Fact]:
    """Return every fact that is known, the most pressing first."""
    ticket = desk.ticket
    found = (
        Fact(_("status"), _state(ticket)),
        Fact(_("customer"), _customer(ticket, desk.reach, formats)),
        _deadline(ticket, clock, formats, now, is_reply=True),
        _deadline(ticket, clock, formats, now, is_reply=False),
        *(_agreed(appointment, formats, now) for appointment in desk.appointments),
        _product(ticket, formats, formats.day(now)),
        Fact(_("purchase"), _purchase(desk.purchase, formats) if desk.purchase else ""),
        Fact(_("linked"), ", ".join(map(_link, desk.links[:_MOST_LINKS]))),
        Fact(_("rated"), _rating(ticket)),
        Fact(_("opened"), formats.when(ticket.opened_at, now)),
    )
    return [fact for fact in found if fact.value]


def _state(ticket: TicketLine) -> str:
    if ticket.merged_into is not None:
        return _("merged into #{id}").format(id=ticket.merged_into)
    parts = [
        ticket_status_label(ticket.status),
        priority_label(ticket.priority),
        ticket.category,
        channel_label(ticket.channel) if ticket.channel else "",
        ticket.assignee and _("for {name}").format(name=ticket.assignee),
        _("reopened {n}×").format(n=ticket.reopened) if ticket.reopened else "",
    ]
    return " · ".join(filter(None, parts))


def _customer(ticket: TicketLine, reach: list[Reach], formats: Formats) -> str:
    return " · ".join(
        filter(None, [ticket.name, *(shown_reach(way, formats) for way in reach[:2])])
    )


def shown_reach(way: Reach, formats: Formats) -> str:
    """Show a phone or an address as people write it."""
    if way.kind == "email":
        return way.value
    return formats.phone(way.value, way.key if way.key.startswith("+") else None)


def _deadline(
    ticket: TicketLine, clock: Clock, formats: Formats, now: datetime, *, is_reply: bool
) -> Fact:
    due = ticket.reply_due if is_reply else ticket.solve_due
    label = _("reply by") if is_reply else _("solve by")
    if due is None or not ticket.is_open or (is_reply and ticket.first_reply_at):
        return Fact(label, "")
    paused = ticket.waiting_since
    at = from_utc_text(paused) if paused else now
    left = clock.until(due, at, is_reply=is_reply, is_paused=bool(paused))
    return Fact(label, f"{formats.when(due, now)} · {_spare(left)}", _ROLES.get(left.state, ""))


def _spare(left: Left) -> str:
    """Say what is left; that it is for the reply stands before it already."""
    return left_text(left._replace(is_reply=False))


def short_left(left: Left) -> str:
    """Say for a narrow column what is left: "reply 2 h 10 m", "late 14 h", "waits"."""
    if left.state in (ENDED, NONE):
        return ""
    if left.state == PAUSED:
        return _("waits")
    minutes = abs(left.minutes)
    span = span_text(minutes - minutes % 60 if minutes >= _FAR else minutes)
    if left.state == LATE:
        return _("late {span}").format(span=span)
    return _("reply {span}").format(span=span) if left.is_reply else span


def _agreed(appointment: AppointmentLine, formats: Formats, now: datetime) -> Fact:
    """Say what was agreed on: "visit · tomorrow 10:00 · Azadi St · Omid"."""
    parts = [
        appointment_label(appointment.kind),
        formats.when(appointment.at, now),
        appointment.place,
        appointment.who,
        appointment.note,
    ]
    role = "overdue" if from_utc_text(appointment.at) < now else ""
    return Fact(_("agreed"), " · ".join(filter(None, parts)), role)


def _product(ticket: TicketLine, formats: Formats, today: date) -> Fact:
    warranty = ""
    is_over = False
    if ticket.warranty_until:
        until = date.fromisoformat(ticket.warranty_until)
        is_over = until < today
        form = _("warranty ended {day}") if is_over else _("warranty to {day}")
        warranty = form.format(day=formats.date(until))
    value = " · ".join(filter(None, [ticket.product, warranty]))
    return Fact(_("product"), value, "pressing" if is_over else "")


def _purchase(row: PurchaseRow, formats: Formats) -> str:
    parts = [f"#{row.id}", formats.date(formats.day(row.at)), formats.money(row.amount), row.items]
    return " · ".join(filter(None, parts))


def _link(ticket: TicketLine) -> str:
    state = _("merged") if ticket.merged_into is not None else ticket_status_label(ticket.status)
    return _("#{id} {subject} ({status})").format(
        id=ticket.id, subject=ticket.subject, status=state
    )


def _rating(ticket: TicketLine) -> str:
    parts = [
        _("{score} of 5").format(score=ticket.csat) if ticket.csat is not None else "",
        _("NPS {score}").format(score=ticket.nps) if ticket.nps is not None else "",
        f"“{ticket.comment}”" if ticket.comment else "",
    ]
    return " · ".join(filter(None, parts))


def said_head(said: Said, formats: Formats, now: datetime) -> str:
    """Say when and how something was said, or what changed: "Fri 16:02 · they, e-mail"."""
    return f"{formats.when(said.at, now)} · {_what(said)}"


def _what(said: Said) -> str:
    if said.kind == "note":
        return _("note")
    if said.is_message:
        who = _("they") if said.kind == "in" else _("we")
        return who if said.channel == "other" else f"{who}, {channel_label(said.channel)}"
    if said.kind == "status" and said.text == "new":
        return _("opened")
    return change_text(said)
