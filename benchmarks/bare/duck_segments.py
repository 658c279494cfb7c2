"""The table of segments from a native DuckDB file: the same scores and sums, in one statement.

It is run by any Python that has the package duckdb, so it imports nothing of ours.
"""

from __future__ import annotations

import sys

_SEGMENTS = """
WITH sums AS (
  SELECT contact_id, count(*) FILTER (amount > 0) AS f,
         max(CAST(bought AS DATE)) FILTER (amount > 0) AS day, sum(amount) AS m
  FROM purchase GROUP BY contact_id HAVING f > 0
), worse AS (
  SELECT f, m, rank() OVER (ORDER BY day) - 1 AS r_worse,
         rank() OVER (PARTITION BY f > 1 ORDER BY f) - 1 AS f_worse,
         rank() OVER (ORDER BY m) - 1 AS m_worse
  FROM sums
), most AS (
  SELECT max(r_worse) AS r, max(f_worse) AS f, max(m_worse) AS m FROM worse
), scored AS (
  SELECT worse.m, 1 + 5 * r_worse // (most.r + 1) AS r,
         CASE WHEN worse.f = 1 THEN 1 ELSE 2 + 4 * f_worse // (most.f + 1) END AS f,
         1 + 5 * m_worse // (most.m + 1) AS money
  FROM worse, most
)
SELECT r, (f + money + 1) // 2 AS fm, count(*), sum(m) FROM scored GROUP BY ALL
"""
_NAMES = """champions loyal potential-loyalist new promising need-attention about-to-sleep at-risk
 cant-lose hibernating lost prospect"""
_GRID = {
    5: (3, 2, 2, 0, 0),
    4: (4, 2, 2, 1, 1),
    3: (6, 6, 5, 1, 1),
    2: (9, 9, 7, 7, 7),
    1: (10, 9, 7, 8, 8),
}
"""Segment by R, then by FM - 1, as places in the names."""


def load(db: str, rows: str) -> None:
    """Make the file from the purchases of a store, written as CSV."""
    import duckdb  # type: ignore[import-not-found]

    with duckdb.connect(db) as connection:
        connection.execute(
            "CREATE TABLE purchase AS SELECT CAST(contact_id AS INTEGER) AS contact_id, "
            'CAST("at" AS TIMESTAMP) AS bought, CAST(amount AS BIGINT) AS amount '
            f"FROM read_csv('{rows}')"
        )


def segments(db: str, contacts: int) -> None:
    """Print how many customers each segment has and what they paid."""
    import duckdb  # type: ignore[import-not-found]

    names = _NAMES.split()
    customers, revenue = [0] * len(names), [0] * len(names)
    with duckdb.connect(db, read_only=True) as connection:
        for r, fm, some, paid in connection.execute(_SEGMENTS).fetchall():
            place = _GRID[r][fm - 1]
            customers[place] += some
            revenue[place] += paid
    customers[-1] = contacts - sum(customers)
    for line in zip(names, customers, revenue, strict=True):
        print(*line, sep="\t")


if __name__ == "__main__":
    if sys.argv[1] == "load":
        load(*sys.argv[2:])
    else:
        segments(sys.argv[1], int(sys.argv[2]))
