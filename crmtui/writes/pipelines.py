"""What can be done to a pipeline: added, renamed, put elsewhere, removed."""

from __future__ import annotations

from sqlmodel import col, func, select

from crmtui.errors import Conflict, InvalidValue, NotFound
from crmtui.locale import _, ngettext
from crmtui.models.deal import Deal
from crmtui.models.pipeline import DealCheck, DealStage, Pipeline, Stage
from crmtui.rules.stages import STAGES
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.clean import clean
from crmtui.text.fold import fold
from crmtui.writes.valid import change, validated


def add(store: Store, name: str) -> Done:
    """Add a pipeline with the usual stages. Raises InvalidValue, or Conflict for a taken name."""
    with writing(store, _("Added a pipeline")) as w:
        pipeline = add_to(w, name)
        for position, stage in enumerate(STAGES, 1):
            values = {**stage._asdict(), "name": _(stage.name), "position": position}
            key = fold(_(stage.name))
            w.session.add(validated(Stage, {**values, "pipeline_id": pipeline.id, "key": key}))
        w.transaction.label = _("Added the pipeline {name}").format(name=pipeline.name)
        w.transaction.row = pipeline.id or 0
    return w.transaction.done


def add_to(w: Writing, name: str) -> Pipeline:
    """Add a pipeline without stages within a write under way."""
    key = _free_key(w, name)
    last = w.session.exec(select(func.max(Pipeline.position))).one()
    pipeline = validated(Pipeline, {"name": name, "key": key, "position": (last or 0) + 1})
    w.session.add(pipeline)
    w.session.flush()
    return pipeline


def rename(store: Store, number: int, name: str) -> Done:
    """Give a pipeline another name. Raises InvalidValue, NotFound or Conflict."""
    with writing(store, _("Renamed a pipeline")) as w:
        pipeline = existing_pipeline(w, number)
        change(pipeline, {"name": name, "key": _free_key(w, name, but=number)})
        w.transaction.label = _("Renamed a pipeline to {name}").format(name=pipeline.name)
        w.transaction.row = number
    return w.transaction.done


def move(store: Store, number: int, *, before: int | None = None) -> Done:
    """Put a pipeline `before` another, or at the end; new deals go to the first one.

    Raises NotFound.
    """
    with writing(store, _("Moved a pipeline")) as w:
        pipeline = existing_pipeline(w, number)
        rows = select(Pipeline).where(Pipeline.id != number)
        others = list(w.session.exec(rows.order_by(col(Pipeline.position), col(Pipeline.id))))
        at = len(others)
        if before is not None and before != number:
            at = others.index(existing_pipeline(w, before))
        for position, each in enumerate([*others[:at], pipeline, *others[at:]], 1):
            each.position = position
        w.transaction.label = _("Moved the pipeline {name}").format(name=pipeline.name)
        w.transaction.row = number
    return w.transaction.done


def remove(store: Store, number: int) -> Done:
    """Remove a pipeline that holds no deals. Raises NotFound or Conflict."""
    with writing(store, _("Removed a pipeline")) as w:
        pipeline = existing_pipeline(w, number)
        if w.session.exec(select(func.count()).select_from(Pipeline)).one() == 1:
            raise Conflict(_("It is the only pipeline: deals need one."))
        stages = list(w.session.exec(select(Stage).where(Stage.pipeline_id == number)))
        numbers = [stage.id for stage in stages]
        _check_unused(w, pipeline, numbers)
        for stage in stages:
            w.session.delete(stage)
        w.session.flush()
        w.session.delete(pipeline)
        w.transaction.label = _("Removed the pipeline {name}").format(name=pipeline.name)
        w.transaction.row = number
    return w.transaction.done


def _check_unused(w: Writing, pipeline: Pipeline, stages: list[int | None]) -> None:
    count = w.session.exec(
        select(func.count()).select_from(Deal).where(col(Deal.stage_id).in_(stages))
    ).one()
    if count:
        raise Conflict(
            ngettext("{n} deal is in {pipeline}.", "{n} deals are in {pipeline}.", count).format(
                n=count, pipeline=pipeline.name
            ),
            _("Move them to another pipeline first, or rename this one."),
        )
    past = (
        select(DealStage.id).where(col(DealStage.stage_id).in_(stages)).limit(1),
        select(DealCheck.id).where(col(DealCheck.stage_id).in_(stages)).limit(1),
    )
    if any(w.session.exec(query).first() for query in past):
        raise Conflict(
            _("Deals went through {pipeline}: their history needs it.").format(
                pipeline=pipeline.name
            ),
            _("`crm pipeline rename` gives it another name."),
        )


def existing_pipeline(w: Writing, number: int) -> Pipeline:
    """Return a pipeline. Raises NotFound."""
    pipeline = w.session.get(Pipeline, number)
    if pipeline is None:
        raise NotFound(
            _("There is no pipeline #{id}.").format(id=number),
            _("`crm pipeline list` shows their numbers."),
        )
    return pipeline


def _free_key(w: Writing, name: str, *, but: int = 0) -> str:
    key = fold(clean(name))
    if not key:
        raise InvalidValue(_("A pipeline needs a name."))
    taken = w.session.exec(select(Pipeline).where(Pipeline.key == key, Pipeline.id != but)).first()
    if taken:
        raise Conflict(
            _("There is a pipeline {name} already.").format(name=taken.name),
            _("`crm pipeline list` shows them."),
        )
    return key
