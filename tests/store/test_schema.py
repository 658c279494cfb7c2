"""A new store, a migrated one and the models say the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from crmtui.models.tables import metadata
from crmtui.store.connect import VERSION, Connection, schema
from crmtui.store.generate import generated_schema
from crmtui.store.migrate import upgrade
from crmtui.store.migrations import include_name


@pytest.fixture
def migrated() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
    connection.execute("BEGIN")
    upgrade(connection, VERSION)
    connection.execute("COMMIT")
    yield connection
    connection.close()


def statements(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: " ".join(sql.split()) for name, sql in rows}


def test_schema_file_is_what_the_models_generate() -> None:
    assert schema() == generated_schema()


def test_migrations_lead_to_the_schema_of_a_new_store(migrated: sqlite3.Connection) -> None:
    new = sqlite3.connect(":memory:")
    new.executescript(schema())
    assert statements(migrated) == statements(new)
    assert migrated.execute("PRAGMA user_version").fetchone() == (VERSION,)


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_alembic_finds_no_drift(migrated: sqlite3.Connection) -> None:
    engine = create_engine("sqlite://", creator=lambda: migrated, poolclass=StaticPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": include_name})
        assert compare_metadata(context, metadata) == []
