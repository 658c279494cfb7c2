"""Entries of a timeline, as JSON and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crmtui.commands.output import Column, table
from crmtui.commands.shop import Shop, on_terminal
from crmtui.labels import channel_label, end_label, outcome_label, promise_label
from crmtui.locale import _
from crmtui.reads.timeline import Event


def events_json(shop: Shop, events: Sequence[Event]) -> list[dict[str, Any]]:
    """Return entries as objects with stable keys."""
    return [event._asdict() | {"date": shop.day(event.at)} for event in events]


def print_events(shop: Shop, events: Sequence[Event]) -> None:
    """Print entries as a table."""
    for_person = on_terminal()
    table(
        (
            Column("at", _("When")),
            Column("what", _("What")),
            Column("amount", shop.formats.unit_name, right=True),
            Column("text", ""),
        ),
        [
            {
                "at": _when(shop, event)
                if for_person
                else shop.formats.due_iso(event.at, event.all_day),
                "what": _what(event),
                "amount": _amount(shop, event, for_person),
                "text": event.text,
            }
            for event in events
        ],
        empty=_("Nothing of that kind yet."),
    )


def _when(shop: Shop, event: Event) -> str:
    if event.all_day:
        return shop.formats.due(event.at, event.all_day, shop.now)
    return shop.formats.when(event.at, shop.now)


def _amount(shop: Shop, event: Event, for_person: bool) -> str:
    if event.amount is None:
        return ""
    return shop.formats.money(event.amount, with_unit=False) if for_person else str(event.amount)


def _what(event: Event) -> str:
    if event.kind in ("task", "need"):
        what = promise_label(event.direction) if event.direction else channel_label(event.what)
        return " ".join(part for part in (what, end_label(event.outcome or "")) if part)
    parts = [channel_label(event.what)]
    if event.direction:
        parts.append(_("in") if event.direction == "in" else _("out"))
    if event.outcome:
        parts.append(outcome_label(event.outcome))
    return " ".join(parts)
