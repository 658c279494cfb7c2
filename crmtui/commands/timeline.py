"""The timeline of one contact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import Limit, Skip
from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.labels import channel_label, end_label, outcome_label, promise_label
from crmtui.locale import _
from crmtui.reads.timeline import Event


def timeline(
    ctx: Context,
    who: Annotated[
        list[str],
        Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who),
    ],
    kind: Annotated[
        str,
        Option(
            metavar="KINDS",
            help=_("Only these: talk, call, sale, payment, task, promise, need, change …"),
        ),
    ] = "all",
    limit: Limit = 50,
    skip: Skip = 0,
) -> None:
    """Show everything that happened with somebody, newest first."""
    from crmtui.reads.timeline import timeline as events
    from crmtui.reads.timeline_kinds import kinds_of
    from crmtui.reads.who import resolve

    here = shop(ctx)
    kinds = kinds_of(kind.split(","))
    with here.read() as connection:
        contact = resolve(connection, " ".join(who))
        found = events(connection, contact, kinds=kinds, limit=limit, skip=skip)
    if here.json:
        write_json(events_json(here, found))
    else:
        print_events(here, found)


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
