"""Bring an older store up to date with Alembic; imported only when a store is behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from crmtui.errors import StoreUnusable
from crmtui.locale import _
from crmtui.store.backup import backup
from crmtui.store.connect import VERSION, Store
from crmtui.store.search import refresh_search
from crmtui.store.triggers import create_triggers, drop_triggers

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(store: Store, *, target: int = VERSION) -> None:
    """Migrate `store` in one transaction, after a verified backup.

    Raises StoreUnusable, with the store as it was, if references would break.
    """
    backup(store, "before-migration")
    with closing(store.connect()) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")  # means nothing once a transaction runs
        connection.execute("BEGIN IMMEDIATE")
        try:
            upgrade(connection, target)
            refresh_search(connection)  # a migration marks who is found by something else now
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise StoreUnusable(
                    _("The store could not be brought up to date."),
                    _("It is as it was; a backup lies in the folder beside it."),
                )
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def upgrade(connection: sqlite3.Connection, target: int) -> None:
    """Run the migrations inside the caller's transaction; triggers are made anew at the end."""
    drop_triggers(connection)  # a batch operation would drop some of them silently
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with engine.connect() as borrowed:
        config.attributes["connection"] = borrowed
        command.upgrade(config, f"{target:04}")
    create_triggers(connection)
    connection.execute(f"PRAGMA user_version={target}")
