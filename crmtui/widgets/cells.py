"""Text in terminal cells: cut and padded by what it takes on the screen, not by its letters."""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment

from crmtui.text.bidi import has_rtl
from crmtui.text.clean import printable

_BLANKS = re.compile(r"[\n\t]+")
_EMOJI_JOINERS = re.compile(
    "\ufe0f|(?<=[\u2600-\u27bf\U0001f000-\U0001faff])[\u200d\U0001f3fb-\U0001f3ff]+"
)
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"


@lru_cache(maxsize=8192)
def one_line(text: str) -> str:
    """Return a text as one line that does nothing to a terminal and has one width on all of them.

    Some draw a family of emoji as one, some as three: without what joins them all draw three.
    """
    text = printable(_BLANKS.sub(" ", text))
    return text if text.isascii() else _EMOJI_JOINERS.sub("", text)


def cut(text: str, width: int) -> str:
    """Shorten a text to `width` cells, with … where something is missing."""
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    return set_cell_size(text, width - 1).rstrip() + "…"


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Make a text take exactly `width` cells."""
    text = cut(one_line(text), width)
    blank = " " * (width - cell_len(text))
    return blank + text if right else text + blank


def fenced(cells: list[str]) -> list[str]:
    """Keep columns in their places on terminals that reorder right-to-left text.

    Numbers between two Persian cells would else be drawn with them, from right to left. Where we
    reorder ourselves, what stands between fences is a piece of its own.
    """
    if not any(map(has_rtl, cells)):
        return cells
    return [f"{LEFT_TO_RIGHT_MARK}{cell}{LEFT_TO_RIGHT_MARK}" for cell in cells]


def fenced_row(segments: list[Segment]) -> list[Segment]:
    """Return `fenced` segments."""
    texts = fenced([segment.text for segment in segments])
    return [Segment(text, s.style) for text, s in zip(texts, segments, strict=True)]


def wrapped(text: str, width: int) -> list[str]:
    """Break a text at blanks into lines of at most `width` cells."""
    lines: list[str] = []
    for paragraph in printable(text).replace("\t", " ").split("\n"):
        line, first = "", len(lines)
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if cell_len(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            while cell_len(word) > width > 1:
                piece = set_cell_size(word, width).rstrip()
                lines.append(piece)
                word = word[len(piece) :]
            line = word
        lines.append(line)
        if len(lines) > first + 1 and has_rtl(paragraph):
            lines[first:] = _as_begun(paragraph, lines[first:])
    return lines


def _as_begun(paragraph: str, lines: list[str]) -> list[str]:
    """Have every line of a paragraph read in its direction, though it begin with a Latin word."""
    from crmtui.text.bidi.levels import levels_of

    if levels_of(paragraph).base == 0:
        return lines
    return [RIGHT_TO_LEFT_MARK + line if has_rtl(line) else line for line in lines]
