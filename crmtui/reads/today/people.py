"""Who the people of the queue are, and what passed between them and the shop of late."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from crmtui.reads.today.day import Day
from crmtui.rules.attention import NO_ANSWER, Contacted

_PEOPLE = """SELECT c.id, c.name, c.name_key,
 c.do_not_contact, c.relation = 'customer' AND c.status <> 'inactive'
 FROM contact c WHERE c.id IN ({marks}) AND c.deleted_at IS NULL"""
_PHONES = """SELECT contact_id, CASE WHEN key LIKE '+%' THEN key ELSE value END FROM contact_point
 WHERE contact_id IN ({marks}) AND kind = 'phone' ORDER BY contact_id, preferred, id DESC"""
_TALKS = """SELECT contact_id, at, coalesce(outcome, '') FROM interaction
 WHERE contact_id IN ({marks}) AND at >= ? AND at < ? AND channel <> 'note'
 ORDER BY contact_id, at, id"""


class Person(NamedTuple):
    """A contact who is not in the trash."""

    id: int
    name: str
    name_key: str
    do_not_contact: int
    is_customer: int


class Talk(NamedTuple):
    """When somebody was last spoken with, and what came of trying today; "" is a plain talk."""

    contacted: Contacted | None = None
    today: str | None = None

    @property
    def tried_today(self) -> bool:
        """Nobody answered today; whoever did is in `contacted`."""
        return self.today == NO_ANSWER


NEVER = Talk()


def people(connection: sqlite3.Connection, contacts: Sequence[int]) -> list[Person]:
    """Return those of the contacts who are not in the trash."""
    marks = ",".join("?" * len(contacts))
    return [Person(*row) for row in connection.execute(_PEOPLE.format(marks=marks), contacts)]


def phones(connection: sqlite3.Connection, contacts: Sequence[int]) -> dict[int, str]:
    """Return the phone to call each of the contacts by: an E.164 key, or what was typed."""
    marks = ",".join("?" * len(contacts))
    # The preferred one comes last, and stays.
    return dict(connection.execute(_PHONES.format(marks=marks), contacts).fetchall())


def talks(connection: sqlite3.Connection, day: Day, contacts: Sequence[int]) -> dict[int, Talk]:
    """Return the last talk with each of the contacts, as far back as any of them has a say."""
    weights = day.weights
    days = max(weights.rest_days, weights.not_now_days, weights.not_interested_days, 1)
    marks = ",".join("?" * len(contacts))
    rows = connection.execute(
        _TALKS.format(marks=marks), [*contacts, day.before(days - 1), day.ends]
    )
    spoken: dict[int, tuple[str, str]] = {}
    today: dict[int, str] = {}
    for contact, at, outcome in rows:  # the oldest first: the last one stays
        if outcome != NO_ANSWER:
            spoken[contact] = at, outcome
        if at >= day.begins:
            today[contact] = outcome
    return {
        contact: Talk(_contacted(day, spoken.get(contact)), today.get(contact))
        for contact in spoken.keys() | today.keys()
    }


def _contacted(day: Day, talk: tuple[str, str] | None) -> Contacted | None:
    return Contacted(day.ago(talk[0]), talk[1]) if talk else None
