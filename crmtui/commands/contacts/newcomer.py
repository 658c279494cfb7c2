"""An unknown caller becomes a contact in the same breath: `--new NAME`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from crmtui.commands.shop import Shop
from crmtui.errors import Conflict, NotFound
from crmtui.locale import _
from crmtui.reads.card import card
from crmtui.reads.who import resolve
from crmtui.text.phones import phone_digits
from crmtui.writes.contacts import ContactChanges


def caller(here: Shop, who: str, new: str | None) -> tuple[int | None, ContactChanges | None]:
    """Return the contact that `who` means, or the one to make of it.

    Raises NotFound or Ambiguous; Conflict if `new` is given for somebody we know.
    """
    with here.read() as connection:
        try:
            contact = resolve(connection, who)
        except NotFound:
            if new is None:
                raise
            return None, _newcomer(who, new)
        if new is not None:
            name = card(connection, contact).name
            raise Conflict(
                _("{who} is {name} already (#{id}).").format(who=who, name=name, id=contact),
                _("Leave out --new, or add the other person with `crm add`."),
            )
    return contact, None


def _newcomer(who: str, name: str) -> ContactChanges:
    if "@" in who:
        return {"name": name, "email": [who]}
    if len(phone_digits(who)) >= 3:
        return {"name": name, "phone": [who]}
    return {"name": name}


def warn_of_newcomer(here: Shop, kind: str, number: int) -> None:
    """Say whom the contact looks like that was made with this interaction, purchase or ticket."""
    from crmtui.commands.contacts.alike import warn
    from crmtui.reads.interactions import interaction
    from crmtui.reads.purchases import purchase
    from crmtui.reads.tickets import ticket

    read: dict[str, Callable[[sqlite3.Connection, int], Any]] = {
        "interaction": interaction,
        "purchase": purchase,
        "ticket": ticket,
    }
    with here.read() as connection:
        record = read[kind](connection, number)
    if record.contact_id:
        warn(here, record.contact_id)
