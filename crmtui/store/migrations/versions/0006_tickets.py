"""The service desk: tickets with their history, appointments, canned replies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Apply."""
    _tickets()
    _ticket_events()
    _ticket_links()
    _appointments()
    _canned_replies()
    _interactions()


def _tickets() -> None:
    op.create_table(
        "ticket",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=False),
        sa.Column("purchase_id", sa.Integer(), nullable=True),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("warranty_until", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("reply_due", sa.Text(), nullable=True),
        sa.Column("solve_due", sa.Text(), nullable=True),
        sa.Column("first_reply_at", sa.Text(), nullable=True),
        sa.Column("solved_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("waiting_since", sa.Text(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("csat", sa.Integer(), nullable=True),
        sa.Column("nps", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("rated_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["merged_into"], ["ticket.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    is_open = sa.text("status IN ('new', 'open', 'waiting', 'on-hold')")
    op.create_index("ix_ticket_contact", "ticket", ["contact_id", "opened_at"])
    op.create_index("ix_ticket_merged_into", "ticket", ["merged_into"])
    op.create_index("ix_ticket_open", "ticket", ["solve_due"], sqlite_where=is_open)
    op.create_index("ix_ticket_opened", "ticket", ["opened_at"])
    op.create_index("ix_ticket_purchase_id", "ticket", ["purchase_id"])


def _ticket_events() -> None:
    op.create_table(
        "ticket_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_ticket_event_ticket", "ticket_event", ["ticket_id", "at"])


def _ticket_links() -> None:
    op.create_table(
        "ticket_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("a_id", "b_id"),
        sa.ForeignKeyConstraint(["a_id"], ["ticket.id"]),
        sa.ForeignKeyConstraint(["b_id"], ["ticket.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_ticket_link_b_id", "ticket_link", ["b_id"])


def _appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    is_open = sa.text("done_at IS NULL")
    op.create_index("ix_appointment_at", "appointment", ["at"], sqlite_where=is_open)
    op.create_index("ix_appointment_contact_id", "appointment", ["contact_id"])
    op.create_index("ix_appointment_ticket_id", "appointment", ["ticket_id"])


def _canned_replies() -> None:
    op.create_table(
        "canned_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "canned_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("canned_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["canned_id"], ["canned_reply.id"]),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_canned_use_canned_id", "canned_use", ["canned_id"])
    op.create_index("ix_canned_use_ticket_id", "canned_use", ["ticket_id"])


def _interactions() -> None:
    """Make the table anew: a message of a ticket may be of no customer."""
    names = "at, text, channel, direction, purpose, outcome, minutes, id, contact_id, thread"
    for index in ("ix_interaction_contact", "ix_interaction_thread"):
        op.drop_index(index, "interaction")
    op.rename_table("interaction", "former_interaction")
    op.create_table(
        "interaction",
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("thread", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute(f"INSERT INTO interaction ({names}) SELECT {names} FROM former_interaction")
    # An id that was given out and deleted must not come again.
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'interaction'")
    op.execute("UPDATE sqlite_sequence SET name = 'interaction' WHERE name = 'former_interaction'")
    op.drop_table("former_interaction")
    op.create_index("ix_interaction_contact", "interaction", ["contact_id", "at"])
    op.create_index(
        "ix_interaction_thread", "interaction", ["thread"], sqlite_where=sa.text("thread <> ''")
    )
    op.create_index(
        "ix_interaction_ticket",
        "interaction",
        ["ticket_id", "at"],
        sqlite_where=sa.text("ticket_id IS NOT NULL"),
    )
