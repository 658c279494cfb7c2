"""What was agreed: tasks and promises whose day has come, and those still to come."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from crmtui.reads.today.day import Day
from crmtui.rules.attention import Step
from crmtui.text.calendar import from_utc_text

_STEPS = """SELECT contact_id, id, text, due, all_day, promise FROM task
 WHERE done_at IS NULL AND due IS NOT NULL AND {which} ORDER BY due, id"""
_FOR_NOBODY = "contact_id IS NULL AND due < ?"


def due(connection: sqlite3.Connection, day: Day) -> set[int]:
    """Return the contacts with a step that is due on the day or was before."""
    rows = connection.execute(
        "SELECT contact_id FROM task WHERE done_at IS NULL AND due < ? AND contact_id IS NOT NULL",
        (day.ends,),
    )
    return {contact for (contact,) in rows}


def steps(
    connection: sqlite3.Connection, day: Day, contacts: Sequence[int]
) -> dict[int, tuple[Step, ...]]:
    """Return the open steps of these contacts, the soonest first; those without a day are none."""
    marks = ",".join("?" * len(contacts))
    rows = connection.execute(_STEPS.format(which=f"contact_id IN ({marks})"), contacts)
    found: defaultdict[int, list[Step]] = defaultdict(list)
    for contact, *step in rows:
        found[contact].append(_step(day, *step))
    return {contact: tuple(theirs) for contact, theirs in found.items()}


def for_nobody(connection: sqlite3.Connection, day: Day) -> list[Step]:
    """Return the steps that are due and are for nobody in particular."""
    rows = connection.execute(_STEPS.format(which=_FOR_NOBODY), (day.ends,))
    return [_step(day, *step) for _contact, *step in rows]


def _step(day: Day, task: int, text: str, at: str, all_day: int, promise: str | None) -> Step:
    late = day.ago(at)
    is_overdue = late > 0 if all_day else from_utc_text(at) < day.now
    return Step(task, text, at, bool(all_day), promise, late, is_overdue)
