"""The next step of a deal, and the points of its stage's checklist."""

from __future__ import annotations

from sqlmodel import col, select

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.models.deal import Deal
from crmtui.models.pipeline import DealCheck
from crmtui.models.task import Task
from crmtui.rules.playbook import find_point
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.clean import excerpt
from crmtui.text.due import Due
from crmtui.text.fold import fold
from crmtui.writes import tasks
from crmtui.writes.deal_rows import deal_words, existing_deal, stage_of


def plan(store: Store, number: int, text: str, due: Due | None = None) -> Done:
    """Plan the next step of a deal; a step that was planned before gives way to it, no promise.

    Raises InvalidValue or NotFound.
    """
    with writing(store, _("Planned a step")) as w:
        deal = existing_deal(w, number)
        step = plan_for(w, deal, text, due)
        w.transaction.label = _("Next for {deal}: {text}").format(
            deal=deal_words(w, deal), text=excerpt(step.text)
        )
        w.transaction.row = number
    return w.transaction.done


def plan_for(w: Writing, deal: Deal, text: str, due: Due | None) -> Task:
    """Plan the next step of a deal within a write under way."""
    give_up_steps(w, deal)
    values: tasks.TaskChanges = {"text": text, "deal_id": deal.id}
    if due:
        values["due"], values["all_day"] = due
    deal.touched_at = w.transaction.now
    return tasks.add_to(w, deal.contact_id, values)


def give_up_steps(w: Writing, deal: Deal, *, done: bool = False) -> None:
    """Close what was still to be done for a deal, as done or given up; promises stay."""
    open_ = select(Task).where(
        Task.deal_id == deal.id, col(Task.done_at).is_(None), col(Task.promise).is_(None)
    )
    for task in w.session.exec(open_):
        task.done_at, task.dropped = w.transaction.now, not done


def tick(store: Store, number: int, point: str, *, done: bool = True) -> Done:
    """Tick a point of the checklist of a deal's stage off, or take that back.

    `point` is its text, its beginning or its number. Raises InvalidValue or NotFound.
    """
    with writing(store, _("Ticked a point off")) as w:
        deal = existing_deal(w, number)
        stage = stage_of(w, deal)
        text = find_point(stage.checklist, point)
        if text is None:
            raise InvalidValue(
                _("{stage} has no point {text} on its checklist.").format(
                    stage=stage.name, text=excerpt(point) or "''"
                ),
                _("`crm deal show {id}` lists them.").format(id=number),
            )
        held = w.session.exec(
            select(DealCheck).where(
                DealCheck.deal_id == number,
                DealCheck.stage_id == stage.id,
                DealCheck.key == fold(text),
            )
        ).first()
        if done and held is None:
            now = w.transaction.now
            check = DealCheck(deal_id=number, stage_id=stage.id or 0, key=fold(text), at=now)
            w.session.add(check)
            deal.touched_at = now
        elif not done and held:
            w.session.delete(held)
        label = _("{deal}: {text}, done") if done else _("{deal}: {text}, not done")
        w.transaction.label = label.format(deal=deal_words(w, deal), text=excerpt(text))
        w.transaction.row = number
    return w.transaction.done
