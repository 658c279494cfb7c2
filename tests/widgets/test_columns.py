"""Which columns a width has room for."""

from __future__ import annotations

from rich.cells import cell_len

from crmtui.widgets.columns import Column, cells, place, titles

NAME: Column[str] = Column(lambda: "Name", 10, lambda row: row, grows=True)
PHONE: Column[str] = Column(lambda: "Phone", 8, lambda row: "0912", rank=1)
SUM: Column[str] = Column(lambda: "Sum", 6, lambda row: "1.2M", rank=2, right=True, role="money")


def widths(width: int) -> list[int]:
    return [placed.width for placed in place([NAME, PHONE, SUM], width)]


def test_the_growing_column_takes_what_is_left() -> None:
    assert widths(40) == [22, 8, 6]


def test_the_least_important_column_goes_first() -> None:
    assert widths(25) == [15, 8]
    assert widths(15) == [15]
    assert widths(4) == [4]


def test_a_row_is_as_wide_as_its_header() -> None:
    placed = place([NAME, PHONE, SUM], 40)
    row = cells(placed, "علی رضایی")
    assert cell_len("".join(text for text, _role in row)) == cell_len(titles(placed)) == 40
    assert [role for _text, role in row] == ["", "", "money"]


def test_a_column_widens_to_its_most_when_there_is_room() -> None:
    chosen = [
        Column[str](lambda: "what", 8, str, most=14),
        Column[str](lambda: "about", 8, str, grows=True),
    ]
    assert [placed.width for placed in place(chosen, 18)] == [8, 8]
    assert [placed.width for placed in place(chosen, 50)] == [14, 34]
