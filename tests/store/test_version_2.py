"""A shop of version 2, as its code left it: brought up to date, whole, and undone step by step."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crmtui.errors import NotFound
from crmtui.reads.search import find
from crmtui.store.backup import verify
from crmtui.store.connect import VERSION, Store, open_store
from crmtui.store.triggers import SUMS
from crmtui.writes import contacts, payments, purchases
from crmtui.writes.erase import erase
from crmtui.writes.merge import merge
from crmtui.writes.undo import redo, undo
from tests.conftest import Crm
from tests.store.test_undo import state

DUMP = Path(__file__).with_name("version_2.sql")
"""Two people, their company, sales, a refund, a task, imports; the last import was undone."""


@pytest.fixture
def old(store: Store) -> Store:
    """The shop, not yet opened by this version; it lies where `crm` looks for it."""
    store.path.unlink()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.executescript(f"BEGIN;{DUMP.read_text('utf-8')}COMMIT;")
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return store


def shape(store: Store) -> dict[str, list[Any]]:
    """The columns of every table (name, type, not null, key) and index, in any order."""
    with store.read() as connection:
        names = connection.execute("SELECT type, name FROM sqlite_master").fetchall()
        return {
            name: sorted(
                row[1:4] + row[5:] if kind == "table" else row[2] or "an expression"
                for row in connection.execute(
                    f"PRAGMA {'table' if kind == 'table' else 'index'}_info({name})"
                )
            )
            for kind, name in names
        }


def test_it_is_brought_up_to_date_behind_a_backup(old: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(old.path)) as connection:
        before = list(connection.iterdump())
    open_store(old.path)
    (copy,) = (old.path.parent / "backups").iterdir()
    verify(copy)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert sorted(connection.iterdump()) == sorted(before)
    with old.read() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert shape(old) == shape(open_store(tmp_path / "fresh.db", create=True))


def test_everything_is_read(old: Store, crm: Crm) -> None:
    assert crm("contact", "list", "--count").out == "4\n"
    ali = crm("who", "ali", "--json").json
    assert (ali["purchases"]["net"], ali["balance"]) == (400, None)
    zahra = crm("who", "زهرا", "--json").json["contact"]
    assert (zahra["relation"], zahra["do_not_contact"], zahra["fields"]) == ("customer", False, {})
    assert crm("find", "sari").out.startswith("4\t"), "a nickname is found from now on"
    assert crm("find", "pars").out == "", "a company in the trash is found no more"
    assert crm("task", "list", "--all", "--json").json[0]["text"] == "call back"
    for command in ("today", "owes", "needs", "duplicates", "list", "history", "segments"):
        assert crm(command, "--json").code == 0
    assert crm("contact", "list", "balance>0", "--count").out == "0\n"


def test_steps_of_then_are_undone_and_brought_back(old: Store) -> None:
    open_store(old.path)
    redo(old)  # the import that was undone then
    with old.read() as connection:
        assert [found.name for found in find(connection, "mina")] == ["Mina"]
    states = [state(old)]
    while True:
        try:
            undo(old)
        except NotFound:
            break
        states.append(state(old))
    assert len(states) == 15
    own = {"setting", "pipeline", "stage", "lost_reason"}  # every store begins with some
    assert [row for table, found in states[-1].items() if table not in own for row in found] == []
    for expected in states[-2::-1]:
        redo(old)
        assert state(old) == expected
    with old.read() as connection:
        kept = connection.execute("SELECT * FROM customer_stats ORDER BY contact_id").fetchall()
        summed = connection.execute(SUMS.format(which="IS NOT NULL") + " ORDER BY contact_id")
        assert kept == summed.fetchall()
        connection.execute("INSERT INTO search_index(search_index) VALUES('integrity-check')")


def test_a_deleted_row_of_then_has_what_is_new_since(old: Store) -> None:
    open_store(old.path)
    with old.read() as connection:
        (pars,) = connection.execute("SELECT id FROM contact WHERE kind = 'company'").fetchone()
    contacts.restore(old, pars)
    contacts.edit(old, pars, owner="Mina", keep_days=7)
    undo(old)
    with old.read() as connection:
        assert connection.execute(
            "SELECT owner, keep_days, relation, do_not_contact FROM contact WHERE id = ?", (pars,)
        ).fetchone() == ("", None, "customer", 0)


def test_erasing_and_merging_reach_into_the_journal_of_then(old: Store) -> None:
    open_store(old.path)
    purchases.edit(old, 1, on_account=True)
    payments.pay(old, 1, amount=50)
    before = state(old)
    merge(old, 1, 5)
    undo(old)
    assert state(old) == before
    erase(old, 1)
    assert b"Ali Rezaei" not in old.path.read_bytes()
    with old.read() as connection:
        assert connection.execute("SELECT sum(amount) FROM payment").fetchone() == (50,)
