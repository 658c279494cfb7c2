"""Segments over a real store, on any day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from crmtui.errors import NotFound
from crmtui.reads.segments import members, segment_name, segmentation, sums, why
from crmtui.settings import load
from crmtui.store.connect import Store
from crmtui.writes import contacts, purchases

TODAY = date(2026, 6, 1)


def at(days_ago: int, hour: int = 12) -> datetime:
    day = datetime(2026, 6, 1, hour, tzinfo=UTC)
    return day - timedelta(days=days_ago)


def test_refunds_lower_the_sum_and_not_the_count(store: Store) -> None:
    person = contacts.add(store, name="Ali").row
    sale = purchases.sale(store, person, 1000, at=at(5)).row
    purchases.sale(store, person, 500, at=at(3))
    purchases.refund(store, sale, 300, at=at(1))
    with store.read() as connection:
        (buyer,) = segmentation(connection, load(connection), today=TODAY).buyers
    assert (buyer.recency, buyer.frequency, buyer.monetary) == (3, 2, 1200)


def test_walk_ins_zero_sales_and_the_trash_are_left_out(store: Store) -> None:
    gone = contacts.add(store, name="Gone").row
    free = contacts.add(store, name="Free").row
    purchases.sale(store, None, 1000)
    purchases.sale(store, free, 0)
    purchases.sale(store, gone, 1000)
    contacts.delete(store, gone)
    with store.read() as connection:
        found = segmentation(connection, load(connection), today=TODAY)
    assert found.buyers == []
    assert found.prospects == 1


def test_as_of_a_day_means_before_it_began(store: Store) -> None:
    person = contacts.add(store, name="Ali").row
    purchases.sale(store, person, 1000, at=datetime(2026, 5, 31, 23, 59, tzinfo=UTC))
    purchases.sale(store, person, 1000, at=datetime(2026, 6, 1, 0, 0, tzinfo=UTC))
    with store.read() as connection:
        settings = load(connection)
        (buyer,) = segmentation(
            connection, settings, today=date(2027, 1, 1), as_of=date(2026, 6, 1)
        ).buyers
        assert (buyer.recency, buyer.frequency) == (1, 1)
        earlier = segmentation(
            connection, settings, today=date(2027, 1, 1), as_of=date(2026, 5, 31)
        )
        assert earlier.buyers == []


def test_days_are_those_of_the_shop_s_zone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRMTUI_ZONE", "Asia/Tehran")
    person = contacts.add(store, name="Ali").row
    # 21:00 UTC is half past midnight of the next day in Tehran.
    purchases.sale(store, person, 1000, at=datetime(2026, 5, 30, 21, 0, tzinfo=UTC))
    with store.read() as connection:
        (buyer,) = segmentation(connection, load(connection), today=TODAY).buyers
    assert buyer.recency == 1


def test_the_kept_sums_and_the_index_agree(store: Store) -> None:
    for number in range(1, 41):
        person = contacts.add(store, name=f"Buyer {number}").row
        for turn in range(number % 5 + 1):
            purchases.sale(store, person, 100 * number, at=at(number * 3 + turn * 10))
    purchases.sale(store, None, 5, at=datetime(2026, 12, 1, tzinfo=UTC))  # makes it look back
    with store.read() as connection:
        settings = load(connection)
        kept = segmentation(connection, settings, today=TODAY)
        looked_up = segmentation(connection, settings, today=TODAY, as_of=date(2026, 6, 1))
    assert sorted(kept.buyers) == sorted(looked_up.buyers)
    assert not kept.fixed_cuts


def test_members_sums_and_why_tell_the_same(store: Store) -> None:
    for number in range(1, 36):
        person = contacts.add(store, name=f"Buyer {number}").row
        purchases.sale(store, person, 100 * number, at=at(number))
    with store.read() as connection:
        found = segmentation(connection, load(connection), today=TODAY)
        lines = {line.segment: line for line in sums(found)}
        for segment, line in lines.items():
            chosen = members(connection, found, segment)
            assert len(chosen) == line.customers
            assert sum(member.monetary for member in chosen) == line.revenue
        reason = why(found, 1)
    assert reason is not None
    assert (reason.less_recent, reason.less_money, reason.buyers) == (34, 0, 35)


@pytest.mark.parametrize("text", ["at-risk", "At Risk", "AT_RISK", " at-risk "])
def test_a_segment_is_known_in_any_spelling(text: str) -> None:
    assert segment_name(text) == "at-risk"


def test_an_unknown_segment_is_not_found() -> None:
    with pytest.raises(NotFound):
        segment_name("best friends")
