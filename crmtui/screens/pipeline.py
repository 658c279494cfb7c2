"""The pipeline: a board with a column for each stage, and what one does to the deals on it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from crmtui.errors import CrmError
from crmtui.locale import _, mark, ngettext
from crmtui.reads.stages import StageRow, reasons
from crmtui.screens import deal_acts
from crmtui.screens.acts import UseCase
from crmtui.screens.board_book import Asked, BoardBook, is_ended, read_book
from crmtui.screens.board_faces import Card, face, told
from crmtui.screens.deal_actions import ABOUT_A_DEAL, DealActions, ask_lost, deal_commands
from crmtui.screens.place import Place
from crmtui.widgets.board import Board
from crmtui.widgets.board_layout import Spot
from crmtui.widgets.cells import cut, fenced, one_line
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.filter_box import FilterBox
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
_FILTER_DELAY = 0.05
_DOINGS = frozenset(command.action for command in COMMANDS)
_ROLES = {"": "", "bold": "bold", "muted": "$foreground-muted", "money": "$money"}
_LOUD = {"pressing": "bold $pressing", "overdue": "bold $overdue", "won": "$won"}


class PipelineScreen(DealActions, Place):
    """The board over a line that tells in full what the card under the cursor is about."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#board"
    view = "pipeline"
    shows = frozenset(
        {"deal", "deal_stage", "stage", "pipeline", "task", "contact", "interaction", "setting"}
    )

    _book: BoardBook | None = None
    _filter_timer: Timer | None = None
    _is_stale_only = False
    _under_way = 0
    """Moves that are being written: until they are, the board is ahead of the store."""

    def body(self) -> Iterable[Widget]:
        """Return the board with its filter, and the line below it."""
        crm = self.crm
        self._board: Board[Card] = Board(
            lambda card: face(card, crm.formats, crm.today), lambda card: card.id, id="board"
        )
        self._filter = FilterBox(_("a customer, a title, a product, an owner …"), id="filter")
        self._filter_line = Horizontal(Static("/"), self._filter, id="filter-line")
        self._told = Static("", id="told", markup=False)
        yield Vertical(self._filter_line, self._board, self._told, id="board-pane", classes="pane")

    def on_mount(self) -> None:
        """Read the board, then what moves its cards."""
        self.reload()
        start(self, partial(self.crm.bridge.write, deal_acts.warm_up), "warm-up")

    # Reading

    def reload(self) -> None:
        """Read the board again; the cursor stays on its card."""
        if not self._under_way:
            start(self, self._read, "board", exclusive=True)

    async def _read(self, *, at: int = 0) -> None:
        crm = self.crm
        asked = Asked(crm.state.pipeline, self._filter.value.strip(), self._is_stale_only)
        try:
            self._book = await crm.bridge.read(read_book, crm.formats, crm.now, asked)
        except CrmError as error:
            crm.show_error(error)
            return
        self._board.show(self._book.lanes, at=at)
        self._show_title()

    def on_board_moved(self) -> None:
        """Tell about the card under the cursor."""
        self._show_title()
        self._tell()
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """Fit what is told to the width."""
        self._show_title()

    def _show_title(self) -> None:
        if self._book is not None:
            title = cut(self._title(self._book), max(10, self.size.width - 6))
            self.query_one("#board-pane").border_title = Content(f" {title} ")

    def _title(self, book: BoardBook) -> str:
        formats = self.crm.formats
        count, amount, weighted = book.board.totals
        parts = [one_line(book.board.pipeline)]
        if self._is_stale_only:
            parts.append(_("stale ones only"))
        n = ngettext("{n} open", "{n} open", count).format(n=formats.number(count))
        sums = _("{sum} {unit} · {weighted} weighted").format(
            sum=formats.short_money(amount),
            unit=formats.unit_name,
            weighted=formats.short_money(weighted),
        )
        parts += [n, sums]
        seen, lanes = self._board.seen, len(book.lanes)
        if len(seen) < lanes:
            parts.append(
                _("columns {first}–{last} of {n}").format(
                    first=formats.number(seen[0] + 1),
                    last=formats.number(seen[-1] + 1),
                    n=formats.number(lanes),
                )
            )
        return " · ".join(fenced(parts))

    def _tell(self) -> None:
        card = self._board.current
        if card is None:
            self._told.update(Content.styled(self._empty_text(), "$foreground-muted"))
            return
        styles = _ROLES | _LOUD
        parts: list[str | tuple[str, str]] = []
        for text, role in told(card, self.crm.formats, self.crm.now):
            parts += [*([" · "] if parts else []), (text, styles[role])]
        self._told.update(Content.assemble(*parts))

    def _empty_text(self) -> str:
        if self._book is None:
            return ""
        if self._filter.value.strip():
            return _("No deal here fits “{text}”. Esc clears the filter.").format(
                text=one_line(self._filter.value.strip())
            )
        if self._is_stale_only:
            return _("No stale deal here: r shows all again.")
        if not self._board.count:
            return _("No deals yet. a adds one here; a deal is a sale that may come about.")
        return _("Nothing in this column. a adds a deal here.")

    # The deal that the actions are about

    @property
    def chosen_deal(self) -> int:
        """The deal under the cursor."""
        return self._board.current_id

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done to the card under the cursor, and nothing while one types."""
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
        from crmtui.screens.deal_form import add_form

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
        from crmtui.screens.deal_end_form import counter_form

        try:
            known = await self.crm.bridge.read(reasons)
        except CrmError as error:
            self.crm.show_error(error)
        else:
            self.app.push_screen(counter_form(self.crm, known))

    # Moving

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

    # What is shown

    def action_filter(self) -> None:
        """Narrow the board down while typing."""
        self._filter_line.add_class("shown")
        self._filter.focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search once the typing pauses for a moment."""
        if self._filter_timer is not None:
            self._filter_timer.stop()
        self._filter_timer = self.set_timer(_FILTER_DELAY, self.reload)

    def on_filter_box_left(self) -> None:
        """Go back to the board; an empty filter hides again."""
        self._board.focus()
        self._filter_line.set_class(bool(self._filter.value.strip()), "shown")

    def on_filter_box_everywhere(self) -> None:
        """Search everything."""
        self.crm.action_find()

    def action_stale(self) -> None:
        """Show only the deals that are stale, or all again."""
        self._is_stale_only = not self._is_stale_only
        self.reload()

    def action_back(self) -> None:
        """Show the whole board again."""
        self._is_stale_only = False
        self._filter.value = ""
        self._filter_line.remove_class("shown")
        self.reload()

    def action_pipelines(self) -> None:
        """Choose the pipeline to look at; they are changed there too."""
        from crmtui.screens.pipelines import PipelinesScreen

        chosen = self._book.board.pipeline_id if self._book else 0
        self.app.push_screen(PipelinesScreen(chosen), self._chosen)

    def _chosen(self, pipeline: int | None) -> None:
        if pipeline:
            self.crm.state.pipeline = pipeline
            self.reload()

    def action_stages(self) -> None:
        """Change the stages of this pipeline: their names, chances, playbooks."""
        from crmtui.screens.stages import StagesScreen

        if self._book is not None:
            lane = self._board.lane
            self.app.push_screen(StagesScreen(self._book.board.pipeline_id, lane.id if lane else 0))

    def action_forecast(self) -> None:
        """Show what the pipeline will bring, and what it brought."""
        from crmtui.screens.forecast import ForecastScreen

        if self._book is not None:
            found = self._book.board
            self.app.push_screen(ForecastScreen(found.pipeline_id, one_line(found.pipeline)))

    def open_deal(self, number: int) -> None:
        """Put the cursor on a deal, whatever is filtered now."""
        with self.prevent(Input.Changed):
            self._filter.value = ""
        self._filter_line.remove_class("shown")
        self._is_stale_only = False
        self._board.focus()
        start(self, partial(self._read, at=number), "board", exclusive=True)

    def on_board_opened(self) -> None:
        """Show all of the deal under the cursor."""
        from crmtui.screens.deal_screen import DealScreen

        if number := self.chosen_deal:
            self.app.push_screen(DealScreen(number))
