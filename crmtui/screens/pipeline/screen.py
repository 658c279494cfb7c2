"""The pipeline: a board with a column for each stage, and what one does to the deals on it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from crmtui.errors import CrmError
from crmtui.locale import mark
from crmtui.reads.stages import StageRow, reasons
from crmtui.screens.acts import UseCase
from crmtui.screens.pipeline import deal_acts
from crmtui.screens.pipeline.board_place import BoardPlace
from crmtui.screens.pipeline.book import is_ended
from crmtui.screens.pipeline.deal_actions import ABOUT_A_DEAL, DealActions, ask_lost, deal_commands
from crmtui.widgets.board import Board
from crmtui.widgets.board_layout import Spot
from crmtui.widgets.cells import one_line
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.work import start

COMMANDS = (
    Command("pipeline.add", "a", mark("add"), "add", in_footer=True),
    *deal_commands("pipeline"),
    Command("pipeline.filter", "/", mark("filter"), "filter", in_footer=True),
    Command("pipeline.counter", "c", mark("lost at the counter"), "counter"),
    Command("pipeline.stale", "r", mark("stale ones only"), "stale"),
    Command("pipeline.choose", "p", mark("pipelines"), "pipelines"),
    Command("pipeline.stages", "s", mark("stages"), "stages"),
    Command("pipeline.forecast", "f", mark("forecast"), "forecast"),
    Command("pipeline.leave", "escape", mark("back"), "back", True, in_palette=False),
)

_DOINGS = frozenset(command.action for command in COMMANDS)


class PipelineScreen(DealActions, BoardPlace):
    """The board, with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    _offered: Sequence[str] = ()
    """What can be done to the card under the cursor."""

    @property
    def chosen_deal(self) -> int:
        """The deal under the cursor."""
        return self._board.current_id

    def on_board_moved(self) -> None:
        """Offer what can be done to the card under the cursor."""
        super().on_board_moved()
        offered = [action for action in sorted(ABOUT_A_DEAL) if self._fits(action)]
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done to the card under the cursor, and nothing while one types."""
        if not self.is_mounted:
            return True  # asked while the view is still being put together
        if self._filter.has_focus and action in _DOINGS:
            return False
        if action == "back":
            return bool(self._filter.value) or self._is_stale_only
        if action in ABOUT_A_DEAL:
            return self._fits(action)
        return super().check_action(action, parameters)

    def _fits(self, action: str) -> bool:
        card = self._board.current
        if card is None:
            return False
        if action == "reopen":
            return is_ended(card)
        if action == "customer":
            return card.contact_id is not None
        return action not in ("won", "lost", "step") or not is_ended(card)

    def action_add(self) -> None:
        """Add a deal in the column of the cursor, or in the first one where deals have ended."""
        from crmtui.screens.pipeline.deal_form import add_form

        stage = self._stage_here()
        if stage is not None:
            self.app.push_screen(add_form(self.crm, stage.id, one_line(stage.name)), self._added)

    def _added(self, deal: int | None) -> None:
        if deal:
            start(self, partial(self._read, at=deal), "board", exclusive=True)

    def _stage_here(self) -> StageRow | None:
        lane = self._board.lane
        columns = self._book.board.open if self._book and lane else []
        here = [column.stage for column in columns if lane and column.stage.id == lane.id]
        return next(iter(here), columns[0].stage if columns else None)

    def action_counter(self) -> None:
        """Note a sale that was lost at the counter."""
        start(self, self._counter, "form", exclusive=True)

    async def _counter(self) -> None:
        from crmtui.screens.pipeline.end_form import counter_form

        try:
            known = await self.crm.bridge.read(reasons)
        except CrmError as error:
            self.crm.show_error(error)
        else:
            self.app.push_screen(counter_form(self.crm, known))

    def on_board_carried(self, message: Board.Carried) -> None:
        """Put a card where it was carried: into a stage, or to its end as won or lost."""
        found, book = self._board.find(message.number), self._book
        if found is None or book is None:
            return
        spot, columns = message.spot, book.board.columns
        target = columns[spot.lane].stage
        if target.kind == "open":
            self._move(message.number, self._board.lanes[found.lane].id, spot)
        elif target.id != columns[found.lane].stage.id:
            self._board.go_to(found)
            self.action_won() if target.kind == "won" else ask_lost(self, target.id)

    def _move(self, number: int, seen: int, spot: Spot) -> None:
        """Show the card at its new place at once; the store follows."""
        self._board.put(number, spot)
        lane = self._board.lanes[spot.lane]
        before = (
            self._board.number(lane.rows[spot.row + 1]) if (spot.row + 1 < len(lane.rows)) else None
        )
        act = deal_acts.move_deal(number, lane.id, before=before, last=before is None, seen=seen)
        self._under_way += 1
        start(self, partial(self._write_move, act), "move")

    async def _write_move(self, act: UseCase) -> None:
        try:
            await self.crm.carry_out(act)
        finally:
            self._under_way -= 1
            self.reload()

    def action_pipelines(self) -> None:
        """Choose the pipeline to look at; they are changed there too."""
        from crmtui.screens.pipeline.pipelines import PipelinesScreen

        chosen = self._book.board.pipeline_id if self._book else 0
        self.app.push_screen(PipelinesScreen(chosen), self._chosen)

    def _chosen(self, pipeline: int | None) -> None:
        if pipeline:
            self.crm.state.pipeline = pipeline
            self.reload()

    def action_stages(self) -> None:
        """Change the stages of this pipeline: their names, chances, playbooks."""
        from crmtui.screens.pipeline.stages import StagesScreen

        if self._book is not None:
            lane = self._board.lane
            self.app.push_screen(StagesScreen(self._book.board.pipeline_id, lane.id if lane else 0))

    def action_forecast(self) -> None:
        """Show what the pipeline will bring, and what it brought."""
        from crmtui.screens.pipeline.forecast import ForecastScreen

        if self._book is not None:
            found = self._book.board
            self.app.push_screen(ForecastScreen(found.pipeline_id, one_line(found.pipeline)))

    def on_board_opened(self) -> None:
        """Show all of the deal under the cursor."""
        from crmtui.screens.pipeline.deal import DealScreen

        if number := self.chosen_deal:
            self.app.push_screen(DealScreen(number))
