"""Tasks as lists, one by one, and the next one of a contact."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from crmtui.errors import NotFound
from crmtui.locale import _
from crmtui.text.calendar import day_start, to_utc_text
from crmtui.text.formats import Formats


class Overdue(NamedTuple):
    """What tells overdue tasks, as UTC texts: this moment, and where this day began."""

    now: str
    today: str


def overdue_at(now: datetime, formats: Formats) -> Overdue:
    """Return what is overdue at a moment."""
    return Overdue(to_utc_text(now), to_utc_text(day_start(formats.day(now), formats.zone)))


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
    promise: str | None = None
    repeat: str = ""
    first_due: str | None = None
    dropped: int = 0


TASK_LINE = """t.id, t.contact_id, c.name, t.text, t.due, t.all_day, t.created_at, t.done_at,
 t.promise, t.repeat, t.first_due, t.dropped"""
"""What a TaskLine is made of."""
_LINES = f"SELECT {TASK_LINE} FROM task t LEFT JOIN contact c ON c.id = t.contact_id"
_OPEN = " AND t.done_at IS NULL"
_SOONEST = "t.due NULLS LAST, t.id"
_OVERDUE = " AND t.due < :now AND (t.all_day = 0 OR t.due < :today)"


def tasks(
    connection: sqlite3.Connection,
    *,
    contact: int | None = None,
    finished: bool = False,
    promises: bool = False,
    overdue: Overdue | None = None,
    limit: int | None = None,
) -> list[TaskLine]:
    """Return the open tasks, the soonest first, and the finished ones behind them if wanted.

    They are those of one contact, or all but those for somebody in the trash.
    """
    where = "t.contact_id = :contact" if contact else "c.deleted_at IS NULL"
    where += "" if finished and not overdue else _OPEN
    where += " AND t.promise IS NOT NULL" if promises else ""
    where += _OVERDUE if overdue else ""
    order = f"t.done_at IS NOT NULL, {_SOONEST}" if finished else _SOONEST
    rows = connection.execute(
        f"{_LINES} WHERE {where} ORDER BY {order} LIMIT :limit",
        {"contact": contact, "limit": -1 if limit is None else limit}
        | (overdue._asdict() if overdue else {}),
    )
    return [TaskLine(*row) for row in rows]


def task(connection: sqlite3.Connection, number: int) -> TaskLine:
    """Return one task. Raises NotFound."""
    row = connection.execute(f"{_LINES} WHERE t.id = ?", (number,)).fetchone()
    if row is None:
        raise missing_task(number)
    return TaskLine(*row)


def missing_task(number: int) -> NotFound:
    """Build the error for a number that no task has."""
    return NotFound(
        _("There is no task #{id}.").format(id=number), _("`crm task list` shows their numbers.")
    )


def next_task(connection: sqlite3.Connection, contact: int) -> TaskLine | None:
    """Return the open task of a contact that is due first; None if there is none."""
    row = connection.execute(
        f"{_LINES} WHERE t.contact_id = ?{_OPEN} ORDER BY {_SOONEST} LIMIT 1", (contact,)
    ).fetchone()
    return TaskLine(*row) if row else None


def is_overdue(task: TaskLine, formats: Formats, now: datetime) -> bool:
    """Tell whether a task is open and should have been done."""
    return bool(task.due and not task.done_at and formats.is_past(task.due, task.all_day, now))


def next_step(task: TaskLine, formats: Formats, now: datetime) -> str:
    """Show a task as the next step of a card: "call back · tomorrow"."""
    due = formats.due(task.due, task.all_day, now) if task.due else ""
    late = _("overdue") if is_overdue(task, formats, now) else ""
    return " · ".join(part for part in (task.text, due, late) if part)
