"""Undo and redo: any step, repeatedly, exactly, and never over somebody's later work."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from crmtui.errors import Conflict, InvalidValue, NotFound
from crmtui.reads.history import history
from crmtui.reads.search import find
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.store.triggers import JOURNALLED
from crmtui.writes import contacts, interactions, purchases
from crmtui.writes.purchases import Item
from crmtui.writes.undo import redo, undo

State = dict[str, list[Any]]


def state(store: Store) -> State:
    """Everything in the store that undo must bring back."""
    with store.read() as connection:
        found = {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in JOURNALLED
        }
        found["customer_stats"] = connection.execute(
            "SELECT * FROM customer_stats ORDER BY contact_id"
        ).fetchall()
        found["search_key"] = connection.execute(
            "SELECT * FROM search_key ORDER BY contact_id"
        ).fetchall()
        return found


def test_every_step_is_undone_and_redone_in_turn(store: Store) -> None:
    states = [state(store)]
    person = contacts.add(store, name="Ali", phone=["0912 111 2233"], tags=["vip"]).row
    states.append(state(store))
    interactions.log(store, person, text="asked for the price")
    states.append(state(store))
    sale = purchases.sale(store, person, 5000, items=[Item("tea", 3000), Item("sugar", 2000)]).row
    states.append(state(store))
    purchases.refund(store, sale, 1000)
    states.append(state(store))
    contacts.edit(store, person, name="Ali Rezaei", phone=[], company="Pars Co.")
    states.append(state(store))
    purchases.delete(store, purchases.sale(store, person, 70).row)
    for expected in [*reversed(states[:-1])]:
        while state(store) != expected:
            undo(store)
    with pytest.raises(NotFound):
        undo(store)
    for expected in states[1:]:
        redo(store)
        assert state(store) == expected


def test_nothing_changed_is_no_step(store: Store) -> None:
    person = contacts.add(store, name="Ali").row
    done = contacts.edit(store, person, name="Ali")
    assert done.step is None
    with store.read() as connection:
        assert len(history(connection)) == 1


def test_a_new_step_ends_redo(store: Store) -> None:
    contacts.add(store, name="Ali")
    undo(store)
    contacts.add(store, name="Zahra")
    with pytest.raises(NotFound):
        redo(store)


def test_any_step_can_be_undone_by_number(store: Store) -> None:
    first = contacts.add(store, name="Ali")
    contacts.add(store, name="Zahra")
    undo(store, first.step)
    with store.read() as connection:
        assert [found.name for found in find(connection, "zahra")] == ["Zahra"]
        assert find(connection, "ali") == []


def test_undo_of_a_redo_undoes_the_step_again(store: Store) -> None:
    contacts.add(store, name="Ali")
    empty = state(store) | {"contact": [], "search_key": []}
    undo(store)
    again = redo(store).done.step
    undo(store, again)
    assert state(store) == empty
    redo(store)
    with store.read() as connection:
        assert len(find(connection, "ali")) == 1


def test_a_row_changed_since_is_not_overwritten(store: Store) -> None:
    person = contacts.add(store, name="Ali").row
    first = contacts.edit(store, person, city="Tehran")
    contacts.edit(store, person, city="Shiraz")
    before = state(store)
    with pytest.raises(Conflict, match="step 3"):
        undo(store, first.step)
    assert state(store) == before


def test_a_contact_that_is_used_since_is_not_taken_away(store: Store) -> None:
    added = contacts.add(store, name="Ali")
    interactions.log(store, added.row, text="hello")
    before = state(store)
    with pytest.raises(Conflict):
        undo(store, added.step)
    assert state(store) == before


def test_no_write_passes_the_journal(store: Store) -> None:
    with store.read() as connection, pytest.raises(sqlite3.IntegrityError, match=r"change\.step"):
        connection.execute("INSERT INTO setting(key, value) VALUES('x', 'y')")


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    before = state(store)
    with pytest.raises(InvalidValue):
        contacts.add(store, name="Ali", phone=["0912"], email=["not an address"])
    assert state(store) == before
    with store.read() as connection:
        assert connection.execute("SELECT count(*) FROM step, current_step").fetchone() == (0,)


def test_an_interrupted_write_leaves_nothing(store: Store) -> None:
    before = state(store)
    with pytest.raises(KeyboardInterrupt), transact(store, "half") as transaction:
        transaction.connection.execute("INSERT INTO tag(name, key) VALUES('a', 'a')")
        raise KeyboardInterrupt
    assert state(store) == before
