"""Who next, and why: the ranked queue of a day, and the same facts about any list of people."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from crmtui.reads.rhythm import rhythms
from crmtui.reads.today import deals, debts, keep, occasions, tasks, tickets
from crmtui.reads.today.buyers import NOBODY, Buyer, Buyers
from crmtui.reads.today.day import Day
from crmtui.reads.today.moved import digest
from crmtui.reads.today.people import NEVER, Person, Talk, people, phones, talks
from crmtui.rules.attention import (
    MOVES,
    DealDue,
    Facts,
    Reason,
    Step,
    TicketDue,
    Visit,
    attention,
)
from crmtui.rules.rhythm import Rhythm
from crmtui.settings import Settings
from crmtui.text.alphabet import in_order

SOURCES: Mapping[str, Callable[[sqlite3.Connection, Day], Mapping[int, Any]]] = {
    "keep": keep.due,
    "debt": debts.past_due,
    "occasions": occasions.coming,
    "tickets": tickets.pressing,
    "visits": tickets.agreed,
    "deals": deals.unplanned,
}
"""The field of Facts, and what fills it for everybody whom it is about."""

WATCHED = 500
"""So many of those who buy too rarely, the most valuable, are in the queue; it would not end."""
_AT_ONCE = 400


class Entry(NamedTuple):
    """A line of the queue; without a contact it is a task, ticket or deal of nobody's."""

    contact_id: int | None
    name: str
    phone: str
    """An E.164 key, or what was typed."""
    reasons: tuple[Reason, ...]
    score: float
    task_id: int | None = None
    """The task that the strongest reason speaks of, or the first that is due."""
    ticket_id: int | None = None
    """The ticket that the strongest reason speaks of."""
    deal_id: int | None = None
    """The deal without a plan that a reason speaks of."""
    today: str | None = None
    """The outcome of the last contact today: "" is one without, None is no contact."""

    @property
    def is_digest(self) -> bool:
        """Tell whether it is the digest of last month's moves, which is read and not handled."""
        return bool(self.reasons) and self.reasons[0].kind == MOVES


class Queue(NamedTuple):
    """The first entries of a day, and how many there are altogether."""

    entries: list[Entry]
    total: int


def queue(
    connection: sqlite3.Connection,
    settings: Settings,
    now: datetime,
    limit: int = 50,
) -> Queue:
    """Return whom to turn to, the most pressing first."""
    reading = _Reading(connection, settings, now)
    found = [entry for entry in reading.all() if entry.reasons]
    found.sort(key=reading.order)
    return Queue(_with_phones(connection, found[:limit]), len(found))


def about(
    connection: sqlite3.Connection,
    settings: Settings,
    now: datetime,
    contacts: list[int],
) -> list[Entry]:
    """Return a line for each of these contacts, in their order, with a reason or without."""
    reading = _Reading(connection, settings, now)
    found = {entry.contact_id: entry for entry in reading.of(contacts)}
    lines = [found[contact] for contact in contacts if contact in found]
    return _with_phones(connection, lines)


def _with_phones(connection: sqlite3.Connection, entries: list[Entry]) -> list[Entry]:
    """Fill in the phones: only of those who are shown."""
    ids = [entry.contact_id for entry in entries if entry.contact_id]
    found: dict[int, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        found |= phones(connection, ids[start : start + _AT_ONCE])
    return [entry._replace(phone=found.get(entry.contact_id or 0, "")) for entry in entries]


class _Reading:
    """One look at the store."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings, now: datetime) -> None:
        self._connection = connection
        self._day = Day(settings, now)
        self._buyers = Buyers(connection, self._day)
        self._known = {field: read(connection, self._day) for field, read in SOURCES.items()}
        self._after: dict[int, tuple[int, str]] = {}
        """Minus what each paid, and the name: what equal scores are sorted by."""

    def all(self) -> Iterator[Entry]:
        """Yield everybody whom any source names."""
        for step in tasks.for_nobody(self._connection, self._day):
            yield self._entry(_NOBODY, NOBODY, Facts(steps=(step,)))
        if moved := digest(self._connection, self._day):
            yield self._entry(_NOBODY, NOBODY, Facts(moved=moved))
        for ticket in self._known["tickets"].get(0, ()):
            yield self._entry(_NOBODY, NOBODY, Facts(tickets=(ticket,)))
        for deal in self._known["deals"].get(0, ()):
            yield self._entry(_NOBODY, NOBODY, Facts(deals=(deal,)))
        for visit in self._known["visits"].get(0, ()):
            yield self._entry(_NOBODY, NOBODY, Facts(visits=(visit,)))
        named = tasks.due(self._connection, self._day).union(*self._known.values())
        yield from self.of(named)
        watched = (contact for contact in self._buyers.watched() if contact not in named)
        yield from islice((entry for entry in self.of(watched) if entry.reasons), WATCHED)

    def of(self, contacts: Iterable[int]) -> Iterator[Entry]:
        """Yield the entries of these contacts, some hundred at a time; the trash is left out."""
        waiting = iter(contacts)
        while chunk := list(islice(waiting, _AT_ONCE)):
            agreed = tasks.steps(self._connection, self._day, chunk)
            spoken = talks(self._connection, self._day, chunk)
            buyers = self._buyers.of(chunk)
            paces = self._paces(buyers)
            for person in people(self._connection, chunk):
                talk, buyer = spoken.get(person.id, NEVER), buyers.get(person.id, NOBODY)
                known = {"steps": agreed.get(person.id, ()), "rhythm": paces.get(person.id)}
                yield self._entry(person, buyer, self._facts(person, buyer, talk, known), talk)

    def _paces(self, buyers: Mapping[int, Buyer]) -> dict[int, Rhythm]:
        chosen = (contact for contact, buyer in buyers.items() if buyer.may_be_late)
        return dict(rhythms(self._connection, chosen, self._day.today, self._day.zone))

    def _facts(self, person: Person, buyer: Buyer, talk: Talk, known: dict[str, Any]) -> Facts:
        for field, values in self._known.items():
            if person.id in values:
                known[field] = values[person.id]
        return Facts(
            segment=buyer.segment,
            worth=buyer.worth,
            contacted=talk.contacted,
            tried_today=talk.tried_today,
            may_contact=not person.do_not_contact,
            is_customer=bool(person.is_customer),
            **known,
        )

    def _entry(self, person: Person, buyer: Buyer, facts: Facts, talk: Talk = NEVER) -> Entry:
        score, reasons = attention(facts, self._day.weights)
        steps = [*(r.about for r in reasons if isinstance(r.about, Step)), *facts.steps]
        task = next((step.task for step in steps if step.late >= 0), None)
        about = next((r.about for r in reasons if isinstance(r.about, TicketDue | Visit)), None)
        self._after[person.id] = -buyer.paid, in_order(person.name_key)
        ticket = about.ticket if about else None
        deal = next((r.about.deal for r in reasons if isinstance(r.about, DealDue)), None)
        return Entry(
            *(person.id or None, person.name, "", reasons, score, task, ticket, deal, talk.today)
        )

    def order(self, entry: Entry) -> tuple[float, int, str, int, int]:
        """Return what an entry is sorted by: equal scores by what they paid, then by name."""
        contact = entry.contact_id or 0
        return (
            -entry.score,
            *self._after[contact],
            contact,
            entry.task_id or entry.ticket_id or entry.deal_id or 0,
        )


_NOBODY = Person(0, "", "", 0, 0)
