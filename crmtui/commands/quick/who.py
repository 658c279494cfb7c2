"""Somebody's card."""

from __future__ import annotations

from crmtui.commands.contacts.cards import card_json, print_card
from crmtui.commands.output import write_json
from crmtui.commands.shop import Shop
from crmtui.reads.card import card
from crmtui.reads.segment_of import contact_segment
from crmtui.reads.timeline import timeline
from crmtui.reads.who import resolve


def who(here: Shop, words: str) -> None:
    """Print a card: how to reach them, what they bought, what was said."""
    with here.read() as connection:
        contact = card(connection, resolve(connection, words))
        events = timeline(connection, contact.id, limit=20)
        segment = contact_segment(
            connection, here.settings, contact.id, today=here.today, as_of=here.as_of
        )
    if here.json:
        write_json(card_json(here, contact, segment, events))
    else:
        print_card(here, contact, segment, events)
