"""What can be done to the stages of a pipeline."""

from __future__ import annotations

from typing import TypedDict, Unpack

from sqlmodel import col, func, select

from crmtui.errors import Conflict, InvalidValue
from crmtui.locale import _, ngettext
from crmtui.models.deal import Deal
from crmtui.models.pipeline import DealCheck, DealStage, Stage
from crmtui.models.words import StageKind
from crmtui.reads.stages import default_pipeline
from crmtui.rules.stages import CERTAIN
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.clean import clean
from crmtui.text.fold import fold
from crmtui.writes.deal_rows import enter, existing_deal, existing_stage, place
from crmtui.writes.pipelines import existing_pipeline
from crmtui.writes.valid import change, validated


class Manner(TypedDict, total=False):
    """How deals are handled in a stage."""

    probability: int
    stale_days: int | None
    """Quiet days; 0 is never, None is as the shop's won deals show."""
    checklist: str
    script: str


class StageChanges(Manner, total=False):
    """What may be said about a stage."""

    name: str


def add(
    store: Store,
    name: str,
    *,
    pipeline: int | None = None,
    kind: StageKind = StageKind.OPEN,
    before: int | None = None,
    **values: Unpack[Manner],
) -> Done:
    """Add a stage `before` another, or behind the others of its kind.

    One of that name that was removed comes back. Raises InvalidValue, NotFound, or Conflict for a
    name that is taken.
    """
    with writing(store, _("Added a stage")) as w:
        chosen = pipeline or default_pipeline(w.transaction.connection)
        existing_pipeline(w, chosen)
        stage = add_to(w, chosen, name, kind, values)
        _arrange(w, stage, before)
        w.transaction.label = _("Added the stage {name}").format(name=stage.name)
        w.transaction.row = stage.id or 0
    return w.transaction.done


def add_to(w: Writing, pipeline: int, name: str, kind: StageKind, values: Manner) -> Stage:
    """Add a stage within a write under way."""
    fields = {"probability": CERTAIN.get(kind, 0), **values, "name": name, "kind": kind}
    key = _free_key(w, pipeline, name)
    _check_ends(kind, fields["probability"])
    held = _removed(w, pipeline, key)
    if held and held.kind == kind:
        change(held, {**fields, "removed_at": None})
        return held
    _step_aside(w, held)
    stage = validated(Stage, {**fields, "pipeline_id": pipeline, "key": key})
    w.session.add(stage)
    w.session.flush()
    return stage


def edit(
    store: Store, number: int, *, before: int | None = None, **values: Unpack[StageChanges]
) -> Done:
    """Change a stage, or put it `before` another of its pipeline; what is not given stays.

    Raises InvalidValue, NotFound, or Conflict for a name that is taken.
    """
    with writing(store, _("Changed a stage")) as w:
        stage = existing_stage(w, number)
        fields: dict[str, object] = dict(values)
        if "name" in values:
            key = fields["key"] = _free_key(w, stage.pipeline_id, values["name"], but=number)
            _step_aside(w, _removed(w, stage.pipeline_id, key))
        if "probability" in values:
            _check_ends(stage.kind, values["probability"])
        change(stage, fields)
        if before is not None:
            _arrange(w, stage, before)
        w.transaction.label = _("Changed the stage {name}").format(name=stage.name)
        w.transaction.row = number
    return w.transaction.done


def move(store: Store, number: int, *, before: int | None = None) -> Done:
    """Put a stage `before` another of its pipeline, or at the end. Raises NotFound."""
    with writing(store, _("Moved a stage")) as w:
        stage = existing_stage(w, number)
        _arrange(w, stage, before, last=True)
        w.transaction.label = _("Moved the stage {name}").format(name=stage.name)
        w.transaction.row = number
    return w.transaction.done


def remove(store: Store, number: int, *, to: int | None = None) -> Done:
    """Remove a stage; the deals in it move `to` another of the same kind.

    The history of its deals still knows it. Raises NotFound, InvalidValue, or Conflict if it holds
    deals, or is the last one of its kind.
    """
    with writing(store, _("Removed a stage")) as w:
        stage = existing_stage(w, number)
        _check_not_last(w, stage)
        held = w.session.exec(
            select(Deal.id)
            .where(Deal.stage_id == number)
            .order_by(col(Deal.position), col(Deal.id))
        ).all()
        if held:
            _move_deals(w, stage, [deal or 0 for deal in held], to)
        w.transaction.label = _("Removed the stage {name}").format(name=stage.name)
        w.transaction.row = number
        if _is_in_history(w, number):
            stage.removed_at = w.transaction.now
        else:
            w.session.delete(stage)
    return w.transaction.done


