"""The board as a view: what is read for it, its filter, and what is told about it in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from crmtui.errors import CrmError
from crmtui.locale import _, ngettext
from crmtui.screens.pipeline import deal_acts
from crmtui.screens.pipeline.book import Asked, BoardBook, read_book
from crmtui.screens.pipeline.faces import Card, face, told
from crmtui.screens.place import Place
from crmtui.widgets.board import Board
from crmtui.widgets.cells import cut, fenced, one_line
from crmtui.widgets.filter_box import FilterBox
from crmtui.widgets.mirror import in_order
from crmtui.widgets.work import start

_FILTER_DELAY = 0.05
_DOT = " · "
_STYLES = {
    "": "",
    "bold": "bold",
    "muted": "$foreground-muted",
    "money": "$money",
    "pressing": "bold $pressing",
    "overdue": "bold $overdue",
    "won": "$won",
}


class BoardPlace(Place):
    """The board over a line that tells in full what the card under the cursor is about."""

    AUTO_FOCUS = "#board"
    view = "pipeline"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"deal", "deal_stage", "stage", "pipeline", "task", "contact", "interaction", "setting"}
    )

    _book: BoardBook | None = None
    _filter_timer: Timer | None = None
    _is_stale_only = False
    _shown_title = ""
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

    def on_resize(self, event: events.Resize) -> None:
        """Fit what is told to the width."""
        self._show_title()

    def _show_title(self) -> None:
        if self._book is not None:
            title = self._title(self._book, max(10, self.size.width - 6))
            if title != self._shown_title:
                self._shown_title = title
                self.query_one("#board-pane").border_title = Content(f" {title} ")

    def _title(self, book: BoardBook, width: int) -> str:
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
        parts += [n, sums] if amount else [n]
        seen, lanes = self._board.seen, len(book.lanes)
        if len(seen) < lanes:
            parts.append(
                _("columns {first}–{last} of {n}").format(
                    first=formats.number(seen[0] + 1),
                    last=formats.number(seen[-1] + 1),
                    n=formats.number(lanes),
                )
            )
        while len(parts) > 1 and cell_len(_DOT.join(parts)) > width:
            parts.pop()
        return _DOT.join(in_order(fenced([cut(part, width) for part in parts])))

    def _tell(self) -> None:
        card = self._board.current
        self._board.empty_text = "" if self._board.count else self._empty_text()
        told = Content("")
        if card is not None:
            told = self._told_of(card)
        elif not self._board.empty_text:
            told = Content.styled(self._empty_text(), "$foreground-muted")
        self._told.update(told, layout=False)

    def _told_of(self, card: Card) -> Content:
        """Break what is told between its parts; each line begins where reading does."""
        room = max(20, self.size.width - 2)
        lines: list[list[tuple[str, str]]] = [[]]
        taken = 0
        for text, role in told(card, self.crm.formats, self.crm.now):
            shown = cut(text, room)
            if lines[-1] and taken + cell_len(shown) + cell_len(_DOT) > room:
                lines.append([])
                taken = 0
            lines[-1] += [*([(_DOT, "")] if lines[-1] else []), (shown, _STYLES[role])]
            taken = sum(cell_len(part) for part, _style in lines[-1])
        return Content("\n").join(_line(line) for line in lines)

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


def _line(parts: list[tuple[str, str]]) -> Content:
    texts = fenced([text for text, _style in parts])
    styles = [style for _text, style in parts]
    return Content.assemble(*in_order(list(zip(texts, styles, strict=True))))
