"""How a deal ends, or opens again: won, lost, lost at the counter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from sqlmodel import select

from crmtui.errors import Conflict, InvalidValue
from crmtui.locale import _
from crmtui.models.contact import Contact
from crmtui.models.deal import Deal
from crmtui.models.pipeline import LostReason, Stage
from crmtui.models.words import StageKind
from crmtui.reads.stages import default_pipeline, reasons
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.clean import clean, excerpt
from crmtui.text.fold import fold
from crmtui.writes.accounts import Terms
from crmtui.writes.contacts import existing
from crmtui.writes.deal_rows import (
    check_days,
    deal_words,
    enter,
    existing_deal,
    existing_stage,
    first_of_kind,
    formats_of,
    history,
    place,
    stage_of,
)
from crmtui.writes.deal_steps import give_up_steps
from crmtui.writes.purchases import Item, now_customer, record_sale
from crmtui.writes.valid import change, validated

_MOST_REASONS = 10


class Loss(TypedDict, total=False):
    """What is said of a sale that was lost, beside the reason."""

    competitor: str
    note: str


def won(
    store: Store,
    number: int,
    *,
    at: datetime | None = None,
    amount: int | None = None,
    purchase: bool = False,
    items: Sequence[Item] = (),
    **terms: Unpack[Terms],
) -> Done:
    """Win a deal, now or at a time before; with `purchase` the sale is recorded with it.

    `amount` is what it came to in the end. Raises InvalidValue, NotFound, or Conflict if it was
    won already.
    """
    with writing(store, _("Won a deal")) as w:
        deal = existing_deal(w, number)
        stage = stage_of(w, deal)
        if stage.kind == StageKind.WON:
            raise Conflict(_("{deal} is won already.").format(deal=deal_words(w, deal)))
        if amount is not None:
            change(deal, {"amount": amount})
        end_as_won(w, deal, first_of_kind(w, stage.pipeline_id, StageKind.WON), at)
        place(w, deal, stage_of(w, deal))
        w.transaction.label = _("Won {deal}").format(deal=deal_words(w, deal))
        if purchase:
            _record_purchase(w, deal, items, terms)
        w.transaction.row = number
    return w.transaction.done


def end_as_won(w: Writing, deal: Deal, stage: Stage, at: datetime | None = None) -> None:
    """Win a deal within a write under way; its customer is no lead any more."""
    _end(w, deal, stage, at)
    deal.lost_reason_id, deal.competitor = None, ""
    give_up_steps(w, deal, done=True)
    now_customer(w.session.get(Contact, deal.contact_id) if deal.contact_id else None)


def _record_purchase(w: Writing, deal: Deal, items: Sequence[Item], terms: Terms) -> None:
    if deal.purchase_id is not None:
        raise Conflict(_("Purchase #{id} was recorded for it already.").format(id=deal.purchase_id))
    if not deal.amount:
        raise InvalidValue(
            _("Nobody said what {deal} came to.").format(deal=deal_words(w, deal)),
            _("Give the amount of the purchase."),
        )
    sold = items or ([Item(deal.products, deal.amount)] if deal.products else ())
    person = w.session.get(Contact, deal.contact_id) if deal.contact_id else None
    record = record_sale(w, person, deal.amount, items=sold, at=deal.closed_at, terms=terms)
    record.note = deal.title
    deal.purchase_id = record.id
    w.transaction.label = _("Won {deal}: {amount}").format(
        deal=deal_words(w, deal), amount=formats_of(w).money(deal.amount)
    )


def lost(
    store: Store,
    number: int,
    reason: str,
    *,
    at: datetime | None = None,
    stage: int | None = None,
    **loss: Unpack[Loss],
) -> Done:
    """Lose a deal for a reason; a new reason is kept for the next time.

    `stage` is one of several for lost deals. Raises InvalidValue, NotFound, or Conflict if it was
    lost already.
    """
    with writing(store, _("Lost a deal")) as w:
        deal = existing_deal(w, number)
        before = stage_of(w, deal)
        target = _lost_stage(w, before.pipeline_id, stage)
        if before.id == target.id:
            raise Conflict(
                _("{deal} is lost already.").format(deal=deal_words(w, deal)),
                _("`crm deal reopen {id}` opens it again.").format(id=number),
            )
        why = kept_reason(w, reason)
        _end(w, deal, target, at)
        change(deal, dict(loss))
        deal.lost_reason_id = why.id
        place(w, deal, target)
        give_up_steps(w, deal)
        w.transaction.label = _("Lost {deal}: {reason}").format(
            deal=deal_words(w, deal), reason=excerpt(why.name)
        )
        w.transaction.row = number
    return w.transaction.done


def _lost_stage(w: Writing, pipeline: int, stage: int | None) -> Stage:
    if stage is None:
        return first_of_kind(w, pipeline, StageKind.LOST)
    found = existing_stage(w, stage)
    if found.kind != StageKind.LOST:
        raise InvalidValue(_("{stage} is no stage for lost deals.").format(stage=found.name))
    return found


def lost_at_counter(
    store: Store,
    reason: str,
    *,
    contact: int | None = None,
    products: str = "",
    amount: int | None = None,
    at: datetime | None = None,
    **loss: Unpack[Loss],
) -> Done:
    """Note a sale that was lost at the counter, where there never was a deal.

    It counts among the reasons and lost sums, not in the rates of the board. Raises InvalidValue.
    """
    with writing(store, _("Noted a lost sale")) as w:
        person = existing(w.session, contact) if contact else None
        why = kept_reason(w, reason)
        stage = first_of_kind(w, default_pipeline(w.transaction.connection), StageKind.LOST)
        now = w.transaction.now
        moment = at or now
        fields = {
            **loss,
            "contact_id": person and person.id,
            "products": products,
            "amount": amount,
            "opened_at": moment,
            "closed_at": moment,
            "stage_id": stage.id,
            "lost_reason_id": why.id,
            "at_counter": True,
            "created_at": now,
            "touched_at": now,
        }
        deal = validated(Deal, fields)
        check_days(w, deal)
        place(w, deal, stage)
        enter(w, deal, stage, moment)
        label = _("Lost at the counter: {what}, {reason}") if deal.products else ""
        label = label or _("Lost at the counter: {reason}")
        w.transaction.label = label.format(what=excerpt(deal.products), reason=excerpt(why.name))
        w.transaction.row = deal.id or 0
    return w.transaction.done


def reopen(store: Store, number: int, stage: int | None = None) -> Done:
    """Open a deal again that was won or lost, in a stage or in the last one that it was open in.

    Raises NotFound, InvalidValue, or Conflict if it is open.
    """
    with writing(store, _("Opened a deal again")) as w:
        deal = existing_deal(w, number)
        before = stage_of(w, deal)
        if before.kind == StageKind.OPEN:
            raise Conflict(_("{deal} is open.").format(deal=deal_words(w, deal)))
        target = existing_stage(w, stage) if stage is not None else _last_open(w, deal, before)
        if target.kind != StageKind.OPEN:
            raise InvalidValue(_("{stage} is where deals end.").format(stage=target.name))
        back_to(w, deal, target)
        place(w, deal, target)
        w.transaction.label = _("Opened {deal} again, in {stage}").format(
            deal=deal_words(w, deal), stage=target.name
        )
        w.transaction.row = number
    return w.transaction.done


def back_to(w: Writing, deal: Deal, stage: Stage) -> None:
    """Open a deal again within a write under way."""
    deal.closed_at, deal.lost_reason_id, deal.at_counter = None, None, False
    enter(w, deal, stage, w.transaction.now)
    if deal.purchase_id:
        w.transaction.said = _("Purchase #{id} stays.").format(id=deal.purchase_id)


def _last_open(w: Writing, deal: Deal, before: Stage) -> Stage:
    for row in reversed(history(w, deal)):
        stage = w.session.get(Stage, row.stage_id)
        if stage and stage.kind == StageKind.OPEN and stage.removed_at is None:
            return stage
    return first_of_kind(w, before.pipeline_id, StageKind.OPEN)


def _end(w: Writing, deal: Deal, stage: Stage, at: datetime | None) -> None:
    """Put a deal into a stage that ends it. Raises InvalidValue for an impossible time."""
    moment = at or w.transaction.now
    formats = formats_of(w)
    if moment > w.transaction.now:
        raise InvalidValue(_("A deal cannot have ended at a time still to come."))
    before = history(w, deal)[-1]
    if moment < before.at:
        if formats.day(moment) < formats.day(before.at):
            raise InvalidValue(
                _("On {day} the deal was moved to {stage}: it cannot have ended before.").format(
                    day=formats.date(formats.day(before.at)), stage=stage_of(w, deal).name
                )
            )
        moment = before.at
    deal.closed_at, deal.at_counter = moment, False
    check_days(w, deal)
    enter(w, deal, stage, moment)


def kept_reason(w: Writing, reason: str) -> LostReason:
    """Return a reason for losing, kept if it is new. Raises InvalidValue if there is none."""
    name, key = clean(reason), fold(reason)
    if not key:
        raise InvalidValue(
            _("A lost deal needs its reason."),
            _("The reasons so far: {reasons}.").format(
                reasons=", ".join(reasons(w.transaction.connection)[:_MOST_REASONS])
            ),
        )
    held = w.session.exec(select(LostReason).where(LostReason.key == key)).first()
    if held is None:
        held = validated(LostReason, {"name": name, "key": key})
        w.session.add(held)
        w.session.flush()
    return held
