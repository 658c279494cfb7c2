"""A conversation: whole messages one under the other, a cursor going from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from crmtui.locale import mark
from crmtui.widgets.cells import cut, fenced, one_line, wrapped
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.mirror import is_mirrored

COMMANDS = (
    Command("talk.down", "j,down", mark("next line"), "step(1)", in_palette=False),
    Command("talk.up", "k,up", mark("line above"), "step(-1)", in_palette=False),
    Command("talk.first", "g,home", mark("first line"), "first", in_palette=False),
    Command("talk.last", "G,end", mark("last line"), "last", in_palette=False),
    Command("talk.page-down", "pagedown,ctrl+d", mark("a page down"), "page(1)", in_palette=False),
    Command("talk.page-up", "pageup,ctrl+b", mark("a page up"), "page(-1)", in_palette=False),
    Command("talk.mark", "space", mark("mark"), "mark", in_palette=False),
)
_BAR = "▌"
_INDENT = 2


class Entry(NamedTuple):
    """Something that was said or changed; only what has a number can be marked."""

    key: tuple[str, int, str]
    """Tells it from the others when the conversation is read again."""
    number: int
    head: str
    text: str
    role: str
    """The role of the colour of its head, like "accent"."""


class _Line(NamedTuple):
    """A line on the screen, and the entry that it belongs to."""

    entry: int
    text: str
    role: str


class Talk(ScrollView, can_focus=True, inherit_bindings=False):
    """Every message in full; long ones scroll line by line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"talk--{name}" for name in ("cursor", "muted", "strong", "accent", "won")
    }
    ALLOW_SELECT = False

    cursor = reactive(0)
    """The entry the keys act on."""
    empty_text = reactive("")

    class Moved(Message):
        """The cursor stands on another entry, or another is marked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entries: Sequence[Entry] = ()
        self.marked: frozenset[int] = frozenset()
        self._lines: list[_Line] = []
        self._first: list[int] = []
        """The first line of each entry."""
        self._follows = True
        """The end stays in sight, however high the pane becomes."""

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.cursor < len(self.entries) else None

    def show(self, entries: Sequence[Entry], *, is_new: bool) -> None:
        """Show a conversation: at its end, or where it was read before."""
        was = self.current
        was_last = self.cursor >= len(self.entries) - 1
        self.entries = entries
        self.marked = frozenset() if is_new else self.marked & {e.number for e in entries}
        keys = [entry.key for entry in entries]
        last = max(0, len(entries) - 1)
        stays = was is not None and not is_new and not was_last and was.key in keys
        self._lay_out()
        self.set_reactive(Talk.cursor, keys.index(was.key) if was and stays else last)
        if stays:
            self._keep_in_sight()
        else:
            self._to_end()
        self.refresh()
        self.post_message(self.Moved())

    def _to_end(self) -> None:
        self._follows = True
        self.scroll_to(y=len(self._lines), animate=False, force=True)

    def _lay_out(self) -> None:
        width = max(10, self.scrollable_content_region.width)
        self._lines, self._first = [], []
        for index, entry in enumerate(self.entries):
            self._first.append(len(self._lines))
            self._lines.append(_Line(index, cut(one_line(entry.head), width - 3), entry.role))
            if entry.text:
                self._lines += [
                    _Line(index, line, "") for line in wrapped(entry.text, width - _INDENT - 2)
                ]
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines anew."""
        self._lay_out()
        if self._follows:
            self._to_end()
        else:
            self._keep_in_sight()
        self.refresh()

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _end(self, entry: int) -> int:
        """Return the line after the last one of an entry."""
        following = self._first[entry + 1 :]
        return following[0] if following else len(self._lines)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on an entry."""
        return max(0, min(cursor, len(self.entries) - 1))

    def watch_cursor(self) -> None:
        """Show the cursor where it stands now."""
        self._follows = False
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def _keep_in_sight(self) -> None:
        if not self._lines:
            return
        top, first, end = self.scroll_offset.y, self._first[self.cursor], self._end(self.cursor)
        if first < top or end - first > self._height:
            self.scroll_to(y=first, animate=False, force=True)
        elif end > top + self._height:
            self.scroll_to(y=end - self._height, animate=False, force=True)

    def action_step(self, step: int) -> None:
        """Go on to the next entry or the one before, or within one that is longer than the pane."""
        if not self._lines:
            return
        top, first, end = self.scroll_offset.y, self._first[self.cursor], self._end(self.cursor)
        hidden = end > top + self._height if step > 0 else first < top
        if end - first > self._height and hidden:
            self._follows = False
            self.scroll_to(y=top + step, animate=False)
        else:
            self.cursor += step

    def action_page(self, direction: int) -> None:
        """Go a screen up or down."""
        if not self._lines:
            return
        self._follows = False
        top = self.scroll_offset.y + direction * max(1, self._height - 1)
        top = max(0, min(top, len(self._lines) - self._height))
        at_end = direction > 0 and top >= len(self._lines) - self._height
        line = len(self._lines) - 1 if at_end else max(0, top)
        self.set_reactive(Talk.cursor, self._lines[line].entry)
        self.scroll_to(y=top, animate=False)
        self.refresh()
        self.post_message(self.Moved())

    def action_first(self) -> None:
        """Go to the first entry."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last entry."""
        self.cursor = len(self.entries) - 1
        self._to_end()

    def action_mark(self) -> None:
        """Mark the message under the cursor, or take its mark, and go on to the next."""
        entry = self.current
        if entry is not None:
            if entry.number:
                self.marked ^= {entry.number}
            self.cursor += 1
            self.refresh()
            self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        line = self.scroll_offset.y + event.y
        if line < len(self._lines):
            self.cursor = self._lines[line].entry

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        index = self.scroll_offset.y + y
        if not self.entries:
            lines = ["", *wrapped(self.empty_text, max(1, width - 2 * _INDENT))]
            text = " " * _INDENT + lines[y] if y < len(lines) else ""
            return _strip([Segment(text, base + self._ink("muted"))], width, base)
        if index >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[index]
        if line.entry == self.cursor and self.has_focus:
            base += Style(bgcolor=self.get_component_rich_style("talk--cursor").bgcolor)
        is_head = index == self._first[line.entry]
        is_current = line.entry == self.cursor and self.has_focus
        bar = _BAR if is_current else " "
        sign = "✓" if is_head and self.entries[line.entry].number in self.marked else " "
        indent = sign if is_head else sign + " " * (_INDENT - 1)
        indent, text = fenced([indent, line.text])
        style = base + self._ink(line.role) if line.role else base
        margin = [Segment(bar, base + self._ink("accent")), Segment(indent, base)]
        return _strip([*margin, Segment(text, style)], width, base)

    def _ink(self, role: str) -> Style:
        style = self.get_component_rich_style(f"talk--{role}")
        return Style(color=style.color, bold=style.bold or None)


def _strip(segments: list[Segment], width: int, base: Style) -> Strip:
    """Begin a line where reading begins, with blanks at its other end."""
    if not is_mirrored():
        return Strip(segments).adjust_cell_length(width, base)
    strip = Strip(segments[::-1])
    blank = Segment(" " * max(0, width - strip.cell_length), base)
    return Strip([blank, *strip]).adjust_cell_length(width, base)
