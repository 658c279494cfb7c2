"""Opening stores: new ones, strange ones, and those of other programs."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from crmtui.errors import StoreFull, StoreLocked, StoreUnusable
from crmtui.store.connect import Store, open_store
from crmtui.writes import contacts


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_store_is_for_its_owner_alone(tmp_path: Path) -> None:
    store = open_store(tmp_path / "new" / "shop.db", create=True)
    assert mode(store.path) == 0o600
    assert mode(store.path.parent) == 0o700
    assert os.listdir(store.path.parent) == ["shop.db"]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 3),
        ("busy_timeout", 10_000),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
    ],
)
def test_every_connection_has_the_safe_settings(
    store: Store, pragma: str, value: str | int
) -> None:
    with store.read() as connection:
        assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_reading_a_store_that_is_not_there_makes_none(tmp_path: Path) -> None:
    store = open_store(tmp_path / "no" / "shop.db")
    with store.read() as connection:
        assert connection.execute("SELECT count(*) FROM contact").fetchone() == (0,)
    assert not store.path.parent.exists()


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs(x)")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="another program"):
        open_store(path, create=True)
    assert path.read_bytes() == before


def test_a_newer_store_is_refused(store: Store) -> None:
    with closing(store.connect()) as connection:
        connection.execute("PRAGMA user_version=9999")
    with pytest.raises(StoreUnusable, match="newer"):
        open_store(store.path)


def test_a_text_file_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    path.write_text("name,phone\nAli,0912\n" * 100)
    with pytest.raises(StoreUnusable, match="not a crmtui store"):
        open_store(path)


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    path.touch()
    contacts.add(open_store(path, create=True), name="Ali")


def test_a_disk_without_links_holds_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A memory stick is formatted so that a file has one name only."""

    def refuse(*_paths: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    store = open_store(tmp_path / "shop.db", create=True)
    assert contacts.add(store, name="Ali").row == 1
    assert [path.name for path in tmp_path.glob("*new*")] == []


def test_a_store_held_by_another_program_says_so(store: Store) -> None:
    with closing(store.connect()) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLocked), Store(store.path).read() as connection:
            connection.execute("PRAGMA busy_timeout=0")
            connection.execute("SELECT count(*) FROM contact").fetchone()


def test_a_full_disk_says_so_and_loses_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    contacts.add(store, name="Ali")
    connect = Store.connect

    def cramped(self: Store, *, busy_ms: int = 10_000) -> sqlite3.Connection:
        connection = connect(self, busy_ms=busy_ms)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")
        return connection

    monkeypatch.setattr(Store, "connect", cramped)
    with pytest.raises(StoreFull, match="disk is full"):
        contacts.add(store, name="Zahra", note="x" * 90_000)
    monkeypatch.setattr(Store, "connect", connect)
    with store.read() as connection:
        assert connection.execute("SELECT name FROM contact").fetchall() == [("Ali",)]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert contacts.add(store, name="Zahra").step
