"""A big shop, written straight into a store: customers, their purchases, talks and tasks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crmtui.store.connect import open_store
from crmtui.store.stats import mark_buyers, resum_buyers
from crmtui.store.transact import transact

_HABITS = (5, 10, 20, 30, 45, 60)
_CONTACT = """INSERT INTO contact(id, name, name_key, kind, status, city, source, note, created_at)
 VALUES(?, ?, ?, 'person', 'customer', '', '', '', ?)"""
_POINT = """INSERT INTO contact_point(contact_id, kind, value, key, label, preferred)
 VALUES(?, 'phone', ?, ?, '', 0)"""
_PURCHASE = "INSERT INTO purchase(at, amount, ref, note, contact_id) VALUES(?, ?, '', '', ?)"
_TALK = """INSERT INTO interaction(at, text, channel, direction, contact_id, outcome)
 VALUES(?, 'about the order', 'call', 'out', ?, ?)"""
_TASK = "INSERT INTO task(text, due, all_day, contact_id, created_at) VALUES('call', ?, 1, ?, ?)"


def write_shop(path: Path, customers: int, each: int) -> None:
    """Make a store in which every customer has about `each` purchases and as many talks."""
    chance = random.Random(customers)
    everybody = range(1, customers + 1)
    with transact(open_store(path, create=True), "a big shop") as transaction:
        sql = transaction.connection
        with transaction.bulk():
            sql.executemany(_CONTACT, ((n, f"Name {n}", f"name {n}", _ago(900)) for n in everybody))
            sql.executemany(_POINT, ((n, f"0912{n:07}", f"+98912{n:07}") for n in everybody))
            sql.executemany(_PURCHASE, _purchases(chance, customers, each))
            sql.executemany(_TALK, _talks(chance, customers, each))
            sql.executemany(_TASK, _tasks(chance, customers))
            mark_buyers(sql, "1", ())
            resum_buyers(sql)
        transaction.inserted_range("contact", 1, customers)


def _ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _purchases(chance: random.Random, customers: int, each: int) -> Iterator[tuple[str, int, int]]:
    for number in range(1, customers + 1):
        every, day = chance.choice(_HABITS), chance.expovariate(1 / 60)
        for _purchase in range(int(chance.expovariate(1 / each))):
            yield _ago(day), chance.randint(1000, 100_000), number
            day += max(0.5, chance.gauss(every, every / 4))


def _talks(
    chance: random.Random, customers: int, each: int
) -> Iterator[tuple[str, int, str | None]]:
    for _talk in range(customers * each):
        outcome = chance.choice((None, "reached", "no-answer"))
        yield _ago(chance.expovariate(1 / 200)), chance.randint(1, customers), outcome


def _tasks(chance: random.Random, customers: int) -> Iterator[tuple[str, int, str]]:
    for _task in range(customers // 200):
        yield _ago(chance.uniform(-20, 20)), chance.randint(1, customers), _ago(30)
