"""Finished lines as terminals are to draw them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from crmtui.text.bidi import Shaping
from crmtui.widgets.cells import LEFT_TO_RIGHT_MARK as MARK
from crmtui.widgets.cells import fenced, fit
from crmtui.widgets.visual_lines import IN_ORDER, VisualLines
from tests.text.bidi.test_drawn import WORDS

BLACK = Color(0, 0, 0)
BOLD, RED = Style(bold=True), Style(color="red")


def drawn(*segments: Segment, shaping: Shaping = Shaping.LIGATURES) -> list[Segment]:
    return VisualLines(shaping).apply(list(segments), BLACK)


def text_of(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("Ali Rezaei", "Ali Rezaei"),
        ("علی رضا", "ﺎﺿﺭ ﯽﻠﻋ"),
        ("  علی 12   ", "  12 ﯽﻠﻋ   "),
        ("│علی│12 زهرا│", "│ﯽﻠﻋ│ﺍﺮﻫﺯ 12│"),
        (f"علی {MARK}12{MARK} زهرا", "ﯽﻠﻋ 12 ﺍﺮﻫﺯ"),
        # A pair of letters that became one sign leaves its second cell to the free end.
        ("سلام  x", "x  ﻡﻼﺳ "),
        ("   سلام", "    ﻡﻼﺳ"),
        (f"سلام{MARK}|", "ﻡﻼﺳ |"),
    ],
)
def test_pieces(line: str, seen: str) -> None:
    assert text_of(drawn(Segment(line))) == seen


def test_two_columns_keep_their_places() -> None:
    cells = [fit("نرگس صادقی", 12), fit("0912 345 6789", 14), fit("علی", 6, right=True)]
    seen = text_of(drawn(*map(Segment, fenced(cells))))
    assert seen == "ﯽﻗﺩﺎﺻ ﺲﮔﺮﻧ  " + "0912 345 6789 " + "   ﯽﻠﻋ"


def test_each_letter_keeps_its_colour() -> None:
    seen = drawn(Segment("علی ", BOLD), Segment("۱۲", RED), Segment(" رضا", BOLD))
    assert [(s.text, s.style and s.style.bold, s.style and s.style.color) for s in seen] == [
        ("ﺎﺿﺭ ", True, None),
        ("۱۲", None, RED.color),
        (" ﯽﻠﻋ", True, None),
    ]


def test_what_a_widget_has_ordered_itself_stays() -> None:
    once = [Segment("12 ﯽﻠﻋ", BOLD + IN_ORDER), Segment("│"), Segment("علی")]
    assert text_of(drawn(*once)) == "12 ﯽﻠﻋ│ﯽﻠﻋ"


def test_control_segments_pass() -> None:
    control = Segment("\x1b[1A", None, [(1,)])  # type: ignore[list-item]
    assert control in drawn(Segment("علی"), control)


PARTS = st.sampled_from(
    [
        *WORDS,
        " ",
        "   ",
        MARK,
        "│",
        "▌",
        "…",
        "0912 345 6789",
        "日本",
        "👨\u200d👩\u200d👧",
        "🇮🇷",
        "e\u0301",
    ]
)


@given(st.lists(st.tuples(PARTS, st.sampled_from([None, BOLD, RED]))), st.sampled_from(Shaping))
def test_every_line_stays_as_wide_as_it_was(
    parts: list[tuple[str, Style | None]], shaping: Shaping
) -> None:
    segments = [Segment(text, style) for text, style in parts]
    seen = drawn(*segments, shaping=shaping)
    assert sum(map(_width, seen)) == sum(map(_width, segments))


def _width(segment: Segment) -> int:
    return cell_len(segment.text)
