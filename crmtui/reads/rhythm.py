"""How often customers usually buy, read from the days of their purchases."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter

from crmtui.locale import _, ngettext
from crmtui.rules.rhythm import Rhythm, rhythm
from crmtui.text.calendar import day_start, to_utc_text
from crmtui.text.formats import Formats

_AT_ONCE = 500
"""Customers whose purchases are in memory at the same time."""
_PURCHASES = """SELECT contact_id, at FROM purchase
 WHERE contact_id IN ({marks}) AND amount > 0 ORDER BY contact_id, at"""


def rhythm_of(
    connection: sqlite3.Connection, contact: int, today: date, zone: str
) -> Rhythm | None:
    """Return the rhythm of one contact; None if they bought on too few days to tell."""
    return dict(rhythms(connection, [contact], today, zone)).get(contact)


def rhythms(
    connection: sqlite3.Connection, contacts: Iterable[int], today: date, zone: str
) -> Iterator[tuple[int, Rhythm]]:
    """Yield contact and rhythm of those among `contacts` who have one."""
    days, ordinal = _days(zone), today.toordinal()
    waiting = iter(contacts)
    while chunk := list(islice(waiting, _AT_ONCE)):
        marks = ",".join("?" * len(chunk))
        rows = connection.execute(_PURCHASES.format(marks=marks), chunk).fetchall()
        for contact, purchases in groupby(rows, itemgetter(0)):
            found = rhythm({days.of(at) for _contact, at in purchases}, ordinal)
            if found is not None:
                yield contact, found


def rhythm_text(rhythm: Rhythm, formats: Formats) -> str:
    """Say how often somebody buys: "usually every 21 days, now 44"."""
    return _("usually every {usual}, now {since}").format(
        usual=days_text(rhythm.usual, formats), since=formats.number(rhythm.since)
    )


def days_text(n: float, formats: Formats) -> str:
    """Say a number of days; what is less than a whole one is rounded, halves up."""
    whole = int(n + 0.5)
    return ngettext("{n} day", "{n} days", whole).format(n=formats.number(whole))


@lru_cache(maxsize=2)
def _days(zone: str) -> _Days:
    return _Days(zone)


class _Days(dict[str, tuple[int, str]]):
    """By UTC day the first local day in it, and the text from which on it is the next.

    Looking up on which day a moment falls costs a tenth of converting it.
    """

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone

    def of(self, at: str) -> int:
        """Return the local day, as an ordinal, of a UTC text."""
        first, change = self[at[:10]]
        return first + (at >= change)

    def __missing__(self, utc_day: str) -> tuple[int, str]:
        found = self[utc_day] = self._learn(date.fromisoformat(utc_day))
        return found

    def _learn(self, utc_day: date) -> tuple[int, str]:
        begins = to_utc_text(day_start(utc_day, self._zone))
        if begins[:10] < utc_day.isoformat():  # east: it began the evening before
            following = to_utc_text(day_start(utc_day + timedelta(days=1), self._zone))
            return utc_day.toordinal(), following
        return utc_day.toordinal() - 1, begins
