"""What buyers are worth to the queue is what scoring everybody says."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, datetime

import pytest

from crmtui.reads.segments import segmentation
from crmtui.reads.today import buyers
from crmtui.reads.today.buyers import Buyers
from crmtui.reads.today.day import Day
from crmtui.reads.today.queue import queue
from crmtui.rules.attention import AT_RISK
from crmtui.settings import load
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.writes import contacts, tasks
from tests.reads.test_segment_scales import NOON, TODAY, shop


@pytest.mark.parametrize(
    ("seed", "people", "most"), [(1, 60, 4), (2, 120, 2), (3, 40, 1), (4, 10, 5), (5, 35, 9)]
)
def test_they_are_those_of_the_segments_the_most_valuable_first(
    store: Store, monkeypatch: pytest.MonkeyPatch, seed: int, people: int, most: int
) -> None:
    monkeypatch.setattr(buyers, "_AT_ONCE", 7)  # several reads, with ties across their edges
    shop(store, seed, people, most)
    with store.read() as connection:
        settings = load(connection)
        plain = segmentation(connection, settings, today=TODAY).buyers
        found = Buyers(connection, Day(settings, NOON))
        by_id = found.of([buyer.id for buyer in plain])
        watched = list(found.watched())
    paid = sorted(buyer.monetary for buyer in plain)
    for buyer in plain:
        worth = bisect_left(paid, buyer.monetary) / max(1, len(paid) - 1)
        may_be_late = buyer.frequency >= 3 and buyer.recency > 3
        assert by_id[buyer.id] == (buyer.segment, buyer.monetary, worth, may_be_late)
    assert watched == [
        buyer.id
        for buyer in sorted(plain, key=lambda buyer: (-buyer.monetary, buyer.id))
        if buyer.segment in AT_RISK or by_id[buyer.id].may_be_late
    ]


def test_nobody_bought(store: Store) -> None:
    contacts.add(store, name="Ali")
    with store.read() as connection:
        found = Buyers(connection, Day(load(connection), NOON))
        assert (found.of([1]), list(found.watched())) == ({}, [])


def test_a_line_has_the_preferred_phone(store: Store) -> None:
    person = contacts.add(store, name="Ali", phone=["09121234567", "09127654321"]).row
    tasks.add(store, person, text="call", due=datetime(2026, 6, 1, 9, tzinfo=UTC), all_day=False)
    with store.read() as connection:
        (entry,) = queue(connection, load(connection), NOON).entries
    assert entry.phone == "+989121234567"
    with transact(store, "prefer") as transaction:
        transaction.connection.execute("UPDATE contact_point SET preferred = key LIKE '%321'")
    with store.read() as connection:
        (entry,) = queue(connection, load(connection), NOON).entries
    assert entry.phone == "+989127654321"
