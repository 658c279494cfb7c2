"""A store with a few people, filled with raw purchases again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crmtui.store.connect import Store, open_store
from crmtui.store.transact import transact
from tests.reads.reports.raw import PEOPLE, Sale

Fill = Callable[[list[Sale]], None]


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store in which PEOPLE have bought nothing yet; the first half came from a friend."""
    made = open_store(Path(tmp_path_factory.mktemp("reports")) / "shop.db", create=True)
    with transact(made, "people") as transaction:
        transaction.connection.executemany(
            "INSERT INTO contact(id, name, name_key, kind, status, city, source, note, created_at)"
            " VALUES(?, 'x', 'x', 'person', 'customer', '', ?, '', '2020-01-01T00:00:00Z')",
            [(n, "friend" if n <= PEOPLE // 2 else "") for n in range(1, PEOPLE + 1)],
        )
    return made


@pytest.fixture(scope="module")
def fill(people: Store) -> Fill:
    """Put raw purchases in the place of all others; every one has a line of its amount."""

    def put(rows: list[Sale]) -> None:
        with transact(people, "sales") as transaction:
            connection = transaction.connection
            connection.execute("DELETE FROM purchase_line")
            connection.execute("DELETE FROM purchase")
            connection.executemany(
                "INSERT INTO purchase(contact_id, at, amount, ref, note) VALUES(?, ?, ?, '', '')",
                [(r.contact, r.at.strftime("%Y-%m-%dT%H:%M:%SZ"), r.amount) for r in rows],
            )
            connection.execute(
                "INSERT INTO purchase_line(purchase_id, item, sku, quantity, amount) "
                "SELECT id, CASE WHEN amount % 100 THEN '' ELSE 'tea' END, 'T' || amount, 1500, "
                "amount FROM purchase"
            )

    return put
