"""The form of an interaction, to log one or to change one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.labels import channel_label, direction_label, outcome_label
from crmtui.locale import _
from crmtui.models.words import Channel, Direction, Outcome
from crmtui.reads.interactions import InteractionLine
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.text.formats import Formats

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.interactions import InteractionChanges


def log_form(app: CrmApp, contact: int, name: str, *, notice: str = "") -> FormScreen:
    """Return the form that logs an interaction with a contact."""

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, "", app)

        def act(store: Store) -> Done:
            from crmtui.writes import interactions

            return interactions.log(store, contact, **changes)

        return act

    title = _("Log with {name}").format(name=name)
    return FormScreen(title, _fields(), save, draft=f"log {contact}", notice=notice)


def edit_form(app: CrmApp, line: InteractionLine) -> FormScreen:
    """Return the form that changes an interaction."""
    fields = _fields(line, app.formats)
    at_before = next(field.value for field in fields if field.name == "at")

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, at_before, app)

        def act(store: Store) -> Done:
            from crmtui.writes import interactions

            return interactions.edit(store, line.id, **changes)

        return act

    title = _("Edit interaction #{id}").format(id=line.id)
    return FormScreen(title, fields, save, draft=f"interaction {line.id}")


def _fields(line: InteractionLine | None = None, formats: Formats | None = None) -> list[Field]:
    directions = [(d.value, direction_label(d)) for d in (Direction.OUT, Direction.IN)]
    outcomes = [("", _("none")), *((o.value, outcome_label(o)) for o in Outcome)]
    return [
        Field("text", _("What was said"), line.text if line else "", is_long=True),
        Field(
            "channel",
            _("Channel"),
            line.channel if line else Channel.CALL.value,
            options=[(channel.value, channel_label(channel)) for channel in Channel],
        ),
        Field(
            "direction",
            _("Direction"),
            (line.direction or "") if line else Direction.OUT.value,
            options=[*directions, ("", _("none"))],
        ),
        Field("outcome", _("Outcome"), (line.outcome or "") if line else "", options=outcomes),
        Field(
            "at", _("When"), shown_moment(line.at, formats) if line and formats else "", _("now")
        ),
    ]


def shown_moment(at: str, formats: Formats) -> str:
    """Return the day of a moment as it is typed; its time is kept unless the day is changed."""
    return formats.date(formats.day(at))


def moment(text: str, app: CrmApp) -> datetime:
    """Read when something was. Raises FieldError."""
    try:
        return app.formats.parse_when(text, app.now, past=True)
    except InvalidValue as error:
        raise FieldError("at", error) from error


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
