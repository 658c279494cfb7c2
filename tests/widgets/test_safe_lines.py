"""Lines as they go to the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.strip import Strip

from crmtui.widgets.cells import LEFT_TO_RIGHT_MARK as MARK
from crmtui.widgets.safe_lines import SafeLines

BLACK = Color(0, 0, 0)


def drawn(lines: SafeLines, *texts: str) -> list[str]:
    return [segment.text for segment in lines.apply([Segment(text) for text in texts], BLACK)]


def test_lines_without_persian_are_left_alone() -> None:
    assert drawn(SafeLines(), "Ali", " 12") == ["Ali", " 12"]
    assert drawn(SafeLines()) == []


def test_control_sequences_go() -> None:
    assert "\x1b" not in "".join(drawn(SafeLines(), "a\x1b[31mb"))


def test_after_persian_was_drawn_no_line_can_flow_into_another() -> None:
    lines = SafeLines()
    assert drawn(lines, "زهرا", " 7") == [MARK + "زهرا", " 7" + MARK]
    assert drawn(lines, "1405/09/05", "x") == [MARK + "1405/09/05", "x"]


def test_a_cut_keeps_the_marks_and_the_width() -> None:
    strip = Strip([Segment("زهرا"), Segment("   12")], 9).apply_filter(SafeLines(), BLACK)
    left, right = strip.divide([4, 9])
    assert (left.text, right.text) == (MARK + "زهرا", "   12" + MARK)
    assert (left.cell_length, right.cell_length) == (4, 5)
