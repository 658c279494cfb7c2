"""A list of any length that reads only the rows it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from crmtui.errors import CrmError
from crmtui.locale import mark
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.list_lines import ListLines
from crmtui.widgets.messages import Trouble
from crmtui.widgets.pages import PAGE, Pages
from crmtui.widgets.source import Rows, Source
from crmtui.widgets.work import start

Row = TypeVar("Row")

COMMANDS = (
    Command("list.down", "j,down", mark("next line"), "down", in_palette=False),
    Command("list.up", "k,up", mark("line above"), "up", in_palette=False),
    Command("list.first", "g,home", mark("first line"), "first", in_palette=False),
    Command("list.last", "G,end", mark("last line"), "last", in_palette=False),
    Command("list.page-down", "pagedown,ctrl+d", mark("a page down"), "page(1)", in_palette=False),
    Command("list.page-up", "pageup,ctrl+b", mark("a page up"), "page(-1)", in_palette=False),
    Command("list.open", "enter", mark("open"), "open", in_footer=True, in_palette=False),
)


class VirtualList(ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """Rows of a source in columns, with a cursor; the header line stays at the top."""

    BINDINGS = bindings(COMMANDS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"list--{name}"
        for name in ("header", "cursor", "muted", "money", "pressing", "overdue", "won", "accent")
    }

    cursor = reactive(0)
    """The index of the row the keys act on."""
    empty_text = reactive("")
    """What is shown where there are no rows."""

    class Moved(Message):
        """The cursor stands on another row, or its row was read anew."""

        def __init__(self, widget: VirtualList[Any]) -> None:
            super().__init__()
            self.list = widget

        @property
        def control(self) -> VirtualList[Any]:
            """The list, for selectors."""
            return self.list

    class Opened(Moved):
        """Enter or a double click on a row."""

    class Loaded(Moved):
        """The rows of a new or changed source are here."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        number: Callable[[Row], int],
        *,
        id: str | None = None,
        has_header: bool = True,
    ) -> None:
        super().__init__(id=id)
        self.count = 0
        self.is_loaded = False
        self.number = number
        self._header = 1 if has_header else 0
        self.source: Source[Row] = Rows([], number)
        self._pages: Pages[Row] = Pages()
        self._lines: ListLines[Row] = ListLines(columns, self._ink)
        self._was_sized = False
        self._coming: tuple[Source[Row], int] | None = None
        """What was asked for and is not shown yet."""

    @property
    def current(self) -> Row | None:
        """The row under the cursor, if it is here."""
        return self._pages.row(self.cursor) if self.cursor < self.count else None

    @property
    def current_id(self) -> int:
        """The id of the row under the cursor; 0 if there is none."""
        row = self.current
        return 0 if row is None else self.number(row)

    def show(self, source: Source[Row], *, at: int = 0) -> None:
        """Show another source, from its start or with the cursor on the row of id `at`."""
        self._coming = source, at
        self._load(source, at, keep_line=False)

    def lay_out(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns."""
        self._lines = ListLines(columns, self._ink)
        self.refresh()

    def reload(self) -> None:
        """Read the rows again; the cursor stays on its row and the row on its line."""
        if self._coming is not None:
            self._load(*self._coming, keep_line=False)
        else:
            self._load(self.source, self.current_id, keep_line=True)

    def _load(self, source: Source[Row], number: int, *, keep_line: bool) -> None:
        start(self, partial(self._read, source, number, keep_line), "load", exclusive=True)

    async def _read(self, source: Source[Row], number: int, keep_line: bool) -> None:
        """Read what will be on the screen before anything on it changes."""
        try:
            count = await source.count()
            found = await source.position(number) if number and count else None
            if found is None:
                cursor = min(self.cursor, max(0, count - 1)) if keep_line else 0
            else:
                cursor = min(found, max(0, count - 1))
            top = self._top(cursor, count, keep_line)
            last = min(top + self._height, count - 1)
            pages = range(top // PAGE, last // PAGE + 1) if count else range(0)
            read = {page: await source.page(page * PAGE, PAGE) for page in pages}
        except CrmError as error:
            self._coming = None
            self.post_message(Trouble(error))
            return
        self._coming = None
        self._swap(source, count, cursor, top, read)

    def _top(self, cursor: int, count: int, keep_line: bool) -> int:
        if keep_line and not self.scroll_offset.y and cursor < self._height:
            return 0  # what came in at the top is seen
        line = self.cursor - self.scroll_offset.y if keep_line else self._height // 3
        return max(0, min(cursor - line, count - self._height))

    def _swap(
        self, source: Source[Row], count: int, cursor: int, top: int, read: dict[int, list[Row]]
    ) -> None:
        self.workers.cancel_group(self, "pages")
        if source is self.source:
            self._pages.make_stale()
        else:
            self._pages.clear()
        self.source = source
        for page, rows in read.items():
            self._pages.keep(page, rows)
        had_rows, self.count = bool(self.count), count
        if had_rows != bool(count) or not (count or self.is_loaded):
            self.refresh_bindings()
        self.is_loaded = True
        self._resize_rows()
        self.set_reactive(VirtualList.cursor, cursor)
        # Forced: the scrollbar may not be there yet, and the rows in sight would never be read.
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()
        self.post_message(self.Loaded(self))
        self.post_message(self.Moved(self))

    @property
    def _height(self) -> int:
        """Rows that are visible at once."""
        return max(1, self.scrollable_content_region.height - self._header)

    def _resize_rows(self) -> None:
        width = self.scrollable_content_region.width
        self.virtual_size = Size(width, self.count + self._header if self.count else 0)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the columns to the new width and keep the cursor in sight."""
        is_first = not self._was_sized
        self._was_sized = self._height > 1
        self._resize_rows()
        if is_first:
            self.scroll_to(y=self._top(self.cursor, self.count, False), animate=False)
        self._keep_in_sight()
        self._fetch()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Read what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._fetch()

    def _fetch(self) -> None:
        """Ask for the pages in sight and one screen around it; what is out of sight is dropped."""
        if not self.count:
            return
        first = max(0, self.scroll_offset.y - self._height)
        last = min(self.count - 1, self.scroll_offset.y + 2 * self._height)
        if self._pages.missing(first, last):
            self._pages.asked.clear()
            pages = self._pages.missing(first, last)
            self._pages.asked.update(pages)
            start(self, partial(self._fetch_pages, self.source, pages), "pages", exclusive=True)

    async def _fetch_pages(self, source: Source[Row], pages: list[int]) -> None:
        top = self.scroll_offset.y // PAGE
        try:
            for page in sorted(pages, key=lambda page: abs(page - top)):
                rows = await source.page(page * PAGE, PAGE)
                if source is not self.source:
                    return
                self._pages.keep(page, rows)
                self.refresh()
                if self.cursor // PAGE == page:
                    self.post_message(self.Moved(self))
        except CrmError as error:
            self.post_message(Trouble(error))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Show the cursor where it stands now."""
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved(self))

    def _keep_in_sight(self) -> None:
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + self._height:
            self.scroll_to(y=self.cursor - self._height + 1, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open a row only where there is one."""
        return action != "open" or bool(self.count)

    def action_down(self) -> None:
        """Go to the next row."""
        self.cursor += 1

    def action_up(self) -> None:
        """Go to the row above."""
        self.cursor -= 1

    def action_first(self) -> None:
        """Go to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last row."""
        self.cursor = self.count - 1

    def action_page(self, direction: int) -> None:
        """Go a screen up or down."""
        self.cursor += direction * max(1, self._height - 1)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a double click opens the row."""
        index = self.scroll_offset.y + event.y - self._header
        if event.y >= self._header and 0 <= index < self.count:
            self.cursor = index
            if event.chain == 2:
                self.action_open()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        if not self.count:
            return self._lines.empty(y, width, base, self.empty_text if self.is_loaded else "")
        if y < self._header:
            return self._lines.header(width, base)
        index = self.scroll_offset.y + y - self._header
        if index >= self.count:
            return Strip.blank(width, base)
        is_current = index == self.cursor
        has_bar = is_current and (self.has_focus or not self.can_focus)
        if is_current:
            base += Style(bgcolor=self.get_component_rich_style("list--cursor").bgcolor)
        row = self._pages.row(index)
        return self._lines.row(row, width, base, has_bar=has_bar, sign=self.sign(row))

    def sign(self, row: Row | None) -> str:
        """Return what stands before a row: one cell."""
        return " "

    def _ink(self, role: str) -> Style:
        style = self.get_component_rich_style(f"list--{role}")
        return Style(color=style.color, bold=style.bold or None)
