"""How the service desk did: the tickets that were opened in a span, however they ended.

A solve time goes from the opening to the solution; that of an imported log from its first event to
its last, closed or not. Both it and the time to the first reply are of calendars, not of opening
hours. Medians and 90th percentiles interpolate (R type 7). NPS is the percentage of scores of 9 and
10 less that of 0 to 6.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from crmtui.reads.local_days import local_days
from crmtui.reads.reports.span import Span
from crmtui.rules.ticket_words import OPEN
from crmtui.text.calendar import from_utc_text, local_day, to_utc_text

AGES = (1, 3, 7, 30, 90)
"""Open tickets are counted up to so many days of age, and beyond."""
K = TypeVar("K", bound=Hashable)

_TICKETS = """SELECT t.opened_at, t.category, t.assignee, t.status,
 t.ended_at, t.first_reply_at, t.csat, t.nps, t.reopened,
 t.reply_due IS NOT NULL, t.reply_due < coalesce(t.first_reply_at, t.ended_at, :now),
 t.solve_due IS NOT NULL, t.solve_due < coalesce(t.ended_at, t.waiting_since, :now)
 FROM ticket t WHERE t.merged_into IS NULL AND t.opened_at >= :begins AND t.opened_at < :ends"""


class _Row(NamedTuple):
    """A ticket; it is told how many seconds it took to solve it, and to the first reply."""

    opened_at: str
    category: str
    assignee: str
    status: str
    solve: int | None
    reply: int | None
    csat: int | None
    nps: int | None
    reopened: int
    has_reply_due: int
    is_reply_late: int | None
    has_solve_due: int
    is_solve_late: int | None


class Times(NamedTuple):
    """How long something took, in seconds, and of how many tickets that is known."""

    n: int
    mean: float | None
    median: float | None
    p90: float | None


class Breaches(NamedTuple):
    """How many deadlines were missed, of how many."""

    late: int
    of: int

    @property
    def share(self) -> float | None:
        """The share of them that were missed."""
        return self.late / self.of if self.of else None


class Score(NamedTuple):
    """What customers thought: a figure, and of how many answers."""

    value: float | None
    n: int


class Group(NamedTuple):
    """Some of the tickets."""

    tickets: int
    open: int
    solve: Times
    reply: Times
    csat: Score
    nps: Score
    replies_late: Breaches
    solved_late: Breaches
    reopened: Breaches
    """Of those that were solved at some time."""


class ServiceReport(NamedTuple):
    """The tickets of a span, altogether and by what they have in common."""

    span: Span
    total: Group
    ages: list[int]
    """How many tickets are open for up to each of AGES, and beyond, in days."""
    statuses: list[tuple[str, int]]
    categories: list[tuple[str, Group]]
    assignees: list[tuple[str, Group]]
    periods: list[tuple[int, Group]]
    """Of the opening, the oldest first."""


def service_report(connection: sqlite3.Connection, span: Span, now: datetime) -> ServiceReport:
    """Report on the tickets that were opened in a span."""
    binds = span.binds | {"now": to_utc_text(now)}
    rows = [_row(row) for row in connection.execute(_TICKETS, binds)]
    period = _period_reader(span)
    by_period = _grouped(rows, lambda row: period(row.opened_at))
    statuses = _counted(row.status for row in rows)
    return ServiceReport(
        span._replace(first=_first(rows, span)),
        _group(rows),
        _ages(rows, span, local_day(now, span.zone)),
        statuses,
        _sorted(_grouped(rows, lambda row: row.category)),
        _sorted(_grouped(rows, lambda row: row.assignee)),
        sorted(by_period.items()),
    )


def _row(cells: tuple[Any, ...]) -> _Row:
    opened, *rest = cells
    begun = from_utc_text(opened)
    for place in (3, 4):
        if rest[place] is not None:
            rest[place] = int((from_utc_text(rest[place]) - begun).total_seconds())
    return _Row(opened, *rest)


def _first(rows: list[_Row], span: Span) -> date | None:
    opened = min((row.opened_at for row in rows), default=None)
    return date.fromordinal(local_days(span.zone).of(opened)) if opened else None


def _period_reader(span: Span) -> Callable[[str], int]:
    """Return what finds the period of a UTC text; each day is worked out once."""
    days, known = local_days(span.zone), dict[int, int]()

    def period(at: str) -> int:
        day = days.of(at)
        if day not in known:
            known[day] = span.period(date.fromordinal(day))
        return known[day]

    return period


def _grouped(rows: list[_Row], key: Callable[[_Row], K]) -> dict[K, Group]:
    found: defaultdict[K, list[_Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return {name: _group(some) for name, some in found.items()}


def _sorted(groups: dict[str, Group]) -> list[tuple[str, Group]]:
    """Put the group with most tickets first; "" are those that have none of it."""
    return sorted(groups.items(), key=lambda item: (item[0] == "", -item[1].tickets, item[0]))


def _counted(values: Iterable[str]) -> list[tuple[str, int]]:
    counts: defaultdict[str, int] = defaultdict(int)
    for value in values:
        counts[value] += 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _group(rows: list[_Row]) -> Group:
    scores = [row.nps for row in rows if row.nps is not None]
    csat = [row.csat for row in rows if row.csat is not None]
    ended = [row for row in rows if row.solve is not None or row.reopened]
    return Group(
        len(rows),
        sum(row.status in OPEN for row in rows),
        _times(row.solve for row in rows),
        _times(row.reply for row in rows),
        Score(sum(csat) / len(csat) if csat else None, len(csat)),
        Score(_nps(scores), len(scores)),
        Breaches(
            sum(bool(row.is_reply_late) for row in rows), sum(row.has_reply_due for row in rows)
        ),
        Breaches(
            sum(bool(row.is_solve_late) for row in rows), sum(row.has_solve_due for row in rows)
        ),
        Breaches(sum(row.reopened > 0 for row in ended), len(ended)),
    )


def _times(spans: Iterable[int | None]) -> Times:
    known = sorted(span for span in spans if span is not None)
    if not known:
        return Times(0, None, None, None)
    mean = sum(known) / len(known)
    return Times(len(known), mean, quantile(known, 0.5), quantile(known, 0.9))


def quantile(ordered: list[int], share: float) -> float:
    """Return a quantile of sorted values, interpolated between the two nearest (R type 7)."""
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _nps(scores: list[int]) -> float | None:
    if not scores:
        return None
    promoters, detractors = sum(s >= 9 for s in scores), sum(s <= 6 for s in scores)
    return 100 * (promoters - detractors) / len(scores)


def _ages(rows: list[_Row], span: Span, today: date) -> list[int]:
    """Count the open tickets by the days since their opening."""
    days, counts = local_days(span.zone), [0] * (len(AGES) + 1)
    for row in rows:
        if row.status in OPEN:
            age = today.toordinal() - days.of(row.opened_at)
            counts[sum(age > limit for limit in AGES)] += 1
    return counts
