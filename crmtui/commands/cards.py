"""A contact's card, as JSON and as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crmtui.commands.output import Column, table, write
from crmtui.commands.shop import Shop
from crmtui.labels import channel_label, segment_label, status_label
from crmtui.locale import _, ngettext
from crmtui.reads.card import Card
from crmtui.reads.tasks import due_iso, next_step
from crmtui.reads.timeline import Event


def card_json(shop: Shop, card: Card, segment: str, events: Sequence[Event]) -> dict[str, Any]:
    """Return a card as an object with stable keys."""
    contact = {
        "id": card.id,
        "name": card.name,
        "kind": card.kind,
        "status": card.status,
        "phone": next((point.key for point in card.reach("phone")), ""),
        "email": next((point.value for point in card.reach("email")), ""),
        "company": card.company,
        "company_id": card.company_id,
        "city": card.city,
        "source": card.source,
        "birthday": card.birthday,
        "note": card.note,
        "tags": card.tags,
        "points": [
            {"kind": p.kind, "value": p.value, "key": p.key, "label": p.label} for p in card.points
        ],
        "created_at": card.created_at,
    }
    sums = card.sums
    return {
        "contact": contact,
        "balance": card.balance,
        "segment": segment,
        "next_task": _next_json(shop, card),
        "currency": shop.settings["currency"],
        "purchases": {
            "count": sums.purchases,
            "first": shop.day(sums.first_at),
            "last": shop.day(sums.last_at),
            "gross": sums.gross,
            "refunds": sums.refunds,
            "net": sums.net,
        },
        "timeline": [event._asdict() | {"date": shop.day(event.at)} for event in events],
    }


def _next_json(shop: Shop, card: Card) -> dict[str, Any] | None:
    task = card.next_task
    if task is None:
        return None
    due = due_iso(task, shop.formats)
    return {"id": task.id, "text": task.text, "due": due, "all_day": bool(task.all_day)}


def print_card(shop: Shop, card: Card, segment: str, events: Sequence[Event]) -> None:
    """Print a card: who, how to reach them, what they bought, what happened."""
    write(f"{card.name}  #{card.id} · {segment_label(segment)}")
    for title, value in _facts(shop, card):
        write(f"  {title:<10} {value}")
    if events:
        write()
        _print_events(shop, events)


def _facts(shop: Shop, card: Card) -> list[tuple[str, str]]:
    formats = shop.formats
    facts = [(_("Status"), status_label(card.status)), (_("Company"), card.company)]
    for point in card.points:
        value = formats.phone(point.value, point.key) if point.kind == "phone" else point.value
        facts.append((_point_title(point.kind), value))
    task = card.next_task
    facts += [
        (_("Next"), next_step(task, formats, shop.now) if task else ""),
        (_("City"), card.city),
        (_("Tags"), ", ".join(card.tags)),
        (_("Source"), card.source),
        (_("Birthday"), _birthday(shop, card.birthday)),
        (_("Note"), card.note.replace("\n", "\n" + " " * 13)),
        (_("Bought"), _bought(shop, card)),
    ]
    return [(title, value) for title, value in facts if value]


def _point_title(kind: str) -> str:
    titles = {
        "phone": _("Phone"),
        "email": _("E-mail"),
        "whatsapp": "WhatsApp",
        "telegram": "Telegram",
        "instagram": "Instagram",
        "web": _("Web"),
        "address": _("Address"),
    }
    return titles.get(kind, kind)


def _birthday(shop: Shop, iso: str | None) -> str:
    from datetime import date

    return shop.formats.birthday(date.fromisoformat(iso)) if iso else ""


def _day(shop: Shop, iso: str | None) -> str:
    from datetime import date

    return shop.formats.date(date.fromisoformat(iso)) if iso else ""


def _bought(shop: Shop, card: Card) -> str:
    sums = card.sums
    if not sums.last_at:
        return ""
    count = ngettext("{n} purchase", "{n} purchases", sums.purchases).format(n=sums.purchases)
    ago = shop.formats.ago(sums.last_at, shop.today)
    return f"{count} · {shop.formats.money(sums.net)} · " + _("last {when}").format(when=ago)


def _print_events(shop: Shop, events: Sequence[Event]) -> None:
    table(
        (
            Column("at", _("When")),
            Column("what", _("What")),
            Column("amount", shop.formats.unit_name, right=True),
            Column("text", ""),
        ),
        [
            {
                "at": shop.formats.when(event.at, shop.now),
                "what": _what(event),
                "amount": ""
                if event.amount is None
                else shop.formats.money(event.amount, with_unit=False),
                "text": event.text,
            }
            for event in events
        ],
    )


def _what(event: Event) -> str:
    parts = [channel_label(event.what)]
    if event.direction:
        parts.append(_("in") if event.direction == "in" else _("out"))
    if event.outcome:
        from crmtui.labels import outcome_label

        parts.append(outcome_label(event.outcome))
    return " ".join(parts)
