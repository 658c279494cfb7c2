"""Finished lines with right-to-left text put in the order it is seen, for most terminals do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.screen import Screen

from crmtui.text.bidi import Shaping, has_rtl
from crmtui.widgets.cells import LEFT_TO_RIGHT_MARK

_FENCES = re.compile(f"({LEFT_TO_RIGHT_MARK}|[\u2500-\u259f]+)")
"""Between pieces of a line that have nothing to do with each other: fences, borders, bars."""

Styled = list[tuple[str, Style | None]]
"""Characters, each with its style."""

IN_ORDER = Style.from_meta({"in_order": True})
"""The style of what a widget has put in order itself."""


class VisualLines(LineFilter):
    """Reorders each piece of a line by itself; every line stays as wide as it was.

    Lines are broken before, in the order they are read: this comes last, as UAX #9 wants it.
    """

    def __init__(self, shaping: Shaping) -> None:
        super().__init__()
        self.shaping = shaping

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in the order they are seen; most lines come back as they are."""
        if not any(has_rtl(segment.text) for segment in segments):
            return segments
        drawn: list[Segment] = []
        for in_order, group in groupby(segments, _stands):
            if in_order:
                drawn += group
            else:
                for piece in _pieces(group):
                    drawn += _joined(self._ordered(piece))
        return drawn

    def _ordered(self, piece: Styled) -> Styled:
        """Return a piece in the order it is seen; the blanks around it stay where they are."""
        text = "".join(char for char, _style in piece)
        if not has_rtl(text):
            return piece
        from crmtui.text.bidi.lines import line  # most shops never need it

        start = len(text) - len(text.lstrip())
        end = len(text.rstrip())
        core = text[start:end]
        cells = line(core, None, self.shaping).cells
        ordered: Styled = [(cell.text, piece[start + cell.start][1]) for cell in cells]
        missing = cell_len(core) - cell_len("".join(text for text, _style in ordered))
        if missing > 0:
            # A pair of letters became one sign: the free end of the piece gives a blank.
            at = 0 if start and end == len(text) else len(ordered)
            ordered[at:at] = [(" " * missing, ordered[at - 1 if at else 0][1])]
        return piece[:start] + ordered + piece[end:]


def _filters_of_screen(screen: Screen[object]) -> Sequence[LineFilter]:
    """Leave a screen's own lines alone: all it draws is what lies behind it, in order already."""
    filters = screen.app.get_line_filters()
    return [each for each in filters if not isinstance(each, VisualLines)]


# A screen that lies over another one gets its lines when they went through the filters once.
Screen.get_line_filters = _filters_of_screen  # type: ignore[method-assign,assignment]


def _stands(segment: Segment) -> bool:
    """Tell whether a segment is in order already."""
    style = segment.style
    return bool(segment.control) or (style is not None and "in_order" in style.meta)


def _pieces(segments: Iterator[Segment]) -> Iterator[Styled]:
    """Split at fences, which go, and at borders, which are pieces of their own."""
    piece: Styled = []
    for text, style, _control in segments:
        for part in _FENCES.split(text):
            if part == LEFT_TO_RIGHT_MARK:
                yield piece
                piece = []
            elif "\u2500" <= part[:1] <= "\u259f":
                yield from (piece, [(part, style)])
                piece = []
            else:
                piece += [(char, style) for char in part]
    yield piece


def _joined(piece: Styled) -> Iterator[Segment]:
    """Make segments of neighbours that look alike."""
    for style, group in groupby(piece, lambda each: each[1]):
        yield Segment("".join(text for text, _style in group), style)
