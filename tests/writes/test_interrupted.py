"""Ctrl-C at any moment and a full disk, in every kind of write: all of it or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import crmtui.store.connect
from crmtui.errors import StoreFull
from crmtui.models.words import LinkRole
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.store.triggers import SUMS
from crmtui.writes import (
    bulk,
    contacts,
    custom,
    duplicates,
    keep_in_touch,
    links,
    needs,
    payments,
    purchases,
    queue,
    saved_lists,
    tags,
    tasks,
)
from crmtui.writes.erase import erase
from crmtui.writes.merge import merge
from crmtui.writes.undo import undo
from tests.store.test_undo import State, state

MANY = 400
LONG = "نخ" * 450
ACTS: dict[str, Callable[[Store], object]] = {
    "bulk": lambda store: bulk.each(
        store, range(1, MANY), [
            bulk.tag([LONG]), bulk.change("city", LONG), bulk.change("size", "7"),
            bulk.log(text=LONG), bulk.plan(text=LONG, repeat="week"), bulk.delete(),
        ],
    ),
    "merge": lambda store: merge(store, 1, 2, ["city"]),
    "erase": lambda store: erase(store, 2),
    "undo": undo,
    "field": lambda store: custom.edit(store, 1, kind="money", name=LONG),
    "field removed": lambda store: custom.remove(store, 1, with_values=True),
    "tag": lambda store: tags.rename(store, "vip", LONG),
    "tag deleted": lambda store: tags.delete(store, "vip"),
    "need": lambda store: needs.add(store, 1, LONG),
    "task": lambda store: tasks.add(store, 1, text=LONG, repeat="3 days"),
    "queue": lambda store: queue.handle(store, 1, "call-back", text=LONG * 9),
    "sale": lambda store: purchases.sale(store, 1, 50, on_account=True, paid=20, note=LONG * 9),
    "payment": lambda store: payments.pay(store, 1, amount=5, note=LONG * 9),
}  # fmt: skip
SMALL: dict[str, Callable[[Store], object]] = {
    "link": lambda store: links.link(store, 1, LinkRole.FAMILY_OF, 9),
    "different": lambda store: duplicates.ignore(store, 1, 9),
    "pace": lambda store: keep_in_touch.keep(store, 1, 9),
    "task done": lambda store: tasks.done(store, 1),
    "list": lambda store: saved_lists.save(store, LONG, f"tag:vip {LONG[:80]}"),
    "need met": lambda store: needs.set_met(store, 1),
}
"""Acts that a disk has always room for."""


@pytest.fixture
def shop(store: Store) -> Store:
    """Many customers; the first two have a good deal to do with each other."""
    custom.add(store, "Size", "number")
    with transact(store, "many") as transaction:
        execute = transaction.connection.executemany
        every = [(n,) for n in range(1, MANY)]
        execute(
            "INSERT INTO contact(name, name_key, kind, status, city, source, note, created_at) "
            "VALUES('N' || ?1, 'n' || ?1, 'person', 'lead', '', '', '', '2026-01-01T00:00:00Z')",
            every,
        )
        execute("INSERT INTO custom_value(contact_id, field_id, value) VALUES(?, 1, '42')", every)
        execute(
            "INSERT INTO interaction(contact_id, at, text, channel) "
            "VALUES(2, '2026-01-01T00:00:00Z', 'talk ' || ?, 'call')",
            every,
        )
        execute(
            "INSERT INTO purchase(contact_id, at, amount, ref, note, on_account) "
            "VALUES(2, '2026-01-01T00:00:00Z', ?, '', 'note', 1)",
            every,
        )
    bulk.each(store, range(1, MANY), [bulk.tag(["vip"])])
    contacts.edit(store, 2, city="Shiraz", note="long known")
    needs.add(store, 1, "shelf")
    tasks.add(store, 1, text="call", repeat="week")
    bulk.each(store, range(1, MANY), [bulk.change("city", "Tehran")])
    return store


def whole(store: Store) -> State:
    """Return the state of a store that is whole."""
    with store.read() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM current_step").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM search_dirty").fetchone() == (0,)
        kept = connection.execute("SELECT * FROM customer_stats ORDER BY contact_id").fetchall()
        summed = connection.execute(SUMS.format(which="IS NOT NULL") + " ORDER BY contact_id")
        assert kept == summed.fetchall()
        steps = connection.execute("SELECT * FROM step ORDER BY id").fetchall()
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return state(store) | {"step": steps, "trigger": sorted(triggers.fetchall())}


@contextmanager
def interrupted(at: int) -> Iterator[None]:
    """Press Ctrl-C at the n-th statement."""
    left = at

    class Interrupted(crmtui.store.connect.Connection):
        def _count(self) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise KeyboardInterrupt

        def execute(self, *args: Any) -> sqlite3.Cursor:
            self._count()
            return super().execute(*args)

        def executemany(self, *args: Any) -> sqlite3.Cursor:
            self._count()
            return super().executemany(*args)

        def cursor(self, *args: Any) -> Any:
            self._count()
            return super().cursor(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crmtui.store.connect, "Connection", Interrupted)
        yield


@pytest.mark.parametrize("name", [*ACTS, *SMALL])
def test_ctrl_c_at_any_statement_leaves_nothing(shop: Store, name: str) -> None:
    act = (ACTS | SMALL)[name]
    before = whole(shop)
    at = 1
    while at < 5_000:
        with interrupted(at):
            try:
                act(shop)
            except KeyboardInterrupt:
                pass
            else:
                break
        after = whole(shop)
        if after != before:
            assert name == "erase", "committed, and then interrupted"
            assert after["contact"][1][0] != 2
            return
        at += max(1, at // 3)
    assert whole(shop) != before
    assert at > 4


@pytest.mark.parametrize("name", ACTS)
def test_a_full_disk_leaves_nothing(
    shop: Store, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = Store.connect

    def cramped(self: Store, *, busy_ms: int = 10_000) -> sqlite3.Connection:
        connection = connect(self, busy_ms=busy_ms)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")
        return connection

    before = whole(shop)
    monkeypatch.setattr(Store, "connect", cramped)
    for _time in range(60):
        try:
            ACTS[name](shop)
        except StoreFull as error:
            assert "disk is full" in error.message
            break
        monkeypatch.setattr(Store, "connect", connect)
        before = whole(shop)
        monkeypatch.setattr(Store, "connect", cramped)
    else:
        raise AssertionError("there was room for all of it")
    monkeypatch.setattr(Store, "connect", connect)
    assert whole(shop) == before
    assert ACTS[name](shop)
