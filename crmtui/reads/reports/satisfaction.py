"""What customers thought of the shop when they were asked: the scores that tickets were given."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.reads.reports.span import DAY, Days, Span


class Scores(NamedTuple):
    """Answers from 1 to 5, and how likely they would recommend the shop, from 0 to 10."""

    answers: int = 0
    points: int = 0
    recommending: int = 0
    """How many said how likely they would recommend the shop."""
    promoters: int = 0
    """Those who said 9 or 10."""
    detractors: int = 0
    """Those who said 6 or less."""

    @property
    def mean(self) -> float | None:
        """The mean of the answers; None of none."""
        return self.points / self.answers if self.answers else None

    @property
    def nps(self) -> float | None:
        """The percentage of promoters less that of detractors: the net promoter score."""
        net = self.promoters - self.detractors
        return 100 * net / self.recommending if self.recommending else None

    def plus(self, other: Scores) -> Scores:
        """Return the sum of both."""
        return Scores(*(a + b for a, b in zip(self, other, strict=True)))


_SCORES = f"""SELECT {DAY} AS n, count(p.csat), coalesce(sum(p.csat), 0), count(p.nps),
 coalesce(sum(p.nps >= 9), 0), coalesce(sum(p.nps <= 6), 0)
 FROM (SELECT coalesce(rated_at, ended_at, opened_at) AS at, csat, nps FROM ticket
  WHERE merged_into IS NULL AND (csat IS NOT NULL OR nps IS NOT NULL)) p
 WHERE p.at >= :begins AND p.at < :ends GROUP BY n HAVING n IS NOT NULL"""


def satisfaction(connection: sqlite3.Connection, span: Span, numbered: Days) -> dict[int, Scores]:
    """Return the scores of each period that has any, by when they were given."""
    found: dict[int, Scores] = {}
    for day, *row in connection.execute(_SCORES, span.binds):
        period = numbered.periods[day]
        found[period] = found.get(period, Scores()).plus(Scores(*row))
    return found


def all_scores(scores: dict[int, Scores]) -> Scores:
    """Return the scores of all periods together."""
    total = Scores()
    for some in scores.values():
        total = total.plus(some)
    return total
