"""Which rows of one contacts file are about the same person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from crmtui.rules.same_name import alike

_COMPARED = 20
"""Names on one phone or e-mail beyond which only equal ones are found: a placeholder, no phone."""

_SHARED = """SELECT p.seq, p.kind, p.key, n.kind, n.name_key, n.nameless
 FROM (SELECT kind, key FROM point WHERE kind IN ('phone', 'email')
  GROUP BY kind, key HAVING count(*) > 1) s
 CROSS JOIN point p ON p.kind = s.kind AND p.key = s.key JOIN person n ON n.seq = p.seq
 ORDER BY p.seq"""


class _Row(NamedTuple):
    seq: int
    point_kind: str
    key: str
    kind: str
    name_key: str
    nameless: bool


def find_twins(stage: sqlite3.Connection) -> None:
    """Fill the stage's table `twin` (row → the earlier row of the same person)."""
    stage.execute("CREATE TABLE twin(seq INTEGER PRIMARY KEY, leader INTEGER)")
    stage.execute(
        "INSERT INTO twin SELECT p.seq, m.seq FROM person p JOIN "
        "(SELECT ref, min(seq) AS seq FROM person GROUP BY ref HAVING count(*) > 1) m "
        "ON m.ref = p.ref WHERE p.seq <> m.seq"
    )
    known: dict[int, int] = dict(stage.execute("SELECT seq, leader FROM twin").fetchall())
    found = list(_by_points(stage, known))
    stage.executemany("INSERT OR IGNORE INTO twin VALUES(?, ?)", found)


def _by_points(stage: sqlite3.Connection, known: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield rows that share a phone or e-mail with an earlier row, under a name that may be one."""
    owners: dict[tuple[str, str, str], dict[str, tuple[int, bool]]] = {}
    rows = (_Row(*row) for row in stage.execute(_SHARED))
    for seq, group in groupby(rows, itemgetter(0)):
        mine = list(group)
        leader = known.get(seq)
        for row in mine:
            if leader is None:
                leader = _leader(owners.get(row[1:4], {}), row)
        if leader is not None and seq not in known:
            yield seq, leader
        for row in mine:
            owned = owners.setdefault(row[1:4], {})
            owned.setdefault(row.name_key, (leader or seq, row.nameless))


def _leader(owned: dict[str, tuple[int, bool]], row: _Row) -> int | None:
    if row.name_key in owned:
        return owned[row.name_key][0]
    for name_key, (leader, nameless) in owned.items() if len(owned) <= _COMPARED else ():
        if nameless or row.nameless or alike(name_key, row.name_key):
            return leader
    return None
