"""The pipelines, stages and reasons that the rows of a list of deals name: found, or made."""

from __future__ import annotations

import sqlite3

from crmtui.exchange.deal_words import PROBABILITIES, USUAL_PROBABILITY, stage_name
from crmtui.exchange.headers.words import compact
from crmtui.reads.stages import default_pipeline
from crmtui.rules.stages import STAGES
from crmtui.text.fold import fold


def link_stages(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Fill `in_stage` (place of a deal → its stage) and `for_reason` (place → lost reason).

    Returns the names of the stages that were made.

    A file with a single pipeline goes to the shop's first one; several are found by name or made.
    """
    connection.execute("CREATE TEMP TABLE in_stage(seq INTEGER PRIMARY KEY, stage_id INTEGER)")
    connection.execute("CREATE TEMP TABLE for_reason(seq INTEGER PRIMARY KEY, reason_id INTEGER)")
    names = [name for (name,) in connection.execute("SELECT DISTINCT pipeline FROM stage.deals")]
    made: list[str] = []
    for name in names:
        pipeline = _pipeline(connection, name, only=len(names) == 1)
        made += _link(connection, name, pipeline)
    _link_reasons(connection)
    return tuple(made)


def _pipeline(connection: sqlite3.Connection, name: str, *, only: bool) -> int:
    key = fold(name)
    held = connection.execute("SELECT id FROM pipeline WHERE key = ?", (key,)).fetchone()
    if held:
        return int(held[0])
    if only or not key:
        return default_pipeline(connection)
    (last,) = connection.execute("SELECT max(position) FROM pipeline").fetchone()
    made = connection.execute(
        "INSERT INTO pipeline(name, key, position) VALUES(?, ?, ?) RETURNING id",
        (name, key, last + 1),
    ).fetchone()[0]
    for place, stage in enumerate(stage for stage in STAGES if stage.kind != "open"):
        _make(connection, made, stage.name, stage.kind, stage.probability, 900 + place)
    return int(made)


def _link(connection: sqlite3.Connection, name: str, pipeline: int) -> list[str]:
    """Link the deals of one pipeline to stages; a new one stands before those that end deals.

    Returns the names of those that were made.
    """
    known = {
        stage_name(text).key or fold(text): number
        for number, text in connection.execute(
            "SELECT id, name FROM stage WHERE pipeline_id = ? AND kind = 'open' "
            "AND removed_at IS NULL ORDER BY id DESC",
            (pipeline,),
        )
    }
    named = connection.execute(
        "SELECT stage_key, max(stage), group_concat(probability), min(seq) FROM stage.deals "
        "WHERE pipeline = ? AND kind = 'open' AND stage_key <> '' GROUP BY stage_key",
        (name,),
    ).fetchall()
    new = [
        (_probability(text, said), first, key, text)
        for key, text, said, first in named
        if key not in known
    ]
    for probability, _first, key, text in sorted(new):
        place = _make_room(connection, pipeline)
        known[key] = _make(connection, pipeline, text, "open", probability, place)
    ends = {kind: _first_of(connection, pipeline, kind) for kind in ("open", "won", "lost")}
    connection.executemany(
        "INSERT INTO in_stage SELECT seq, ? FROM stage.deals "
        "WHERE pipeline = ? AND kind = 'open' AND stage_key = ?",
        ((number, name, key) for key, number in known.items()),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO in_stage SELECT seq, ? FROM stage.deals "
        "WHERE pipeline = ? AND kind = ?",
        ((number, name, kind) for kind, number in ends.items()),
    )
    return [stage[-1] for stage in sorted(new)]


def _probability(name: str, said: str | None) -> int:
    """Return what most rows say, else what programs give a stage of that name."""
    numbers = [int(number) for number in (said or "").split(",") if number]
    if numbers:
        return max(set(numbers), key=numbers.count)
    return PROBABILITIES.get(compact(name), USUAL_PROBABILITY)


def _make_room(connection: sqlite3.Connection, pipeline: int) -> int:
    """Move the stages that end deals one place on; return the place before them."""
    (place,) = connection.execute(
        "SELECT coalesce(max(position), 0) + 1 FROM stage "
        "WHERE pipeline_id = ? AND kind = 'open' AND removed_at IS NULL",
        (pipeline,),
    ).fetchone()
    connection.execute(
        "UPDATE stage SET position = position + 1 WHERE pipeline_id = ? AND position >= ? "
        "AND removed_at IS NULL",
        (pipeline, place),
    )
    return int(place)


def _make(
    connection: sqlite3.Connection,
    pipeline: int,
    name: str,
    kind: str,
    probability: int,
    place: int,
) -> int:
    """Make a stage; one of that name that was removed comes back."""
    (number,) = connection.execute(
        "INSERT INTO stage(pipeline_id, name, key, kind, position, probability, checklist, script) "
        "VALUES(?, ?, ?, ?, ?, ?, '', '') ON CONFLICT(pipeline_id, key) DO UPDATE SET "
        "removed_at = NULL, position = excluded.position RETURNING id",
        (pipeline, name, fold(name), kind, place, probability),
    ).fetchone()
    return int(number)


def _first_of(connection: sqlite3.Connection, pipeline: int, kind: str) -> int:
    (number,) = connection.execute(
        "SELECT id FROM stage WHERE pipeline_id = ? AND kind = ? AND removed_at IS NULL "
        "ORDER BY position, id LIMIT 1",
        (pipeline, kind),
    ).fetchone()
    return int(number)


def _link_reasons(connection: sqlite3.Connection) -> None:
    for (text,) in connection.execute(
        "SELECT DISTINCT reason FROM stage.deals WHERE reason <> ''"
    ).fetchall():
        key = fold(text)
        if not key:
            continue
        held = connection.execute("SELECT id FROM lost_reason WHERE key = ?", (key,)).fetchone()
        number = (
            held
            or connection.execute(
                "INSERT INTO lost_reason(name, key) VALUES(?, ?) RETURNING id", (text, key)
            ).fetchone()
        )
        connection.execute(
            "INSERT INTO for_reason SELECT seq, ? FROM stage.deals WHERE reason = ?",
            (number[0], text),
        )
