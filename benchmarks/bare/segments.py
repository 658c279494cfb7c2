"""The barest table of segments: Typer, one command, the same sums and the same scores."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import UTC, date, datetime

import typer

from crmtui.rules.rfm import SEGMENTS, Buyer, score


def segments(db: str) -> None:
    """Print how many customers each segment has and what they paid."""
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    today = datetime.now(UTC).date()
    buyers = [
        Buyer(number, (today - date.fromisoformat(last[:10])).days, purchases, gross + refunds)
        for number, purchases, last, gross, refunds in connection.execute(
            "SELECT contact_id, purchases, last_at, gross, refunds FROM customer_stats "
            "WHERE purchases > 0 AND EXISTS (SELECT 1 FROM contact c "
            "WHERE c.id = contact_id AND c.deleted_at IS NULL)"
        )
    ]
    count = connection.execute("SELECT count(*) FROM contact WHERE deleted_at IS NULL")
    customers, revenue = Counter(prospect=count.fetchone()[0] - len(buyers)), Counter[str]()
    for buyer in score(buyers):
        customers[buyer.segment] += 1
        revenue[buyer.segment] += buyer.monetary
    for name in SEGMENTS:
        print(name, customers[name], revenue[name], sep="\t")


if __name__ == "__main__":
    typer.run(segments)
