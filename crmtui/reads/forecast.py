"""What open deals should bring, month by month, beside what was really won in the months before."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from crmtui.rules.pipeline_figures import Sum
from crmtui.text.calendar import day_start, to_utc_text
from crmtui.text.formats import Formats
from crmtui.text.months import Month, month_after, month_of

PAST_MONTHS = 6


class ForecastMonth(NamedTuple):
    """A month, what was expected to close in it, and what was won in it.

    `month` is None for open deals without a day. `late` is what is expected still, though its
    month is over.
    """

    month: Month | None
    expected: Sum
    """Deals whose expected close falls in it, whatever became of them."""
    weighted: int
    """What its open deals bring on average."""
    won: Sum
    late: int
    """Its open deals, if it is over."""


class Forecast(NamedTuple):
    """Past months and those to come; `usual` is what was won in a past month on average."""

    months: list[ForecastMonth]
    usual: int


_EXPECTED = """SELECT d.expected_close, s.kind, s.probability, count(*),
 coalesce(sum(d.amount), 0), count(d.amount) FROM deal d JOIN stage s ON s.id = d.stage_id
 LEFT JOIN contact c ON c.id = d.contact_id
 WHERE d.at_counter = 0 AND (s.kind <> 'open' OR c.deleted_at IS NULL) {which}
 AND (s.kind = 'open' OR d.expected_close >= :first) GROUP BY 1, 2, 3"""
_WON = """SELECT d.closed_at, count(*), coalesce(sum(d.amount), 0), count(d.amount)
 FROM deal d JOIN stage s ON s.id = d.stage_id
 WHERE s.kind = 'won' AND d.closed_at >= :begins {which} GROUP BY 1"""


def forecast(
    connection: sqlite3.Connection, formats: Formats, now: datetime, pipeline: int | None = None
) -> Forecast:
    """Return the last months, this one, and those in which open deals are expected to close."""
    this = month_of(formats.day(now), formats.calendar)
    past = [month_after(this, -n, formats.calendar) for n in range(PAST_MONTHS, 0, -1)]
    which = "AND s.pipeline_id = :pipeline" if pipeline else ""
    values = {
        "pipeline": pipeline,
        "first": past[0].begins.isoformat(),
        "begins": to_utc_text(day_start(past[0].begins, formats.zone)),
    }
    expected: defaultdict[Month | None, Sum] = defaultdict(Sum)
    weighted: defaultdict[Month | None, Fraction] = defaultdict(Fraction)
    open_: defaultdict[Month | None, int] = defaultdict(int)
    for day, kind, probability, *counted in connection.execute(
        _EXPECTED.format(which=which), values
    ):
        month = month_of(date.fromisoformat(day), formats.calendar) if day else None
        expected[month] = expected[month].plus(Sum(*counted))
        if kind == "open":
            weighted[month] += Fraction(counted[1] * probability, 100)
            open_[month] += counted[0]
    won: defaultdict[Month | None, Sum] = defaultdict(Sum)
    for at, *counted in connection.execute(_WON.format(which=which), values):
        month = month_of(formats.day(at), formats.calendar)
        won[month] = won[month].plus(Sum(*counted))
    shown = {*past, this, *(month for month in (*expected, *won) if month)}
    ordered: list[Month | None] = [*sorted(shown, key=lambda month: month.begins)]
    ordered += [None] if None in expected else []
    months = [
        ForecastMonth(
            month,
            expected[month],
            round(weighted[month]),
            won[month],
            open_[month] if month and month.begins < this.begins else 0,
        )
        for month in ordered
    ]
    usual = round(Fraction(sum(won[month].amount for month in past), PAST_MONTHS))
    return Forecast(months, usual)
