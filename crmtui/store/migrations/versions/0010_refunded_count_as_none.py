"""Purchases that were given back as a whole count as none: those sums are added up anew."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"

_RETURNED = """SELECT p.id FROM purchase r JOIN purchase p ON p.id = r.refund_of
 WHERE r.refund_of IS NOT NULL GROUP BY p.id HAVING p.amount + sum(r.amount) <= 0"""
_COUNTED = f"amount > 0 AND id NOT IN ({_RETURNED})"
_WHOSE = f"SELECT contact_id FROM purchase WHERE id IN ({_RETURNED}) AND contact_id IS NOT NULL"


def upgrade() -> None:
    """Apply."""
    op.execute(
        f"""INSERT OR REPLACE INTO customer_stats
        (contact_id, purchases, first_at, last_at, gross, refunds)
        SELECT contact_id, sum({_COUNTED}), min(CASE WHEN {_COUNTED} THEN at END),
        max(CASE WHEN {_COUNTED} THEN at END), sum(max(amount, 0)), sum(min(amount, 0))
        FROM purchase WHERE contact_id IN ({_WHOSE}) AND amount <> 0 GROUP BY contact_id"""
    )
