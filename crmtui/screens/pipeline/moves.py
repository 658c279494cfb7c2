"""Asks to which stage a deal goes, of whatever pipeline."""

from __future__ import annotations

from functools import partial

from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.reads.deals import DealRow, deal
from crmtui.reads.stages import StageRow, stages
from crmtui.screens.menu import MenuScreen
from crmtui.screens.pipeline import deal_acts
from crmtui.screens.pipeline.deal_actions import ChosenDeal, ask_lost, ask_won
from crmtui.widgets.cells import one_line

_KEYS = "123456789"


async def ask_where(place: ChosenDeal) -> None:
    """Offer every stage that the deal may go to, and move it there."""
    app = place.crm
    try:
        found = await app.bridge.read(deal, place.chosen_deal)
        known = await app.bridge.read(stages)
    except CrmError as error:
        app.show_error(error)
        return
    where = [stage for stage in known if stage.id != found.stage_id and _can_go(found, stage)]
    several = len({stage.pipeline_id for stage in where}) > 1
    names = [_name(stage, with_pipeline=several) for stage in where]
    keys = _KEYS[: len(where)] if len(where) <= len(_KEYS) else ""
    title = _("Move {deal} to").format(deal=one_line(found.words))
    app.push_screen(MenuScreen(title, names, keys), partial(_go, place, found, where))


def _can_go(deal: DealRow, stage: StageRow) -> bool:
    """Tell whether a deal may go there: it ends in its own pipeline, and only if it is open."""
    if stage.kind == "open":
        return True
    return deal.kind == "open" and stage.pipeline_id == deal.pipeline_id


def _name(stage: StageRow, *, with_pipeline: bool) -> str:
    if with_pipeline:
        return one_line(_("{pipeline}: {stage}").format(pipeline=stage.pipeline, stage=stage.name))
    return one_line(stage.name)


def _go(place: ChosenDeal, found: DealRow, where: list[StageRow], chosen: int | None) -> None:
    if chosen is None:
        return
    stage = where[chosen]
    if stage.kind == "won":
        ask_won(place)
    elif stage.kind == "lost":
        ask_lost(place, stage.id)
    else:
        act = deal_acts.move_deal(found.id, stage.id, before=None, last=False, seen=found.stage_id)
        place.crm.do(act)
