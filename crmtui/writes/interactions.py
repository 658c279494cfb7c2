"""What can be done to an interaction."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from sqlmodel import Session

from crmtui.errors import NotFound
from crmtui.locale import _
from crmtui.models.interaction import Interaction
from crmtui.models.words import Channel, Direction, Outcome, Purpose
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.store.transact import Done
from crmtui.text.clean import excerpt
from crmtui.writes import tasks
from crmtui.writes.contacts import ContactChanges, add_to, existing
from crmtui.writes.valid import change, validated


class InteractionChanges(TypedDict, total=False):
    """What may be said about an interaction."""

    at: datetime
    text: str
    channel: Channel
    direction: Direction | None
    purpose: Purpose | None
    outcome: Outcome | None
    minutes: int | None


def log(
    store: Store,
    contact: int | None,
    *,
    new: ContactChanges | None = None,
    next_task: tasks.TaskChanges | None = None,
    **values: Unpack[InteractionChanges],
) -> Done:
    """Log an interaction with a contact, or with a `new` one made in the same step.

    The same step also plans the `next_task` with them.
    """
    with writing(store, _("Logged an interaction")) as w:
        person = add_to(w, new) if new else existing(w.session, contact or 0)
        record = validated(
            Interaction, {"at": w.transaction.now, **values, "contact_id": person.id}
        )
        w.session.add(record)
        w.session.flush()
        task = tasks.add_to(w, person.id, next_task) if next_task else None
        w.transaction.label = (
            _("Logged {channel} with {name}, next: {text}")
            if task
            else _("Logged {channel} with {name}")
        ).format(
            channel=_(record.channel), name=person.name, text=excerpt(task.text) if task else ""
        )
        w.transaction.row = record.id or 0
    return w.transaction.done


def edit(store: Store, number: int, **values: Unpack[InteractionChanges]) -> Done:
    """Change an interaction; what is not given stays."""
    with writing(store, _("Edited interaction #{id}").format(id=number)) as w:
        change(_existing(w.session, number), dict(values))
        w.transaction.row = number
    return w.transaction.done


def delete(store: Store, number: int) -> Done:
    """Delete an interaction; undo brings it back."""
    with writing(store, _("Deleted interaction #{id}").format(id=number)) as w:
        w.session.delete(_existing(w.session, number))
        w.transaction.row = number
    return w.transaction.done


def _existing(session: Session, number: int) -> Interaction:
    record = session.get(Interaction, number)
    if record is None:
        raise NotFound(
            _("There is no interaction #{id}.").format(id=number),
            _("`crm interaction list` shows their numbers."),
        )
    return record
