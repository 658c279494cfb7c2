"""The table: one line a comparison."""

from __future__ import annotations

from typing import NamedTuple

from benchmarks.measure import Middle


class Line(NamedTuple):
    """A comparison and what it should come to; without another program, just a time."""

    name: str
    ours: Middle
    other: Middle | None = None
    ratio: float = 0
    """The most that our time may be of the other's."""
    megabytes: float = 0
    """The most memory that ours may take."""


_WIDTHS = (36, 9, 9, 6, 7, 6, 7, 7)
_TITLES = ("", "ours", "bare", "ratio", "target", "MB", "target", "")


def header() -> str:
    """Return the titles of the columns."""
    return _joined(_TITLES)


def show(line: Line) -> str:
    """Return a comparison as a line of the table."""
    found = line.ours.seconds / line.other.seconds if line.other else 0.0
    is_over = found > line.ratio or (line.megabytes and line.ours.megabytes > line.megabytes)
    cells = (
        line.name,
        _time(line.ours.seconds),
        _time(line.other.seconds) if line.other else "",
        f"{found:.2f}" if line.other else "",
        f"≤ {line.ratio:g}" if line.other else "",
        f"{line.ours.megabytes:.0f}",
        f"≤ {line.megabytes:g}" if line.megabytes else "",
        "over" if is_over else "ok",
    )
    return _joined(cells)


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 2 else f"{seconds:.1f} s"


def _joined(cells: tuple[str, ...]) -> str:
    first, *rest = (
        cell.rjust(width) if at else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    )
    return " ".join((first, *rest)).rstrip()
