"""What files bring or take that had no place: titles, vCard leftovers, threads, choices, tasks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply."""
    for table, column in (
        ("contact", "nickname"),
        ("contact", "job_title"),
        ("interaction", "thread"),
    ):
        op.add_column(
            table, sa.Column(column, sa.Text(), server_default=sa.text("''"), nullable=False)
        )
    op.create_index(
        "ix_interaction_thread",
        "interaction",
        ["thread"],
        unique=False,
        sqlite_where=sa.text("thread <> ''"),
    )
    op.create_table(
        "contact_extra",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("vcard", sa.Text(), nullable=False),
        sa.UniqueConstraint("contact_id"),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "file_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("header", "kind"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "task",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("all_day", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_task_contact_id", "task", ["contact_id"], unique=False)
    op.create_index(
        "ix_task_due", "task", ["due"], unique=False, sqlite_where=sa.text("done_at IS NULL")
    )
    op.create_table(
        "search_pending",
        sa.Column("lo", sa.Integer(), nullable=False),
        sa.Column("hi", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lo"),
        sqlite_strict=True,
    )
    # Nobody looks references up by their row, and every imported row paid for it.
    op.drop_index("ix_source_ref_row", "source_ref")
    # Bulk writes go without triggers now, instead of telling them by a mark.
    op.drop_table("current_step")
    op.create_table(
        "current_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
