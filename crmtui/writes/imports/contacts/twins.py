"""Which rows of one contacts file are about the same person."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from operator import itemgetter

from crmtui.rules.same_name import CARRIERS, Owners
from crmtui.writes.imports.contacts.match import TELLING

_SHARED = f"""SELECT p.seq, p.kind, p.key, n.kind, n.name_key, n.nameless
 FROM (SELECT kind, key FROM point WHERE {TELLING}
  GROUP BY kind, key HAVING count(*) BETWEEN 2 AND {CARRIERS}) s
 CROSS JOIN point p ON p.kind = s.kind AND p.key = s.key JOIN person n ON n.seq = p.seq
 WHERE {{}} ORDER BY p.seq"""
_NUMBERED = "n.ref <> '' AND n.ref NOT GLOB '*[^0-9]*'"


def find_twins(stage: sqlite3.Connection, *, is_ours: bool) -> None:
    """Fill the stage's table `twin` (row → the first row of the same person).

    They have the same reference, or share a phone or an e-mail under a name that may be one: but
    nobody merged those whom a file of ours (`is_ours`) has under two ids.
    """
    first_of_ref: dict[int, int] = dict(
        stage.execute(
            "SELECT p.seq, m.seq FROM person p JOIN "
            "(SELECT ref, min(seq) AS seq FROM person GROUP BY ref HAVING count(*) > 1) m "
            "ON m.ref = p.ref WHERE p.seq <> m.seq"
        ).fetchall()
    )
    leaders = _by_points(stage, first_of_ref, f"NOT ({_NUMBERED})" if is_ours else "1")
    for seq, first in first_of_ref.items():
        leaders.setdefault(seq, leaders.get(first, first))
    stage.execute("CREATE TABLE twin(seq INTEGER PRIMARY KEY, leader INTEGER)")
    stage.executemany("INSERT INTO twin VALUES(?, ?)", leaders.items())


def _by_points(
    stage: sqlite3.Connection, first_of_ref: dict[int, int], which: str
) -> dict[int, int]:
    """Return row → leader for rows that share a phone or an e-mail with an earlier one."""
    leaders: dict[int, int] = {}
    holders: dict[tuple[str, str, str], list[int]] = {}
    owners = Owners()
    for seq, group in groupby(stage.execute(_SHARED.format(which)).fetchall(), itemgetter(0)):
        mine = list(group)
        keys = [row[1:4] for row in mine]
        name = "" if mine[0][5] else mine[0][4]
        first = first_of_ref.get(seq)
        known = [holder for key in keys for holder in holders.get(key, ())]
        leader = owners.pick(known, name) if first is None else leaders.get(first, first)
        if leader is not None:
            leaders[seq] = leader
        owners.add(seq if leader is None else leader, name)
        for key in keys:
            holders.setdefault(key, []).append(seq if leader is None else leader)
    return leaders
