"""Every reference to a contact is declared, so that merging and erasing forget none."""

from __future__ import annotations

from crmtui.store.belongings import BELONGINGS
from crmtui.store.connect import Store
from crmtui.store.triggers import JOURNALLED


def test_every_reference_to_a_contact_is_declared(store: Store) -> None:
    with store.read() as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        referring = {
            (table, key[3])
            for table in tables
            for key in connection.execute(f"PRAGMA foreign_key_list({table})")
            if key[2] == "contact"
        }
    assert referring == {(b.table, b.column) for b in BELONGINGS if b.only == "1"}


def test_what_is_declared_exists(store: Store) -> None:
    with store.read() as connection:
        for belonging in BELONGINGS:
            columns = {
                row[1] for row in connection.execute(f"PRAGMA table_info({belonging.table})")
            }
            assert {belonging.column, *belonging.same, *belonging.personal} <= columns
            if belonging.table != "customer_stats":
                assert belonging.table in JOURNALLED
                assert belonging.of(connection, 1) == []
