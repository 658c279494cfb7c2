"""The reasons of the queue as a person reads them, for both fronts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from crmtui.labels import segment_label
from crmtui.locale import _, ngettext
from crmtui.reads.move_words import headline
from crmtui.reads.rhythm import days_text
from crmtui.rules.attention import (
    BIRTHDAY,
    DealDue,
    Debt,
    Keep,
    Occasion,
    Reason,
    Step,
    TicketDue,
    Visit,
)
from crmtui.rules.moves import Summary
from crmtui.rules.rhythm import Rhythm
from crmtui.text.calendar import weekday_name
from crmtui.text.formats import Formats


def reasons_text(reasons: Iterable[Reason], formats: Formats, now: datetime) -> str:
    """Say all reasons of a person in one line, the strongest first."""
    return " · ".join(reason_text(reason, formats, now) for reason in reasons)


def reason_text(reason: Reason, formats: Formats, now: datetime) -> str:
    """Say a reason: "promised yesterday: call back"."""
    about = reason.about
    if isinstance(about, Step):
        return _step(about, formats, now)
    if isinstance(about, TicketDue):
        return _ticket(about, formats, now)
    if isinstance(about, Visit):
        return _visit(about, formats, now)
    if isinstance(about, DealDue):
        return _deal(about, formats)
    if isinstance(about, Keep):
        return _keep(about, formats)
    if isinstance(about, Rhythm):
        return _late(about, formats)
    if isinstance(about, Debt):
        return _debt(about, formats)
    if isinstance(about, Summary):
        return _moves(about, formats)
    if isinstance(about, Occasion):
        return _occasion(about, formats, now)
    return segment_label(about)


def _step(step: Step, formats: Formats, now: datetime) -> str:
    words = {"when": _when(step, formats, now), "text": step.text}
    if step.promise == "ours":
        return _("promised {when}: {text}").format(**words)
    if step.promise == "theirs":
        return _("they promised {when}: {text}").format(**words)
    if step.is_overdue and step.late > 0:
        return _("overdue since {when}: {text}").format(**words)
    if step.is_overdue:
        return _("overdue {when}: {text}").format(**words)
    return _("{when}: {text}").format(**words)


def _ticket(ticket: TicketDue, formats: Formats, now: datetime) -> str:
    if ticket.is_reply:
        form = _("ticket #{id} unanswered since {when}: {text}")
        form = form if ticket.is_late else _("ticket #{id} to answer by {when}: {text}")
    else:
        form = _("ticket #{id} late since {when}: {text}")
        form = form if ticket.is_late else _("ticket #{id} to solve by {when}: {text}")
    when = formats.when(ticket.due, now)
    return form.format(id=ticket.ticket, when=when, text=ticket.subject)


def _visit(visit: Visit, formats: Formats, now: datetime) -> str:
    form = _("visit {when}: {place}") if visit.place else _("visit {when}")
    if visit.kind == "call":
        form = _("call back {when}")
    label = form.format(when=formats.when(visit.at, now), place=visit.place)
    return f"{label} (#{visit.ticket})"


def _deal(deal: DealDue, formats: Formats) -> str:
    quiet = _("{n} d").format(n=formats.number(deal.quiet))
    form = _('deal "{deal}": stale, {quiet}') if deal.is_stale else ""
    form = form or (_('deal "{deal}": nothing planned, {quiet}') if deal.quiet else "")
    said = (form or _('deal "{deal}": nothing planned')).format(deal=deal.words, quiet=quiet)
    if not deal.others:
        return said
    more = ngettext("and {n} more", "and {n} more", deal.others)
    return f"{said}, {more.format(n=formats.number(deal.others))}"


def _when(step: Step, formats: Formats, now: datetime) -> str:
    if step.all_day or step.late > 1:
        return _day(formats.day(step.due), formats, now)
    return formats.when(step.due, now)


def _day(day: date, formats: Formats, now: datetime) -> str:
    """Say a day as people do near today."""
    days = (day - formats.day(now)).days
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if days in near:
        return near[days]
    return weekday_name(day) if -7 < days < 7 else formats.date(day)


def _late(rhythm: Rhythm, formats: Formats) -> str:
    return _("late: usually buys every {usual}, now {since}").format(
        usual=days_text(rhythm.usual, formats), since=formats.number(rhythm.since)
    )


def _keep(keep: Keep, formats: Formats) -> str:
    every = days_text(keep.every, formats)
    return _("keep in touch every {every}: now {since}").format(
        every=every, since=formats.number(keep.since)
    )


def _debt(debt: Debt, formats: Formats) -> str:
    return _("owes {amount}, {days} past its day").format(
        amount=formats.money(debt.amount), days=days_text(debt.late, formats)
    )


def _moves(found: Summary, formats: Formats) -> str:
    if not found.changes:
        return _("who moved between the segments last month: look at Segments")
    return _("last month: {headline}").format(headline=headline(found, formats))


def _occasion(occasion: Occasion, formats: Formats, now: datetime) -> str:
    day = _day(formats.day(now) + timedelta(days=occasion.days), formats, now)
    form = _("birthday {day}") if occasion.kind == BIRTHDAY else _("anniversary {day}")
    return form.format(day=day)
