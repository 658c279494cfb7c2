"""Pipelines and their stages, and why sales are lost."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import Ambiguous, NotFound
from crmtui.locale import _
from crmtui.text.clean import excerpt
from crmtui.text.digits import to_ascii
from crmtui.text.fold import fold


class PipelineRow(NamedTuple):
    """A pipeline, and how many deals are open in it."""

    id: int
    name: str
    position: int
    open: int


class StageRow(NamedTuple):
    """A stage of a pipeline, and how many deals are in it."""

    id: int
    pipeline_id: int
    pipeline: str
    name: str
    kind: str
    position: int
    probability: int
    stale_days: int | None
    checklist: str
    script: str
    deals: int


_PIPELINES = """SELECT p.id, p.name, p.position, (SELECT count(*) FROM stage s
  JOIN deal d ON d.stage_id = s.id WHERE s.pipeline_id = p.id AND s.kind = 'open')
 FROM pipeline p ORDER BY p.position, p.id"""
_STAGES = """SELECT s.id, s.pipeline_id, p.name, s.name, s.kind, s.position, s.probability,
 s.stale_days, s.checklist, s.script, (SELECT count(*) FROM deal d WHERE d.stage_id = s.id)
 FROM stage s JOIN pipeline p ON p.id = s.pipeline_id
 WHERE s.removed_at IS NULL AND {which} ORDER BY p.position, p.id, s.position, s.id"""


def pipelines(connection: sqlite3.Connection) -> list[PipelineRow]:
    """Return all pipelines in their order; new deals go to the first."""
    return [PipelineRow(*row) for row in connection.execute(_PIPELINES)]


def default_pipeline(connection: sqlite3.Connection) -> int:
    """Return the pipeline that new deals go to."""
    (number,) = connection.execute(
        "SELECT id FROM pipeline ORDER BY position, id LIMIT 1"
    ).fetchone()
    return int(number)


def stages(connection: sqlite3.Connection, pipeline: int | None = None) -> list[StageRow]:
    """Return the stages of a pipeline, or of all, in their order."""
    which = "s.pipeline_id = :pipeline" if pipeline else "1"
    rows = connection.execute(_STAGES.format(which=which), {"pipeline": pipeline})
    return [StageRow(*row) for row in rows]


def stage(connection: sqlite3.Connection, number: int) -> StageRow:
    """Return one stage. Raises NotFound."""
    row = connection.execute(_STAGES.format(which="s.id = ?"), (number,)).fetchone()
    if row is None:
        raise NotFound(
            _("There is no stage #{id}.").format(id=number),
            _("`crm stage list` shows their numbers."),
        )
    return StageRow(*row)


def find_stage(connection: sqlite3.Connection, text: str, pipeline: int | None = None) -> StageRow:
    """Return the stage that is meant by a number, its name or the beginning of it.

    `pipeline` says where to look first. Raises NotFound or Ambiguous.
    """
    known = stages(connection)
    number, key = to_ascii(text).strip().removeprefix("#"), fold(text)
    inside = [each for each in known if each.pipeline_id == pipeline]
    for group in (inside, known):
        named = [each for each in group if fold(each.name) == key]
        begun = [each for each in group if key and fold(each.name).startswith(key)]
        for fitting in (named, begun):
            if len(fitting) == 1:
                return fitting[0]
            if fitting and number != key:
                raise _several(text, fitting)
    if number.isdecimal():
        return stage(connection, min(int(number[:18]), 2**53))
    fitting = [each for each in known if fold(each.name).startswith(key)] if key else []
    if fitting:
        raise _several(text, fitting)
    raise NotFound(
        _("There is no stage {name}.").format(name=excerpt(text) or "''"),
        _("The stages are: {names}.").format(names=", ".join(each.name for each in known)),
    )


def _several(text: str, fitting: list[StageRow]) -> Ambiguous:
    return Ambiguous(
        _("Several stages fit {name}.").format(name=excerpt(text)),
        [f"#{each.id} {each.name} ({each.pipeline})" for each in fitting],
    )


def find_pipeline(connection: sqlite3.Connection, text: str) -> int:
    """Return the pipeline that is meant by a number or its name. Raises NotFound."""
    known = pipelines(connection)
    key = fold(text)
    for each in known:
        if fold(each.name) == key:
            return each.id
    number = to_ascii(text).strip().removeprefix("#")
    for each in known:
        if str(each.id) == number:
            return each.id
    raise NotFound(
        _("There is no pipeline {name}.").format(name=excerpt(text) or "''"),
        _("The pipelines are: {names}.").format(names=", ".join(each.name for each in known)),
    )


class ReasonCount(NamedTuple):
    """Why sales were lost, and how many: deals, and sales at the counter."""

    reason: str
    deals: int
    at_counter: int


def reason_counts(connection: sqlite3.Connection) -> list[ReasonCount]:
    """Return the reasons for which sales are lost, the most frequent first."""
    rows = connection.execute(
        "SELECT r.name, count(CASE WHEN d.at_counter = 0 THEN 1 END), "
        "count(CASE WHEN d.at_counter = 1 THEN 1 END) "
        "FROM lost_reason r LEFT JOIN deal d ON d.lost_reason_id = r.id "
        "GROUP BY r.id ORDER BY count(d.id) DESC, r.id"
    )
    return [ReasonCount(*row) for row in rows]


def reasons(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the reasons, the most frequent first."""
    return [row.reason for row in reason_counts(connection)]
