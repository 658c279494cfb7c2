"""What one knows and keeps of a customer: links, wishes, own fields, promises, accounts, lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply."""
    _columns()
    _links()
    _not_duplicates()
    _custom_fields()
    _needs()
    _payments()
    _saved_lists()
    # A nickname is found from now on, a company in the trash no more.
    op.execute(
        "INSERT OR IGNORE INTO search_dirty SELECT id FROM contact WHERE nickname <> '' "
        "OR company_id IN (SELECT id FROM contact WHERE deleted_at IS NOT NULL)"
    )


def _columns() -> None:
    _add("contact", "relation", sa.Text(), "'customer'")
    _add("contact", "owner", sa.Text(), "''")
    _add("contact", "anniversary", sa.Text())
    _add("contact", "preferred_channel", sa.Text())
    _add("contact", "do_not_contact", sa.Integer(), "0")
    _add("contact", "keep_days", sa.Integer())
    _add("tag", "keep_days", sa.Integer())
    _add("task", "promise", sa.Text())
    _add("task", "repeat", sa.Text(), "''")
    _add("task", "first_due", sa.Text())
    _add("task", "dropped", sa.Integer(), "0")
    _add("purchase", "on_account", sa.Integer(), "0")
    _add("purchase", "due_on", sa.Text())
    op.create_index(
        "ix_contact_trash",
        "contact",
        ["deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index(
        "ix_contact_keep",
        "contact",
        ["keep_days"],
        unique=False,
        sqlite_where=sa.text("keep_days > 0"),
    )
    op.create_index(
        "ix_purchase_account",
        "purchase",
        ["contact_id", "at", "amount"],
        unique=False,
        sqlite_where=sa.text("on_account = 1"),
    )


def _add(table: str, name: str, kind: sa.Text | sa.Integer, default: str = "") -> None:
    """Add a column: with a default it takes no NULL."""
    value = sa.text(default) if default else None
    op.add_column(table, sa.Column(name, kind, server_default=value, nullable=not default))


def _links() -> None:
    op.create_table(
        "contact_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contact_id", "other_id", "role"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["other_id"], ["contact.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_contact_link_other_id", "contact_link", ["other_id"], unique=False)


def _not_duplicates() -> None:
    op.create_table(
        "not_duplicate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("a_id", "b_id"),
        sa.ForeignKeyConstraint(["a_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["b_id"], ["contact.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_not_duplicate_b_id", "not_duplicate", ["b_id"], unique=False)


def _custom_fields() -> None:
    op.create_table(
        "custom_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "custom_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contact_id", "field_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["field_id"], ["custom_field.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_custom_value_field", "custom_value", ["field_id", "value"], unique=False)


def _needs() -> None:
    op.create_table(
        "need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("met_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_need_contact_id", "need", ["contact_id"], unique=False)


def _payments() -> None:
    op.create_table(
        "payment",
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("purchase_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_payment_contact", "payment", ["contact_id", "at", "amount"], unique=False)
    op.create_index("ix_payment_purchase_id", "payment", ["purchase_id"], unique=False)


def _saved_lists() -> None:
    op.create_table(
        "saved_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
