"""Open deals as they stand now: what is next, how long they were quiet, whether they are stale."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from crmtui.rules.rotting import Limit, is_stale, limit
from crmtui.text.calendar import from_utc_text
from crmtui.text.formats import Formats

NONE, OVERDUE, TODAY, LATER = "none", "overdue", "today", "later"
"""The next-step flags: nothing is planned, it should have been done, it is due, it is to come."""
_LATEST_WON = 200
"""Won deals that limits are learned from: a shop's pace of late, and a quick read."""


class NextStep(NamedTuple):
    """The task that is due first for a deal; `due` is a UTC text."""

    id: int
    text: str
    due: str | None
    all_day: int


class OpenDeal(NamedTuple):
    """An open deal. Amounts are minor units, None if nobody knows; moments are UTC texts."""

    id: int
    stage_id: int
    contact_id: int | None
    name: str
    """Of the customer; "" without one."""
    title: str
    products: str
    amount: int | None
    expected_close: str | None
    owner: str
    source: str
    opened_at: str
    """When it was opened, or came here if nobody knows."""
    probability: int
    step: NextStep | None
    age_days: int
    quiet_days: int
    """Since anything happened: a talk, a change, a step that was done."""
    flag: str
    is_stale: bool

    @property
    def words(self) -> str:
        """What to call it: its title, else its products, its customer or its number."""
        return self.title or self.products or self.name or f"#{self.id}"

    @property
    def weighted(self) -> float:
        """What it will bring on average."""
        return (self.amount or 0) * self.probability / 100


# Deals of somebody in the trash are left out, as their tasks are.
_DEALS = """SELECT d.id, d.stage_id, d.contact_id, coalesce(c.name, ''), d.title, d.products,
 d.amount, d.expected_close, d.owner, d.source, coalesce(d.opened_at, d.created_at),
 s.probability, d.touched_at
 FROM stage s JOIN deal d ON d.stage_id = s.id LEFT JOIN contact c ON c.id = d.contact_id
 WHERE s.kind = 'open' AND c.deleted_at IS NULL {which} ORDER BY d.stage_id, d.position, d.id"""
_STEPS = """SELECT deal_id, id, text, due, all_day FROM task
 WHERE deal_id IS NOT NULL AND done_at IS NULL ORDER BY due IS NULL, due, id"""
_DONE = """SELECT deal_id, max(done_at) FROM task
 WHERE deal_id IS NOT NULL AND done_at IS NOT NULL GROUP BY deal_id"""
_OPEN_BUYERS = """SELECT d.contact_id FROM stage s JOIN deal d ON d.stage_id = s.id
 WHERE s.kind = 'open' AND d.contact_id IS NOT NULL"""
_TALKS = f"""SELECT contact_id, max(at) FROM interaction WHERE contact_id IN ({_OPEN_BUYERS})
 GROUP BY contact_id"""
# What is planned for a customer with a single open deal is planned for that deal.
_OTHER_STEPS = f"""SELECT t.contact_id, t.id, t.text, t.due, t.all_day FROM task t
 WHERE t.done_at IS NULL AND t.deal_id IS NULL AND t.contact_id IN ({_OPEN_BUYERS})
 ORDER BY t.due IS NULL, t.due, t.id"""
_STAYS = """SELECT h.deal_id, h.stage_id, h.at,
 lead(h.at) OVER (PARTITION BY h.deal_id ORDER BY h.id) FROM deal_stage h
 WHERE h.deal_id IN (SELECT d.id FROM deal d JOIN stage s ON s.id = d.stage_id
  WHERE s.kind = 'won' ORDER BY d.closed_at DESC, d.id DESC LIMIT ?)"""


def open_deals(
    connection: sqlite3.Connection,
    formats: Formats,
    now: datetime,
    *,
    pipeline: int | None = None,
    contact: int | None = None,
    number: int | None = None,
) -> list[OpenDeal]:
    """Return the open deals, stage by stage in the order of the board; some of them or all."""
    which = "AND s.pipeline_id = :pipeline" if pipeline else ""
    which += " AND d.contact_id = :contact" if contact else ""
    which += " AND d.id = :number" if number else ""
    values = {"pipeline": pipeline, "contact": contact, "number": number}
    rows = connection.execute(_DEALS.format(which=which), values).fetchall()
    signs = _Signs(connection, formats, now)
    return [signs.deal(*row) for row in rows]


def count_open(connection: sqlite3.Connection) -> int:
    """Return how many deals are open, as the boards show them."""
    (count,) = connection.execute(
        "SELECT count(*) FROM stage s JOIN deal d ON d.stage_id = s.id "
        "LEFT JOIN contact c ON c.id = d.contact_id "
        "WHERE s.kind = 'open' AND c.deleted_at IS NULL"
    ).fetchone()
    return int(count)


class _Signs:
    """What tells how deals stand, read once for all of them."""

    def __init__(self, connection: sqlite3.Connection, formats: Formats, now: datetime) -> None:
        self._connection = connection
        self._formats = formats
        self._now = now
        self._today = formats.day(now)
        self._limits = limits(connection)
        self._days: dict[str, date] = {}
        self._steps: dict[int, NextStep] = {}
        for deal, *step in connection.execute(_STEPS):
            self._steps.setdefault(deal, NextStep(*step))
        self._done = dict(connection.execute(_DONE).fetchall())
        self._talks = dict(connection.execute(_TALKS).fetchall())
        self._deals_of = Counter(contact for (contact,) in connection.execute(_OPEN_BUYERS))

    @cached_property
    def _others(self) -> dict[int, NextStep]:
        found: dict[int, NextStep] = {}
        for contact, *step in self._connection.execute(_OTHER_STEPS):
            found.setdefault(contact, NextStep(*step))
        return found

    def deal(self, number: int, stage: int, contact: int | None, *facts: object) -> OpenDeal:
        *shown, opened, probability, touched = facts
        step = self._steps.get(number)
        if step is None and contact and self._deals_of[contact] == 1:
            step = self._others.get(contact)
        heard = (str(touched), self._done.get(number, ""), self._talks.get(contact, ""))
        quiet = (self._today - self._day(max(heard))).days
        return OpenDeal._make(
            [
                *(number, stage, contact),
                *shown,
                opened,
                probability,
                step,
                (self._today - self._day(str(opened))).days,
                quiet,
                self._flag(step),
                is_stale(quiet, self._limits[stage], planned=step is not None),
            ]
        )

    def _flag(self, step: NextStep | None) -> str:
        if step is None:
            return NONE
        if step.due is None:
            return LATER
        if self._formats.is_past(step.due, step.all_day, self._now):
            return OVERDUE
        return TODAY if self._day(step.due) == self._today else LATER

    def _day(self, at: str) -> date:
        if at not in self._days:
            self._days[at] = self._formats.day(at)
        return self._days[at]


def limits(connection: sqlite3.Connection) -> dict[int, Limit]:
    """Return after how many quiet days a deal is stale, for each open stage."""
    days: defaultdict[tuple[int, int], int] = defaultdict(int)
    for deal, stage, at, left in connection.execute(_STAYS, (_LATEST_WON,)):
        if left is not None:
            days[stage, deal] += (from_utc_text(left) - from_utc_text(at)).days
    stays: defaultdict[int, list[int]] = defaultdict(list)
    for (stage, _deal), stayed in days.items():
        stays[stage].append(stayed)
    rows = connection.execute("SELECT id, stale_days FROM stage WHERE kind = 'open'")
    return {stage: limit(own, stays[stage]) for stage, own in rows}
