"""What can be done to a need, the wish of a customer."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from crmtui.locale import _
from crmtui.models.need import Need
from crmtui.reads.needs import missing_need
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.store.transact import Done
from crmtui.text.clean import excerpt
from crmtui.writes.contacts import existing
from crmtui.writes.valid import change, validated


def add(store: Store, contact: int, text: str, *, at: datetime | None = None) -> Done:
    """Note down what a contact wishes for. Raises InvalidValue or NotFound."""
    with writing(store, _("Added a need")) as w:
        person = existing(w.session, contact)
        when = at or w.transaction.now
        need = validated(Need, {"contact_id": contact, "text": text, "at": when})
        w.session.add(need)
        w.session.flush()
        w.transaction.label = _("{name} wants: {text}").format(
            name=person.name, text=excerpt(need.text)
        )
        w.transaction.row = need.id or 0
    return w.transaction.done


def edit(store: Store, number: int, text: str) -> Done:
    """Say a need in other words. Raises InvalidValue or NotFound."""
    with writing(store, _("Edited need #{id}").format(id=number)) as w:
        change(_existing(w.session, number), {"text": text})
        w.transaction.row = number
    return w.transaction.done


def set_met(store: Store, number: int, *, met: bool = True) -> Done:
    """Say that a need was met, or that it is open after all. Raises NotFound."""
    with writing(store, _("Changed a need")) as w:
        need = _existing(w.session, number)
        if (need.met_at is not None) != met:
            need.met_at = w.transaction.now if met else None
        label = _("Met: {text}") if met else _("Open again: {text}")
        w.transaction.label = label.format(text=excerpt(need.text))
        w.transaction.row = number
    return w.transaction.done


def delete(store: Store, number: int) -> Done:
    """Delete a need; undo brings it back. Raises NotFound."""
    with writing(store, _("Deleted need #{id}").format(id=number)) as w:
        w.session.delete(_existing(w.session, number))
        w.transaction.row = number
    return w.transaction.done


def _existing(session: Session, number: int) -> Need:
    need = session.get(Need, number)
    if need is None:
        raise missing_need(number)
    return need
