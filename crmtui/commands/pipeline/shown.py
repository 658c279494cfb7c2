"""A deal as JSON, as a row and as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from crmtui.commands.shop import Shop
from crmtui.labels import stage_kind_label
from crmtui.locale import _, ngettext
from crmtui.reads.deals import DealRow, Playbook, Stay
from crmtui.text.calendar import from_utc_text


def deal_json(here: Shop, deal: DealRow) -> dict[str, Any]:
    """Return a deal as an object with stable keys."""
    step = None
    if deal.step_id is not None:
        step = {
            "id": deal.step_id,
            "text": deal.step,
            "due": here.formats.due_iso(deal.step_due, deal.step_all_day),
            "all_day": bool(deal.step_all_day),
        }
    hidden = ("step_id", "step", "step_due", "step_all_day")
    return {name: value for name, value in deal._asdict().items() if name not in hidden} | {
        "at_counter": bool(deal.at_counter),
        "opened": here.day(deal.opened_at),
        "closed": here.day(deal.closed_at),
        "next_step": step,
        "currency": here.settings["currency"],
    }


def stays_json(here: Shop, stays: Sequence[Stay]) -> list[dict[str, Any]]:
    """Return the history of a deal with the days that each stage took."""
    return [stay._asdict() | {"days": _days(here, stay)} for stay in stays]


def deal_facts(here: Shop, deal: DealRow) -> list[tuple[str, str]]:
    """Return what is known of a deal, line by line."""
    formats = here.formats
    facts = [
        (_("Customer"), f"{deal.name} #{deal.contact_id}" if deal.contact_id else ""),
        (_("Amount"), formats.money(deal.amount) if deal.amount is not None else ""),
        (_("Products"), deal.products),
        (_("Stage"), _stage(here, deal)),
        (_("Reason"), deal.reason),
        (_("Competitor"), deal.competitor),
        (_("Next step"), next_words(here, deal)),
        (_("Expected"), _day(here, deal.expected_close)),
        (_("Opened"), formats.when(deal.opened_at, here.now) if deal.opened_at else ""),
        (_("Closed"), formats.when(deal.closed_at, here.now) if deal.closed_at else ""),
        (_("Purchase"), f"#{deal.purchase_id}" if deal.purchase_id else ""),
        (_("Source"), deal.source),
        (_("Owner"), deal.owner),
        (_("Number"), deal.ref),
        (_("Note"), deal.note),
    ]
    return [(title, value) for title, value in facts if value]


def next_words(here: Shop, deal: DealRow) -> str:
    """Return what is planned for a deal, and when it is due."""
    if deal.step is None:
        return ""
    due = here.formats.due(deal.step_due, deal.step_all_day, here.now) if deal.step_due else ""
    return " · ".join(part for part in (deal.step, due) if part)


def history_lines(here: Shop, stays: Sequence[Stay]) -> Iterator[str]:
    """Yield the stages that a deal went through, with the days in each."""
    for stay in stays:
        when = here.formats.date(here.formats.day(stay.at))
        days = _days(here, stay)
        if stay.kind != "open":
            yield f"{when}  {stay.stage}"
            continue
        lasted = ngettext("{n} day", "{n} days", round(days)).format(
            n=here.formats.number(round(days, 1))
        )
        yield f"{when}  {stay.stage}  {lasted}"


def playbook_lines(book: Playbook) -> Iterator[str]:
    """Yield the checklist of a stage, as far as it is done, and what to say."""
    for point in book.points:
        yield f"  [{'x' if point.done else ' '}] {point.text}"
    for line in book.script.split("\n") if book.script else ():
        yield f"  “{line}”" if line else ""


def _stage(here: Shop, deal: DealRow) -> str:
    parts = [deal.stage]
    if deal.kind == "open":
        parts.append(f"{here.formats.number(deal.probability)} %")
    elif stage_kind_label(deal.kind) != deal.stage.casefold():
        parts.append(stage_kind_label(deal.kind))
    if deal.at_counter:
        parts.append(_("at the counter"))
    return " · ".join(parts)


def _day(here: Shop, iso: str | None) -> str:
    return here.formats.date(date.fromisoformat(iso)) if iso else ""


def _days(here: Shop, stay: Stay) -> float:
    until = from_utc_text(stay.until) if stay.until else here.now
    return round(max(0.0, (until - from_utc_text(stay.at)).total_seconds() / 86_400), 2)
