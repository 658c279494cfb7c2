"""The form of when the shop is open, and how fast it means to answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.reads.ticket_words import priority_label
from crmtui.rules.ticket_words import PRIORITIES
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.settings.keys import key
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp


def service_form(app: CrmApp) -> FormScreen:
    """Return the form of the opening hours, the days off and the targets."""
    shop = app.settings
    fields = [
        Field("hours", _("Open"), shop["hours"], _("9:00-18:00 or sat-wed 9-17; thu 9-13")),
        Field("weekend", _("Closed on"), shop["weekend"], _("fri")),
        Field("holidays", _("Holidays"), shop["holidays"], _("2026-12-25 03-21 …")),
        *(
            Field(
                f"target_{priority}",
                priority_label(priority),
                shop[f"target_{priority}"],
                _("reply and solve: 1h 8h"),
            )
            for priority in reversed(PRIORITIES)
        ),
        Field("ticket_near", _("Near with"), shop["ticket_near"], _("2h")),
        Field("low_score", _("Low up to"), shop["low_score"], _("of 5; 0: never")),
    ]
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changed = {
            name: _checked(name, value) for name, value in values.items() if value != before[name]
        }

        def act(store: Store) -> Done:
            from crmtui.writes import settings

            return settings.set_service(store, changed)

        return act

    notice = _("At each priority: the opening hours to a reply, and to the solution.")
    return FormScreen(_("Hours and targets"), fields, save, draft="service", notice=notice)


def _checked(name: str, value: str) -> str:
    """Return a value as it is kept. Raises FieldError."""
    try:
        return key(name).check(value)
    except InvalidValue as error:
        raise FieldError(name, error) from error
