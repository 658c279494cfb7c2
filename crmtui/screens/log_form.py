"""The form of an interaction, to log one or to change one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.labels import channel_label, direction_label, outcome_label, purpose_label
from crmtui.locale import _
from crmtui.models.words import Channel, Direction, Outcome, Purpose
from crmtui.reads.interactions import InteractionLine
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.screens.task_form import due_field, take_due
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.text.digits import to_ascii
from crmtui.text.formats import Formats

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.interactions import InteractionChanges
    from crmtui.writes.tasks import TaskChanges

_NONE = "-"
CHANNEL_KEYS = {
    "call": "c",
    "visit": "v",
    "sms": "s",
    "email": "e",
    "whatsapp": "w",
    "telegram": "t",
    "instagram": "i",
    "bale": "b",
    "eitaa": "a",
    "rubika": "r",
    "web": "x",
    "letter": "l",
    "note": "n",
    "other": "o",
}
DIRECTION_KEYS = {"out": "o", "in": "i", "": _NONE}
OUTCOME_KEYS = {
    "reached": "r",
    "no-answer": "n",
    "call-back": "c",
    "not-now": "l",
    "not-interested": "i",
    "done": "x",
    "": _NONE,
}


def log_form(app: CrmApp, contact: int, name: str, *, notice: str = "") -> FormScreen:
    """Return the form that logs an interaction with a contact, and plans what comes next.

    Channel, direction and outcome take one key each; then one types what was said.
    """

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, "", app)
        following = _next_task(values, app)

        def act(store: Store) -> Done:
            from crmtui.writes import interactions

            return interactions.log(store, contact, next_task=following, **changes)

        return act

    title = _("Log with {name}").format(name=name)
    return FormScreen(title, _log_fields(), save, draft=f"log {contact}", warning=notice)


def log_many_form(app: CrmApp, contacts: list[int], title: str) -> FormScreen:
    """Return the form that logs the same with many contacts, and plans what comes next."""

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, "", app)
        following = _next_task(values, app)

        def act(store: Store) -> Done:
            from crmtui.writes import bulk

            plans = [bulk.plan(**following)] if following else []
            return bulk.each(store, contacts, [bulk.log(**changes), *plans])

        return act

    return FormScreen(title, _log_fields(), save, draft="log many")


def _log_fields() -> list[Field]:
    return [
        *_choices(Channel.CALL.value, Direction.OUT.value, ""),
        _text_field(),
        Field("next", _("Next step"), hint=_("call back, send prices …")),
        due_field(),
        Field("at", _("When"), hint=_("now")),
    ]


def edit_form(app: CrmApp, line: InteractionLine) -> FormScreen:
    """Return the form that changes an interaction."""
    at_before = shown_moment(line.at, app.formats)
    minutes = "" if line.minutes is None else app.formats.number(line.minutes)
    fields = [
        _text_field(line.text),
        *_choices(line.channel, line.direction or "", line.outcome or ""),
        Field(
            "purpose",
            _("Purpose"),
            line.purpose or "",
            options=[("", _("none")), *((p.value, purpose_label(p)) for p in Purpose)],
        ),
        Field("minutes", _("Minutes"), minutes),
        Field("at", _("When"), at_before, _("now")),
    ]

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, at_before, app)
        changes["purpose"] = Purpose(values["purpose"]) if values["purpose"] else None
        if values["minutes"] != minutes:
            changes["minutes"] = _minutes(values["minutes"])

        def act(store: Store) -> Done:
            from crmtui.writes import interactions

            return interactions.edit(store, line.id, **changes)

        return act

    title = _("Edit interaction #{id}").format(id=line.id)
    return FormScreen(title, fields, save, draft=f"interaction {line.id}")


def _text_field(text: str = "") -> Field:
    return Field("text", _("What was said"), text, is_long=True)


def _choices(channel: str, direction: str, outcome: str) -> list[Field]:
    return [
        Field(
            "channel",
            _("Channel"),
            channel,
            options=[(channel.value, channel_label(channel)) for channel in Channel],
            keys=CHANNEL_KEYS,
        ),
        Field(
            "direction",
            _("Direction"),
            direction,
            options=[
                *((d.value, direction_label(d)) for d in (Direction.OUT, Direction.IN)),
                ("", _("none")),
            ],
            keys=DIRECTION_KEYS,
        ),
        Field(
            "outcome",
            _("Outcome"),
            outcome,
            options=[*((o.value, outcome_label(o)) for o in Outcome), ("", _("none"))],
            keys=OUTCOME_KEYS,
        ),
    ]


def shown_moment(at: str, formats: Formats) -> str:
    """Return the day of a moment as it is typed; its time is kept unless the day is changed."""
    return formats.date(formats.day(at))


def moment(text: str, app: CrmApp, field: str = "at") -> datetime:
    """Read when something was. Raises FieldError."""
    try:
        return app.formats.parse_when(text, app.now, past=True)
    except InvalidValue as error:
        raise FieldError(field, error) from error


def _changes(values: Values, at_before: str, app: CrmApp) -> InteractionChanges:
    changes: InteractionChanges = {
        "channel": Channel(values["channel"]),
        "direction": Direction(values["direction"]) if values["direction"] else None,
        "outcome": Outcome(values["outcome"]) if values["outcome"] else None,
        "text": values["text"],
    }
    if values["at"].strip() and values["at"] != at_before:
        changes["at"] = moment(values["at"], app)
    return changes


def _next_task(values: Values, app: CrmApp) -> TaskChanges | None:
    """Return what is to be done next. Raises FieldError."""
    if not values["next"].strip():
        if values["due"].strip():
            error = InvalidValue(_("Nothing that could be due was given."))
            raise FieldError("next", error)
        return None
    task: TaskChanges = {"text": values["next"]}
    if values["due"].strip():
        take_due(task, values["due"], app)
    return task


def _minutes(text: str) -> int | None:
    number = to_ascii(text).strip()
    if not number:
        return None
    if not number.isascii() or not number.isdigit() or len(number) > 5:
        raise FieldError("minutes", InvalidValue(_("Minutes are a whole number.")))
    return int(number)
