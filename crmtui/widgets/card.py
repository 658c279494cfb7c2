"""The facts about one contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widgets import Static

from crmtui.labels import segment_label
from crmtui.locale import _, ngettext
from crmtui.reads.card import Card
from crmtui.reads.facts import Fact, facts
from crmtui.rules.rhythm import Rhythm
from crmtui.text.calendar import day_start
from crmtui.text.formats import Formats
from crmtui.widgets.cells import cut, fenced, fit, one_line, wrapped
from crmtui.widgets.mirror import in_order, is_mirrored

_STYLES = {
    "": "",
    "muted": "$foreground-muted",
    "money": "$money",
    "pressing": "bold $pressing",
    "overdue": "bold $overdue",
    "won": "$won",
}
_WIDEST = 16
"""Cells of a label: a field of the shop's own may have any name."""
_MOST_LINES = 4
"""Of a note; the edit form shows all of it."""


class CardFacts(Static):
    """What is known about a contact, without the fields that are empty."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.card: Card | None = None
        self._formats = Formats()
        self._today = date.min
        self._rhythm: Rhythm | None = None
        self._worth = ""

    def show(
        self,
        card: Card | None,
        formats: Formats,
        today: date,
        rhythm: Rhythm | None = None,
        worth: str = "",
    ) -> None:
        """Show a contact, or nobody."""
        self.card, self._formats, self._today = card, formats, today
        self._rhythm, self._worth = rhythm, worth
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines anew."""
        self._draw()

    def _draw(self) -> None:
        if self.card is None:
            self.update("")
            return
        width = max(20, self.size.width)
        sums = sums_line(self.card, self._formats, self._today)
        lines: list[Content] = [Content.styled(sums, "bold $money")] if sums else []
        shown = card_facts(self.card, self._formats, self._today, self._rhythm, self._worth)
        warnings = [fact for fact in shown if not fact.label]
        for fact in warnings:
            lines.insert(0, Content.styled(fact.value, _STYLES[fact.role]))
        lines += fact_lines([fact for fact in shown if fact.label], width)
        self.update(Content("\n").join(lines))


def fact_lines(facts: Sequence[Fact], width: int) -> list[Content]:
    """Lay facts out in lines, their labels one under the other."""
    lines = []
    labels = min(max((cell_len(fact.label) for fact in facts), default=0), _WIDEST) + 2
    for fact in facts:
        for index, part in enumerate(_first_lines(fact.value, width - labels)):
            label = fit(fact.label if index == 0 else "", labels - 1, right=is_mirrored())
            label, part = fenced([label, part])
            said = [(label, "$foreground-muted"), (" ", ""), (part, _STYLES[fact.role])]
            lines.append(Content.assemble(*in_order(said)))
    return lines


def _first_lines(text: str, width: int) -> list[str]:
    """Break a text into lines; … says that there are more of them than a card shows."""
    lines = wrapped(text, width)
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES - 1 :] = [f"{cut(lines[_MOST_LINES - 1], width - 2)} …"]
    return lines


def card_facts(
    card: Card, formats: Formats, today: date, rhythm: Rhythm | None = None, worth: str = ""
) -> list[Fact]:
    """Return the facts of a card; a time of today is not called overdue, it tells by itself."""
    return facts(card, formats, day_start(today, formats.zone), rhythm, worth)


def card_title(card: Card, segment: str) -> str:
    """Return who it is, for the border: "Ali Rezaei · #12 · Champions"."""
    parts = [one_line(card.name), f"#{card.id}"]
    if segment:
        parts.append(segment_label(segment))
    if card.deleted_at:
        parts.append(_("in the trash"))
    return " · ".join(in_order(fenced(parts)))


def sums_line(card: Card, formats: Formats, today: date) -> str:
    """Return what the purchases add up to: "14 purchases · 48.2M toman · last 3 d ago"."""
    sums = card.sums
    if not sums.purchases or not sums.last_at:
        return ""
    count = ngettext("{n} purchase", "{n} purchases", sums.purchases)
    return " · ".join(
        (
            count.format(n=formats.number(sums.purchases)),
            f"{formats.short_money(sums.net)} {formats.unit_name}",
            _("last {ago}").format(ago=formats.ago(sums.last_at, today)),
        )
    )
