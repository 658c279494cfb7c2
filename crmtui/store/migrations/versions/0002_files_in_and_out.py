"""What files bring that had no place: titles, nicknames, vCard leftovers, threads, choices."""

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
        "search_pending",
        sa.Column("lo", sa.Integer(), nullable=False),
        sa.Column("hi", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lo"),
        sqlite_strict=True,
    )
