"""Once a month: who moved between the segments in the month before, and what it cost."""

from __future__ import annotations

import sqlite3
from datetime import date

from crmtui.reads.segment_moves import segment_moves
from crmtui.reads.today.day import Day
from crmtui.rules.moves import Summary
from crmtui.rules.rfm import FEW
from crmtui.text.calendar import JALALI, add_months, from_jalali, to_jalali

_MOST = 50_000
"""Purchases up to which the month is read in the blink that the queue may take."""


def digest(connection: sqlite3.Connection, day: Day) -> Summary | None:
    """Return what moved in the last month; None if it was read already, or says nothing.

    In a very big shop it has no numbers: those of `segments moves` would hold up the queue.
    """
    if not day.weights.moves or day.settings["moves_seen"] == month(day.today, day.calendar):
        return None
    (buyers,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM customer_stats WHERE last_at IS NOT NULL LIMIT ?)",
        (FEW,),
    ).fetchone()
    if buyers < FEW:
        return None
    first = _first(day.today, day.calendar)
    before = add_months(first, -1, day.calendar)
    (last,) = connection.execute("SELECT max(id) FROM purchase").fetchone()
    if last > _MOST:
        return Summary(before, first, 0, 0, 0, [])
    found = segment_moves(connection, day.settings, today=day.today, since=before, as_of=first)
    return found.summary if found.moved else None


def month(day: date, calendar: str) -> str:
    """Return the month of a day, as the shop counts: "2026-11", "1405-09"."""
    year, number = to_jalali(day)[:2] if calendar == JALALI else (day.year, day.month)
    return f"{year:04}-{number:02}"


def _first(day: date, calendar: str) -> date:
    if calendar == JALALI:
        year, number, _day = to_jalali(day)
        return from_jalali(year, number, 1)
    return day.replace(day=1)
