"""One deal in full: its facts and history, the playbook of its stage, what happened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crmtui.errors import CrmError, NotFound
from crmtui.locale import _, mark
from crmtui.reads.deals import Point
from crmtui.reads.timeline import Event
from crmtui.reads.timeline_kinds import VIEWS
from crmtui.screens.app_commands import beside
from crmtui.screens.card_pane import CARD_KINDS, BridgeReader
from crmtui.screens.pipeline import deal_acts
from crmtui.screens.pipeline.deal_actions import ABOUT_A_DEAL, DealActions, deal_commands
from crmtui.screens.pipeline.facts import DealBook, facts, history, read_deal
from crmtui.screens.watcher import EVERYTHING
from crmtui.widgets.card import fact_lines
from crmtui.widgets.cells import cut, fenced, one_line, wrapped
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.mirror import in_order
from crmtui.widgets.source import Rows
from crmtui.widgets.timeline import TimelineOf, columns, event_number
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp

COMMANDS = (
    *deal_commands("deal"),
    Command("deal.log", "l", mark("log"), "log", in_footer=True),
    Command("deal.tick", "space", mark("tick off"), "tick", in_footer=True, in_palette=False),
    Command("deal.other", "tab", mark("other list"), "app.focus_next", in_palette=False),
    Command("deal.more", "]", mark("more of the facts"), "facts(1)", in_palette=False),
    Command("deal.less", "[", mark("back up the facts"), "facts(-1)", in_palette=False),
    Command("deal.undo", "u", mark("undo"), "app.undo", in_palette=False),
    Command("deal.redo", "ctrl+r", mark("redo"), "app.redo", in_palette=False),
    Command("deal.leave", "escape", mark("back"), "leave", True, in_palette=False),
)
PointLine = tuple[int, Point]


class DealScreen(DealActions, ModalScreen[None]):
    """Over the board: facts and history on the left, playbook and timeline on the right."""

    BINDINGS: ClassVar[list[BindingType]] = bindings((*COMMANDS, *beside()))
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    shows = CARD_KINDS | {"deal", "deal_stage", "deal_check", "stage", "pipeline", "lost_reason"}

    _book: DealBook | None = None
    _with = 0
    """Whose timeline is shown."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    @property
    def chosen_deal(self) -> int:
        """The deal that is shown."""
        return self._number

    def compose(self) -> ComposeResult:
        """Leave room for what is read."""
        crm = self.crm
        self._facts = Static("", id="deal-facts", markup=False)
        self._scroll = VerticalScroll(self._facts, id="deal-left", can_focus=False)
        self._points: VirtualList[PointLine] = VirtualList(
            [
                Column(lambda: "", 1, lambda line: "✓" if line[1].done else "○", role="won"),
                Column(lambda: "", 10, lambda line: line[1].text, grows=True),
            ],
            lambda line: line[0],
            id="points",
            has_header=False,
        )
        self._script = Static("", id="script", markup=False)
        self._timeline: VirtualList[Event] = VirtualList(
            columns(lambda: crm.formats, lambda: crm.now), event_number, id="deal-timeline"
        )
        right = Vertical(self._points, self._script, self._timeline, id="deal-right")
        with Horizontal(id="deal"):
            yield self._scroll
            yield right
        yield KeyBar()

    def on_mount(self) -> None:
        """Read it."""
        self._points.border_title = Content(f" {_('To do in this stage')} ")
        self._script.border_title = Content(f" {_('What to say')} ")
        self._timeline.border_title = Content(f" {_('What happened')} ")
        self.reload()

    def kinds_changed(self, kinds: frozenset[str]) -> None:
        """Read it again if any of these kinds is shown here."""
        if self.is_mounted and (kinds == EVERYTHING or kinds & self.shows):
            self.reload()

    def reload(self) -> None:
        """Read it again."""
        start(self, self._read, "deal", exclusive=True)

    async def _read(self) -> None:
        crm = self.crm
        try:
            self._book = await crm.bridge.read(read_deal, self._number, crm.formats, crm.now)
        except NotFound:  # it was deleted, here or by another program
            self.dismiss(None)
            return
        except CrmError as error:
            crm.show_error(error)
            return
        self._show(self._book)

    def _show(self, book: DealBook) -> None:
        row = book.deal
        parts = [one_line(row.words), f"#{row.id}", one_line(row.stage)]
        room = max(10, self.size.width - 12 - sum(map(cell_len, parts[1:])))
        title = " · ".join(in_order(fenced([cut(parts[0], room), *parts[1:]])))
        self.query_one("#deal").border_title = Content(title)
        self._draw()
        lines = list(enumerate(book.playbook.points, 1))
        self._points.set_class(bool(lines), "shown")
        self._points.show(Rows(lines, lambda line: line[0]), at=self._points.current_id)
        script = book.playbook.script
        self._script.set_class(bool(script), "shown")
        self._script.update(Content("\n".join(wrapped(script, 2000))))
        if row.contact_id:
            kinds = next(iter(VIEWS.values()))[1]
            if self._with != row.contact_id:
                reader = BridgeReader(self.crm.bridge)
                self._timeline.show(TimelineOf(reader, row.contact_id, kinds))
            else:
                self._timeline.reload()
        else:
            self._timeline.empty_text = _("Nobody is named yet: e says whose deal it is.")
            self._timeline.show(Rows([], event_number))
        self._with = row.contact_id or 0
        if self.focused is None:
            (self._points if lines else self._timeline).focus()
        self.refresh_bindings()

    def _draw(self) -> None:
        if self._book is None:
            return
        crm = self.crm
        width = max(20, self._scroll.size.width - 2)
        told = fact_lines(facts(self._book, crm.formats, crm.now), width)
        past = fact_lines(history(self._book, crm.formats, crm.now), width)
        heading = Content.styled(_("Stages"), "bold")
        self._facts.update(Content("\n").join([*told, Content(""), heading, *past]))

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines anew."""
        self.call_after_refresh(self._draw)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits a deal that is open, or one that ended."""
        row = self._book.deal if self._book else None
        if action == "tick":
            return self._points.has_focus and bool(self._points.count)
        if action in ("log", "customer"):
            return row is not None and row.contact_id is not None
        if action in ABOUT_A_DEAL and row is not None:
            is_open = row.kind == "open"
            if action == "reopen":
                return not is_open
            return is_open or action not in ("won", "lost", "step")
        return super().check_action(action, parameters)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Tick a point off on Enter too; an entry of the timeline is changed."""
        if message.list is self._points:
            self.action_tick()
        elif (event := self._timeline.current) and (event.kind, event.id) != self._own_entry:
            start(self, partial(self._edit_event, event), "form", exclusive=True)

    @property
    def _own_entry(self) -> tuple[str, int]:
        """What the deal itself is in the timeline."""
        return "deal", self._number

    async def _edit_event(self, event: Event) -> None:
        from crmtui.screens.edit import edit_event

        if form := await edit_event(self.crm, event):
            self.app.push_screen(form)

    def action_tick(self) -> None:
        """Tick the point under the cursor off, or take that back."""
        if line := self._points.current:
            point = line[1]
            self.crm.do(deal_acts.tick_point(self._number, point.text, done=not point.done))

    def action_facts(self, step: int) -> None:
        """Scroll the facts, where there is no room for all."""
        self._scroll.scroll_relative(y=step * max(1, self._scroll.size.height - 1), animate=False)

    def action_log(self) -> None:
        """Log a talk with its customer."""
        from crmtui.screens.log_form import log_form

        if self._book and (contact := self._book.deal.contact_id):
            self.app.push_screen(log_form(self.crm, contact, self._book.deal.name))

    def action_customer(self) -> None:
        """Show whose deal it is in Customers."""
        self.dismiss(None)
        super().action_customer()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
