"""How a report is laid out, for both fronts: a few figures, then tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from crmtui.locale import _
from crmtui.reads.reports.span import Span
from crmtui.text.bars import sparkline
from crmtui.text.formats import Formats

T = TypeVar("T")

TOP = 0.2
"""The share of the customers that is a figure of its own."""


class Figure(NamedTuple):
    """A figure with what it is of."""

    label: str
    value: str
    of: str = ""


class Head(NamedTuple):
    """The head of a column; `rank` says which of them goes first where room is scarce."""

    title: str
    right: bool = True
    rank: int = 0
    role: str = ""


class Line(NamedTuple):
    """A row: its cells, what to draw of it, and which customers are behind it, if any."""

    cells: tuple[str, ...]
    size: float = 0.0
    """What is drawn: beside the greatest one of the table."""
    behind: tuple[str, str] | None = None
    shades: tuple[float, ...] = ()
    """How dark each of the cells at its end is, from 0 to 1."""


class Sheet(NamedTuple):
    """A table of a report."""

    name: str
    title: str
    of: str
    """What its figures are of."""
    heads: tuple[Head, ...]
    lines: list[Line]
    bar: str | None = None
    """The title over the drawn shares; None if nothing is drawn."""
    shaded: int = 0
    """So many columns at its end are per cents, the darker the more."""

    @property
    def greatest(self) -> float:
        """The greatest size in it; 1 if there is none."""
        return max((line.size for line in self.lines), default=0) or 1


SPARK = 24
"""Periods that are drawn in one line."""


def spark_figure(span: Span, periods: list[tuple[int, float]], formats: Formats) -> Figure:
    """Draw the course of the latest periods, each given with a value; the last ones have some."""
    shown = periods[-SPARK:]
    first, last = (formats.period(shown[n][0], span.size) for n in (0, -1))
    return Figure(
        period_title(span),
        sparkline([value for _period, value in shown]),
        _("{since} – {until}").format(since=first, until=last) if len(shown) > 1 else last,
    )


def used(periods: list[T], is_empty: Callable[[T], bool]) -> list[T]:
    """Return the periods up to the last one in which anything happened."""
    end = len(periods)
    while end and is_empty(periods[end - 1]):
        end -= 1
    return periods[:end]


def nothing_since(span: Span, periods: list[int], formats: Formats) -> str:
    """Say that nothing happened after these periods; "" if they reach to the end of the span."""
    if not periods or periods[-1] >= span.period(span.until):
        return ""
    last = formats.period(periods[-1], span.size)
    return " " + _("Nothing since {period}.").format(period=last)


def period_cell(span: Span, period: int, formats: Formats) -> str:
    """Name a period; one that is not over yet, or cut off, is marked."""
    name = formats.period(period, span.size)
    return name if span.is_whole(period) else _("{period} …").format(period=name)


def period_title(span: Span) -> str:
    """Return the title over periods."""
    return {"month": _("Month"), "quarter": _("Quarter"), "year": _("Year")}[span.by]
