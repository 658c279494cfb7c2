"""What comes back: the pace a task keeps, and its next round."""

from __future__ import annotations

from datetime import datetime

from crmtui.models.task import Task
from crmtui.rules.recurrence import anchored, next_due, parse_every
from crmtui.settings import load
from crmtui.store.session import Writing
from crmtui.text.calendar import day_start
from crmtui.text.formats import Formats
from crmtui.writes.valid import validated


def formats_of(w: Writing) -> Formats:
    """Return the zone and calendar of the shop that is written to."""
    return load(w.transaction.connection).formats()


def keep_pace(w: Writing, task: Task) -> None:
    """Keep how often a task comes back in one form; without a day it begins today.

    Raises InvalidValue.
    """
    if not task.repeat:
        return
    formats = formats_of(w)
    every = parse_every(task.repeat)
    if task.due is None:
        task.due, task.all_day = day_start(formats.day(w.transaction.now), formats.zone), True
    task.repeat = str(anchored(every, formats.day(task.first_due or task.due), formats.calendar))


def pass_on(w: Writing, task: Task) -> Task | None:
    """Plan the next round of a task that was finished; None if it does not come back.

    The pace goes over to the next round: one that is opened again comes back only once.
    """
    first = task.first_due or task.due
    if not task.repeat or first is None:
        return None
    formats = formats_of(w)
    is_day = _is_day(task, first, formats)
    every, now = parse_every(task.repeat), w.transaction.now
    due = next_due(every, first, is_day, now, formats.zone, formats.calendar)
    if due is None:
        return None
    values = {
        "contact_id": task.contact_id,
        "created_at": now,
        "text": task.text,
        "due": due,
        "all_day": is_day,
        "promise": task.promise,
        "repeat": task.repeat,
        "deal_id": task.deal_id,
    }
    following = validated(Task, values)
    task.repeat = ""
    w.session.add(following)
    return following


def _is_day(task: Task, first: datetime, formats: Formats) -> bool:
    """Tell whether a task was due on a day, before it may have been put off to a time."""
    if task.first_due is None:
        return task.all_day
    return first == day_start(formats.day(first), formats.zone)
