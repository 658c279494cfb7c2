"""Text in terminal cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from crmtui.text.clean import printable
from crmtui.widgets.cells import RIGHT_TO_LEFT_MARK as MARK
from crmtui.widgets.cells import cut, fenced, fit, one_line, wrapped


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Ali", 5, "Ali  "),
        ("Alireza", 5, "Alir…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日… "),
        ("می‌خواهم", 8, "می‌خواهم "),
        ("a\nb\tc", 5, "a b c"),
        ("\x1b[31mx", 6, "[31mx "),
        ("", 0, ""),
    ],
)
def test_fit(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


def test_numbers_stand_at_the_right() -> None:
    assert fit("12", 5, right=True) == "   12"


@given(st.text(), st.integers(0, 40))
def test_fit_takes_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(st.text())
def test_one_line_does_nothing_to_a_terminal(text: str) -> None:
    shown = one_line(text)
    assert "\n" not in shown
    assert printable(shown) == shown


def test_cut_says_that_something_is_missing() -> None:
    assert cut("Ali Rezaei", 5) == "Ali…"


def test_columns_are_fenced_only_beside_right_to_left_text() -> None:
    assert fenced(["Ali", "12"]) == ["Ali", "12"]
    assert fenced(["علی", "12"]) == ["\u200eعلی\u200e", "\u200e12\u200e"]


@given(st.text(alphabet="ab \nیک日", max_size=60), st.integers(2, 20))
def test_wrapped_lines_fit_and_lose_no_letter(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).replace(MARK, "").split()) == "".join(
        text.replace(MARK, "").split()
    )


def test_every_line_of_a_persian_paragraph_reads_from_the_right() -> None:
    assert wrapped("علی از London آمد", 10) == [f"{MARK}علی از", f"{MARK}London آمد"]
    assert wrapped("Ali از London علی", 10) == ["Ali از", "London علی"]
    assert wrapped("علی آمد", 10) == ["علی آمد"]
