"""A table of a report as columns of a list, or as a grid of cohorts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual.content import Content

from crmtui.reads.reports.sheets import Figure, Line, Sheet
from crmtui.text.bars import bar
from crmtui.widgets.cells import fenced, fit, one_line
from crmtui.widgets.cohort_grid import CohortRow
from crmtui.widgets.columns import GAP, Column
from crmtui.widgets.mirror import in_order, is_mirrored

_NAME = 40
_BAR, _LEAST = 48, 8
_EDGE = 4
"""Cells of a list that no column has: its margin, and what a scrollbar may take."""
_FIGURE = 4
"""Blank cells between two figures."""


def sheet_columns(sheet: Sheet, width: int) -> list[Column[Line]]:
    """Return the columns of a sheet, and one of bars if a list so wide has room for it."""
    found = []
    for place, head in enumerate(sheet.heads):
        texts = [head.title, *(line.cells[place] for line in sheet.lines)]
        wide = min(_NAME, max(cell_len(one_line(text)) for text in texts))
        found.append(
            Column(
                _always(head.title),
                wide,
                _cell(place),
                rank=head.rank,
                right=head.right,
                role=head.role,
            )
        )
    room = width - _EDGE - sum(column.width + GAP for column in found)
    if sheet.bar is not None and room >= _LEAST:
        wide = min(_BAR, room)
        role = "money" if any(head.role == "money" for head in sheet.heads) else "muted"
        found.append(Column(_always(sheet.bar), wide, _bar(sheet, wide), rank=9, role=role))
    return found


def _always(text: str) -> Callable[[], str]:
    return lambda: text


def _cell(place: int) -> Callable[[Line], str]:
    return lambda line: line.cells[place]


def _bar(sheet: Sheet, width: int) -> Callable[[Line], str]:
    return lambda line: bar(line.size / sheet.greatest, width, from_right=is_mirrored())


def cohort_rows(sheet: Sheet) -> list[CohortRow]:
    """Return the lines of a sheet of shades as rows of the grid."""
    plain = len(sheet.heads) - sheet.shaded
    return [
        CohortRow(
            line.cells[0], line.cells[1], list(zip(line.cells[plain:], line.shades, strict=True))
        )
        for line in sheet.lines
    ]


def figures_text(figures: Sequence[Figure], width: int) -> Content:
    """Return the figures in as many columns as a width has room for; the values stand out."""
    if not figures:
        return Content("")
    labels = max(cell_len(figure.label) for figure in figures)
    wide = max(labels + cell_len(f"  {f.value}  {f.of}") for f in figures)
    columns = max(1, (width + _FIGURE) // (wide + _FIGURE))
    rows = -(-len(figures) // columns)
    parts: list[str | tuple[str, str]] = []
    for row in range(rows):
        line: list[str | tuple[str, str]] = []
        for figure in figures[row::rows]:
            used = labels + cell_len(f"  {figure.value}  {figure.of}")
            label = fit(figure.label, labels, right=is_mirrored())
            label, value, of = fenced([label, f"  {figure.value}  ", figure.of])
            line += [
                (label, "$foreground-muted"),
                (value, "bold"),
                (of, "$foreground-muted"),
                " " * (wide - used + _FIGURE),
            ]
        here = len(figures[row::rows]) * (wide + _FIGURE)
        if is_mirrored():
            parts.append(" " * max(0, width - here))
        parts += [*in_order(line), "\n" if row < rows - 1 else ""]
    return Content.assemble(*parts)
