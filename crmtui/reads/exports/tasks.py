"""Every task, as files carry them, and the birthdays that stand beside them in a calendar."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial

from crmtui.reads.exports.pages import Read, Row, pages
from crmtui.reads.tasks import TASK_LINE, TaskLine
from crmtui.text.calendar import from_utc_text, named_zone
from crmtui.text.formats import Formats

TASK_COLUMNS = (
    "id",
    "customer_id",
    "customer",
    "text",
    "date",
    "due",
    "all_day",
    "done_at",
    "created_at",
    "promise",
    "repeat",
    "first_due",
    "dropped",
)

_TASKS = f"""SELECT {TASK_LINE} FROM task t LEFT JOIN contact c ON c.id = t.contact_id
 WHERE t.id > ? AND c.deleted_at IS NULL ORDER BY t.id LIMIT ?"""
_BIRTHDAYS = """SELECT id, name, birthday, created_at FROM contact
 WHERE id > ? AND birthday IS NOT NULL AND deleted_at IS NULL ORDER BY id LIMIT ?"""


def task_rows(read: Read, formats: Formats) -> Iterator[Row]:
    """Yield every task, by id, but those for somebody in the trash.

    The date is the day in the shop's zone; `due` is a day as well where no time was said. Beside
    the columns of a table stand the numbers to call and what a calendar needs to repeat a task.
    """
    return pages(read, partial(_tasks, formats))


def birthday_rows(read: Read) -> Iterator[Row]:
    """Yield everybody whose birthday is known and who is not in the trash, by id."""
    return pages(read, _birthdays)


def _tasks(formats: Formats, connection: sqlite3.Connection, last: int, most: int) -> list[Row]:
    found = connection.execute(_TASKS, (last, most)).fetchall()
    rows = [_task(formats, TaskLine(*row)) for row in found]
    return with_phones(connection, rows, "customer_id")


def _task(formats: Formats, task: TaskLine) -> Row:
    return {
        "id": task.id,
        "customer_id": task.contact_id,
        "customer": task.name,
        "text": task.text,
        "date": formats.day(task.due).isoformat() if task.due else None,
        "due": formats.due_iso(task.due, task.all_day),
        "all_day": bool(task.all_day),
        "done_at": task.done_at,
        "created_at": task.created_at,
        "promise": task.promise,
        "repeat": task.repeat,
        "first_due": task.first_due,
        "dropped": bool(task.dropped),
        "local_due": _local(formats, task.due, task.all_day) if task.due else None,
        "calendar": formats.calendar,
    }


def _local(formats: Formats, due: str, all_day: int) -> str:
    """Return an ISO day, or a moment by the clock of the shop."""
    if all_day:
        return formats.day(due).isoformat()
    local = from_utc_text(due).astimezone(named_zone(formats.zone))
    return local.replace(tzinfo=None).isoformat(timespec="seconds")


def _birthdays(connection: sqlite3.Connection, last: int, most: int) -> list[Row]:
    found = connection.execute(_BIRTHDAYS, (last, most))
    rows = [dict(zip(("id", "name", "birthday", "created_at"), row, strict=True)) for row in found]
    return with_phones(connection, rows, "id")


def with_phones(connection: sqlite3.Connection, rows: list[Row], contact: str) -> list[Row]:
    """Add the numbers that reach a contact, the preferred one first, as any phone dials them."""
    ids = list({row[contact] for row in rows if row[contact]})
    found = connection.execute(
        "SELECT contact_id, CASE WHEN key LIKE '+%' THEN key ELSE value END FROM contact_point "
        f"WHERE kind = 'phone' AND contact_id IN ({','.join('?' * len(ids))}) "
        "ORDER BY preferred DESC, id",
        ids,
    )
    phones: dict[int, list[str]] = {}
    for person, number in found:
        phones.setdefault(person, []).append(number)
    return [row | {"phone": phones.get(row[contact], [])} for row in rows]
