"""Pipelines, their stages and deals; a task may be the next step of a deal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from crmtui.store.first_pipeline import first_pipeline

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""
    _pipelines()
    _deals()
    _history()
    _tasks()
    for statement, values in first_pipeline():
        op.get_bind().exec_driver_sql(statement, values)


def _pipelines() -> None:
    op.create_table(
        "pipeline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "stage",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("probability", sa.Integer(), nullable=False),
        sa.Column("stale_days", sa.Integer(), nullable=True),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.Column("script", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pipeline_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("pipeline_id", "key"),
        sa.ForeignKeyConstraint(["pipeline_id"], ["pipeline.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "lost_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _deals() -> None:
    op.create_table(
        "deal",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("products", sa.Text(), nullable=False),
        sa.Column("expected_close", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("competitor", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lost_reason_id", sa.Integer(), nullable=True),
        sa.Column("purchase_id", sa.Integer(), nullable=True),
        sa.Column("at_counter", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("touched_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"]),
        sa.ForeignKeyConstraint(["lost_reason_id"], ["lost_reason.id"]),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_deal_place", "deal", ["stage_id", "position", "id"], unique=False)
    _index_known("ix_deal_contact", "deal", "contact_id")
    _index_known("ix_deal_purchase", "deal", "purchase_id")


def _index_known(name: str, table: str, column: str) -> None:
    known = sa.text(f"{column} IS NOT NULL")
    op.create_index(name, table, [column], unique=False, sqlite_where=known)


def _history() -> None:
    op.create_table(
        "deal_stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"]),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_deal_stage_deal", "deal_stage", ["deal_id", "id"], unique=False)
    op.create_table(
        "deal_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("deal_id", "stage_id", "key"),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"]),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


_TASK = (
    "id, contact_id, text, due, all_day, created_at, done_at, promise, repeat, first_due, dropped"
)


def _tasks() -> None:
    """Make the table anew: SQLite adds no column that refers to another table as models write it.

    Numbers that were given out stay so.
    """
    op.execute("ALTER TABLE task RENAME TO task_before")
    op.execute("DROP INDEX ix_task_due")
    op.execute("DROP INDEX ix_task_contact_id")
    op.create_table(
        "task",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("all_day", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.Column("promise", sa.Text(), nullable=True),
        sa.Column("repeat", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("first_due", sa.Text(), nullable=True),
        sa.Column("dropped", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute(f"INSERT INTO task({_TASK}) SELECT {_TASK} FROM task_before")
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'task'")
    op.execute(
        "INSERT INTO sqlite_sequence(name, seq) "
        "SELECT 'task', seq FROM sqlite_sequence WHERE name = 'task_before'"
    )
    op.execute("DROP TABLE task_before")
    op.create_index("ix_task_contact_id", "task", ["contact_id"], unique=False)
    op.create_index(
        "ix_task_due", "task", ["due"], unique=False, sqlite_where=sa.text("done_at IS NULL")
    )
    _index_known("ix_task_deal", "task", "deal_id")
