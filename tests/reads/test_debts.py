"""Who owes what since when, read for everybody at once: it agrees with each account by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from crmtui.reads.accounts import balance
from crmtui.reads.debts import account, creditors, debtors, past_due
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.writes import contacts, payments, purchases

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
TODAY = date(2026, 6, 1)
PEOPLE = range(1, 31)


@pytest.fixture
def busy(store: Store) -> Store:
    """A shop with sales, refunds and payments of every sort."""
    random = Random(5)
    with transact(store, "a busy shop") as transaction:
        connection = transaction.connection
        for person in PEOPLE:
            connection.execute(
                "INSERT INTO contact(id, name, name_key, kind, status, city, source, note, "
                "created_at) VALUES(?, ?, 'x', 'person', 'customer', '', '', '', '2026')",
                (person, f"P{person}"),
            )
            for _sale in range(random.randint(0, 5)):
                at = START + timedelta(days=random.randint(0, 140))
                due = (
                    (at + timedelta(days=20)).date().isoformat() if random.random() < 0.7 else None
                )
                values = (person, f"{at:%Y-%m-%dT%H:%M:%SZ}", random.randint(1, 900))
                (number,) = connection.execute(
                    "INSERT INTO purchase(contact_id, at, amount, ref, note, on_account, due_on) "
                    "VALUES(?, ?, ?, '', '', ?, ?) RETURNING id",
                    (*values, random.random() < 0.8, due),
                ).fetchone()
                if random.random() < 0.3:
                    connection.execute(
                        "INSERT INTO purchase(contact_id, at, amount, ref, note, refund_of, "
                        "on_account) SELECT contact_id, at, -amount / 3, '', '', id, on_account "
                        "FROM purchase WHERE id = ?",
                        (number,),
                    )
                if random.random() < 0.6:
                    connection.execute(
                        "INSERT INTO payment(contact_id, at, amount, method, ref, note, "
                        "purchase_id) VALUES(?, ?, ?, '', '', '', ?)",
                        (*values[:2], random.randint(-99, 999), random.choice((None, number))),
                    )
    return store


def test_all_accounts_agree_with_each(busy: Store) -> None:
    with busy.read() as connection:
        owing = {row.contact_id: row for row in debtors(connection, TODAY)}
        credited = {row.contact_id: row.amount for row in creditors(connection)}
        late = {row.contact_id: row for row in past_due(connection, TODAY)}
        for person in PEOPLE:
            alone = account(connection, person)
            assert alone.balance == (balance(connection, person) or 0)
            assert credited.get(person, 0) == alone.credit
            items = [item for item in alone.items if item.days_past(TODAY)]
            assert (person in late) == bool(items)
            if not alone.items:
                assert person not in owing
                continue
            row = owing[person]
            assert row.amount == alone.balance
            assert row.since == min(item.at for item in alone.items)
            assert row.past_due == sum(item.left for item in items)
            if items:
                days = max(item.days_past(TODAY) for item in items)
                assert late[person][2:] == (row.past_due, days)
    assert owing and credited and late and len(late) < len(owing)


def test_the_oldest_debt_comes_first(busy: Store) -> None:
    with busy.read() as connection:
        since = [row.since for row in debtors(connection, TODAY)]
        days = [row.days for row in past_due(connection, TODAY)]
        amounts = [row.amount for row in creditors(connection)]
    assert since == sorted(since)
    assert days == sorted(days, reverse=True)
    assert amounts == sorted(amounts, reverse=True)


def test_what_happened_later_does_not_count(busy: Store) -> None:
    before = "2026-03-01T00:00:00Z"
    with busy.read() as connection:
        then = {row.contact_id: row.amount for row in debtors(connection, TODAY, before=before)}
        for person in PEOPLE:
            assert max(0, account(connection, person, before=before).balance) == then.get(person, 0)
        assert then != {row.contact_id: row.amount for row in debtors(connection, TODAY)}


def test_the_trash_and_walk_ins_owe_nothing_here(store: Store) -> None:
    ali = contacts.add(store, name="Ali").row
    purchases.sale(store, ali, 500, at=START, on_account=True)
    purchases.sale(store, None, 500, at=START)
    zahra = contacts.add(store, name="Zahra").row
    payments.pay(store, zahra, amount=5)
    with store.read() as connection:
        assert [row.name for row in past_due(connection, TODAY)] == ["Ali"]
    contacts.delete(store, ali)
    contacts.delete(store, zahra)
    with store.read() as connection:
        assert debtors(connection, TODAY) == []
        assert past_due(connection, TODAY) == []
        assert creditors(connection) == []
