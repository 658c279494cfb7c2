"""The forms of a queue: what was said, and when to turn to them again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.labels import outcome_label
from crmtui.locale import _
from crmtui.models.words import Outcome
from crmtui.reads.today.queue import Entry
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.text.due import Due

if TYPE_CHECKING:
    from crmtui.app import CrmApp

_CALL_BACK = "tomorrow 10:00"
_SNOOZE = "snooze"


def outcome_form(app: CrmApp, entry: Entry) -> FormScreen:
    """Return the form that logs what was said, with its outcome and the next step."""
    outcomes = [(outcome.value, outcome_label(outcome)) for outcome in Outcome]
    fields = [
        Field("text", _("What was said"), is_long=True),
        Field("outcome", _("Outcome"), Outcome.REACHED.value, options=outcomes),
        Field("due", _("Again"), hint=_("tomorrow 10:00, fri, +3d …")),
    ]
    return _form(app, entry, _("Log with {name}"), fields, "queue log")


def call_back_form(app: CrmApp, entry: Entry) -> FormScreen:
    """Return the form that asks when they want to be called back."""
    fields = [
        Field("due", _("Call back"), _CALL_BACK, _("tomorrow 10:00, fri, +3d …")),
        Field("text", _("What was said"), is_long=True),
    ]
    title = _("Call {name} back")
    return _form(app, entry, title, fields, "queue call back", Outcome.CALL_BACK.value)


def snooze_form(app: CrmApp, entry: Entry) -> FormScreen:
    """Return the form that asks until when it is put off."""
    fields = [Field("due", _("Until"), hint=_("tomorrow 10:00, fri, +3d …"))]
    title = _("Put off {name}") if entry.contact_id else _("Put off")
    return _form(app, entry, title, fields, "queue snooze", _SNOOZE)


def _form(
    app: CrmApp, entry: Entry, title: str, fields: Sequence[Field], draft: str, outcome: str = ""
) -> FormScreen:
    def save(values: Values) -> Callable[[Store], Done]:
        due = read_due(values["due"], app)
        text = values.get("text", "")

        def act(store: Store) -> Done:
            from crmtui.writes.queue import handle

            what = outcome or values["outcome"]
            task, deal = entry.task_id, entry.deal_id
            return handle(store, entry.contact_id, what, task=task, deal=deal, text=text, due=due)

        return act

    kept = f"{draft} {entry.contact_id or f'task {entry.task_id} deal {entry.deal_id}'}"
    return FormScreen(title.format(name=entry.name), fields, save, draft=kept)


def read_due(text: str, app: CrmApp) -> Due | None:
    """Read when something is due; None if nothing is typed. Raises FieldError."""
    if not text.strip():
        return None
    try:
        return app.formats.parse_due(text, app.now)
    except InvalidValue as error:
        raise FieldError("due", error) from error
