"""A long timeline: complete, in one order, and fast however deep one looks."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from crmtui.reads.timeline import Event, timeline, timeline_length
from crmtui.reads.timeline_kinds import EVENTS, EVERYTHING, VIEWS, kinds_of
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.writes import contacts

EACH = 2_500
BOUND = 1.0
"""Seconds of work; a page takes a thirtieth of it."""


@pytest.fixture
def long(store: Store) -> Store:
    """A customer with 10,000 entries, many of them in the same second."""
    contacts.add(store, name="Ali")
    contacts.add(store, name="Zahra")
    ats = [f"2026-01-{1 + n % 28:02}T{n // 100 % 24:02}:00:00Z" for n in range(EACH)]
    with transact(store, "much") as transaction, transaction.bulk():
        many = transaction.connection.executemany
        many("INSERT INTO interaction(contact_id, at, text, channel) VALUES(1, ?, 'x', 'call')",
             [(at,) for at in ats])  # fmt: skip
        many("INSERT INTO purchase(contact_id, at, amount, ref, note) VALUES(1, ?, 5, '', '')",
             [(at,) for at in ats])  # fmt: skip
        many("INSERT INTO purchase_line(purchase_id, item, sku, quantity, amount) "
             "VALUES(?, 'tea', '', 1, 5)", [(n + 1,) for n in range(EACH)])  # fmt: skip
        many("INSERT INTO task(contact_id, text, due, all_day, created_at) "
             "VALUES(1, 'call', ?, 0, '2026-01-01T00:00:00Z')",
             [(at,) for at in ats])  # fmt: skip
        many("INSERT INTO need(contact_id, text, at) VALUES(1, 'shelf', ?)",
             [(at,) for at in ats])  # fmt: skip
        transaction.inserted_range("interaction", 1, EACH)
    return store


def read(store: Store, **how: object) -> list[Event]:
    with store.read() as connection:
        return timeline(connection, 1, **how)  # type: ignore[arg-type]


def test_pages_hold_every_entry_once_in_one_order(long: Store) -> None:
    whole = read(long, kinds=EVERYTHING, limit=20_000)
    with long.read() as connection:
        assert timeline_length(connection, 1, EVERYTHING) == len(whole) == 4 * EACH + 1
    assert Counter(event.kind for event in whole) == {
        **dict.fromkeys(("interaction", "purchase", "task", "need"), EACH),
        "added": 1,
    }
    assert len({event.number for event in whole}) == len(whole)
    assert [event.at for event in whole] == sorted((e.at for e in whole), reverse=True)
    pages = [
        event
        for skip in range(0, len(whole), 700)
        for event in read(long, kinds=EVERYTHING, skip=skip, limit=700)
    ]
    assert pages == whole


@pytest.mark.parametrize("kinds", [kinds for _name, kinds in VIEWS.values()])
@pytest.mark.parametrize("skip", [0, 9_950])
def test_a_page_is_there_at_once(long: Store, kinds: dict[str, frozenset[str]], skip: int) -> None:
    with long.read() as connection:
        start = time.process_time()
        timeline(connection, 1, kinds=kinds, skip=skip)
        timeline_length(connection, 1, kinds)
        assert time.process_time() - start < BOUND


def test_nothing_wanted_is_nothing(long: Store) -> None:
    assert read(long, kinds={}) == []
    with long.read() as connection:
        assert timeline_length(connection, 1, {}) == 0
        assert timeline(connection, 2, kinds=EVENTS) == []


def test_words_add_up() -> None:
    assert kinds_of(["call", "visit"]) == {"interaction": frozenset({"call", "visit"})}
    assert kinds_of(["call", "talk"]) == kinds_of(["talk", "call"]) == kinds_of(["talk"])
    assert kinds_of(["all", "call"]) == EVERYTHING
