"""Right-to-left text on the terminal of a command: each line in the order it is seen.

What is piped, and the data of `--json` and of exports, never comes here: it stays as it is read.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TextIO, cast

from crmtui.text.bidi import has_rtl

if TYPE_CHECKING:
    from crmtui.terminal.modes import Terminal
    from crmtui.text.bidi import Shaping

_MARK = "\u200e"
_APART = re.compile(
    r"(\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # what acts on the terminal
    r"|\r|[\u2500-\u259f]+| {2,}|\u200e)"
)
"""What stands between pieces of a line that have nothing to do with each other."""


def order_output(args: Sequence[str]) -> None:
    """Have what people see on a terminal put in order; data in a format stays as it is."""
    if "--json" in args or "export" in args or os.environ.get("TERM") in (None, "dumb"):
        return
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream.isatty():
            setattr(sys, name, cast(TextIO, OrderedStream(stream)))


class OrderedStream:
    """A stream to a terminal that puts its lines in order; the rest is that stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._begun = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write the lines that are whole now."""
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self._stream.write(_in_order(line) + "\n")
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write texts one after another."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Write the line that was begun, too: it may be a question."""
        begun, self._begun = self._begun, ""
        self._stream.write(_in_order(begun))
        self._stream.flush()


def _in_order(line: str) -> str:
    """Return a line as this terminal is to be sent it."""
    if not has_rtl(line):
        return line
    from crmtui.terminal.modes import Mode
    from crmtui.text.bidi import Shaping

    terminal = _terminal()
    if terminal.mode is Mode.LOGICAL:
        return _laid_out(line, lambda row, base: f"{_MARK}{row}{_MARK}")
    shaping = Shaping.TERMINAL if terminal.mode is Mode.KITTY else Shaping.LIGATURES
    ordered = _laid_out(line, lambda row, base: _visual(row, base, shaping))
    return f"{terminal.on}{ordered}{terminal.off}"


def _visual(row: str, base: int, shaping: Shaping) -> str:
    from crmtui.text.bidi.lines import line

    return line(row, base, shaping).text


@cache
def _terminal() -> Terminal:
    """Ask the terminal once, when the first such line is to be written."""
    from crmtui.terminal.asking import ask_terminal
    from crmtui.terminal.modes import for_lines

    return for_lines(ask_terminal(), os.environ, _wanted())


def _wanted() -> str:
    """Return the person's own word on it. What is not possible is told of elsewhere."""
    from crmtui.errors import CrmError
    from crmtui.settings import personal
    from crmtui.settings.keys import key

    try:
        return key("bidi").check(os.environ.get("CRMTUI_BIDI") or personal().get("bidi", ""))
    except CrmError:
        return ""


def _laid_out(line: str, draw: Callable[[str, int], str]) -> str:
    """Draw each piece of a line by itself; a long one is broken before, as the terminal would.

    `draw` is given a row and the direction of the piece it is a part of.
    """
    from rich.cells import cell_len

    from crmtui.text.bidi.levels import levels_of

    shown: list[str] = []
    x, width = 0, _width()
    for part in _APART.split(line):
        if not has_rtl(part):
            shown.append("" if part == _MARK else part)
            x += 0 if part[:1] in ("\x1b", "\r") else cell_len(part)
            continue
        base = levels_of(part).base
        indent = x if x < width // 2 else 0
        rows = list(_rows(part, width - x, width - indent))
        drawn = [draw(row, base) for row in rows]
        # Two letters that became one sign leave a cell.
        blank = " " * (cell_len(rows[-1]) - cell_len(drawn[-1]))
        shown.append(f"\n{' ' * indent}".join(drawn) + blank)
        x = cell_len(rows[-1]) + (x if len(rows) == 1 else indent)
    return "".join(shown)


def _rows(text: str, first: int, width: int) -> Iterator[str]:
    """Break a text at blanks: its first row has less room than the others."""
    from rich.cells import cell_len, set_cell_size

    room = max(first, 1)
    while cell_len(text) > room:
        row = set_cell_size(text, room)
        if text[len(row) :][:1] != " " and " " in row:
            row = row[: row.rindex(" ")]
        row = row.rstrip() or text[0]
        yield row
        text, room = text[len(row) :].lstrip(), width
    yield text


def _width() -> int:
    from crmtui.commands.output import terminal_width

    return max(terminal_width(), 20)
