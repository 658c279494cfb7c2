"""A contact's card, as JSON and as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crmtui.commands.events import events_json, print_events
from crmtui.commands.output import write
from crmtui.commands.pipeline.shown import deal_json
from crmtui.commands.shop import Shop
from crmtui.commands.tasks.need_lines import need_json
from crmtui.labels import segment_label
from crmtui.locale import _, ngettext
from crmtui.reads.card import Card
from crmtui.reads.facts import Fact, facts
from crmtui.reads.keep_in_touch import days_left
from crmtui.reads.promises import tallies
from crmtui.reads.timeline import Event
from crmtui.rules.custom import bare

if TYPE_CHECKING:
    from crmtui.reads.value import Forecast
    from crmtui.rules.rhythm import Rhythm


def card_json(shop: Shop, card: Card, segment: str, events: Sequence[Event]) -> dict[str, Any]:
    """Return a card as an object with stable keys."""
    contact = {
        "id": card.id,
        "name": card.name,
        "kind": card.kind,
        "status": card.status,
        "relation": card.relation,
        "phone": next((point.key for point in card.reach("phone")), ""),
        "email": next((point.value for point in card.reach("email")), ""),
        "company": card.company,
        "company_id": card.company_id,
        "job_title": card.job_title,
        "nickname": card.nickname,
        "city": card.city,
        "source": card.source,
        "referred_by": card.referrer and {"id": card.referrer.id, "name": card.referrer.name},
        "owner": card.owner,
        "birthday": card.birthday,
        "anniversary": card.anniversary,
        "preferred_channel": card.preferred_channel,
        "do_not_contact": bool(card.do_not_contact),
        "keep_days": card.keep_days,
        "note": card.note,
        "tags": card.tags,
        "points": [
            {
                "kind": p.kind,
                "value": p.value,
                "key": p.key,
                "label": p.label,
                "preferred": bool(p.preferred),
            }
            for p in card.points
        ],
        "created_at": card.created_at,
        "fields": {held.field.name: bare(held.field, held.value) for held in card.fields},
    }
    sums = card.sums
    return {
        "contact": contact,
        "balance": card.balance,
        "segment": segment,
        "next_task": _next_json(shop, card),
        "links": [
            link._asdict() | {"back": bool(link.back), "text": link.words} for link in card.links
        ],
        "missing": card.missing,
        "deals": [deal_json(shop, deal) for deal in card.deals],
        "tickets": [
            {
                "id": ticket.id,
                "subject": ticket.subject,
                "status": ticket.status,
                "priority": ticket.priority,
                "due": ticket.next_due,
            }
            for ticket in card.tickets
        ],
        "needs": [need_json(shop, need) for need in card.needs],
        "currency": shop.settings["currency"],
        "purchases": {
            "count": sums.purchases,
            "first": shop.day(sums.first_at),
            "last": shop.day(sums.last_at),
            "gross": sums.gross,
            "refunds": sums.refunds,
            "net": sums.net,
        },
        "promises": [tally._asdict() for tally in tallies(card.promises, shop.formats, shop.now)],
        "keep_in_touch": _keep_json(shop, card),
        "rhythm": _rhythm_json(_rhythm(shop, card)),
        "value": _worth_json(_worth(shop, card)),
        "timeline": events_json(shop, events),
    }


def _rhythm(shop: Shop, card: Card) -> Rhythm | None:
    from crmtui.reads.rhythm import rhythm_as_of, rhythm_of

    with shop.read() as connection:
        if shop.as_of:
            return rhythm_as_of(connection, card.id, shop.as_of, shop.formats.zone)
        return rhythm_of(connection, card.id, shop.today, shop.formats.zone)


def _rhythm_json(rhythm: Rhythm | None) -> dict[str, Any] | None:
    if rhythm is None:
        return None
    return {
        "usual_days": float(rhythm.usual),
        "spread_days": float(rhythm.spread),
        "since_days": rhythm.since,
        "lateness": round(rhythm.lateness, 2),
        "late": rhythm.is_late,
    }


def _worth(shop: Shop, card: Card) -> Forecast | None:
    if not card.sums.purchases:
        return None
    from crmtui.store.fitted import is_fitted

    with shop.read() as connection:
        if not is_fitted(connection, "value"):
            return None
        from crmtui.reads.worth import worth

        return worth(connection, card.id, shop.formats, shop.as_of or shop.today)


def _worth_text(shop: Shop, card: Card) -> str:
    found = _worth(shop, card)
    if found is None:
        return ""
    from crmtui.reads.worth import worth_text

    return worth_text(found, shop.formats)


def _worth_json(found: Forecast | None) -> dict[str, Any] | None:
    if found is None:
        return None
    from crmtui.reads.horizon import USUAL

    return {
        "horizon_days": USUAL.days,
        "expected_purchases": found.purchases,
        "expected_spend": found.spend,
        "p_alive": found.alive,
    }


def _next_json(shop: Shop, card: Card) -> dict[str, Any] | None:
    task = card.next_task
    if task is None:
        return None
    due = shop.formats.due_iso(task.due, task.all_day)
    return {"id": task.id, "text": task.text, "due": due, "all_day": bool(task.all_day)}


def _keep_json(shop: Shop, card: Card) -> dict[str, Any] | None:
    pace = card.pace
    if pace is None:
        return None
    left = days_left(pace, shop.today, shop.formats) if pace.every else None
    return {"every": pace.every, "days_left": left, "own": pace.is_own}


def print_card(shop: Shop, card: Card, segment: str, events: Sequence[Event]) -> None:
    """Print a card: who, how to reach them, what they bought, what happened."""
    write(f"{card.name}  #{card.id} · {segment_label(segment)}")
    told = facts(card, shop.formats, shop.now, _rhythm(shop, card), _worth_text(shop, card))
    _print_facts([Fact(_("bought"), _bought(shop, card)), *told])
    if events:
        write()
        print_events(shop, events)


def _print_facts(facts: Sequence[Fact]) -> None:
    """Print values under each other, first of all what needs no label."""
    from crmtui.commands.columns import fit

    known = sorted((fact for fact in facts if fact.value), key=lambda fact: bool(fact.label))
    width = max([10, *(len(fact.label) + 1 for fact in known)])
    for label, value, _role in known:
        title = fit(label[:1].upper() + label[1:], width + 1, right=False) if label else ""
        write(f"  {title}" + value.replace("\n", "\n" + " " * (width + 3)))


def _bought(shop: Shop, card: Card) -> str:
    sums = card.sums
    if not sums.last_at:
        return ""
    count = ngettext("{n} purchase", "{n} purchases", sums.purchases).format(n=sums.purchases)
    ago = shop.formats.ago(sums.last_at, shop.today)
    return f"{count} · {shop.formats.money(sums.net)} · " + _("last {when}").format(when=ago)
