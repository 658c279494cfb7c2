"""Bringing an older store up to date, with a made-up next version."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from crmtui.errors import StoreUnusable
from crmtui.store import migrate
from crmtui.store.backup import verify
from crmtui.store.connect import VERSION, Store
from crmtui.store.transact import transact
from crmtui.writes import contacts

NEXT = f"""
import sqlalchemy as sa
from alembic import op
revision = "{VERSION + 1:04}"
down_revision = "{VERSION:04}"
def upgrade():
    with op.batch_alter_table("contact") as batch:
        batch.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default=""))
"""
BROKEN = NEXT + '    op.execute("UPDATE contact SET company_id = 999")\n'


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations that a test may add to."""
    import shutil

    copy = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, copy)
    monkeypatch.setattr(migrate, "SCRIPTS", copy)
    return copy / "versions" / f"{VERSION + 1:04}_next.py"


def test_a_migration_keeps_rows_triggers_and_undo(store: Store, scripts: Path) -> None:
    done = contacts.add(store, name="Ali", phone=["0912 111 2233"])
    scripts.write_text(NEXT)
    with closing(store.connect()) as connection:
        triggers = connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        ).fetchone()
    migrate.migrate(store, target=VERSION + 1)
    with closing(store.connect()) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)
        assert connection.execute("SELECT name, colour FROM contact").fetchall() == [("Ali", "")]
        assert (
            triggers
            == connection.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
            ).fetchone()
        )
    with transact(store, "paint it") as transaction:
        transaction.connection.execute(
            "UPDATE contact SET colour = 'red' WHERE id = ?", (done.row,)
        )
    assert transaction.done.changes == 1


def test_a_backup_that_is_whole_is_made_first(store: Store, scripts: Path) -> None:
    contacts.add(store, name="Ali")
    scripts.write_text(NEXT)
    migrate.migrate(store, target=VERSION + 1)
    (copy,) = (store.path.parent / "backups").iterdir()
    verify(copy)
    with Store(copy).read() as connection:
        assert connection.execute("SELECT name FROM contact").fetchall() == [("Ali",)]


def test_a_migration_that_breaks_references_changes_nothing(store: Store, scripts: Path) -> None:
    contacts.add(store, name="Ali")
    scripts.write_text(BROKEN)
    with pytest.raises(StoreUnusable):
        migrate.migrate(store, target=VERSION + 1)
    with store.read() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("SELECT company_id FROM contact").fetchall() == [(None,)]
        assert connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchone()
