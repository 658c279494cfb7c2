"""Tasks as lists, the next one of a contact, and when they are due."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.calendar import day_start, from_utc_text, weekday_name
from crmtui.text.formats import Formats


class TaskLine(NamedTuple):
    """A task with whom it is for, if it is for anybody."""

    id: int
    contact_id: int | None
    name: str | None
    text: str
    due: str | None
    all_day: int
    created_at: str
    done_at: str | None


_LINES = """SELECT t.id, t.contact_id, c.name, t.text, t.due, t.all_day, t.created_at, t.done_at
 FROM task t LEFT JOIN contact c ON c.id = t.contact_id"""
_OPEN = " AND t.done_at IS NULL"
_SOONEST = "t.due NULLS LAST, t.id"


def tasks(
    connection: sqlite3.Connection, *, contact: int | None = None, finished: bool = False
) -> list[TaskLine]:
    """Return the open tasks, the soonest first, and the finished ones behind them if wanted.

    They are those of one contact, or all but those for somebody in the trash.
    """
    whose = "t.contact_id = :contact" if contact else "c.deleted_at IS NULL"
    which, order = ("", f"t.done_at IS NOT NULL, {_SOONEST}") if finished else (_OPEN, _SOONEST)
    rows = connection.execute(
        f"{_LINES} WHERE {whose}{which} ORDER BY {order}", {"contact": contact}
    )
    return [TaskLine(*row) for row in rows]


def next_task(connection: sqlite3.Connection, contact: int) -> TaskLine | None:
    """Return the open task of a contact that is due first; None if there is none."""
    row = connection.execute(
        f"{_LINES} WHERE t.contact_id = ?{_OPEN} ORDER BY {_SOONEST} LIMIT 1", (contact,)
    ).fetchone()
    return TaskLine(*row) if row else None


class Due(NamedTuple):
    """When something is due: a moment, or a day from its first moment on."""

    at: datetime
    all_day: bool


def parse_due(text: str, formats: Formats, now: datetime) -> Due:
    """Read when something is due: "fri" is a day, "fri 10:00" a moment. Raises InvalidValue."""
    at = formats.parse_when(text, now)
    try:
        day = formats.parse_date(text, formats.day(now))
    except InvalidValue:  # there is a time of day in it
        return Due(at, all_day=False)
    return Due(at, all_day=at == day_start(day, formats.zone))


def due_iso(task: TaskLine, formats: Formats) -> str | None:
    """Return the UTC text of a due moment, or the ISO day in the shop's zone of a due day."""
    if task.due and task.all_day:
        return formats.day(task.due).isoformat()
    return task.due


def is_overdue(task: TaskLine, formats: Formats, now: datetime) -> bool:
    """Tell whether a task should have been done: a due day is so once it is over."""
    if not task.due or task.done_at:
        return False
    if task.all_day:
        return formats.day(task.due) < formats.day(now)
    return from_utc_text(task.due) < now


def shown_due(task: TaskLine, formats: Formats, now: datetime) -> str:
    """Show when a task is due as people say it near `now`: "tomorrow", "Fri 10:00"."""
    if not task.due:
        return ""
    if not task.all_day:
        return formats.when(task.due, now)
    day = formats.day(task.due)
    days = (day - formats.day(now)).days
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if days in near:
        return near[days]
    return weekday_name(day) if -7 < days < 7 else formats.date(day)


def next_step(task: TaskLine, formats: Formats, now: datetime) -> str:
    """Show a task as the next step of a card: "call back · tomorrow"."""
    late = _("overdue") if is_overdue(task, formats, now) else ""
    return " · ".join(part for part in (task.text, shown_due(task, formats, now), late) if part)
