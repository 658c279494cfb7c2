"""The day in a few figures: what was sold so far, beside the usual, and what is due."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from typing import NamedTuple

from crmtui.reads.today.day import Day
from crmtui.reads.today.tickets import pressing
from crmtui.settings import Settings
from crmtui.text.calendar import to_utc_text

WEEKS = 8
"""So many of the same weekday before are what is usual."""


class Figures(NamedTuple):
    """Amounts in minor units, up to this hour of the day; `before` has the oldest week first."""

    sold: int
    before: tuple[int, ...]
    overdue: int
    due: int
    late_tickets: int = 0
    near_tickets: int = 0
    weighted: int = 0
    """What the open deals should bring."""

    @property
    def usual(self) -> int:
        """What is sold by this hour on such a weekday: the median of those with sales; 0: none."""
        some = sorted(amount for amount in self.before if amount > 0)
        return some[len(some) // 2] if some else 0


def figures(connection: sqlite3.Connection, settings: Settings, now: datetime) -> Figures:
    """Return the figures of the day so far."""
    day = Day(settings, now)
    return Figures(
        _sold(connection, day, 0),
        tuple(_sold(connection, day, week) for week in range(WEEKS, 0, -1)),
        *_steps(connection, day),
        *_tickets(connection, day),
        _weighted(connection),
    )


def _sold(connection: sqlite3.Connection, day: Day, weeks: int) -> int:
    """Return what was sold on this weekday some weeks before, up to this hour."""
    until = to_utc_text(day.now - timedelta(weeks=weeks))
    (sold,) = connection.execute(
        "SELECT coalesce(sum(amount), 0) FROM purchase WHERE at >= ? AND at <= ?",
        (day.before(7 * weeks), until),
    ).fetchone()
    return int(sold)


def _weighted(connection: sqlite3.Connection) -> int:
    (hundredfold,) = connection.execute(
        "SELECT coalesce(sum(d.amount * s.probability), 0) FROM stage s "
        "JOIN deal d ON d.stage_id = s.id LEFT JOIN contact c ON c.id = d.contact_id "
        "WHERE s.kind = 'open' AND c.deleted_at IS NULL"
    ).fetchone()
    return round(int(hundredfold) / 100)


def _tickets(connection: sqlite3.Connection, day: Day) -> tuple[int, int]:
    """Return how many tickets are past their deadline, and how many are near it."""
    due = [ticket for tickets in pressing(connection, day).values() for ticket in tickets]
    late = sum(ticket.is_late for ticket in due)
    return late, len(due) - late


def _steps(connection: sqlite3.Connection, day: Day) -> tuple[int, int]:
    """Return how many open tasks are overdue, and how many are due in what is left of the day."""
    overdue, all_ = connection.execute(
        "SELECT coalesce(sum(CASE WHEN t.all_day THEN t.due < :day ELSE t.due < :now END), 0), "
        "count(*) FROM task t LEFT JOIN contact c ON c.id = t.contact_id "
        "WHERE t.done_at IS NULL AND t.due < :ends AND c.deleted_at IS NULL",
        {"day": day.begins, "now": to_utc_text(day.now), "ends": day.ends},
    ).fetchone()
    return int(overdue), int(all_ - overdue)
