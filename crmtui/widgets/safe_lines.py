"""The last guard before the terminal: no line of any widget can carry a control sequence."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from crmtui.text.clean import printable


class SafeLines(LineFilter):
    """Removes from every drawn line what could act on a terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with safe text; most lines come back as they are."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            Segment(printable(segment.text), segment.style, segment.control) for segment in segments
        ]
