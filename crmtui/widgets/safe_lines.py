"""The last guard before the terminal: no control sequence, and no line reordered with another's."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from crmtui.text.bidi import has_rtl
from crmtui.text.clean import printable
from crmtui.widgets.cells import LEFT_TO_RIGHT_MARK


class SafeLines(LineFilter):
    """Removes from every drawn line what could act on a terminal, and keeps it in its place.

    Terminals that reorder right-to-left text do so over the whole width: numbers of a window would
    be drawn among the Persian names beside it. There, from the first such text on, marks fence
    every line.
    """

    def __init__(self, *, may_fence: bool = True) -> None:
        super().__init__()
        self._may_fence = may_fence
        self._fences = False

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with safe text; most lines come back as they are."""
        if not all(segment.text.isprintable() for segment in segments):
            segments = [
                Segment(printable(segment.text), segment.style, segment.control)
                for segment in segments
            ]
        if not self._may_fence:
            return segments
        is_rtl = any(has_rtl(segment.text) for segment in segments)
        self._fences |= is_rtl
        if not self._fences or not segments:
            return segments
        # Inside the first and the last text: where lines are cut, a mark of its own would be lost.
        first, *others = segments
        fenced = [Segment(LEFT_TO_RIGHT_MARK + first.text, first.style, first.control), *others]
        if is_rtl:
            last = fenced[-1]
            fenced[-1] = Segment(last.text + LEFT_TO_RIGHT_MARK, last.style, last.control)
        return fenced
