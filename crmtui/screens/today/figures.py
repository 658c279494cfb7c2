"""The strip of figures over the queue: sales beside the usual, and what is due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from crmtui.locale import _, ngettext
from crmtui.text.bars import sparkline
from crmtui.text.calendar import weekday_name
from crmtui.text.formats import Formats

if TYPE_CHECKING:
    from crmtui.reads.today.figures import Figures

_GAP = "     "

Part = tuple[str, str]
"""A text and its style."""


def figures_line(
    figures: Figures | None, formats: Formats, today: date, width: int
) -> Content | None:
    """Return as much of the figures as fits into so many cells, the sales first."""
    if figures is None:
        return None
    groups = [
        *_sales(figures, formats, today),
        *_steps(figures, formats),
        *_tickets(figures, formats),
        *_pipeline(figures, formats),
    ]
    parts: list[Part] = []
    for group in groups:
        longer = [*parts, (_GAP, ""), *group] if parts else group
        if sum(cell_len(text) for text, _style in longer) > width:
            break
        parts = longer
    return Content.assemble(*parts) if parts else None


def _sales(figures: Figures, formats: Formats, today: date) -> list[list[Part]]:
    if not figures.usual and not figures.sold:
        return []
    sold = f"{formats.short_money(figures.sold)} {formats.unit_name}"
    parts = [(_("Sales today") + " ", "$foreground-muted"), (sold, "bold $money")]
    if figures.usual:
        parts.append((f" {sparkline((*figures.before, figures.sold))} ", "$money"))
        parts.append((_beside_usual(figures, formats, today), "$foreground-muted"))
    return [parts]


def _beside_usual(figures: Figures, formats: Formats, today: date) -> str:
    share = round(100 * (figures.sold - figures.usual) / figures.usual)
    sign = "+" if share > 0 else "−" if share < 0 else "±"
    return _("{sign}{share}% on a usual {weekday} by now").format(
        sign=sign, share=formats.number(abs(share)), weekday=weekday_name(today, full=True)
    )


def _pipeline(figures: Figures, formats: Formats) -> list[list[Part]]:
    if not figures.weighted:
        return []
    amount = f"{formats.short_money(figures.weighted)} {formats.unit_name}"
    return [[(_("Pipeline") + " ", "$foreground-muted"), (amount, "bold $money")]]


def _tickets(figures: Figures, formats: Formats) -> list[list[Part]]:
    groups: list[list[Part]] = []
    if figures.late_tickets:
        text = ngettext("{n} ticket late", "{n} tickets late", figures.late_tickets)
        groups.append([(text.format(n=formats.number(figures.late_tickets)), "bold $overdue")])
    if figures.near_tickets:
        text = ngettext(
            "{n} ticket near its deadline", "{n} tickets near their deadline", figures.near_tickets
        )
        groups.append([(text.format(n=formats.number(figures.near_tickets)), "bold $pressing")])
    return groups


def _steps(figures: Figures, formats: Formats) -> list[list[Part]]:
    groups: list[list[Part]] = []
    if figures.overdue:
        text = ngettext("{n} task overdue", "{n} tasks overdue", figures.overdue)
        groups.append([(text.format(n=formats.number(figures.overdue)), "bold $overdue")])
    if figures.due:
        text = ngettext("{n} task due today", "{n} tasks due today", figures.due)
        groups.append([(text.format(n=formats.number(figures.due)), "bold $pressing")])
    return groups
