"""Old steps are forgotten by age and number; the rest can still be undone."""

from __future__ import annotations

import pytest

from crmtui.errors import NotFound
from crmtui.reads.history import history
from crmtui.settings.keys import key
from crmtui.store import prune
from crmtui.store.connect import Store
from crmtui.writes import contacts
from crmtui.writes.settings import set_shop
from crmtui.writes.undo import undo


def steps(store: Store) -> list[int]:
    with store.read() as connection:
        return [line.step for line in history(connection, limit=1000)]


def test_too_many_steps_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prune, "EVERY", 10)
    set_shop(store, key("undo_steps"), "5")
    for number in range(1, 10):
        contacts.add(store, name=f"Person {number}")
    assert steps(store) == [10, 9, 8, 7, 6]
    with store.read() as connection:
        assert connection.execute("SELECT min(step) FROM change").fetchone() == (6,)
    for _turn in range(5):
        undo(store)
    with pytest.raises(NotFound):
        undo(store)


def test_too_old_steps_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prune, "EVERY", 4)
    contacts.add(store, name="Ali")
    contacts.add(store, name="Zahra")
    with store.read() as connection:
        connection.execute("UPDATE step SET at = '2020-01-01T00:00:00Z' WHERE id = 1")
    contacts.add(store, name="Sara")
    contacts.add(store, name="Omid")
    assert steps(store) == [4, 3, 2]
