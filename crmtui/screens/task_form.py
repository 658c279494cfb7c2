"""The form of a task: what to do for a customer, by when, and whose word it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.labels import promise_label
from crmtui.locale import _
from crmtui.models.words import Promise
from crmtui.reads.tasks import TaskLine
from crmtui.rules.recurrence import parse_every
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.tasks import TaskChanges


def task_form(app: CrmApp, contact: int | None, name: str) -> FormScreen:
    """Return the form that plans something for a contact, or for nobody in particular."""
    fields = _fields()
    empty = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes: TaskChanges = {"text": values["text"], **_changes(values, empty, app)}

        def act(store: Store) -> Done:
            from crmtui.writes import tasks

            return tasks.add(store, contact, **changes)

        return act

    title = _("Task for {name}").format(name=name) if contact else _("Task")
    return FormScreen(title, fields, save, draft=f"task {contact}")


def task_many_form(app: CrmApp, contacts: list[int], title: str) -> FormScreen:
    """Return the form that plans the same for many contacts."""
    fields = _fields()
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, before, app)

        def act(store: Store) -> Done:
            from crmtui.writes import bulk

            return bulk.each(store, contacts, [bulk.plan(**changes)])

        return act

    return FormScreen(title, fields, save, draft="task many")


def edit_form(app: CrmApp, line: TaskLine) -> FormScreen:
    """Return the form that changes a task; fields that stay as they are are not written."""
    fields = _fields(line, app.formats.typed_due(line.due, line.all_day) if line.due else "")
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, before, app)

        def act(store: Store) -> Done:
            from crmtui.writes import tasks

            return tasks.edit(store, line.id, **changes)

        return act

    title = _("Edit task #{id}").format(id=line.id)
    return FormScreen(title, fields, save, draft=f"edit task {line.id}")


def _fields(line: TaskLine | None = None, due: str = "") -> list[Field]:
    sides = [(side.value, promise_label(side)) for side in Promise]
    return [
        Field("text", _("What to do"), line.text if line else ""),
        due_field(due),
        Field(
            "promise",
            _("Promise"),
            (line.promise or "") if line else "",
            options=[("", _("none")), *sides],
        ),
        Field("repeat", _("Again every"), line.repeat if line else "", _("week, 2 weeks, month …")),
    ]


def due_field(value: str = "") -> Field:
    """Return the field of when something is due."""
    return Field("due", _("Due"), value, _("tomorrow 10:00, fri, +3d …"))


def _changes(values: Values, before: Values, app: CrmApp) -> TaskChanges:
    """Return what differs from before, checked field by field. Raises FieldError."""
    changes: TaskChanges = {}
    if values["text"] != before["text"]:
        changes["text"] = values["text"]
    if values["due"] != before["due"]:
        take_due(changes, values["due"], app)
    if values["promise"] != before["promise"]:
        changes["promise"] = Promise(values["promise"]) if values["promise"] else None
    if values["repeat"] != before["repeat"]:
        changes["repeat"] = values["repeat"].strip()
        _check_repeat(changes["repeat"])
    return changes


def take_due(changes: TaskChanges, typed: str, app: CrmApp) -> None:
    """Read when a task is due; nothing typed is some day. Raises FieldError."""
    changes["due"], changes["all_day"] = None, False
    if typed.strip():
        try:
            changes["due"], changes["all_day"] = app.formats.parse_due(typed, app.now)
        except InvalidValue as error:
            raise FieldError("due", error) from error


def _check_repeat(typed: str) -> None:
    try:
        if typed:
            parse_every(typed)
    except InvalidValue as error:
        raise FieldError("repeat", error) from error
