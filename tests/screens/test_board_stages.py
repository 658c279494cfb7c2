"""Stages and pipelines, changed from the board."""

from __future__ import annotations

from crmtui.reads.stages import pipelines, stages
from crmtui.store.connect import Store
from crmtui.writes import pipelines as pipeline_writes
from tests.screens.helpers import SMALL, running, shows, shows_no, type_in, until
from tests.screens.pipeline_helpers import NEW, TALKING, columns, deal, on_board


def names(store: Store, pipeline: int = 1) -> list[str]:
    with store.read() as connection:
        return [stage.name for stage in stages(connection, pipeline)]


async def test_a_stage_gets_its_playbook_and_chance(shop: Store) -> None:
    deal(shop, "kitchen", 1_000_000, contact=2, stage=TALKING)
    async with running(shop, SMALL) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("l", "s")
        await shows(pilot, "Stages of Sales", "as learned", "▌ Talking", "Lost")
        await pilot.press("e")
        await shows(pilot, "Stage Talking", "Won of 100")
        await pilot.press("tab", "ctrl+u")
        await type_in(pilot, "140")
        await pilot.press("enter")
        await shows(pilot, "100")
        with shop.read() as connection:
            assert stages(connection)[1].probability == 40
        await pilot.press("ctrl+u")
        await type_in(pilot, "۵۰")
        await pilot.press("tab")
        await type_in(pilot, "7")
        await pilot.press("tab")
        await type_in(pilot, "ask the size\nsend a drawing")
        await pilot.press("ctrl+s")
        await shows(pilot, "Changed the stage Talking", "7 d")
        await pilot.press("escape")
        await shows(pilot, "1M · 500k weighted")
        with shop.read() as connection:
            stage = stages(connection)[1]
        assert (stage.probability, stage.stale_days) == (50, 7)
        assert stage.checklist == "ask the size\nsend a drawing"


async def test_stages_are_added_moved_and_removed(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("s")
        await shows(pilot, "▌ New")
        await pilot.press("a")
        await shows(pilot, "Add a stage")
        await type_in(pilot, "Heard of")
        await pilot.press("enter")
        await shows(pilot, "Added the stage Heard of")
        assert names(shop)[:2] == ["Heard of", "New"]
        await pilot.press("g", ">")
        await until(pilot, lambda: names(shop)[:2] == ["New", "Heard of"])
        await pilot.press("d")
        await until(pilot, lambda: names(shop)[:2] == ["New", "Talking"])
        await pilot.press("u")
        await shows(pilot, "Undid")
        await pilot.press("escape")
        await until(pilot, lambda: len(columns(app)) == 6)


async def test_a_stage_with_deals_asks_where_they_go(shop: Store) -> None:
    deal(shop, "kitchen", contact=2, stage=NEW)
    async with running(shop) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("s")
        await shows(pilot, "▌ New")
        await pilot.press("d")
        await shows(pilot, "1 deal is in New: move it to", "Talking")
        await pilot.press("escape")
        assert names(shop)[0] == "New"
        await pilot.press("d")
        await shows(pilot, "move it to")
        await pilot.press("enter")
        await shows(pilot, "Removed the stage New")
        await pilot.press("escape")
        await until(pilot, lambda: columns(app)[0] == ["kitchen"])
        await shows_no(pilot, "New · ")


async def test_the_last_stage_of_a_kind_stays(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("s")
        await shows(pilot, "▌ New")
        await pilot.press("G", "d")
        await shows(pilot, "Lost is the last stage of its kind")
        assert names(shop)[-1] == "Lost"


async def test_pipelines_are_added_chosen_and_remembered(shop: Store) -> None:
    deal(shop, "kitchen", contact=2, stage=NEW)
    async with running(shop, SMALL) as (app, pilot):
        await on_board(app, pilot)
        await pilot.press("p")
        await shows(pilot, "new deals go to the first", "✓  Sales")
        await pilot.press("a")
        await shows(pilot, "Name of the new pipeline")
        await type_in(pilot, "Repairs [/]")
        await pilot.press("enter")
        await shows(pilot, "Added the pipeline Repairs [/]")
        await pilot.press("j", "enter")
        await shows(pilot, "Repairs [/] · 0 open")
        assert app.state.pipeline == 2
        await pilot.press("a")
        await type_in(pilot, "broken chair")
        await pilot.press("enter")
        await until(pilot, lambda: columns(app)[0] == ["broken chair"])
        await pilot.press("p", "j", "d")
        await shows(pilot, "1 deal is in Repairs [/].")
        await pilot.press("e", "ctrl+u")
        await type_in(pilot, "Mending")
        await pilot.press("enter")
        await shows(pilot, "Renamed a pipeline to Mending")
        await pilot.press("<")
        await shows(pilot, "Moved the pipeline Mending")
        with shop.read() as connection:
            assert [each.name for each in pipelines(connection)] == ["Mending", "Sales"]


async def test_a_pipeline_that_is_gone_gives_way_to_the_first(shop: Store) -> None:
    pipeline_writes.add(shop, "Repairs")
    async with running(shop) as (app, pilot):
        app.state.pipeline = 2
        await on_board(app, pilot)
        await shows(pilot, "Repairs · 0 open")
        pipeline_writes.remove(shop, 2)
        await shows(pilot, "Sales · 0 open")
