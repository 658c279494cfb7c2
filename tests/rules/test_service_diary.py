"""Many spans of service time at once, against the clock that goes through the days of each."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.service_clock import Hours, worked
from crmtui.rules.service_diary import Diary, diary
from tests.rules.test_service_clock import IRAN, some_hours

moments = st.datetimes(datetime(2025, 12, 1), datetime(2027, 6, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)


@given(some_hours, st.lists(st.tuples(moments, moments), min_size=1, max_size=4))
def test_every_span_is_what_the_clock_says(
    hours: Hours, spans: list[tuple[datetime, datetime]]
) -> None:
    counted = Diary(hours)
    for a, b in spans:
        assert counted.between(min(a, b), max(a, b)) == worked(min(a, b), max(a, b), hours)


def test_spans_far_apart_do_not_shorten_each_other() -> None:
    counted = Diary(IRAN)
    years = [datetime(year, 5, 2, 7, tzinfo=UTC) for year in (2026, 2012, 1999, 2026)]
    for year in years:
        end = year + timedelta(days=30, minutes=7)
        assert counted.between(year, end) == worked(year, end, IRAN)


def test_what_ends_before_it_begins_is_nothing() -> None:
    now = datetime(2026, 5, 2, 7, tzinfo=UTC)
    assert Diary(IRAN).between(now, now - timedelta(days=1)) == timedelta()


def test_thousands_that_are_years_late_are_counted_at_once() -> None:
    now = datetime(2026, 5, 2, 7, tzinfo=UTC)
    started = time.perf_counter()
    for days in range(5000):
        diary(IRAN).between(now - timedelta(days=days % 3600, hours=3), now)
    assert time.perf_counter() - started < 2
