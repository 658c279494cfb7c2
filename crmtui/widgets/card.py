"""The facts about one contact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widgets import Static

from crmtui.labels import kind_label, point_label, segment_label, status_label
from crmtui.locale import _, ngettext
from crmtui.models.words import PointKind
from crmtui.reads.card import Card
from crmtui.reads.tasks import next_step
from crmtui.text.calendar import day_start
from crmtui.text.formats import Formats
from crmtui.widgets.cells import fit, one_line, wrapped

_MOST_LINES = 4
"""Of a note; the edit form shows all of it."""


class CardFacts(Static):
    """What is known about a contact, without the fields that are empty."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.card: Card | None = None
        self._formats = Formats()
        self._today = date.min

    def show(self, card: Card | None, formats: Formats, today: date) -> None:
        """Show a contact, or nobody."""
        self.card, self._formats, self._today = card, formats, today
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines anew."""
        self._draw()

    def _draw(self) -> None:
        if self.card is None:
            self.update("")
            return
        width = max(20, self.size.width)
        loud = sums_line(self.card, self._formats, self._today)
        lines: list[Content] = [Content.styled(loud, "bold $money")] if loud else []
        facts = list(fact_lines(self.card, self._formats, self._today))
        labels = max((cell_len(label) for label, _value in facts), default=0) + 2
        for label, value in facts:
            for index, part in enumerate(wrapped(value, width - labels)[:_MOST_LINES]):
                shown = fit(label if index == 0 else "", labels)
                lines.append(Content.assemble((shown, "$foreground-muted"), part))
        self.update(Content("\n").join(lines))


def card_title(card: Card, segment: str) -> str:
    """Return who it is, for the border: "Ali Rezaei · #12 · Champions"."""
    parts = [one_line(card.name), f"#{card.id}"]
    if segment:
        parts.append(segment_label(segment))
    if card.deleted_at:
        parts.append(_("in the trash"))
    return " · ".join(parts)


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


def fact_lines(card: Card, formats: Formats, today: date) -> Iterator[tuple[str, str]]:
    """Yield label and value of every fact that is known, the most useful first."""
    yield from _points(card, formats)
    facts = (
        (_("next"), _next(card, formats, today)),
        (_("company"), card.company),
        (_("city"), card.city),
        (_("tags"), ", ".join(card.tags)),
        (_("status"), _status(card)),
        (_("source"), card.source),
        (_("birthday"), _birthday(card, formats, today)),
        (_("contacted"), formats.ago(card.last_contact, today) if card.last_contact else ""),
        (_("note"), card.note),
    )
    for label, value in facts:
        if value:
            yield label, value


def _points(card: Card, formats: Formats) -> Iterator[tuple[str, str]]:
    for kind in PointKind:
        points = card.reach(kind)
        if kind == PointKind.PHONE:
            shown = [
                formats.phone(p.value, p.key if p.key.startswith("+") else None) for p in points
            ]
        else:
            shown = [point.value for point in points]
        if shown:
            yield point_label(kind), ", ".join(one_line(value) for value in shown)


def _status(card: Card) -> str:
    if card.kind == "company":
        return f"{kind_label(card.kind)} · {status_label(card.status)}"
    return status_label(card.status)


def _next(card: Card, formats: Formats, today: date) -> str:
    """Return the next step; a time of today is not called overdue, it tells by itself."""
    task = card.next_task
    return next_step(task, formats, day_start(today, formats.zone)) if task else ""


def _birthday(card: Card, formats: Formats, today: date) -> str:
    if not card.birthday:
        return ""
    born = date.fromisoformat(card.birthday)
    shown = formats.birthday(born)
    if any(
        (today + timedelta(days=n)).timetuple()[1:3] == (born.month, born.day) for n in range(8)
    ):
        return _("{date} — soon!").format(date=shown)
    return shown
