"""Who was not heard of for too long, in a shop with many customers."""

from __future__ import annotations

import time
from datetime import date

from crmtui.reads.keep_in_touch import Pace, days_left, due, pace
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.text.formats import Formats
from crmtui.writes import contacts, keep_in_touch

TEHRAN = Formats(zone="Asia/Tehran", calendar="jalali")
PEOPLE = 10_000
BOUND = 3.0
"""Seconds of work; it takes a thirtieth of it."""


def test_many_customers_under_one_tag(store: Store) -> None:
    contacts.add(store, name="first", tags=["vip"])
    keep_in_touch.keep_tag(store, "vip", 30)
    with transact(store, "many") as transaction, transaction.bulk():
        many = transaction.connection.executemany
        many("INSERT INTO contact(id, name, kind, status, city, source, note, name_key, created_at)"
             " VALUES(?, 'n', 'person', 'lead', '', '', '', 'n', '2026-01-01T00:00:00Z')",
             [(n,) for n in range(2, PEOPLE)])  # fmt: skip
        many("INSERT INTO contact_tag(contact_id, tag_id) VALUES(?, 1)",
             [(n,) for n in range(2, PEOPLE)])  # fmt: skip
        many("INSERT INTO interaction(contact_id, at, text, channel) VALUES(?, ?, '', 'call')",
             [(n, f"2026-0{m}-01T00:00:00Z") for n in range(2, PEOPLE) for m in range(1, 1 + n % 8)]
             )  # fmt: skip
        transaction.inserted_range("contact", 2, PEOPLE - 1)
    with store.read() as connection:
        start = time.process_time()
        found = due(connection, date(2026, 7, 10), Formats())
        assert time.process_time() - start < BOUND
    assert len(found) == sum(n % 8 != 7 for n in range(2, PEOPLE))
    assert found[0].days_since == 190
    lates = [one.days_late for one in found]
    assert lates == sorted(lates, reverse=True)


def test_days_are_those_of_the_shop(store: Store) -> None:
    contacts.add(store, name="Ali")
    keep_in_touch.keep(store, 1, 1)
    with transact(store, "late in the evening") as transaction:
        transaction.connection.execute(
            "INSERT INTO interaction(contact_id, at, text, channel) "
            "VALUES(1, '2026-07-09T20:00:00Z', '', 'call')"
        )
        transaction.connection.execute("UPDATE contact SET created_at = '2026-01-01T00:00:00Z'")
    with store.read() as connection:  # 23:30 of the 9th in Tehran, the 10th further east
        assert [one.days_late for one in due(connection, date(2026, 7, 10), TEHRAN)] == [0]
        assert due(connection, date(2026, 7, 10), Formats(zone="Asia/Tokyo")) == []
        found = pace(connection, 1)
    assert found == Pace(1, "2026-07-09T20:00:00Z", is_own=True)
    assert days_left(found, date(2026, 7, 10), TEHRAN) == 0
