"""An index along each score of the segments, so that its steps are counted instead of scored."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Apply."""
    bought = sa.text("last_at IS NOT NULL")
    op.drop_index("ix_customer_stats_gross", "customer_stats")
    op.create_index(
        "ix_customer_stats_net",
        "customer_stats",
        [sa.text("gross + refunds")],
        unique=False,
        sqlite_where=bought,
    )
    op.create_index(
        "ix_customer_stats_purchases",
        "customer_stats",
        ["purchases"],
        unique=False,
        sqlite_where=bought,
    )
