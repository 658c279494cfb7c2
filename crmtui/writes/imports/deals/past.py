"""The history of deals that come in: when they came to their stage, or all that our file tells."""

from __future__ import annotations

import sqlite3

from crmtui.reads.exports.deals import read_history
from crmtui.text.fold import fold

_LATEST = """INSERT INTO deal_stage(deal_id, stage_id, at)
 SELECT d.id, d.stage_id, coalesce(d.closed_at, d.opened_at, ?) FROM fresh f
 JOIN deal d ON d.id = f.id JOIN stage.deals p ON p.seq = f.seq WHERE p.history = ''
 ORDER BY d.id"""
_TOLD = """SELECT f.id, d.stage_id, p.history, coalesce(d.closed_at, d.opened_at, ?),
 s.pipeline_id FROM fresh f JOIN deal d ON d.id = f.id JOIN stage s ON s.id = d.stage_id
 JOIN stage.deals p ON p.seq = f.seq WHERE p.history <> '' ORDER BY f.id"""


def bring_history(connection: sqlite3.Connection, now: str) -> None:
    """Give every new deal its history; the last entry is the stage that it is in."""
    connection.execute(_LATEST, (now,))
    stages = {
        (pipeline, key): number
        for number, pipeline, key in connection.execute("SELECT id, pipeline_id, key FROM stage")
    }
    for deal, stage, told, at, pipeline in connection.execute(_TOLD, (now,)).fetchall():
        entries = [
            (stages.get((pipeline, fold(name))), moment) for moment, name in read_history(told)
        ]
        if not entries or None in {number for number, _at in entries} or entries[-1][0] != stage:
            entries = [(stage, at)]
        connection.executemany(
            "INSERT INTO deal_stage(deal_id, stage_id, at) VALUES(?, ?, ?)",
            ((deal, number, moment) for number, moment in entries),
        )
