"""Which rows of one contacts file are about the same person."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from operator import itemgetter

from crmtui.rules.same_name import CARRIERS, Owners
from crmtui.writes.imports.contacts.draft.give_back import drop_needless, give_back, nameless
from crmtui.writes.imports.contacts.match import TELLING

_SHARED = f"""CREATE TEMP TABLE shared AS SELECT kind, key FROM
 (SELECT kind, key, count(*) AS holders FROM ({{}}) GROUP BY kind, key)
 WHERE holders BETWEEN 2 AND {CARRIERS} AND {TELLING}"""
_STAGED = "SELECT kind, key FROM point"
_DRAFTED = "SELECT kind, key FROM contact_point"
_SHARING = """SELECT p.seq, p.kind, p.key, n.kind, n.name_key, n.nameless
 FROM shared s CROSS JOIN point p ON p.kind = s.kind AND p.key = s.key
 JOIN person n ON n.seq = p.seq WHERE {}"""
_SHARING_DRAFTED = f""" UNION ALL SELECT p.contact_id, p.kind, p.key, n.kind, n.name_key,
 {nameless("n")}
 FROM shared s CROSS JOIN contact_point p ON p.kind = s.kind AND p.key = s.key
 JOIN contact n ON n.id = p.contact_id"""
_SAME_REF = """SELECT p.seq, m.seq FROM person p
 JOIN (SELECT ref, min(seq) AS seq FROM person GROUP BY ref HAVING count(*) > 1) m
 ON m.ref = p.ref WHERE p.seq <> m.seq"""
_SAME_REF_ANYWHERE = """WITH same(ref) AS (
  SELECT ref FROM person GROUP BY ref HAVING count(*) > 1
  UNION SELECT p.ref FROM person p JOIN early.source_ref f
   ON f.source = ? AND f.kind = 'contact' AND f.ref = p.ref
  UNION SELECT r.ref FROM early.ref r WHERE ? AND r.row_id NOT IN
   (SELECT row_id FROM early.source_ref)),
 rows(ref, seq) AS (SELECT p.ref, p.seq FROM person p JOIN same USING (ref)
  UNION ALL SELECT r.ref, r.row_id FROM early.ref r JOIN same USING (ref))
 SELECT seq, min(seq) OVER (PARTITION BY ref) FROM rows"""
_NUMBERED = "n.ref <> '' AND n.ref NOT GLOB '*[^0-9]*'"


def find_twins(stage: sqlite3.Connection, *, is_ours: bool) -> None:
    """Fill the stage's table `twin` (row → the first row of the same person).

    They have the same reference, or share a phone or an e-mail under a name that may be one: but
    nobody merged those whom a file of ours (`is_ours`) has under two ids.
    """
    first_of_ref: dict[int, int] = dict(stage.execute(_SAME_REF).fetchall())
    which = f"NOT ({_NUMBERED})" if is_ours else "1"
    stage.execute(_SHARED.format(_STAGED))
    _fill_twins(stage, first_of_ref, _SHARING.format(which))


def find_shared(stage: sqlite3.Connection) -> None:
    """Note down the phones and e-mails that several rows have, where rows are drafted.

    It is the first part of `find_drafted_twins`, and the one that takes long.
    """
    staged = stage.execute("SELECT 1 FROM point LIMIT 1").fetchone()
    stage.execute(_SHARED.format(f"{_STAGED} UNION ALL {_DRAFTED}" if staged else _DRAFTED))


def find_drafted_twins(stage: sqlite3.Connection, source: str) -> None:
    """Fill the table `twin` where rows are drafted; those that are the twin of another go back."""
    staged, drafted, indexed = (
        stage.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("person", "early.ref", "early.source_ref")
    )
    first_of_ref: dict[int, int] = {}
    if staged or indexed < drafted:  # a reference of which there are two has one place only
        same = stage.execute(_SAME_REF_ANYWHERE, (source, indexed < drafted)).fetchall()
        first_of_ref = {seq: first for seq, first in same if seq != first}
    _fill_twins(stage, first_of_ref, _SHARING.format(1) + _SHARING_DRAFTED)
    twins = stage.execute("SELECT seq FROM twin").fetchall()
    if twins:
        give_back(stage, (seq for (seq,) in twins))
    if staged:
        drop_needless(stage)


def _fill_twins(stage: sqlite3.Connection, first_of_ref: dict[int, int], sharing: str) -> None:
    leaders = _by_points(stage, first_of_ref, sharing)
    for seq, first in first_of_ref.items():
        leaders.setdefault(seq, leaders.get(first, first))
    stage.execute("CREATE TABLE twin(seq INTEGER PRIMARY KEY, leader INTEGER)")
    stage.executemany("INSERT INTO twin VALUES(?, ?)", leaders.items())


def _by_points(
    stage: sqlite3.Connection, first_of_ref: dict[int, int], sharing: str
) -> dict[int, int]:
    """Return row → leader for rows that share a phone or an e-mail with an earlier one."""
    leaders: dict[int, int] = {}
    holders: dict[tuple[str, str, str], list[int]] = {}
    owners = Owners()
    rows = stage.execute(f"{sharing} ORDER BY 1").fetchall()
    for seq, group in groupby(rows, itemgetter(0)):
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
