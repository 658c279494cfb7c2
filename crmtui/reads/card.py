"""Everything about one contact at a glance."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import NotFound
from crmtui.locale import _
from crmtui.reads.accounts import balance
from crmtui.reads.custom import Held, held_values
from crmtui.reads.deals import DealRow, deals
from crmtui.reads.keep_in_touch import Pace, pace
from crmtui.reads.links import Link, links
from crmtui.reads.needs import NeedLine, needs
from crmtui.reads.promises import PromiseLine, promises
from crmtui.reads.tasks import TaskLine, next_task
from crmtui.reads.tickets import TicketLine, tickets_of
from crmtui.rules.completeness import missing


class Point(NamedTuple):
    """A way to reach a contact."""

    id: int
    kind: str
    value: str
    key: str
    label: str
    preferred: int


class Sums(NamedTuple):
    """What a contact's purchases add up to, in minor units; the times are UTC texts."""

    purchases: int = 0
    first_at: str | None = None
    last_at: str | None = None
    gross: int = 0
    refunds: int = 0

    @property
    def net(self) -> int:
        """What they paid, refunds taken off."""
        return self.gross + self.refunds


class Card(NamedTuple):
    """A contact with the points, tags and sums that belong to it."""

    id: int
    name: str
    kind: str
    status: str
    company_id: int | None
    company: str
    city: str
    source: str
    birthday: str | None
    note: str
    created_at: str
    deleted_at: str | None
    nickname: str
    job_title: str
    relation: str
    owner: str
    anniversary: str | None
    preferred_channel: str | None
    do_not_contact: int
    keep_days: int | None
    points: list[Point]
    tags: list[str]
    links: list[Link]
    """What they are to others, and others to them; their company too."""
    sums: Sums
    last_contact: str | None
    next_task: TaskLine | None
    balance: int | None
    """What they owe, below zero if the shop owes them; None if no account was kept."""
    promises: list[PromiseLine]
    pace: Pace | None
    """How often to be in touch; None if nothing says so."""
    needs: list[NeedLine]
    """What they wish for and did not get yet."""
    fields: list[Held]
    """What the shop's own fields hold of them."""
    deals: list[DealRow]
    """Their open deals, as the board has them."""
    tickets: list[TicketLine]
    """Their open tickets, what breaches its deadline next first."""

    def reach(self, kind: str) -> list[Point]:
        """Return the points of one kind, the preferred one first."""
        return [point for point in self.points if point.kind == kind]

    @property
    def referrer(self) -> Link | None:
        """Who sent them to the shop."""
        return next((link for link in self.links if link.says("referred-by")), None)

    @property
    def people(self) -> list[Link]:
        """Who works for them."""
        return [link for link in self.links if link.says("works-for", back=True)]

    @property
    def missing(self) -> list[str]:
        """The fields that are worth asking for, the most useful first."""
        known = {point.kind for point in self.points}
        known |= {name for name in ("city", "source", "birthday") if getattr(self, name)}
        known |= {name for name in ("people", "do_not_contact") if getattr(self, name)}
        return missing(self.kind, self.relation, known)


_CONTACT = """SELECT c.id, c.name, c.kind, c.status, c.company_id, coalesce(o.name, ''), c.city,
 c.source, c.birthday, c.note, c.created_at, c.deleted_at, c.nickname, c.job_title, c.relation,
 c.owner, c.anniversary, c.preferred_channel, c.do_not_contact, c.keep_days
 FROM contact c LEFT JOIN contact o ON o.id = c.company_id AND o.deleted_at IS NULL
 WHERE c.id = ?"""


def card(connection: sqlite3.Connection, contact: int) -> Card:
    """Return the card of a contact, trashed or not. Raises NotFound."""
    row = connection.execute(_CONTACT, (contact,)).fetchone()
    if row is None:
        raise NotFound(_("There is no contact #{id}.").format(id=contact))
    points = connection.execute(
        "SELECT id, kind, value, key, label, preferred FROM contact_point WHERE contact_id = ? "
        "ORDER BY preferred DESC, id",
        (contact,),
    ).fetchall()
    tags = connection.execute(
        "SELECT t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id "
        "WHERE ct.contact_id = ? ORDER BY t.key",
        (contact,),
    ).fetchall()
    (last,) = connection.execute(
        "SELECT max(at) FROM interaction WHERE contact_id = ?", (contact,)
    ).fetchone()
    return Card._make(
        [
            *row,
            [Point(*point) for point in points],
            [name for (name,) in tags],
            links(connection, contact),
            _sums(connection, contact),
            last,
            next_task(connection, contact),
            balance(connection, contact),
            promises(connection, contact),
            pace(connection, contact),
            needs(connection, contact=contact),
            held_values(connection, contact),
            deals(connection, contact=contact, limit=None),
            tickets_of(connection, contact),
        ]
    )


def _sums(connection: sqlite3.Connection, contact: int) -> Sums:
    row = connection.execute(
        "SELECT purchases, first_at, last_at, gross, refunds FROM customer_stats "
        "WHERE contact_id = ?",
        (contact,),
    ).fetchone()
    return Sums(*row) if row else Sums()


def do_not_contact(connection: sqlite3.Connection, contact: int) -> str:
    """Return a warning if somebody wants to be left in peace, else ""."""
    row = connection.execute(
        "SELECT name FROM contact WHERE id = ? AND do_not_contact = 1", (contact,)
    ).fetchone()
    return _("{name} asked not to be contacted.").format(name=row[0]) if row else ""
