"""The report on customers says what counting raw rows one by one says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.reads.reports.behind import customers_behind
from crmtui.reads.reports.customers import customer_report
from crmtui.reads.reports.plain import customers_plain
from crmtui.reads.reports.span import Span
from crmtui.settings import load
from crmtui.store.connect import Store
from tests.reads.reports.conftest import Fill
from tests.reads.reports.raw import MONTHS, TODAY, Raw, Sale, sales


@given(
    rows=st.lists(sales, max_size=40),
    zone=st.sampled_from(["UTC", "Asia/Tehran", "America/St_Johns"]),
    calendar=st.sampled_from(["gregorian", "jalali"]),
    by=st.sampled_from(list(MONTHS)),
    since=st.none() | st.integers(0, 800).map(lambda n: TODAY - timedelta(days=n)),
    back=st.integers(0, 60),
)
@settings(max_examples=120)
def test_any_shop(
    people: Store,
    fill: Fill,
    rows: list[Sale],
    zone: str,
    calendar: str,
    by: str,
    since: date | None,
    back: int,
) -> None:
    fill(rows)
    until = max(TODAY - timedelta(days=back), since or date.min)
    with people.read() as connection:
        span = Span(since, until, TODAY, zone, calendar, by)
        found = customers_plain(customer_report(connection, load(connection), span))
    raw = Raw(rows, zone=zone, calendar=calendar, months=MONTHS[by], since=since, until=until)
    check(found, raw)


def check(found: dict[str, Any], raw: Raw) -> None:
    expected = raw.figures()
    if not raw.rows:
        assert (found["customers"], found["periods"], found["cohorts"]) == (0, [], [])
        return
    periods = [
        {key: line[key] for key in ("customers", "new", "returning", "retained", "before")}
        for line in found["periods"]
    ]
    assert periods == raw.table()
    assert [line["bought"] for line in found["cohorts"]] == raw.cohorts()
    top = expected.pop("top20")
    assert {key: found[key] for key in expected} == pytest.approx(expected)
    if found["customers"]:
        assert found["repeat_rate"] == expected["repeat_customers"] / expected["customers"]
        assert found["average_order"] == expected["sold"] / expected["sales"]
    if expected["revenue"] > 0 and found["customers"]:
        assert found["top20_share"] == pytest.approx(top / expected["revenue"])


@given(rows=st.lists(sales, max_size=40), since=st.none() | st.integers(0, 800))
@settings(max_examples=40)
def test_as_many_are_behind_a_figure_as_it_says(
    people: Store, fill: Fill, rows: list[Sale], since: int | None
) -> None:
    fill(rows)
    first = since if since is None else TODAY - timedelta(days=since)
    asked = Span(first, TODAY, TODAY, "Asia/Tehran", "jalali")
    with people.read() as connection:
        held = load(connection)
        report = customer_report(connection, held, asked)

        def behind(kind: str, value: object) -> int:
            return len(customers_behind(connection, held, report.span, (kind, str(value))))

        for count in report.returning.periods:
            assert behind("period", count.period) == count.customers
        for cohort in report.returning.cohorts:
            assert behind("cohort", cohort.period) == cohort.customers
            for later, bought in enumerate(cohort.bought):
                assert behind("cohort", f"{cohort.period}:{later}") == bought
        for source in report.sources:
            assert behind("sources", source.name) == source.customers
        for segment in report.segments:
            assert behind("segments", segment.name) == segment.customers
        for top in report.top:
            assert behind("top", top.customers) == top.customers
