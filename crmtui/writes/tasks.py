"""What can be done to a task: planned, changed, put off, done, given up."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from sqlmodel import Session

from crmtui.errors import Conflict, InvalidValue
from crmtui.locale import _
from crmtui.models.task import Task
from crmtui.models.words import Promise
from crmtui.reads.tasks import missing_task
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.clean import excerpt
from crmtui.text.due import Due, at_same_time, is_past
from crmtui.writes.contacts import existing
from crmtui.writes.repeats import formats_of, keep_pace, pass_on
from crmtui.writes.valid import change, validated


class TaskChanges(TypedDict, total=False):
    """What may be said about a task."""

    text: str
    due: datetime | None
    all_day: bool
    promise: Promise | None
    repeat: str
    """In any words; "" for what does not come back."""
    deal_id: int | None
    """The deal that it is a step of."""


def add(store: Store, contact: int | None, **values: Unpack[TaskChanges]) -> Done:
    """Add a task for a contact, or for nobody in particular. Raises InvalidValue or NotFound."""
    with writing(store, _("Added a task")) as w:
        person = None if contact is None else existing(w.session, contact)
        task = add_to(w, contact, values)
        words = {"text": excerpt(task.text), "name": person.name if person else ""}
        w.transaction.label = _planned(task, known=bool(person)).format(**words)
        w.transaction.row = task.id or 0
    return w.transaction.done


def _planned(task: Task, *, known: bool) -> str:
    if not known:
        return _("Planned: {text}")
    if task.promise is None:
        return _("Planned for {name}: {text}")
    if task.promise == Promise.OURS:
        return _("Promised {name}: {text}")
    return _("{name} promised: {text}")


def add_to(w: Writing, contact: int | None, values: TaskChanges) -> Task:
    """Add a task within a write under way."""
    task = validated(Task, {**values, "contact_id": contact, "created_at": w.transaction.now})
    _check_promise(task)
    keep_pace(w, task)
    w.session.add(task)
    w.session.flush()
    return task


def edit(store: Store, number: int, **values: Unpack[TaskChanges]) -> Done:
    """Change a task; what is not given stays. Another day is a correction, nothing is put off.

    Raises InvalidValue or NotFound.
    """
    with writing(store, _("Edited task #{id}").format(id=number)) as w:
        task = existing_task(w.session, number)
        change(task, dict(values))
        _check_promise(task)
        if "due" in values:
            task.first_due = None
        keep_pace(w, task)
        w.transaction.row = number
    return w.transaction.done


def done(store: Store, number: int, *, at: datetime | None = None) -> Done:
    """Finish a task, now or at a time before; one that comes back is planned anew.

    One that is finished already stays as it is. Raises NotFound, or InvalidValue for a time that
    is still to come.
    """
    with writing(store, _("Finished a task")) as w:
        task = existing_task(w.session, number)
        w.transaction.label = _("Done: {text}").format(text=excerpt(task.text))
        w.transaction.row = number
        if task.done_at is None:
            if at and at > w.transaction.now:
                raise InvalidValue(_("It cannot have been done at a time still to come."))
            task.done_at = at or w.transaction.now
            w.transaction.label = _finished_label(w, task)
    return w.transaction.done


def drop(store: Store, number: int) -> Done:
    """Give a task up, with all its rounds: a promise is broken then. Raises NotFound or Conflict.

    One that was given up already stays as it is.
    """
    with writing(store, _("Gave up a task")) as w:
        task = existing_task(w.session, number)
        if task.done_at is not None and not task.dropped:
            raise _finished(task)
        if not task.dropped:
            task.done_at, task.dropped = w.transaction.now, True
        w.transaction.label = _("Given up: {text}").format(text=excerpt(task.text))
        w.transaction.row = number
    return w.transaction.done


def reopen(store: Store, number: int) -> Done:
    """Open a task again that was done or given up; an open one stays as it is. Raises NotFound."""
    with writing(store, _("Opened a task again")) as w:
        task = existing_task(w.session, number)
        if task.done_at is not None:
            task.done_at, task.dropped = None, False
        w.transaction.label = _("Opened again: {text}").format(text=excerpt(task.text))
        w.transaction.row = number
    return w.transaction.done


def snooze(store: Store, number: int, until: Due) -> Done:
    """Put a task off; put off to a day, it keeps its time of day. When it was due first is kept.

    Raises NotFound, Conflict for a finished one, InvalidValue for a time that is over.
    """
    with writing(store, _("Put off a task")) as w:
        task = existing_task(w.session, number)
        if task.done_at is not None:
            raise _finished(task)
        formats = formats_of(w)
        if task.due is not None:
            until = at_same_time(until, Due(task.due, task.all_day), formats.zone)
        if is_past(until, now=w.transaction.now, zone=formats.zone):
            raise InvalidValue(
                _("It can only be put off to a time still to come."),
                _("Give a later day or time, like tomorrow or +3d."),
            )
        task.first_due = task.first_due or task.due
        task.due, task.all_day = until
        w.transaction.label = _("Put off to {due}: {text}").format(
            due=formats.typed_due(*until), text=excerpt(task.text)
        )
        w.transaction.row = number
    return w.transaction.done


def delete(store: Store, number: int) -> Done:
    """Delete a task; undo brings it back. Raises NotFound."""
    with writing(store, _("Deleted task #{id}").format(id=number)) as w:
        w.session.delete(existing_task(w.session, number))
        w.transaction.row = number
    return w.transaction.done


def _check_promise(task: Task) -> None:
    if task.promise is not None and task.contact_id is None:
        raise InvalidValue(
            _("A promise is given to somebody."), _("`crm promise WHO TEXT` says to whom.")
        )


def existing_task(session: Session, number: int) -> Task:
    """Return a task. Raises NotFound."""
    task = session.get(Task, number)
    if task is None:
        raise missing_task(number)
    return task


def _finished_label(w: Writing, task: Task) -> str:
    """Plan the next round of a task that was just finished, and say what happened."""
    had_pace, following = bool(task.repeat), pass_on(w, task)
    words = {"text": excerpt(task.text)}
    if following and following.due:
        formats = formats_of(w)
        words["day"] = formats.date(formats.day(following.due))
        return _("Done: {text}, next on {day}").format(**words)
    return (_("Done for the last time: {text}") if had_pace else _("Done: {text}")).format(**words)


def _finished(task: Task) -> Conflict:
    return Conflict(
        _("Task #{id} is finished already.").format(id=task.id),
        _("`crm task reopen {id}` opens it again.").format(id=task.id),
    )
