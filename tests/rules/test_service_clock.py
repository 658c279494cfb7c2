"""The clock of the service desk, against a clock that looks at every minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmtui.errors import InvalidValue
from crmtui.rules.service_clock import DAY, Hours, Pause, Span, deadline, worked

MINUTE = timedelta(minutes=1)
NINE_TO_SIX = (Span(9 * 60, 18 * 60),)
WEEKDAYS = Hours("UTC", (NINE_TO_SIX,) * 5 + ((),) * 2)
IRAN = Hours("Asia/Tehran", tuple(() if day == 4 else NINE_TO_SIX for day in range(7)))
BERLIN = Hours("Europe/Berlin", ((Span(0, DAY),),) * 7)


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def is_open(moment: datetime, hours: Hours) -> bool:
    """The plainest definition: the minutes of local clocks that an opening covers."""
    local = moment.astimezone(ZoneInfo(hours.zone))
    minute = local.hour * 60 + local.minute
    for back in (0, 1):
        day = local.date() - timedelta(days=back)
        if day in hours.holidays or (day.month, day.day) in hours.yearly:
            continue
        spans = hours.week[day.weekday()]
        if any(span.start <= minute + back * DAY < span.end for span in spans):
            return True
    return False


def by_the_minute(start: datetime, minutes: int, hours: Hours, pauses: list[Pause]) -> datetime:
    """Count open minutes one by one."""
    moment = start
    while True:
        runs = is_open(moment, hours) and not any(p.start <= moment < p.end for p in pauses)
        if runs and minutes == 0:
            return moment
        moment += MINUTE
        minutes -= runs
        if runs and minutes == 0:
            return moment


spans = st.builds(
    lambda start, length: Span(start * 30, start * 30 + length * 30),
    st.integers(0, 47),
    st.integers(1, 40),
).filter(lambda span: not {span.start, span.end % DAY} & {150})
"""Half past two is a time that some nights do not have."""
weeks = st.lists(
    st.lists(spans, max_size=2).map(lambda s: tuple(sorted(s))), min_size=7, max_size=7
)
some_hours = st.builds(
    lambda zone, week, holidays: Hours(zone, tuple(week), frozenset(holidays)),
    st.sampled_from(("UTC", "Asia/Tehran", "Europe/Berlin", "America/New_York")),
    weeks.filter(any),
    st.sets(st.dates(date(2026, 3, 20), date(2026, 4, 5)), max_size=3),
)
moments = st.datetimes(datetime(2026, 3, 20), datetime(2026, 4, 5)).map(
    lambda m: m.replace(second=0, microsecond=0, tzinfo=UTC)
)


def pauses_from(starts: list[tuple[datetime, int]]) -> list[Pause]:
    return sorted(Pause(start, start + timedelta(minutes=length)) for start, length in starts)


some_pauses = st.lists(st.tuples(moments, st.integers(1, 3000)), max_size=3).map(pauses_from)


@given(moments, st.integers(0, 900), some_hours, some_pauses)
@example(at("2026-03-29T00:30"), 120, BERLIN, [])
def test_a_deadline_is_where_counting_minutes_leads(
    start: datetime, minutes: int, hours: Hours, pauses: list[Pause]
) -> None:
    assert deadline(start, minutes, hours, pauses) == by_the_minute(start, minutes, hours, pauses)


@given(moments, st.integers(0, 9000), some_hours, some_pauses)
def test_what_lies_before_a_deadline_is_what_was_given(
    start: datetime, minutes: int, hours: Hours, pauses: list[Pause]
) -> None:
    due = deadline(start, minutes, hours, pauses)
    assert worked(start, due, hours, pauses) == timedelta(minutes=minutes)
    assert deadline(start, minutes + 1, hours, pauses) > due
    assert due >= deadline(start, minutes, hours)


@given(moments, moments, moments, some_hours, some_pauses)
def test_time_adds_up(
    a: datetime, b: datetime, c: datetime, hours: Hours, pauses: list[Pause]
) -> None:
    a, b, c = sorted((a, b, c))
    whole = worked(a, c, hours, pauses)
    assert worked(a, b, hours, pauses) + worked(b, c, hours, pauses) == whole
    assert timedelta() <= whole <= c - a


@pytest.mark.parametrize(
    ("opened", "minutes", "due"),
    [
        ("2026-11-26T10:00", 60, "2026-11-26T11:00"),  # a Thursday
        ("2026-11-26T17:30", 60, "2026-11-27T09:30"),  # over night
        ("2026-11-27T17:30", 60, "2026-11-30T09:30"),  # over the weekend
        ("2026-11-28T12:00", 60, "2026-11-30T10:00"),  # opened while closed
        ("2026-11-26T09:00", 540, "2026-11-26T18:00"),  # to the very end of the day
        ("2026-11-26T20:00", 0, "2026-11-27T09:00"),
    ],
)
def test_a_day_a_night_and_a_weekend(opened: str, minutes: int, due: str) -> None:
    assert deadline(at(opened), minutes, WEEKDAYS) == at(due)


def test_friday_is_the_weekend_in_iran() -> None:
    thursday = at("2026-11-26T17:00", "Asia/Tehran")
    assert deadline(thursday, 120, IRAN) == at("2026-11-28T10:00", "Asia/Tehran")


def test_holidays_of_a_year_and_of_every_year_are_closed() -> None:
    closed = WEEKDAYS._replace(holidays=frozenset({date(2026, 11, 27)}))
    assert deadline(at("2026-11-26T17:00"), 120, closed) == at("2026-11-30T10:00")
    yearly = IRAN._replace(calendar="jalali", yearly=frozenset({(1, 1), (1, 2), (1, 3), (1, 4)}))
    for new_year in (date(2026, 3, 21), date(2027, 3, 21)):
        eve = datetime.combine(new_year - timedelta(days=1), time(9), ZoneInfo("Asia/Tehran"))
        due = deadline(eve, 10 * 60, yearly).astimezone(ZoneInfo("Asia/Tehran"))
        assert due.date() >= new_year + timedelta(days=4)


def test_the_clock_stands_still_in_a_pause() -> None:
    waits = Pause(at("2026-11-26T10:00"), at("2026-11-27T10:00"))
    assert deadline(at("2026-11-26T09:30"), 60, WEEKDAYS, [waits]) == at("2026-11-27T10:30")
    assert worked(at("2026-11-26T09:30"), at("2026-11-27T10:30"), WEEKDAYS, [waits]) == MINUTE * 60


def test_a_day_of_summer_time_is_as_long_as_it_is() -> None:
    spring = at("2026-03-29T00:00", "Europe/Berlin")
    assert worked(spring, at("2026-03-30T00:00", "Europe/Berlin"), BERLIN) == timedelta(hours=23)
    assert deadline(spring, 23 * 60, BERLIN) == at("2026-03-30T00:00", "Europe/Berlin")
    autumn = at("2026-10-25T00:00", "Europe/Berlin")
    assert worked(autumn, at("2026-10-26T00:00", "Europe/Berlin"), BERLIN) == timedelta(hours=25)


def test_a_night_shift_belongs_to_the_day_it_begins() -> None:
    nights = Hours("UTC", ((Span(20 * 60, 26 * 60),),) * 7, frozenset({date(2026, 11, 27)}))
    assert deadline(at("2026-11-26T23:00"), 180, nights) == at("2026-11-27T02:00")
    assert deadline(at("2026-11-27T01:00"), 120, nights) == at("2026-11-28T21:00")


def test_openings_that_overlap_count_once() -> None:
    twice = Hours("UTC", ((Span(540, 720), Span(600, 780)),) * 7)
    assert worked(at("2026-11-26T00:00"), at("2026-11-27T00:00"), twice) == timedelta(hours=4)


def test_hours_that_never_open_are_said_so() -> None:
    with pytest.raises(InvalidValue, match="never open"):
        deadline(at("2026-11-26T00:00"), 1, Hours("UTC", ((),) * 7))
    all_year = frozenset((month, day) for month in range(1, 13) for day in range(1, 32))
    with pytest.raises(InvalidValue, match="never open"):
        deadline(at("2026-11-26T00:00"), 1, WEEKDAYS._replace(yearly=all_year))
    assert (
        worked(at("2026-11-26T00:00"), at("2026-11-27T00:00"), Hours("UTC", ((),) * 7))
        == timedelta()
    )
