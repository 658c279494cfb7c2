"""What the board says: over a column, on a card, and below it about the card of the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from crmtui.locale import _, ngettext
from crmtui.reads.board import Column
from crmtui.reads.deals import DealRow
from crmtui.reads.open_deals import LATER, NONE, OVERDUE, TODAY, OpenDeal
from crmtui.text.formats import Formats
from crmtui.widgets.board_lines import Face, Line
from crmtui.widgets.cells import fenced, one_line
from crmtui.widgets.mirror import in_order

Card = OpenDeal | DealRow
"""A deal on the board: an open one, or one that ended this month."""

FLAGS = {NONE: "○", LATER: "●", TODAY: "▲", OVERDUE: "▼"}
_FLAG_ROLES = {NONE: "muted", LATER: "muted", TODAY: "pressing", OVERDUE: "overdue"}


def heading(column: Column, formats: Formats) -> Sequence[Sequence[str]]:
    """Return what stands over a column: its name and count; its sum and weighted sum."""
    stage = column.stage
    amount = formats.short_money(column.amount)
    sums = [amount]
    if stage.kind != "open":
        sums = [_("{sum} this month").format(sum=amount), amount]
    elif column.amount:
        weighted = formats.short_money(column.weighted)
        both = _dotted([amount, weighted])
        sums = [_("{sum} · {weighted} weighted").format(sum=amount, weighted=weighted), both]
    return [_dotted([one_line(stage.name), formats.number(column.deals)])], sums


def _dotted(parts: list[str]) -> str:
    return " · ".join(in_order(fenced(parts)))


def face(card: Card, formats: Formats, today: date) -> Face:
    """Return what a card says."""
    amount = "" if card.amount is None else formats.short_money(card.amount)
    first = Line(card.name or card.words, amount, right_role="money")
    rest = (card.title or card.products) if card.name else card.products
    if isinstance(card, DealRow):
        return first, _ended_line(card, rest, formats, today)
    flag = FLAGS[card.flag]
    age = _("{n} d").format(n=formats.number(card.age_days))
    if card.is_stale:
        quiet = _("stale {n} d").format(n=formats.number(card.quiet_days))
        return first, Line(rest, f"{quiet} {flag}", "muted", "overdue")
    return first, Line(rest, f"{age} {flag}", "muted", _FLAG_ROLES[card.flag])


def _ended_line(deal: DealRow, rest: str, formats: Formats, today: date) -> Line:
    ago = formats.ago(deal.closed_at, today) if deal.closed_at else ""
    if deal.kind == "won":
        return Line(rest, f"{ago} ✓", "muted", "won")
    return Line(deal.reason or rest, f"{ago} ×", "muted", "muted")


def step_words(card: Card, formats: Formats, now: datetime) -> tuple[str, str]:
    """Return what is planned for an open deal, with the role of its colour."""
    if isinstance(card, DealRow) or card.step is None:
        return _("nothing planned"), "pressing"
    step = card.step
    due = formats.due(step.due, step.all_day, now) if step.due else ""
    late = _("overdue") if card.flag == OVERDUE else ""
    words = " · ".join(part for part in (one_line(step.text), due, late) if part)
    return words, _FLAG_ROLES[card.flag]


def told(card: Card, formats: Formats, now: datetime) -> list[tuple[str, str]]:
    """Return in full what a card is about, as (text, role of its colour)."""
    today = formats.day(now)
    who = " · ".join(part for part in dict.fromkeys((card.name, card.words, card.products)) if part)
    parts = [(one_line(who), "bold")]
    if card.amount is not None:
        parts.append((formats.money(card.amount), "money"))
    if isinstance(card, DealRow):
        return [*parts, *_ended_words(card, formats, today)]
    n = card.age_days
    age = ngettext("{n} day old", "{n} days old", n).format(n=formats.number(n))
    parts.append((age, ""))
    if card.is_stale:
        n = card.quiet_days
        quiet = ngettext("stale: quiet for {n} day", "stale: quiet for {n} days", n)
        parts.append((quiet.format(n=formats.number(n)), "overdue"))
    words, role = step_words(card, formats, now)
    parts.append((f"{FLAGS[card.flag]} {words}", role))
    if card.expected_close:
        day = formats.short_date(date.fromisoformat(card.expected_close))
        parts.append((_("expected {day}").format(day=day), ""))
    if card.owner:
        parts.append((one_line(card.owner), ""))
    return parts


def _ended_words(deal: DealRow, formats: Formats, today: date) -> list[tuple[str, str]]:
    ago = formats.ago(deal.closed_at, today) if deal.closed_at else ""
    if deal.kind == "won":
        bought = _("purchase #{id}").format(id=deal.purchase_id) if deal.purchase_id else ""
        parts = [(_("won {ago}").format(ago=ago), "won"), (bought, "")]
    else:
        got = _("to {name}").format(name=one_line(deal.competitor)) if deal.competitor else ""
        parts = [
            (_("lost {ago}").format(ago=ago), ""),
            (one_line(deal.reason), "pressing"),
            (got, ""),
        ]
    return [part for part in parts if part[0]]
