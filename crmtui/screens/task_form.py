"""The form of a task: what to do for a customer, and by when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.reads.tasks import parse_due
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.tasks import TaskChanges


def task_form(app: CrmApp, contact: int, name: str) -> FormScreen:
    """Return the form that plans something for a contact."""

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, app)

        def act(store: Store) -> Done:
            from crmtui.writes import tasks

            return tasks.add(store, contact, **changes)

        return act

    fields = [
        Field("text", _("What to do")),
        Field("due", _("Due"), hint=_("tomorrow 10:00, fri, +3d …")),
    ]
    title = _("Task for {name}").format(name=name)
    return FormScreen(title, fields, save, draft=f"task {contact}")


def _changes(values: Values, app: CrmApp) -> TaskChanges:
    changes: TaskChanges = {"text": values["text"]}
    if values["due"].strip():
        try:
            changes["due"], changes["all_day"] = parse_due(values["due"], app.formats, app.now)
        except InvalidValue as error:
            raise FieldError("due", error) from error
    return changes
