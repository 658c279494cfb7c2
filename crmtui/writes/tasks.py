"""What can be done to a task."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from sqlmodel import Session

from crmtui.errors import NotFound
from crmtui.locale import _
from crmtui.models.task import Task
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.clean import excerpt
from crmtui.writes.contacts import existing
from crmtui.writes.valid import validated


class TaskChanges(TypedDict, total=False):
    """What may be said about a task."""

    text: str
    due: datetime | None
    all_day: bool


def add(store: Store, contact: int | None, **values: Unpack[TaskChanges]) -> Done:
    """Add a task for a contact, or for nobody in particular. Raises InvalidValue or NotFound."""
    with writing(store, _("Added a task")) as w:
        person = None if contact is None else existing(w.session, contact)
        task = add_to(w, contact, values)
        words = {"text": excerpt(task.text), "name": person.name if person else ""}
        w.transaction.label = (
            _("Planned for {name}: {text}") if person else _("Planned: {text}")
        ).format(**words)
        w.transaction.row = task.id or 0
    return w.transaction.done


def add_to(w: Writing, contact: int | None, values: TaskChanges) -> Task:
    """Add a task within a write under way."""
    task = validated(Task, {**values, "contact_id": contact, "created_at": w.transaction.now})
    w.session.add(task)
    w.session.flush()
    return task


def done(store: Store, number: int) -> Done:
    """Finish a task; one that is done already stays as it is. Raises NotFound."""
    with writing(store, _("Finished a task")) as w:
        task = _existing(w.session, number)
        if task.done_at is None:
            task.done_at = w.transaction.now
        w.transaction.label = _("Done: {text}").format(text=excerpt(task.text))
        w.transaction.row = number
    return w.transaction.done


def delete(store: Store, number: int) -> Done:
    """Delete a task; undo brings it back. Raises NotFound."""
    with writing(store, _("Deleted task #{id}").format(id=number)) as w:
        w.session.delete(_existing(w.session, number))
        w.transaction.row = number
    return w.transaction.done


def _existing(session: Session, number: int) -> Task:
    task = session.get(Task, number)
    if task is None:
        raise NotFound(
            _("There is no task #{id}.").format(id=number),
            _("`crm task list` shows their numbers."),
        )
    return task
