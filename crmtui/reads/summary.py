"""The shop in a few figures."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.reads.purchases import sales_between


class Summary(NamedTuple):
    """How much there is of everything; amounts in minor units."""

    contacts: int
    purchases: int
    interactions: int
    tags: int
    sold: int
    sales_today: int
    sold_today: int


def summary(connection: sqlite3.Connection, today: str) -> Summary:
    """Return the figures of the shop; `today` is the UTC text at which the day began."""
    counts = connection.execute(
        "SELECT (SELECT count(*) FROM contact WHERE deleted_at IS NULL), "
        "(SELECT count(*) FROM purchase), (SELECT count(*) FROM interaction), "
        "(SELECT count(*) FROM tag), (SELECT coalesce(sum(amount), 0) FROM purchase)"
    ).fetchone()
    return Summary._make([*counts, *sales_between(connection, today, "9999")])
