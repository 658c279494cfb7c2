"""Rows as aligned columns that fit the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

GAP = "  "
_LEAST = 6


def aligned(
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    rights: Sequence[bool],
    width: int,
    *,
    bold: bool,
) -> Iterator[str]:
    """Yield the lines of a table; what does not fit is cut with "…", the widest column first."""
    widths = [
        max([cell_len(title), *(cell_len(row[i]) for row in rows)])
        for i, title in enumerate(titles)
    ]
    _shrink(widths, rights, width - len(GAP) * (len(titles) - 1))
    head = _line(titles, widths, rights)
    yield f"\x1b[1m{head}\x1b[0m" if bold else head
    for row in rows:
        yield _line(row, widths, rights)


def _shrink(widths: list[int], rights: Sequence[bool], room: int) -> None:
    """Take from the widest column of text until the row fits; numbers are never cut."""
    while sum(widths) > room:
        texts = [i for i, right in enumerate(rights) if not right and widths[i] > _LEAST]
        if not texts:
            return
        widest = max(texts, key=widths.__getitem__)
        widths[widest] -= 1


def _line(cells: Sequence[str], widths: Sequence[int], rights: Sequence[bool]) -> str:
    shown = [
        fit(cell, width, right) for cell, width, right in zip(cells, widths, rights, strict=True)
    ]
    return GAP.join(shown).rstrip()


def fit(cell: str, width: int, right: bool) -> str:
    """Make a cell exactly so wide."""
    length = cell_len(cell)
    if length > width:
        return set_cell_size(cell, width - 1) + "…"
    blank = " " * (width - length)
    return blank + cell if right else cell + blank
