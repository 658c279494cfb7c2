"""A shop of as many customers however many purchases: does the price of segments grow with them?"""

from __future__ import annotations

import csv
import random
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crmtui.store.connect import Store
from crmtui.store.stats import mark_buyers, resum_buyers
from crmtui.store.transact import transact

_DAYS = 1100
_REFUNDS = 50
"""One in so many purchases is given back."""


def write_buyers(path: Path, contacts: Path, purchases: int) -> None:
    """Write a store: the customers of `contacts`, and that many purchases of theirs."""
    shutil.copyfile(contacts, path)
    with transact(Store(path), "years of sales") as transaction, transaction.bulk():
        connection = transaction.connection
        (last,) = connection.execute("SELECT max(id) FROM contact").fetchone()
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'purchase'"
        ).fetchall()
        for name, _sql in indexes:
            connection.execute(f"DROP INDEX {name}")
        connection.executemany(
            "INSERT INTO purchase(contact_id, at, amount, ref, note) VALUES(?, ?, ?, '', '')",
            _purchases(last, purchases),
        )
        for _name, sql in indexes:
            connection.execute(sql)
        mark_buyers(connection, "1", ())
        resum_buyers(connection)
        transaction.inserted_range("purchase", 1, purchases)


def _purchases(customers: int, purchases: int) -> Iterator[tuple[int, str, int]]:
    """Yield customer, moment and amount: some customers come often, most seldom."""
    chance = random.Random(purchases)
    now = datetime.now(UTC)
    days = [f"{now - timedelta(days=ago):%Y-%m-%d}" for ago in range(1, _DAYS)]
    for number in range(purchases):
        customer = 1 + int(customers * chance.random() ** 2)
        # Whoever comes seldom may have been here long ago.
        day = days[int(len(days) * chance.random() ** 1.5)]
        at = f"{day}T{chance.randrange(8, 20):02}:{chance.randrange(60):02}:00Z"
        amount = 100 + int(chance.random() ** 3 * 20_000)
        yield customer, at, -amount if number % _REFUNDS == 0 else amount


def write_rows(path: Path, store: Path) -> None:
    """Write the purchases of a store as CSV, for another program to take in."""
    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("contact_id", "at", "amount"))
        rows.writerows(connection.execute("SELECT contact_id, at, amount FROM purchase"))
    connection.close()
