"""The report on sales says what counting raw rows one by one says."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.reads.reports.plain import sales_plain
from crmtui.reads.reports.sales import sales_report
from crmtui.reads.reports.span import Span
from crmtui.store.connect import Store
from tests.reads.reports.conftest import Fill
from tests.reads.reports.raw import MONTHS, PEOPLE, TODAY, Raw, Sale, sales

WEEK = (5, 6, 0, 1, 2, 3, 4)
"""From Saturday on."""


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
        found = sales_plain(
            sales_report(connection, Span(since, until, TODAY, zone, calendar, by, WEEK))
        )
    raw = Raw(rows, zone=zone, calendar=calendar, months=MONTHS[by], since=since, until=until)
    within = raw.within()
    assert figures(found) == expected(within)
    if not raw.rows:
        assert found["periods"] == found["weekdays"] == found["items"] == []
        return
    assert [figures(line) for line in found["periods"]] == [
        expected([row for row in within if raw.period(raw.day(row)) == period])
        for period in raw.periods()
    ]
    days = [raw.since + timedelta(days=n) for n in range((raw.until - raw.since).days + 1)]
    for line in found["weekdays"]:
        assert line["days"] == sum(day.isoweekday() == line["weekday"] for day in days)
        of_it = [row for row in within if raw.day(row).isoweekday() == line["weekday"]]
        assert figures(line) == expected(of_it)
    assert [line["weekday"] for line in found["weekdays"]] == [6, 7, 1, 2, 3, 4, 5]
    names = [f"T{row.amount}" if row.amount % 100 else "tea" for row in within]
    assert {line["item"]: (line["lines"], line["quantity"]) for line in found["items"]} == {
        name: (names.count(name), 1.5 * names.count(name)) for name in names
    }
    assert found["itemised"] == found["revenue"]
    sources = {line["source"]: line["revenue"] for line in found["sources"]}
    assert sources == {
        source: sum(row.amount for row in within if source_of(row) == source)
        for source in set(map(source_of, within))
    }


def source_of(row: Sale) -> str | None:
    if row.contact is None:
        return None
    return "friend" if row.contact <= PEOPLE // 2 else ""


def figures(line: dict[str, object]) -> tuple[object, ...]:
    names = ("sales", "sold", "refunded", "revenue", "average_order", "known_share")
    return tuple(line[name] for name in names)


def expected(rows: list[Sale]) -> tuple[object, ...]:
    sold = [row for row in rows if row.amount > 0]
    total, back = sum(r.amount for r in sold), -sum(r.amount for r in rows if r.amount < 0)
    average = total / len(sold) if sold else None
    known = sum(r.contact is not None for r in sold) / len(sold) if sold else None
    return len(sold), total, back, total - back, average, known
