"""What can be done to a deal: added, changed, moved, deleted. `closing` ends it."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from typing import TypedDict, Unpack

from sqlmodel import col, select

from crmtui.errors import Conflict, InvalidValue
from crmtui.locale import _
from crmtui.models.deal import Deal
from crmtui.models.pipeline import DealCheck, Stage
from crmtui.models.task import Task
from crmtui.models.words import StageKind
from crmtui.reads.stages import default_pipeline
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.due import Due
from crmtui.writes.closing import back_to, end_as_won
from crmtui.writes.contacts import ContactChanges, existing
from crmtui.writes.contacts import add_to as add_contact
from crmtui.writes.deal_rows import (
    check_days,
    deal_words,
    enter,
    existing_deal,
    existing_stage,
    first_of_kind,
    history,
    place,
    stage_of,
)
from crmtui.writes.deal_steps import plan_for
from crmtui.writes.valid import change, validated


class DealChanges(TypedDict, total=False):
    """What may be said about a deal; the amount is in minor units, None if nobody knows."""

    title: str
    amount: int | None
    products: str
    expected_close: date | None
    source: str
    owner: str
    note: str
    ref: str
    competitor: str
    opened_at: datetime | None
    closed_at: datetime | None


class NextStep(TypedDict, total=False):
    """What is to be done for a deal; without a day, some day."""

    text: str
    due: Due | None


def add(
    store: Store,
    contact: int | None,
    *,
    new: ContactChanges | None = None,
    stage: int | None = None,
    pipeline: int | None = None,
    step: NextStep | None = None,
    **values: Unpack[DealChanges],
) -> Done:
    """Add a deal with a contact, with a `new` one made in the same step, or with nobody yet.

    It comes on top of its stage: the given one, else the first of the pipeline, else of the shop's
    first pipeline. Raises InvalidValue or NotFound.
    """
    with writing(store, _("Added a deal")) as w:
        person = add_contact(w, new) if new else existing(w.session, contact) if contact else None
        column = _open_stage(w, stage, pipeline)
        fields = {"opened_at": w.transaction.now, **values, "contact_id": person and person.id}
        deal = new_deal(w, fields, column)
        if step:
            plan_for(w, deal, step.get("text", ""), step.get("due"))
        label = _("Added the deal {deal} with {name}") if person else _("Added the deal {deal}")
        w.transaction.label = label.format(
            deal=deal_words(w, deal), name=person.name if person else ""
        )
        w.transaction.row = deal.id or 0
    return w.transaction.done


def _open_stage(w: Writing, stage: int | None, pipeline: int | None) -> Stage:
    if stage is None:
        chosen = pipeline or default_pipeline(w.transaction.connection)
        return first_of_kind(w, chosen, StageKind.OPEN)
    found = existing_stage(w, stage)
    if found.kind != StageKind.OPEN:
        raise InvalidValue(
            _("{stage} is where deals end.").format(stage=found.name),
            _("Add the deal first, then `crm deal won` or `crm deal lost` ends it."),
        )
    return found


def new_deal(w: Writing, fields: dict[str, object], stage: Stage) -> Deal:
    """Add a deal on top of a stage within a write under way."""
    now = w.transaction.now
    deal = validated(Deal, {**fields, "stage_id": stage.id, "created_at": now, "touched_at": now})
    if not (deal.title or deal.products or deal.contact_id):
        raise InvalidValue(
            _("A deal needs a customer, a title or what would be sold."),
            _("`crm deal add WHO TITLE --amount …` says more."),
        )
    check_days(w, deal)
    place(w, deal, stage)
    enter(w, deal, stage, deal.opened_at or now)
    deal.touched_at = deal.opened_at or now  # one noted down afterwards was quiet since
    w.session.flush()
    return deal


def edit(
    store: Store,
    number: int,
    *,
    contact: int | None = None,
    without_contact: bool = False,
    step: NextStep | None = None,
    **values: Unpack[DealChanges],
) -> Done:
    """Change a deal; what is not given stays. Its open steps follow it to another contact.

    Raises InvalidValue or NotFound.
    """
    with writing(store, _("Edited deal #{id}").format(id=number)) as w:
        deal = existing_deal(w, number)
        _check_closing(w, deal, values)
        opened, closed = deal.opened_at, deal.closed_at
        before = deal.model_dump()
        change(deal, dict(values))
        if contact is not None or without_contact:
            _give_to(w, deal, existing(w.session, contact).id if contact else None)
        check_days(w, deal)
        if (deal.opened_at, deal.closed_at) != (opened, closed):
            _redate(w, deal, opened)
        if deal.model_dump() != before:
            deal.touched_at = w.transaction.now
        if step:
            plan_for(w, deal, step.get("text", ""), step.get("due"))
        w.transaction.row = number
    return w.transaction.done


def _check_closing(w: Writing, deal: Deal, values: DealChanges) -> None:
    """Raise InvalidValue where an open deal would get, or an ended one lose, its last day."""
    if "closed_at" not in values or (values["closed_at"] is None) == (deal.closed_at is None):
        return
    if stage_of(w, deal).kind == StageKind.OPEN:
        raise InvalidValue(
            _("Deal #{id} is still open.").format(id=deal.id),
            _("`crm deal won` or `crm deal lost` ends it, with --date for another day."),
        )


def _give_to(w: Writing, deal: Deal, contact: int | None) -> None:
    if deal.contact_id == contact:
        return
    deal.contact_id = contact
    for task in open_steps(w, deal):
        task.contact_id = contact
        if contact is None:
            task.promise = None


def _redate(w: Writing, deal: Deal, opened: datetime | None) -> None:
    """Have the history begin and end with the deal. Raises InvalidValue for days out of order."""
    rows = history(w, deal)
    if deal.opened_at and rows[0].at == opened:
        rows[0].at = deal.opened_at
    if deal.closed_at:
        rows[-1].at = deal.closed_at
    if any(one.at > two.at for one, two in pairwise(rows)):
        raise InvalidValue(
            _("Deal #{id} was in another stage at that time.").format(id=deal.id),
            _("`crm deal show {id}` tells when it moved.").format(id=deal.id),
        )


def move(
    store: Store,
    number: int,
    stage: int | None = None,
    *,
    before: int | None = None,
    last: bool = False,
    seen: int | None = None,
) -> Done:
    """Move a deal to a stage, on top of it, `before` another deal or `last`; also within its own.

    A stage of the kind won wins it; one that was ended is open again. `seen` is the stage that the
    person saw it in. Raises InvalidValue (a lost deal needs its reason), NotFound, or Conflict if
    somebody moved it meanwhile.
    """
    with writing(store, _("Moved a deal")) as w:
        deal = existing_deal(w, number)
        now_in = stage_of(w, deal)
        if seen is not None and seen != deal.stage_id:
            raise Conflict(
                _("{deal} was moved to {stage} meanwhile.").format(
                    deal=deal_words(w, deal), stage=now_in.name
                ),
                _("Nothing was changed; look where it is now."),
            )
        target = existing_stage(w, stage) if stage is not None else now_in
        if target.id != now_in.id:
            _change_stage(w, deal, now_in, target)
        place(w, deal, target, before=before, last=last)
        w.transaction.label = _("Moved {deal} to {stage}").format(
            deal=deal_words(w, deal), stage=target.name
        )
        w.transaction.row = number
    return w.transaction.done


def _change_stage(w: Writing, deal: Deal, before: Stage, target: Stage) -> None:
    if target.kind == StageKind.LOST:
        raise InvalidValue(
            _("A lost deal needs its reason."),
            _("`crm deal lost {id} REASON` says why.").format(id=deal.id),
        )
    if target.kind == StageKind.WON:
        end_as_won(w, deal, target)
    elif before.kind != StageKind.OPEN:
        back_to(w, deal, target)
    else:
        enter(w, deal, target, w.transaction.now)


def delete(store: Store, number: int) -> Done:
    """Delete a deal with its history and its open steps; promises and purchases stay.

    Undo brings it back. Raises NotFound.
    """
    with writing(store, _("Deleted a deal")) as w:
        deal = existing_deal(w, number)
        w.transaction.label = _("Deleted the deal {deal}").format(deal=deal_words(w, deal))
        w.transaction.row = number
        for task in w.session.exec(select(Task).where(Task.deal_id == number)):
            if task.done_at is None and task.promise is None:
                w.session.delete(task)
            else:
                task.deal_id = None
        for row in history(w, deal):
            w.session.delete(row)
        for check in w.session.exec(select(DealCheck).where(DealCheck.deal_id == number)):
            w.session.delete(check)
        w.session.flush()
        w.session.delete(deal)
    return w.transaction.done


def open_steps(w: Writing, deal: Deal) -> list[Task]:
    """Return what is still to be done for a deal."""
    return list(
        w.session.exec(select(Task).where(Task.deal_id == deal.id, col(Task.done_at).is_(None)))
    )
