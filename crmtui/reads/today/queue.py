"""Who next, and why: the ranked queue of a day, and the same facts about any list of people."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from crmtui.reads.rhythm import rhythms
from crmtui.reads.segments import Segmentation, segmentation
from crmtui.reads.today import debts, keep, occasions, tasks
from crmtui.reads.today.buyers import Buyers
from crmtui.reads.today.day import Day
from crmtui.reads.today.people import NEVER, Person, Talk, people, talks
from crmtui.rules.attention import Facts, Reason, Step, attention
from crmtui.rules.rhythm import Rhythm
from crmtui.settings import Settings

SOURCES: Mapping[str, Callable[[sqlite3.Connection, Day], Mapping[int, Any]]] = {
    "keep": keep.due,
    "debt": debts.past_due,
    "occasions": occasions.coming,
    # tickets near their deadline
    # deals without a next step
}
"""The field of Facts, and what fills it for everybody whom it is about."""

WATCHED = 500
"""So many of those who buy too rarely, the most valuable, are in the queue; it would not end."""
_AT_ONCE = 400


class Entry(NamedTuple):
    """A line of the queue; without a contact it is a task for nobody in particular."""

    contact_id: int | None
    name: str
    phone: str
    """An E.164 key, or what was typed."""
    reasons: tuple[Reason, ...]
    score: float
    task_id: int | None = None
    """The task that the strongest reason speaks of, or the first that is due."""
    today: str | None = None
    """The outcome of the last contact today: "" is one without, None is no contact."""


class Queue(NamedTuple):
    """The first entries of a day, and how many there are altogether."""

    entries: list[Entry]
    total: int


def queue(
    connection: sqlite3.Connection,
    settings: Settings,
    now: datetime,
    limit: int = 50,
    *,
    segments: Segmentation | None = None,
) -> Queue:
    """Return whom to turn to, the most pressing first; `segments` if they are known already."""
    reading = _Reading(connection, settings, now, segments)
    found = [entry for entry in reading.all() if entry.reasons]
    found.sort(key=reading.order)
    return Queue(found[:limit], len(found))


def about(
    connection: sqlite3.Connection,
    settings: Settings,
    now: datetime,
    contacts: list[int],
    *,
    segments: Segmentation | None = None,
) -> list[Entry]:
    """Return a line for each of these contacts, in their order, with a reason or without."""
    reading = _Reading(connection, settings, now, segments)
    found = {entry.contact_id: entry for entry in reading.of(contacts)}
    return [found[contact] for contact in contacts if contact in found]


class _Reading:
    """One look at the store."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        settings: Settings,
        now: datetime,
        segments: Segmentation | None,
    ) -> None:
        self._connection = connection
        self._day = Day(settings, now)
        self._buyers = Buyers(segments or segmentation(connection, settings, today=self._day.today))
        self._known = {field: read(connection, self._day) for field, read in SOURCES.items()}
        self._keys: dict[int, str] = {}

    def all(self) -> Iterator[Entry]:
        """Yield everybody whom any source names."""
        for step in tasks.for_nobody(self._connection, self._day):
            yield self._entry(Person(0, "", "", "", 0, 0), Facts(steps=(step,)))
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
            paces = self._paces(chunk)
            for person in people(self._connection, chunk):
                talk = spoken.get(person.id, NEVER)
                facts = self._facts(person, agreed.get(person.id, ()), talk)
                yield self._entry(person, facts._replace(rhythm=paces.get(person.id)), talk)

    def _paces(self, contacts: list[int]) -> dict[int, Rhythm]:
        chosen = filter(self._buyers.may_be_late, contacts)
        return dict(rhythms(self._connection, chosen, self._day.today, self._day.zone))

    def _facts(self, person: Person, steps: tuple[Step, ...], talk: Talk) -> Facts:
        known = {
            field: values[person.id] for field, values in self._known.items() if person.id in values
        }
        return Facts(
            steps=steps,
            segment=self._buyers.segment(person.id),
            worth=self._buyers.worth(person.id),
            contacted=talk.contacted,
            tried_today=talk.tried_today,
            may_contact=not person.do_not_contact,
            is_customer=bool(person.is_customer),
            **known,
        )

    def _entry(self, person: Person, facts: Facts, talk: Talk = NEVER) -> Entry:
        score, reasons = attention(facts, self._day.weights)
        steps = [*(r.about for r in reasons if isinstance(r.about, Step)), *facts.steps]
        task = next((step.task for step in steps if step.late >= 0), None)
        self._keys[person.id] = person.name_key
        return Entry(person.id or None, person.name, person.phone, reasons, score, task, talk.today)

    def order(self, entry: Entry) -> tuple[float, int, str, int, int]:
        """Return what an entry is sorted by: equal scores by what they paid, then by name."""
        contact = entry.contact_id or 0
        paid = self._buyers.paid(contact)
        return (-entry.score, -paid, self._keys[contact], contact, entry.task_id or 0)
