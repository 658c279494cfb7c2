"""A shop after many years: its customers talked to, sold to, and with things left to do."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crmtui.store.connect import Store
from crmtui.store.stats import mark_buyers, resum_buyers
from crmtui.store.transact import transact

TALKS = 10
"""Interactions a customer, on average."""
SALES = 5
_CHANNELS = ("call", "visit", "sms", "whatsapp", "instagram")
_OUTCOMES = (None, "reached", "no-answer", "call-back")
_YEARS = 4
_BUSY = 10_000
"""Entries in the timeline of the first customer."""


def write_shop(path: Path, contacts: Path) -> None:
    """Write a store: the customers of `contacts`, a million interactions and half as many sales."""
    shutil.copyfile(contacts, path)
    with transact(Store(path), "years of work") as transaction, transaction.bulk():
        connection = transaction.connection
        (last,) = connection.execute("SELECT max(id) FROM contact").fetchone()
        chance = random.Random(last)
        _insert(connection, "interaction", _talks(chance, last))
        _insert(connection, "purchase", _sales(chance, last))
        _insert(connection, "task", _tasks(chance, last))
        connection.execute(
            "UPDATE contact SET birthday = '1980-' || substr('0' || (1 + id % 12), -2) || '-'"
            " || substr('0' || (1 + id % 28), -2) WHERE id % 3 = 0"
        )
        connection.execute("UPDATE contact SET keep_days = 60 WHERE id % 50 = 0")
        mark_buyers(connection, "1", ())
        resum_buyers(connection)
        for table in ("interaction", "purchase", "task"):
            (most,) = connection.execute(f"SELECT max(id) FROM {table}").fetchone()
            transaction.inserted_range(table, 1, most)


def _insert(
    connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, str | int | None]]
) -> None:
    first = next(rows)
    marks = ", ".join(f":{name}" for name in first)
    sql = f"INSERT INTO {table}({', '.join(first)}) VALUES({marks})"
    connection.execute(sql, first)
    connection.executemany(sql, rows)


def _moments(chance: random.Random, count: int) -> Iterator[str]:
    now = datetime.now(UTC).replace(microsecond=0)
    for _number in range(count):
        past = timedelta(minutes=int(chance.random() ** 1.5 * _YEARS * 365 * 1440))
        yield (now - past).strftime("%Y-%m-%dT%H:%M:%SZ")


def _talks(chance: random.Random, last: int) -> Iterator[dict[str, str | int | None]]:
    for number, at in enumerate(_moments(chance, last * TALKS)):
        yield {
            "contact_id": 1 if number < _BUSY else chance.randint(1, last),
            "at": at,
            "text": f"about item {number % 97}",
            "channel": chance.choice(_CHANNELS),
            "direction": "out" if number % 2 else "in",
            "outcome": chance.choice(_OUTCOMES),
        }


def _sales(chance: random.Random, last: int) -> Iterator[dict[str, str | int | None]]:
    for number, at in enumerate(_moments(chance, last * SALES)):
        yield {
            "contact_id": 1 + int(last * chance.random() ** 2),
            "at": at,
            "amount": 1000 + number % 90_000,
            "ref": "",
            "note": "",
            "on_account": int(number % 40 == 0),
            "due_on": at[:10] if number % 40 == 0 else None,
        }


def _tasks(chance: random.Random, last: int) -> Iterator[dict[str, str | int | None]]:
    now = datetime.now(UTC).replace(microsecond=0)
    for number in range(last // 50):
        due = now + timedelta(hours=chance.randint(-24 * 20, 24 * 60))
        yield {
            "text": f"call back {number}",
            "due": due.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "all_day": 0,
            "contact_id": chance.randint(1, last),
            "created_at": (now - timedelta(days=30)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "promise": "ours" if number % 3 == 0 else None,
        }
