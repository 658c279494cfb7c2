"""A big shop after years: purchases, talks, debts, tags, things to do, and people twice."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crmtui.store.connect import Store
from crmtui.store.stats import mark_buyers, resum_buyers
from crmtui.store.transact import transact

TALKS = 10
"""Interactions a customer, on average."""
SALES = 7
"""Purchases a customer, on average."""
DOUBLES = 100
"""One in so many customers is in the store twice."""
_BUSY = 10_000
"""Entries in the timeline of the first customer."""
_ON_ACCOUNT = 40
"""One in so many purchases is not paid at once."""
_HABITS = (5, 10, 20, 30, 45, 60)
"""Days between two purchases of a customer."""
_CHANNELS = ("call", "visit", "sms", "whatsapp", "instagram")
_OUTCOMES = (None, "reached", "no-answer", "call-back")
_TAGS = ("vip", "wholesale", "همسایه")

Row = Mapping[str, str | int | None]


def write_shop(path: Path, contacts: Path) -> None:
    """Write a store: the customers of `contacts`, and what passed between them and the shop."""
    shutil.copyfile(contacts, path)
    with transact(Store(path), "doubles") as transaction:
        _double(transaction.connection)
    with transact(Store(path), "years of work") as transaction, transaction.bulk():
        connection = transaction.connection
        (last,) = connection.execute("SELECT max(id) FROM contact").fetchone()
        chance = random.Random(last)
        written = {
            "interaction": _talks(chance, last),
            "purchase": _sales(chance, last),
            "task": _tasks(chance, last),
            "need": _needs(chance, last),
            "tag": ({"name": name, "key": name} for name in _TAGS),
            "contact_tag": _tagged(last),
        }
        for table, rows in written.items():
            _insert(connection, table, rows)
        connection.execute(_PAYMENTS)
        connection.execute(_PEOPLE)
        mark_buyers(connection, "1", ())
        resum_buyers(connection)
        for table in (*written, "payment"):
            (most,) = connection.execute(f"SELECT max(id) FROM {table}").fetchone()
            transaction.inserted_range(table, 1, most)


_PAYMENTS = """INSERT INTO payment(at, amount, method, ref, note, contact_id)
 SELECT at, amount * (1 + id % 3) / 3, 'cash', '', '', contact_id FROM purchase
 WHERE on_account = 1 AND id % 5 > 0"""
_PEOPLE = """UPDATE contact SET
 birthday = CASE id % 3 WHEN 0 THEN '1980-' || substr('0' || (1 + id / 3 % 12), -2) || '-'
  || substr('0' || (1 + id / 36 % 28), -2) END,
 keep_days = CASE id % 50 WHEN 0 THEN 60 END,
 status = CASE id % 7 WHEN 0 THEN 'lead' WHEN 1 THEN 'inactive' ELSE 'customer' END,
 city = CASE WHEN id % 5 = 0 THEN 'تهران' ELSE city END"""


def _double(connection: sqlite3.Connection) -> None:
    """Let some customers be there twice: with their phone and their name written otherwise."""
    binds = {"each": DOUBLES}
    connection.execute(
        "INSERT INTO contact(name, name_key, kind, status, city, source, note, created_at) "
        "SELECT name || '.', name_key, kind, status, city, source, note, created_at "
        "FROM contact WHERE id % :each = 0 ORDER BY id",
        binds,
    )
    connection.execute(
        "INSERT INTO contact_point(contact_id, kind, value, key, label, preferred) "
        "SELECT double.id, p.kind, p.value, p.key, p.label, p.preferred FROM contact_point p "
        "JOIN (SELECT id, :each * row_number() OVER (ORDER BY id) AS of FROM contact "
        "      WHERE name LIKE '%.') double ON double.of = p.contact_id",
        binds,
    )


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[Row]) -> None:
    first = next(rows)
    marks = ", ".join(f":{name}" for name in first)
    sql = f"INSERT INTO {table}({', '.join(first)}) VALUES({marks})"
    connection.execute(sql, first)
    connection.executemany(sql, rows)


def _ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _talks(chance: random.Random, last: int) -> Iterator[Row]:
    for number in range(last * TALKS):
        yield {
            "contact_id": 1 if number < _BUSY else chance.randint(1, last),
            "at": _ago(1400 * chance.random() ** 1.5),
            "text": f"about item {number % 97}",
            "channel": chance.choice(_CHANNELS),
            "direction": "out" if number % 2 else "in",
            "outcome": chance.choice(_OUTCOMES),
        }


def _sales(chance: random.Random, last: int) -> Iterator[Row]:
    for customer in range(1, last + 1):
        every, day = chance.choice(_HABITS), chance.expovariate(1 / 60)
        for number in range(int(chance.expovariate(1 / (SALES + 0.5)))):
            at = _ago(day)
            is_open = chance.randrange(_ON_ACCOUNT) == 0
            yield {
                "contact_id": customer,
                "at": at,
                "amount": chance.randint(1000, 100_000) * (-1 if number % 50 == 49 else 1),
                "ref": "",
                "note": "",
                "on_account": int(is_open),
                "due_on": at[:10] if is_open else None,
            }
            day += max(0.5, chance.gauss(every, every / 4))


def _tasks(chance: random.Random, last: int) -> Iterator[Row]:
    for number in range(last // 50):
        yield {
            "text": f"call back {number}",
            "due": _ago(chance.uniform(-60, 20)),
            "all_day": 0,
            "contact_id": chance.randint(1, last),
            "created_at": _ago(60),
            "promise": "ours" if number % 3 == 0 else None,
        }


def _needs(chance: random.Random, last: int) -> Iterator[Row]:
    for number in range(last // 50):
        yield {
            "contact_id": chance.randint(1, last),
            "text": f"oak shelf {60 + number % 90} cm",
            "at": _ago(chance.uniform(0, 400)),
            "met_at": _ago(1) if number % 4 == 0 else None,
        }


def _tagged(last: int) -> Iterator[Row]:
    for customer in range(1, last + 1):
        for tag, each in enumerate((20, 10, 5), start=1):
            if customer % each == 0:
                yield {"contact_id": customer, "tag_id": tag}