def _move_deals(w: Writing, stage: Stage, held: list[int], to: int | None) -> None:
    if to is None:
        raise Conflict(
            ngettext("{n} deal is in {stage}.", "{n} deals are in {stage}.", len(held)).format(
                n=len(held), stage=stage.name
            ),
            _("`crm stage remove {id} --to STAGE` moves them there first.").format(id=stage.id),
        )
    target = existing_stage(w, to)
    if target.id == stage.id or target.kind != stage.kind:
        raise InvalidValue(
            _("Deals of {stage} cannot move to {other} that way.").format(
                stage=stage.name, other=target.name
            ),
            _("Choose another stage of the same kind."),
        )
    for number in held:
        deal = existing_deal(w, number)
        enter(w, deal, target, deal.closed_at or w.transaction.now)
        place(w, deal, target, last=True)
    w.session.flush()


def _check_not_last(w: Writing, stage: Stage) -> None:
    others = w.session.exec(
        select(func.count())
        .select_from(Stage)
        .where(
            Stage.pipeline_id == stage.pipeline_id,
            Stage.kind == stage.kind,
            Stage.id != stage.id,
            col(Stage.removed_at).is_(None),
        )
    ).one()
    if not others:
        raise Conflict(
            _("{stage} is the last stage of its kind: deals need one.").format(stage=stage.name),
            _("`crm stage edit {id} --name …` gives it another name.").format(id=stage.id),
        )


def _is_in_history(w: Writing, number: int) -> bool:
    w.session.flush()
    tables = (
        select(DealStage.id).where(DealStage.stage_id == number),
        select(DealCheck.id).where(DealCheck.stage_id == number),
    )
    return any(w.session.exec(query.limit(1)).first() for query in tables)


def _arrange(w: Writing, stage: Stage, before: int | None, *, last: bool = False) -> None:
    """Give the stages of a pipeline their places anew, one of them at another."""
    w.session.flush()
    rows = select(Stage).where(
        Stage.pipeline_id == stage.pipeline_id,
        Stage.id != stage.id,
        col(Stage.removed_at).is_(None),
    )
    others = list(w.session.exec(rows.order_by(col(Stage.position), col(Stage.id))))
    if before is not None:
        at = next((i for i, other in enumerate(others) if other.id == before), -1)
        if at < 0:
            existing_stage(w, before)
            raise InvalidValue(_("That stage is of another pipeline."))
    elif last:
        at = len(others)
    else:
        at = max((i for i, other in enumerate(others) if other.kind == stage.kind), default=-1) + 1
    for position, each in enumerate([*others[:at], stage, *others[at:]], 1):
        each.position = position


def _check_ends(kind: str, probability: object) -> None:
    if kind in CERTAIN and probability != CERTAIN[kind]:
        raise InvalidValue(
            _("A stage for won deals has a probability of 100 %, one for lost deals 0 %.")
        )


def _free_key(w: Writing, pipeline: int, name: str, *, but: int = 0) -> str:
    """Return the key of a name. Raises InvalidValue, or Conflict if another stage has it."""
    key = fold(clean(name))
    if not key:
        raise InvalidValue(_("A stage needs a name."))
    same = select(Stage).where(Stage.pipeline_id == pipeline, Stage.key == key, Stage.id != but)
    taken = w.session.exec(same.where(col(Stage.removed_at).is_(None))).first()
    if taken:
        raise Conflict(
            _("There is a stage {name} already.").format(name=taken.name),
            _("`crm stage list` shows them."),
        )
    return key


def _removed(w: Writing, pipeline: int, key: str) -> Stage | None:
    """Return a stage that was removed and is kept for the history of its deals."""
    same = select(Stage).where(Stage.pipeline_id == pipeline, Stage.key == key)
    return w.session.exec(same.where(col(Stage.removed_at).is_not(None))).first()


def _step_aside(w: Writing, removed: Stage | None) -> None:
    """Have a removed stage leave its key to another; its name stays."""
    if removed:
        removed.key = f"{removed.key}#{removed.id}"
        w.session.flush()
