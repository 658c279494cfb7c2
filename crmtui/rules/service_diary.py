"""How much service time lies between moments, for many of them: the openings are counted once.

A queue of tickets that are years late would else go through the days of those years for each.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from crmtui.rules.service_clock import Hours, openings

_SPARE = timedelta(days=366)
"""So much more is counted at either end."""
_MOST = timedelta(days=3650)
"""What lies farther back counts no more: something ten years late is late enough."""


class _Counted(NamedTuple):
    """The openings between two moments, and the time in all of them before each."""

    since: datetime
    until: datetime
    opens: list[datetime]
    closes: list[datetime]
    before: list[timedelta]

    def passed(self, at: datetime) -> timedelta:
        """Return the service time up to a moment."""
        index = bisect_right(self.opens, at) - 1
        if index < 0:
            return timedelta()
        return self.before[index] + min(at, self.closes[index]) - self.opens[index]


class Diary:
    """The openings of a shop, as far as anybody asked."""

    def __init__(self, hours: Hours) -> None:
        self._hours = hours
        self._counted: _Counted | None = None  # replaced in one piece: threads may share it

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much service time lies between two moments."""
        start = max(start, end - _MOST)
        if start >= end:
            return timedelta()
        counted = self._counted
        if counted is None or start < counted.since or end > counted.until:
            counted = self._counted = self._count(start, end)
        return counted.passed(end) - counted.passed(start)

    def _count(self, start: datetime, end: datetime) -> _Counted:
        since, until = start - _SPARE, end + _SPARE
        if held := self._counted:
            first, last = min(since, held.since), max(until, held.until)
            if last - first <= _MOST + 2 * _SPARE:
                since, until = first, last
        opens, closes, before = [], [], []
        total = timedelta()
        for starts, stops in takewhile(
            lambda opening: opening[0] < until, openings(since, self._hours)
        ):
            opens.append(starts)
            closes.append(stops)
            before.append(total)
            total += stops - starts
        return _Counted(since, until, opens, closes, before)


@lru_cache(maxsize=8)
def diary(hours: Hours) -> Diary:
    """Return the diary of a shop with these hours."""
    return Diary(hours)
