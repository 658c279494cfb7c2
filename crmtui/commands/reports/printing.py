"""A report in the terminal: a few figures, then tables with bars; one table, plain, in a pipe."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmtui.commands.output import (
    Column,
    heading,
    say,
    table,
    terminal_width,
    write,
    write_json,
)
from crmtui.commands.shop import Shop, on_terminal
from crmtui.errors import UsageError
from crmtui.locale import _, ngettext
from crmtui.text.bars import bar, shade_sign
from crmtui.text.clean import printable

if TYPE_CHECKING:
    from crmtui.reads.reports.sheets import Figure, Line, Sheet
    from crmtui.reads.reports.span import Span

FEW = 13
"""Lines of each table where all tables are shown: a year of months and this one."""
_BAR, _LEAST = 24, 6
"""Cells of a bar at most, and at least."""
_SHADE = 5
"""Cells of a shaded figure."""
_WIDEST = 100
"""Cells of a line of words."""
_NAME = 36
"""Cells that the name of an item or a person has at most."""


def print_report(
    here: Shop,
    span: Span,
    figures: list[Figure],
    sheets: list[Sheet],
    plain: dict[str, Any],
    *,
    only: str,
    limit: int | None,
    output: str = "",
    empty: str,
) -> None:
    """Print all of it, or one table, or write one. Raises UsageError for one that is not in it."""
    names = [sheet.name for sheet in sheets]
    if only and only not in names:
        raise UsageError(
            _("There is no table {name} in this report.").format(name=only),
            _("Choose one of: {choices}.").format(choices=", ".join(names)),
        )
    if output:
        _write(here, Path(output), plain[only or names[0]][:limit])
        return
    if here.json:
        write_json(plain)
        return
    if not on_terminal():
        _print_plain(plain[only or names[0]], limit)
        return
    if not figures:
        say(empty)
        return
    if only:
        _print_sheet(sheets[names.index(only)], limit)
        return
    _print_figures(here, span, figures)
    for sheet in sheets:
        if sheet.lines:
            write()
            _print_sheet(sheet, limit or FEW, hint=limit is None)


def _write(here: Shop, path: Path, rows: list[dict[str, Any]]) -> None:
    from crmtui.reads.exports.report_file import export_table

    count = export_table(path, rows, here.formats)
    words = ngettext("{n} line written to {path}.", "{n} lines written to {path}.", count)
    say(words.format(n=count, path=path))
    if here.json:
        write_json({"path": str(path), "written": count})


def _print_plain(rows: list[dict[str, Any]], limit: int | None) -> None:
    """Print rows as tabs; a list in one is as many cells."""
    for row in rows[:limit]:
        cells: list[Any] = []
        for value in row.values():
            cells += value if isinstance(value, list) else [value]
        write("\t".join("" if cell is None else _flat(cell) for cell in cells))


def _flat(cell: Any) -> str:
    return str(int(cell) if isinstance(cell, bool) else cell).replace("\t", " ").replace("\n", " ")


def _print_figures(here: Shop, span: Span, figures: list[Figure]) -> None:
    from rich.cells import cell_len

    since, until = here.formats.date(span.begun), here.formats.date(span.until)
    days = _("{since} – {until}").format(since=since, until=until)
    heading(f"{days}, {span.prices.words(span.until, here.formats)}" if span.prices else days)
    wide = max(cell_len(figure.label) for figure in figures)
    for figure in figures:
        gap = " " * (wide - cell_len(figure.label) + 2)
        write(f"{figure.label}{gap}{figure.value}  {figure.of}".rstrip())


def _print_sheet(sheet: Sheet, limit: int | None, *, hint: bool = False) -> None:
    from textwrap import wrap

    lines = sheet.lines[:limit]
    heading(sheet.title)
    if sheet.shaded:
        _print_shaded(sheet, lines)
    else:
        _print_drawn(sheet, lines)
    if hint and (left := len(sheet.lines) - len(lines)):
        say(_("{n} more: --table {name}").format(n=left, name=sheet.name))
    for text in wrap(sheet.of, min(terminal_width(), _WIDEST)):
        say(text)


def _print_drawn(sheet: Sheet, lines: list[Line]) -> None:
    """Print a table with a bar at the end of each line, if there is room for one."""
    from rich.cells import cell_len

    from crmtui.commands.columns import GAP

    names = [str(place) for place in range(len(sheet.heads))]
    columns = [
        Column(name, head.title, head.right) for name, head in zip(names, sheet.heads, strict=True)
    ]
    rows = [
        {name: _cell(cell) for name, cell in zip(names, line.cells, strict=True)} for line in lines
    ]
    used = sum(
        max([cell_len(c.title), *(cell_len(row[c.key]) for row in rows)]) + len(GAP)
        for c in columns
    )
    wide = min(_BAR, terminal_width() - used)
    if sheet.bar is not None and wide >= max(_LEAST, cell_len(sheet.bar)):
        columns.append(Column("bar", sheet.bar))
        for row, line in zip(rows, lines, strict=True):
            row["bar"] = bar(line.size / sheet.greatest, wide)
    table(columns, rows)


def _print_shaded(sheet: Sheet, lines: list[Line]) -> None:
    """Print a table of shades: as many columns of them as fit."""
    from rich.cells import cell_len

    from crmtui.commands.columns import fit

    plain = len(sheet.heads) - sheet.shaded
    heads = sheet.heads[:plain]
    widths = [
        max([cell_len(head.title), *(cell_len(line.cells[i]) for line in lines)])
        for i, head in enumerate(heads)
    ]
    shown = max(0, (terminal_width() - sum(widths) - 2 * plain) // _SHADE)

    def left(cells: Iterable[str]) -> str:
        columns = zip(cells, widths, heads, strict=True)
        return "  ".join(fit(cell, width, head.right) for cell, width, head in columns)

    numbers = (fit(head.title, _SHADE - 1, True) for head in sheet.heads[plain:][:shown])
    heading(f"{left(head.title for head in heads)} {' '.join(numbers)}")
    for line in lines:
        later = zip(line.cells[plain:][:shown], line.shades, strict=False)
        cells = (fit(text, _SHADE - 1, True) + shade_sign(share) for text, share in later)
        write(f"{left(line.cells[:plain])} {''.join(cells)}".rstrip())


def _cell(text: str) -> str:
    """Return a cell in one line; the longest names are cut."""
    from rich.cells import cell_len

    from crmtui.commands.columns import fit

    shown = printable(" ".join(text.split()))
    return shown if cell_len(shown) <= _NAME else fit(shown, _NAME, False)
