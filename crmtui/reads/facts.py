"""The facts of a card as a person reads them, the same list for both fronts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from crmtui.labels import (
    channel_label,
    field_label,
    keep_label,
    kind_label,
    point_label,
    promises_label,
    relation_label,
    status_label,
)
from crmtui.locale import _
from crmtui.models.words import PointKind
from crmtui.reads.accounts import standing
from crmtui.reads.card import Card, Point
from crmtui.reads.keep_in_touch import days_left
from crmtui.reads.needs import shown_needs
from crmtui.reads.promises import tallies
from crmtui.reads.rhythm import rhythm_text
from crmtui.reads.tasks import next_step
from crmtui.reads.ticket_words import ticket_status_label
from crmtui.rules.custom import show
from crmtui.rules.rhythm import Rhythm
from crmtui.text.formats import Formats
from crmtui.text.points import show_point

_MOST_NAMES = 8
_MOST_TICKETS = 3
_MOST_DEALS = 5
_SOON = 8
"""Days, today being the first."""


class Fact(NamedTuple):
    """A label (or "", it speaks for itself), its value, and a role of colour, "" if plain."""

    label: str
    value: str
    role: str = ""


def facts(
    card: Card, formats: Formats, now: datetime, rhythm: Rhythm | None = None, worth: str = ""
) -> list[Fact]:
    """Return every fact that is known, the most useful first."""
    today = formats.day(now)
    task = card.next_task
    found = (
        Fact("", _("DO NOT CONTACT") if card.do_not_contact else "", "overdue"),
        Fact(_("next"), next_step(task, formats, now) if task else ""),
        Fact(_("balance"), standing(card.balance, formats) if card.balance else "", "money"),
        Fact(_("deals"), _deals(card, formats, now)),
        Fact(_("tickets"), _tickets(card, formats, now)),
        *_points(card, formats, near=True),
        Fact(_("wants"), shown_needs(card.needs, formats, today)),
        Fact(_("note"), card.note),
        Fact(_("buys"), rhythm_text(rhythm, formats) if rhythm else ""),
        Fact(_("to come"), worth),
        Fact(_("in touch"), _keep(card, formats, today)),
        Fact(_("contacted"), formats.ago(card.last_contact, today) if card.last_contact else ""),
        Fact(_("tags"), ", ".join(card.tags)),
        Fact(_("company"), card.company),
        Fact(_("job title"), card.job_title),
        Fact(_("people"), _people(card)),
        Fact(_("city"), card.city),
        *(Fact(own.field.name, show(own.field, own.value, formats)) for own in card.fields),
        Fact(_("birthday"), _yearly(card.birthday, formats, today)),
        Fact(_("anniversary"), _yearly(card.anniversary, formats, today)),
        Fact(_("relations"), _relations(card)),
        Fact(_("referred by"), card.referrer.name if card.referrer else ""),
        Fact(_("prefers"), channel_label(card.preferred_channel or "")),
        *_points(card, formats, near=False),
        Fact(_("status"), _status(card)),
        Fact(_("promises"), _promises(card, formats, now)),
        Fact(_("owner"), card.owner),
        Fact(_("source"), card.source),
        Fact(_("nickname"), card.nickname),
        Fact(_("missing"), ", ".join(map(field_label, card.missing)), "muted"),
    )
    return [fact for fact in found if fact.value]


def _deals(card: Card, formats: Formats, now: datetime) -> str:
    """Return their open deals: what each would bring, its stage, and what is planned."""
    lines = []
    for deal in card.deals[:_MOST_DEALS]:
        amount = "" if deal.amount is None else formats.money(deal.amount)
        due = formats.due(deal.step_due, deal.step_all_day, now) if deal.step_due else ""
        step = " ".join(part for part in (due, deal.step) if part) or _("nothing planned")
        named = deal.title or deal.products
        lines.append(" · ".join(part for part in (named, amount, deal.stage, step) if part))
    return "\n".join(lines + ["…"] * (len(card.deals) > _MOST_DEALS))


def _tickets(card: Card, formats: Formats, now: datetime) -> str:
    """Return their open tickets, each with its deadline."""
    lines = []
    for ticket in card.tickets[:_MOST_TICKETS]:
        due = ticket.next_due if ticket.waiting_since is None else None
        when = _("due {when}").format(when=formats.when(due, now)) if due else ""
        words = (f"#{ticket.id} {ticket.subject}", ticket_status_label(ticket.status), when)
        lines.append(" · ".join(word for word in words if word))
    return "\n".join(lines + ["…"] * (len(card.tickets) > _MOST_TICKETS))


def _promises(card: Card, formats: Formats, now: datetime) -> str:
    return " · ".join(
        promises_label(tally.kept, tally.settled, tally.promise)
        for tally in tallies(card.promises, formats, now)
        if tally.settled
    )


def _keep(card: Card, formats: Formats, today: date) -> str:
    pace = card.pace
    return keep_label(pace.every, days_left(pace, today, formats)) if pace else ""


def point_words(point: Point, formats: Formats) -> str:
    """Return a way to reach somebody with its label, and * before the preferred one."""
    value = point.value
    if point.kind == PointKind.PHONE:
        value = formats.phone(value, point.key if point.key.startswith("+") else None)
    return show_point(value, point.label, point.preferred)


def _points(card: Card, formats: Formats, *, near: bool) -> Iterator[Fact]:
    for kind in PointKind:
        if (kind in (PointKind.PHONE, PointKind.EMAIL)) != near:
            continue
        separator = "\n" if kind == PointKind.ADDRESS else ", "
        shown = separator.join(point_words(point, formats) for point in card.reach(kind))
        yield Fact(point_label(kind), shown)


def _people(card: Card) -> str:
    return _names(
        f"{link.name} ({link.job_title})" if link.job_title else link.name for link in card.people
    )


def _relations(card: Card) -> str:
    """Return what has no line of its own, role by role."""
    apart = {("works-for", 1, link.id) for link in card.people}
    apart.add(("works-for", 0, card.company_id or 0))
    if card.referrer:
        apart.add(("referred-by", 0, card.referrer.id))
    by_role: dict[str, list[str]] = {}
    for link in card.links:
        if (link.role, link.back, link.id) not in apart:
            by_role.setdefault(link.words, []).append(link.name)
    return " · ".join(f"{words} {_names(names)}" for words, names in by_role.items())


def _names(names: Iterable[str]) -> str:
    """Return some names, with … if there are more."""
    listed = list(names)
    return ", ".join(listed[:_MOST_NAMES] + ["…"] * (len(listed) > _MOST_NAMES))


def _status(card: Card) -> str:
    """Return company, relation and status; a supplier's being no customer yet says nothing."""
    is_customer = card.relation == "customer"
    parts = (
        kind_label(card.kind) if card.kind == "company" else "",
        "" if is_customer else relation_label(card.relation),
        status_label(card.status) if is_customer or card.status != "lead" else "",
    )
    return " · ".join(part for part in parts if part)


def _yearly(iso: str | None, formats: Formats, today: date) -> str:
    """Show a day that comes back every year, and whether it does so soon."""
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    shown = formats.birthday(day)
    near = {(today + timedelta(days=n)).timetuple()[1:3] for n in range(_SOON)}
    days = {(day.month, day.day)} | ({(2, 28)} if (day.month, day.day) == (2, 29) else set())
    return _("{date} — soon!").format(date=shown) if days & near else shown
