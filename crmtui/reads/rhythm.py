"""How often customers usually buy, read from the days of their purchases."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, islice
from operator import itemgetter

from crmtui.locale import _, ngettext
from crmtui.reads.local_days import local_days
from crmtui.rules.rhythm import Rhythm, rhythm
from crmtui.text.calendar import day_start, to_utc_text
from crmtui.text.formats import Formats

_AT_ONCE = 500
"""Customers whose purchases are in memory at the same time."""
_PURCHASES = """SELECT contact_id, at FROM purchase
 WHERE contact_id IN ({marks}) AND amount > 0 ORDER BY contact_id, at"""
_BEFORE = "SELECT at FROM purchase WHERE contact_id = ? AND amount > 0 AND at < ?"


def rhythm_of(
    connection: sqlite3.Connection, contact: int, today: date, zone: str
) -> Rhythm | None:
    """Return the rhythm of one contact; None if they bought on too few days to tell."""
    return dict(rhythms(connection, [contact], today, zone)).get(contact)


def rhythm_as_of(
    connection: sqlite3.Connection, contact: int, day: date, zone: str
) -> Rhythm | None:
    """Return the rhythm of one contact as it was when a day began."""
    rows = connection.execute(_BEFORE, (contact, to_utc_text(day_start(day, zone))))
    days = local_days(zone)
    return rhythm({days.of(at) for (at,) in rows}, day.toordinal())


def rhythms(
    connection: sqlite3.Connection, contacts: Iterable[int], today: date, zone: str
) -> Iterator[tuple[int, Rhythm]]:
    """Yield contact and rhythm of those among `contacts` who have one."""
    days, ordinal = local_days(zone), today.toordinal()
    waiting = iter(contacts)
    while chunk := list(islice(waiting, _AT_ONCE)):
        marks = ",".join("?" * len(chunk))
        rows = connection.execute(_PURCHASES.format(marks=marks), chunk).fetchall()
        for contact, purchases in groupby(rows, itemgetter(0)):
            found = rhythm({days.of(at) for _contact, at in purchases}, ordinal)
            if found is not None:
                yield contact, found


def rhythm_text(rhythm: Rhythm, formats: Formats) -> str:
    """Say how often somebody buys: "usually every 21 days ±4, now 44 (×2.1)"."""
    usual = days_text(rhythm.usual, formats)
    if spread := int(rhythm.spread + 0.5):
        usual += f" ±{formats.number(spread)}"
    since = formats.number(rhythm.since)
    if rhythm.is_late:
        since += f" (×{formats.decimal(f'{rhythm.lateness:.1f}')})"
    return _("usually every {usual}, now {since}").format(usual=usual, since=since)


def days_text(n: float, formats: Formats) -> str:
    """Say a number of days; what is less than a whole one is rounded, halves up."""
    whole = int(n + 0.5)
    return ngettext("{n} day", "{n} days", whole).format(n=formats.number(whole))
