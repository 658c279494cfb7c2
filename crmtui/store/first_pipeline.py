"""The pipeline that every store has from the start."""

from __future__ import annotations

from collections.abc import Iterator

from crmtui.locale import _
from crmtui.rules.stages import PIPELINE, REASONS, STAGES
from crmtui.text.fold import fold


def first_pipeline() -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield the statements, with their values, that put it into a store without any."""
    yield (
        "INSERT INTO pipeline(id, name, key, position) VALUES(1, ?, ?, 1)",
        (_(PIPELINE), fold(_(PIPELINE))),
    )
    for place, stage in enumerate(STAGES, 1):
        name = _(stage.name)
        yield (
            "INSERT INTO stage(pipeline_id, name, key, kind, position, probability, checklist, "
            "script) VALUES(1, ?, ?, ?, ?, ?, '', '')",
            (name, fold(name), stage.kind, place, stage.probability),
        )
    for reason in REASONS:
        yield (
            "INSERT INTO lost_reason(name, key) VALUES(?, ?)",
            (_(reason), fold(_(reason))),
        )
